namespace PalmAssistant.Language;

/// <summary>The readings that are no plan: words not understood, words with several meanings, places of one name.</summary>
internal static class AskBack
{
    public static bool NothingSaid(IReadOnlyList<Token> tokens) => tokens.All(t => t.Meaning is Grammar { Role: Role.Chat or Role.Filler or Role.Stop or Role.Comma or Role.Question or Role.Possessive });

    public static Unplaced? Unknown(NormalText text, IReadOnlyList<Token> tokens, IReadOnlyList<Span> spans)
    {
        var unknown = tokens.Where(t => t.Meaning is Unknown).ToList();
        return unknown.Count == 0 ? null : Lost(text, unknown, tokens, spans);
    }

    public static Unplaced Lost(NormalText text, IReadOnlyList<Token> lost, IReadOnlyList<Token> tokens, IReadOnlyList<Span> spans) =>
        new([.. Runs(lost, tokens).Select(r => text.SpanOf(r.Start, r.Length, "").Text).Distinct()], IsData(tokens), spans);

    /// <summary>Whether some words were of the district's data, so that the person wanted figures.</summary>
    public static bool IsData(IReadOnlyList<Token> tokens) => !tokens.Any(t => t.Is(Role.Policy)) && tokens.Any(t => t.Meaning is Lexical { Sure: true } or Identifier or Named or HousePart && t.Length > 1 || t.Is(Role.Home) || t.Is(Role.HowMany));

    /// <summary>桂花苑 said alone: of what there, is asked; not where more was said that is not understood (桂花苑有几栋楼).</summary>
    public static Ambiguous? OnlyPlace(NormalText text, Draft draft, Catalogue catalogue)
    {
        if (draft.Parts.Count > 0 || draft.Groups.Count > 0 || draft.Unknown.Count > 0 || draft.Asked != Asked.Nothing || draft.Places.Count == 0) return null;
        var (first, last) = (draft.Places[0].Token, draft.Places[^1].Token);
        var name = text.SpanOf(first.Start, last.End - first.Start, "").Text;
        return new($"您想看{name}的什么？", [.. catalogue.Records.Where(r => r.Unit != "人次").Take(4).Select(r => new ReadingOption(r.Name + "数量", $"{name}有多少{r.Name}"))]);
    }

    public static Ambiguous? Doubtful(NormalText text, IReadOnlyList<Token> tokens)
    {
        foreach (var t in tokens)
        {
            if (t.Meaning is not Lexical word) continue;
            if (!word.Sure)
            {
                var typed = text.SpanOf(t.Start, t.Length, "").Text;
                return new($"没认出“{typed}”，您是不是想说：", [.. word.Corrected!.Split('|').Select(w => new ReadingOption(w, Replace(text, t, w)))]);
            }
            if (word.Senses.OfType<AmbiguousSense>().FirstOrDefault() is { Term: var term })
                return new(term.Question, [.. term.Options.Select(o => o with { Say = Replace(text, t, o.Say) })]);
        }
        return null;
    }

    /// <summary>多了多少, without a day to compare with.</summary>
    public static Ambiguous SinceWhen(string text, Past past) => past.Change == Change.Gained
        ? new("您要看哪段时间新增的？", [.. new[] { "本月", "上个月", "今年", "最近半年" }.Select(w => new ReadingOption(w, w + text.Trim()))])
        : new("您要跟哪一天比？", [new("上个月底", "跟上个月底比，" + text.Trim()), new("今年年初", "跟年初比，" + text.Trim()), new("去年同期", "跟去年同期比，" + text.Trim())]);

