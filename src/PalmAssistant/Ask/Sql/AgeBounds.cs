using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// Ages in full years (周岁) as bounds on a birth date: age ≥ N ⇔ birth date ≤ today − N years. Somebody born on 29 February
/// is a year older on 1 March of a common year. Fractions of a year count in months.
/// </summary>
public static class AgeBounds
{
    private const int Oldest = 1000;

    /// <summary>The last birth date that makes somebody at least this old today.</summary>
    public static DateOnly BornBy(decimal years, DateOnly today)
    {
        var bounded = Math.Clamp(years, 0, Oldest);
        return bounded == decimal.Truncate(bounded) ? today.AddYears(-(int)bounded) : today.AddMonths(-(int)Math.Round(bounded * 12));
    }

    /// <summary>Earliest and latest birth date, both included, null = open.</summary>
    public static (DateOnly? From, DateOnly? To) Of(Comparison op, decimal first, decimal? second, DateOnly today) => op switch
    {
        Comparison.AtLeast => (null, BornBy(first, today)),
        Comparison.More => (null, BornBy(Next(first), today)),
        Comparison.Less => (BornBy(first, today).AddDays(1), null),
        Comparison.AtMost => (BornBy(Next(first), today).AddDays(1), null),
        Comparison.Equal => (BornBy(Next(first), today).AddDays(1), BornBy(first, today)),
        Comparison.Between => (BornBy(Next(Math.Max(first, second ?? first)), today).AddDays(1), BornBy(Math.Min(first, second ?? first), today)),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "No comparison of ages"),
    };

    private static decimal Next(decimal years) => decimal.Truncate(years) + 1;
}
