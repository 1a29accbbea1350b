namespace PalmAssistant.Language;

/// <summary>
/// Takes out of a clause what speaks of change: 跟上个月比, 比年初多了多少, 环比, 最近半年新增, 每个月的变化. What is left is read as always.
/// A day belongs to a change only where a word of change or comparison says so; all other days are left to what they stand by.
/// </summary>
internal sealed class PastReader
{
    private readonly IReadOnlyList<Token> tokens;
    private readonly DateOnly today;
    private readonly HashSet<Token> taken = [];

    private PastReader(IReadOnlyList<Token> tokens, DateOnly today) => (this.tokens, this.today) = (tokens, today);

    /// <summary>The clause without those words, and what they said; null when they said nothing.</summary>
    public static (IReadOnlyList<Token> Left, Past? Past) Take(IReadOnlyList<Token> clause, DateOnly today)
    {
        var reader = new PastReader(clause, today);
        return reader.Read() is { } past ? ([.. clause.Where(t => !reader.taken.Contains(t))], past) : (clause, null);
    }

    private sealed record Day(int At, DateOnly From, DateOnly To, bool Compared);

    private Past? Read()
    {
        var change = tokens.FirstOrDefault(t => t.Is(Role.Change));
        var trend = tokens.FirstOrDefault(t => t.Is(Role.Trend));
        var ratio = tokens.FirstOrDefault(t => t.Is(Role.Comparing) && t.Meaning is Grammar { Argument.Length: > 0 });
        var days = DaysSaid();
        if (trend is not null || Step(change, days) is not null) return Trend(trend, change, days);
        if (ratio is not null) return Ratio(ratio, change);
        if (days.FirstOrDefault(d => d.Compared) is { } with) return Compared(with, days, change);
        if (change is not null && !OwnsADate() && !tokens.Any(IsComparing)) return Changed(change, days);
        return days.FirstOrDefault(d => tokens[d.At].Is(Role.Day) || Mark(d) is not null) is { } alone && !OwnsADate() ? AsOf(alone) : null;
    }

    private List<Day> DaysSaid()
    {
        var days = new List<Day>();
        for (var i = 0; i < tokens.Count; i++)
            if (Stretch(tokens[i]) is var (from, to)) days.Add(new(i, from, to, IsCompared(i)));
        return days;
    }

    private (DateOnly From, DateOnly To)? Stretch(Token token) => token.Meaning switch
    {
        Period { From: { } from } period when from <= today => (from, period.To is { } to && to < today ? to : today),
        Grammar { Role: Role.Day } day when DayOf(day.Argument) is { } on => (on, on),
        _ => null,
    };

    private DateOnly DayOf(string name) => name switch
    {
        "yearAgo" => today.AddYears(-1),
        "monthAgo" => today.AddMonths(-1),
        "yearStart" => new(today.Year, 1, 1),
        "monthStart" => new(today.Year, today.Month, 1),
        "lastYearEnd" => new(today.Year - 1, 12, 31),
        _ => new DateOnly(today.Year, today.Month, 1).AddDays(-1),      // lastMonthEnd
    };

    // 跟上个月比, 比上个月, 上个月比, 较年初, 和上个月相比
    private bool IsCompared(int i) =>
        i > 0 && IsComparing(tokens[i - 1]) || tokens.Skip(i + 1).Take(2).Any(IsComparing) && tokens.Skip(i + 1).TakeWhile(t => !IsComparing(t)).All(t => t.Is(Role.Filler) || t.Is(Role.Possessive) || t.Is(Role.DayMark));

    private static bool IsComparing(Token t) => t.Meaning is Grammar { Role: Role.Comparing, Argument: "" } || t.Text is "对比";

    private Past Compared(Day with, List<Day> days, Token? change)
    {
        Take(with.At - 1, t => IsComparing(t) || t.Is(Role.Join));
        TakeDay(with);
        foreach (var t in tokens.Skip(with.At + 1).Take(2).Where(IsComparing)) taken.Add(t);
        var other = days.FirstOrDefault(d => d.At != with.At && d.Compared) ?? days.FirstOrDefault(d => d.At != with.At && Math.Abs(d.At - with.At) <= 2);
        if (other is not null && !OwnsADate()) TakeDay(other); else other = null;
        foreach (var t in tokens.Where(t => t.Is(Role.Change))) taken.Add(t);
        var gained = change?.Meaning is Grammar { Argument: "gained" };
        var (one, two) = (Point(with), other is null ? (DateOnly?)null : Point(other));
        if (two is { } second && second < one) (one, two) = (second, one);
        return new() { ComparedWith = one, AsOf = two < today ? two : null, Change = gained ? Change.Gained : Change.Net };
    }