    /// <summary>80岁左右, 一百来平: how near is not said, so ranges are offered.</summary>
    public static Ambiguous? Near(NormalText text, IReadOnlyList<Token> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (Guessed(tokens, i) is not { } guess) continue;
            var (amount, unit) = guess;
            var begin = tokens[i].Is(Role.About) ? tokens[i] : i > 0 && tokens[i - 1].Is(Role.About) ? tokens[i - 1] : tokens[i];
            var last = tokens[i].Is(Role.About) ? tokens[i + 1] : i + 1 < tokens.Count && tokens[i + 1].Is(Role.About) ? tokens[i + 1] : tokens[i];
            var stretch = begin with { Length = last.End - begin.Start };
            var said = text.SpanOf(stretch.Start, stretch.Length, "").Text;
            var name = unit == "㎡" ? "平" : unit;
            var (near, wide) = unit == "岁" ? (2m, 5m) : (Math.Max(1, Math.Round(amount * 0.05m)), Math.Max(2, Math.Round(amount * 0.1m)));
            return new($"“{said}”没有准数，您要看哪一种？", [.. new[] { $"{amount - near:0}到{amount + near:0}{name}", $"{amount - wide:0}到{amount + wide:0}{name}", $"{amount:0}{name}以上" }.Select(r => new ReadingOption(r, Replace(text, stretch, r)))]);
        }
        return null;
    }

    /// <summary>有三个孩子的家庭: exactly so many, or at least?</summary>
    public static Ambiguous? ExactlyOrMore(NormalText text, IReadOnlyList<Token> tokens)
    {
        if (!tokens.Any(t => t.Meaning is Lexical l && l.Senses.Any(s => s is RecordSense { Record: "house" } or PopulationSense { Record: "house" }) || t.Is(Role.HowMany) && t.Meaning is Grammar { Argument: "户" or "套" })) return null;
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].Meaning is not Count { Measure: "个" or "口" or "名" or "位" or "" or "人" } count || count.Number > 20 || tokens[i + 1].Meaning is not Lexical next || !next.Senses.Any(s => s is TagSense { Record: "person" })) continue;
            if (i + 2 < tokens.Count && tokens[i + 2].Is(Role.OrMore) || i > 0 && tokens[i - 1].Is(Role.About)) continue;
            var (typed, noun) = (text.SpanOf(tokens[i].Start, tokens[i].Length, "").Text, tokens[i + 1].Text);
            return new($"“{typed}{noun}”是恰好{count.Number}个，还是{count.Number}个以上？",
                [new($"恰好{count.Number}个", Replace(text, tokens[i], $"恰好{count.Number}个")), new($"{count.Number}个以上", Replace(text, tokens[i], $"{count.Number}个以上"))]);
        }
        return null;
    }

    // The number a word of nearness stands beside, if this token is that number or that word.
    private static (decimal Number, string Unit)? Guessed(IReadOnlyList<Token> tokens, int i)
    {
        if (tokens[i].Meaning is Amount { Near: true } near) return (near.Low, near.Unit);
        var beside = i + 1 < tokens.Count && tokens[i + 1].Is(Role.About) && tokens[i + 1].Text is "左右" or "上下" or "前后" || i > 0 && tokens[i - 1].Is(Role.About) && tokens[i - 1].Text is not ("左右" or "上下" or "前后");
        if (!beside) return null;
        return tokens[i].Meaning switch
        {
            Amount { High: null, Op: Comparison.Equal } amount => (amount.Low, amount.Unit),
            Count { Measure: "", Number: >= 10 and <= 110 } count => (count.Number, "岁"),
            _ => null,
        };
    }

    public static Ambiguous HouseholdsOrPeople(NormalText text, Outcome.HouseholdsOrPeople either)
    {
        var word = either.Household.Text;
        return new($"“{word}”您要按户算，还是数住在里面的人？",
            [new($"{word}的户数", Replace(text, either.Asked, "多少户")), new($"住在{word}里的人数", Replace(text, either.Household, $"住在{word}里的"))]);
    }

    public static Ambiguous WhichPlace(NormalText text, Outcome.SeveralPlaces several, Catalogue catalogue)
    {
        var options = several.Candidates.Take(8).Select(p => new ReadingOption(FullName(p, catalogue), Replace(text, several.Token, FullName(p, catalogue)))).ToList();
        return new($"有{several.Candidates.Count}个“{several.Token.Text}”，您要看哪一个？", options);
    }

    private static string FullName(Place place, Catalogue catalogue)
    {
        var around = catalogue.Places.Where(p => p != place && p.Kind is PlaceKind.Street or PlaceKind.Community && p != place && PlaceChoice.Lies(place, p)).OrderBy(p => p.Kind).LastOrDefault();
        return (around?.Name ?? "") + place.Name;
    }

    private static string Replace(NormalText text, Token token, string by)
    {
        var span = text.SpanOf(token.Start, token.Length, "");
        return string.Concat(text.Original.AsSpan(0, span.Start), by, text.Original.AsSpan(span.Start + span.Length));
    }

    // Neighbours are said back as one stretch, with the little words between them.
    private static IEnumerable<(int Start, int Length)> Runs(IReadOnlyList<Token> lost, IReadOnlyList<Token> tokens)
    {
        (int Start, int End)? run = null;
        foreach (var t in lost.OrderBy(t => t.Start))
        {
            if (run is { } r && t.Start - r.End <= 1 && tokens.Where(x => x.Start >= r.End && x.Start < t.Start).All(x => x.Meaning is Grammar { Role: Role.Filler or Role.Have })) run = (r.Start, t.End);
            else
            {
                if (run is { } done) yield return (done.Start, done.End - done.Start);
                run = (t.Start, t.End);
            }
        }
        if (run is { } last) yield return (last.Start, last.End - last.Start);
    }
}
