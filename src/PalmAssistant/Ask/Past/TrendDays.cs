using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>The days at whose end a trend is counted: the ends of months, quarters or years, and today.</summary>
internal static class TrendDays
{
    private const int Most = 24;

    /// <param name="known">the first day that can be counted: nothing is counted before it</param>
    public static IReadOnlyList<DateOnly> Of(TrendSpan trend, DateOnly known, DateOnly today)
    {
        var from = trend.From ?? known;
        var days = new List<DateOnly> { today };
        for (var day = EndBefore(today, trend.Step); day >= from && day >= known && days.Count < Most; day = EndBefore(day, trend.Step)) days.Add(day);
        if (days.Count < Most && known >= from && known < days[^1]) days.Add(known);      // what is known first belongs to the picture
        days.Reverse();
        return days;
    }

    /// <summary>The last day of the month, quarter or year before the one that <paramref name="day"/> lies in.</summary>
    private static DateOnly EndBefore(DateOnly day, TrendStep step) => step switch
    {
        TrendStep.Year => new DateOnly(day.Year, 1, 1).AddDays(-1),
        TrendStep.Quarter => new DateOnly(day.Year, (day.Month - 1) / 3 * 3 + 1, 1).AddDays(-1),
        _ => new DateOnly(day.Year, day.Month, 1).AddDays(-1),
    };
}
