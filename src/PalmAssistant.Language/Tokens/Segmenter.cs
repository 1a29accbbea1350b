namespace PalmAssistant.Language;

/// <summary>
/// Cuts a text into tokens: of all ways to cover it, the one with the fewest unknown characters, then the fewest tokens, then the surest kinds.
/// </summary>
internal static class Segmenter
{
    private const int UnknownCharacter = 1000;
    private const string NumberStarts = "第0123456789零一二两三四五六七八九十百千万半俩仨超大多高过小少低不未没至最起满刚正恰达够介在年甲乙丙丁><≥≤=";
    private const string DateStarts = "0123456789零一二两三四五六七八九十半今去前上中月下本这当明昨后大近最过未往接年自从打满已超多够达至不没少还";

    public static IReadOnlyList<Token> Cut(NormalText normal, Lexicon lexicon, DateOnly today, IReadOnlyList<KnownName> names) =>
        Shortest(normal.Text, at => Candidates(normal.Text, at, lexicon, today, names));

    /// <summary>The same, with words that sound or look alike where characters would stay unknown.</summary>
    public static IReadOnlyList<Token> CutForgiving(NormalText normal, Lexicon lexicon, DateOnly today, IReadOnlyList<KnownName> names) =>
        Shortest(normal.Text, at => Candidates(normal.Text, at, lexicon, today, names).Concat(Homophones.At(normal.Text, at, lexicon)));

    private static IEnumerable<(int Length, Meaning Meaning, int Cost)> Candidates(string text, int at, Lexicon lexicon, DateOnly today, IReadOnlyList<KnownName> names)
    {
        if (AsksWhether(text, at)) yield break;
        foreach (var (length, meaning) in lexicon.At(text, at))
        {
            if (at + length < text.Length || !lexicon.IsKnownText(text.Substring(at, length)) || !Names.Points(text, at)) yield return (length, meaning, 100);
        }
        foreach (var name in names)
        {
            if (text.AsSpan(at).StartsWith(name.Text, StringComparison.Ordinal)) yield return (name.Text.Length, new Named(name.Record == "venue" ? NameKind.Premises : NameKind.Company, name.Text, Comparison.Contains), 120);
        }
        foreach (var candidate in FunctionWordsAt(text, at)) yield return candidate;
        if (Padding.At(text, at) is > 0 and var padding) yield return (padding, new Grammar(Role.Filler), 90);
        var c = text[at];
        if (NumberStarts.Contains(c))
        {
            foreach (var (length, meaning) in Amounts.At(text, at, today)) yield return (length, meaning, meaning is Count ? 115 : meaning is Amount { Near: true } ? 99 : meaning is Amount { Op: Comparison.Equal } ? 101 : 97);
        }
        if (NumberStarts.Contains(c) || char.IsAsciiLetter(c))
        {
            foreach (var (length, meaning) in HouseParts.At(text, at)) yield return (length, meaning, 96);
        }
        if (char.IsAsciiLetterOrDigit(c) || c is '身' or '证' or '手' or '电' or '尾' or '后' or '末' or '最')
        {
            foreach (var (length, meaning) in Identifiers.At(text, at)) yield return (length, meaning, 90);
        }
        if (DateStarts.Contains(c))
        {
            foreach (var (length, meaning) in Dates.At(text, at, today)) yield return (length, meaning, 98);
        }
        foreach (var (length, meaning) in Names.At(text, at)) yield return (length, meaning, NameCost(meaning, length));
        foreach (var (length, framed, sure) in lexicon.Frames.At(text, at)) yield return (length, framed, sure ? 150 : 360 + length);
    }

    // 有没有狗 asks whether and denies nothing: its 没 begins no word. 只有没有电话的 does.
    private static bool AsksWhether(string text, int at) =>
        text[at] == '没' && at > 0 && at + 1 < text.Length && text[at + 1] == '有' && text[at - 1] == '有' && OpensWhether(text, at - 1);

    private static bool OpensWhether(string text, int at) => at == 0 || text[at - 1] is not ('只' or '还' or '所' or '仅' or '没');

    private static IEnumerable<(int Length, Meaning Meaning, int Cost)> FunctionWordsAt(string text, int at)
    {
        for (var length = Math.Min(12, text.Length - at); length > 0; length--)
        {
            if (FunctionWords.Find(text.AsSpan(at, length)) is { } word && (word.Role != Role.Whether || OpensWhether(text, at))) yield return (length, word, word.Role == Role.Filler ? 104 : word.Role == Role.Not ? 103 : word.Role == Role.Whether ? 97 : 102);
        }
    }

    // Names are the least sure kind: any covering by words of the catalogue is preferred to them.
    private static int NameCost(Meaning meaning, int length) => meaning is Named { Kind: NameKind.Person } ? 350 : 200 + 40 * length;

    private static List<Token> Shortest(string text, Func<int, IEnumerable<(int Length, Meaning Meaning, int Cost)>> candidates)
    {
        var best = new (int Cost, int From, Meaning? Meaning)[text.Length + 1];
        for (var i = 1; i <= text.Length; i++) best[i].Cost = int.MaxValue;
        for (var at = 0; at < text.Length; at++)
        {
            Offer(at + 1, best[at].Cost + UnknownCharacter, at, new Unknown());
            foreach (var (length, meaning, cost) in candidates(at)) Offer(at + length, best[at].Cost + cost, at, meaning);
        }
        return Path();

        void Offer(int end, int cost, int from, Meaning meaning)
        {
            if (cost < best[end].Cost) best[end] = (cost, from, meaning);
        }

        List<Token> Path()
        {
            var tokens = new List<Token>();
            for (var end = text.Length; end > 0; end = best[end].From)
            {
                var from = best[end].From;
                if (best[end].Meaning is Unknown && tokens.Count > 0 && tokens[^1] is { Meaning: Unknown } next) tokens[^1] = new(from, next.End - from, text[from..next.End], new Unknown());
                else tokens.Add(new(from, end - from, text[from..end], best[end].Meaning!));
            }
            tokens.Reverse();
            return tokens;
        }
    }
}