    // A month is what it was at its end, the beginning of a year its first day.
    private DateOnly Point(Day day) => tokens[day.At].Text.EndsWith("年初", StringComparison.Ordinal) || tokens[day.At].Text.EndsWith("月初", StringComparison.Ordinal) ? day.From : day.To;

    private Past Ratio(Token ratio, Token? change)
    {
        taken.Add(ratio);
        if (change is not null) taken.Add(change);
        var month = ((Grammar)ratio.Meaning).Argument == "month";
        return new() { ComparedWith = month ? DayOf("lastMonthEnd") : DayOf("yearAgo") };
    }

    private Past Changed(Token change, List<Day> days)
    {
        foreach (var t in tokens.Where(t => t.Is(Role.Change))) taken.Add(t);
        var gained = tokens.Any(t => t.Meaning is Grammar { Role: Role.Change, Argument: "gained" });
        if (days.Count == 0) return new() { Change = gained ? Change.Gained : Change.Net };
        var day = days[0];
        TakeDay(day);
        return new() { ComparedWith = day.From.AddDays(-1), AsOf = day.To < today ? day.To : null, Change = gained ? Change.Gained : Change.Net };
    }

    // 10月底, 截至10月1日, 去年的时候
    private Token? Mark(Day day) => new[] { day.At - 1, day.At + 1 }.Where(i => i >= 0 && i < tokens.Count).Select(i => tokens[i]).FirstOrDefault(t => t.Is(Role.DayMark));

    private Past AsOf(Day day)
    {
        TakeDay(day);
        return new() { AsOf = day.To };
    }

    private Past Trend(Token? trend, Token? change, List<Day> days)
    {
        var step = Step(change, days) ?? StepWord();
        foreach (var t in new[] { trend, step }.OfType<Token>().Concat(tokens.Where(t => t.Is(Role.Change) || t.Is(Role.Trend)))) taken.Add(t);
        var day = OwnsADate() ? null : days.FirstOrDefault();
        if (day is not null) TakeDay(day);
        return new() { Trend = new(day?.From, Every(step?.Text)) };
    }

    private static TrendStep Every(string? word) => word switch
    {
        null => TrendStep.Month,
        _ when word.Contains('年') && !word.Contains('季') => TrendStep.Year,
        _ when word.Contains('季') => TrendStep.Quarter,
        _ => TrendStep.Month,
    };

    // 按月 says it by itself; 每月 only beside a word of change or a stretch of time (每月养老金 is no trend).
    private Token? Step(Token? change, List<Day> days) =>
        OwnsADate() ? null : tokens.FirstOrDefault(t => t.Is(Role.Step)) ?? (change is not null || days.Any(d => d.From < d.To) && tokens.Any(t => t.Is(Role.HowMany)) || AsksEachMonth() ? StepWord() : null);

    // 每个月多少, 那每年有几个呢: nothing else is said, so it goes on from what was counted.
    private bool AsksEachMonth() => tokens.Any(t => t.Is(Role.HowMany)) && tokens.All(t => t.Is(Role.HowMany) || t.Is(Role.Filler) || t.Is(Role.Have) || t.Is(Role.Then) || t.Is(Role.FollowUp) || t.Is(Role.Question));

    private Token? StepWord() => tokens.FirstOrDefault(t => t.Is(Role.Step)) ?? tokens.FirstOrDefault(t => t.Text is "每月" or "每个月" or "每年" or "每一年");

    // 去年成立的, 上个月发放的: the day is a date on file, not a day to count as of.
    private bool OwnsADate() => tokens.Any(t => t.Meaning is Lexical l && l.Senses.Any(s => s is FieldSense { Field.Kind: FieldKind.Date or FieldKind.Month }));

    private void TakeDay(Day day)
    {
        Take(day.At, _ => true);
        foreach (var i in new[] { day.At - 1, day.At + 1 }) Take(i, t => t.Is(Role.DayMark));
    }

    private void Take(int i, Func<Token, bool> when)
    {
        if (i >= 0 && i < tokens.Count && when(tokens[i])) taken.Add(tokens[i]);
    }
}
