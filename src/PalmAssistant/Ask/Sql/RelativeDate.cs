using System.Globalization;
using System.Text.RegularExpressions;

namespace PalmAssistant.Ask;

/// <summary>Dates said relative to today: "today", "today-1y", "today+3m", "today-10d", "month-1" and "year+0" (their first day).</summary>
public static partial class RelativeDate
{
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static DateOnly Resolve(string text, DateOnly today)
    {
        var match = Form().Match(text);
        if (!match.Success) throw new FormatException($"“{text}” is no relative date");
        var count = match.Groups["count"].Success ? int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture) : 0;
        return (match.Groups["from"].Value, match.Groups["unit"].Value) switch
        {
            ("today", "y") => today.AddYears(count),
            ("today", "m") => today.AddMonths(count),
            ("today", _) => today.AddDays(count),
            ("month", _) => new DateOnly(today.Year, today.Month, 1).AddMonths(count),
            _ => new DateOnly(today.Year, 1, 1).AddYears(count),
        };
    }

    [GeneratedRegex(@"^(?<from>today|month|year)(?<count>[+-]\d{1,4})?(?<unit>[ymd])?$")]
    private static partial Regex Form();
}
