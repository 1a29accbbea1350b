namespace PalmAssistant.Ask;

/// <summary>One figure of a briefing, with all that proves it.</summary>
/// <param name="Was">the figure at the end of the day compared with; null = not compared</param>
/// <param name="Ask">the question that gives it again</param>
public sealed record BriefedFigure(int Number, string Name, decimal? Value, decimal? Was, string Unit, string Ask, string Understood, IReadOnlyList<string> Definitions, IReadOnlyList<string> Sources)
{
    public string Said => Differences.Said(Value, Unit).Replace(" ", "", StringComparison.Ordinal);
}

/// <summary>A finished briefing; kept in the conversation, so that every figure can be asked after and it can be taken along.</summary>
/// <param name="ComparedWith">null = the register has no earlier day</param>
public sealed record Briefing(string Title, string Scope, DateOnly Day, DateOnly? ComparedWith, IReadOnlyList<string> Paragraphs, IReadOnlyList<BriefedFigure> Figures, IReadOnlyList<string> Notes)
{
    public const string Key = "briefing";
}

/// <summary>Puts sentences together up to a length. Pure: figures come in, text goes out.</summary>
public static class BriefingText
{
    private const string Marks = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟";

    public static string Mark(int number) => number <= Marks.Length ? Marks[number - 1].ToString() : $"({number})";

    /// <summary>Which lines fit: the most important first, written in their own order. The line of changes counts as it is.</summary>
    public static IReadOnlyList<int> Choose(IReadOnlyList<(int Rank, int Length)> lines, int wanted, int fixedLength)
    {
        var chosen = new List<int>();
        var length = fixedLength;
        foreach (var (line, i) in lines.Select((l, i) => (l, i)).OrderBy(x => x.l.Rank))
        {
            // Rather a little over than far below.
            if (chosen.Count > 0 && length + line.Length > wanted * 1.1 && Math.Abs(length - wanted) <= Math.Abs(length + line.Length - wanted)) continue;
            chosen.Add(i);
            length += line.Length;
        }
        return [.. chosen.Order()];
    }

    /// <summary>What changed since the earlier day: the largest changes first, no more than a few.</summary>
    public static string? Changes(IReadOnlyList<BriefedFigure> figures, DateOnly? compared, DateOnly? known, int most)
    {
        if (compared is not { } day) return known is { } since ? $"平台从{since.Year}年{since.Month}月{since.Day}日起留有历史，暂时没有更早的数可以比较。" : null;
        var told = figures.Where(f => f is { Was: not null, Value: not null }).DistinctBy(f => f.Name).ToList();
        var changed = told.Where(f => f.Value != f.Was).OrderByDescending(f => f.Was == 0 ? 100 : Math.Abs((f.Value!.Value - f.Was!.Value) / f.Was.Value)).Take(most).ToList();
        if (told.Count == 0) return null;
        if (changed.Count == 0) return $"与{DayWords(day)}相比，以上各项没有变化。";
        var parts = changed.Select(f => $"{f.Name}{Mark(f.Number)}{(f.Value > f.Was ? "增加" : "减少")}{Differences.Said(Math.Abs(f.Value!.Value - f.Was!.Value), f.Unit).Replace(" ", "", StringComparison.Ordinal)}" + (Differences.Percent(f.Was, f.Value) is { } p ? $"（{(p > 0 ? "+" : "−")}{AnswerText.Number(Math.Abs(p))}%）" : ""));
        return $"与{DayWords(day)}相比，{string.Join("，", parts)}{(changed.Count < told.Count ? "，其余变化不大" : "")}。";
    }

    public static string DayWords(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";

    /// <summary>Letters as people count them: marks and spaces are not.</summary>
    public static int Length(string text) => text.Count(c => !char.IsWhiteSpace(c) && !Marks.Contains(c));
}
