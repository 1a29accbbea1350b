using System.Globalization;
using System.Text.RegularExpressions;

namespace PalmAssistant.Reports.Forms;

/// <summary>Deadlines and periods as forms and people word them: "11月6日（星期五）17:00前", "周五前交", "明天下班前", "每周一12:00前", "每季度".</summary>
public static partial class DueDates
{
    /// <summary>End of the working day when only a day is said.</summary>
    public static readonly TimeOnly CloseOfBusiness = new(17, 30);

    /// <param name="text">any text; null comes back when it names no deadline</param>
    public static DueDate? Find(string text, DateOnly today)
    {
        var squeezed = Wording.Squeeze(text);
        if (Weekly().Match(squeezed) is { Success: true } weekly) return new(null, DayOf(weekly.Groups[1].Value), TimeOf(weekly, 2), weekly.Value);
        if (MonthDay().Match(squeezed) is { Success: true } day && OnMonthDay(day, today) is { } date) return new(date, null, TimeOf(day, 4) ?? Close(day.Value), day.Value);
        if (DayOnly().Match(squeezed) is { Success: true } only && int.Parse(only.Groups[1].Value, CultureInfo.InvariantCulture) is >= 1 and <= 31 and var inMonth) return new(NextDay(inMonth, today), null, TimeOf(only, 2) ?? Close(only.Value), only.Value);
        if (EveryMonth().Match(squeezed) is { Success: true } monthly) return new(NextDay(int.Parse(monthly.Groups[1].Value, CultureInfo.InvariantCulture), today), null, TimeOf(monthly, 2), monthly.Value);
        if (Weekday().Match(squeezed) is { Success: true } week) return new(OnWeekday(week.Groups[1].Value, DayOf(week.Groups[2].Value), today), null, TimeOf(week, 3) ?? Close(week.Value), week.Value);
        if (Soon().Match(squeezed) is { Success: true } soon) return new(OnSoon(soon.Groups[1].Value, today), null, TimeOf(soon, 2) ?? Close(soon.Value), soon.Value);
        if (Within().Match(squeezed) is { Success: true } within) return new(today.AddDays(Small(within.Groups[1].Value)), null, null, within.Value);
        return null;
    }

    public static ReportPeriod PeriodOf(IEnumerable<string> words)
    {
        var all = Wording.Squeeze(string.Concat(words));
        if (all.Contains("每周", StringComparison.Ordinal) || all.Contains("周报", StringComparison.Ordinal)) return ReportPeriod.Weekly;
        if (all.Contains("每季度", StringComparison.Ordinal) || all.Contains("季报", StringComparison.Ordinal)) return ReportPeriod.Quarterly;
        if (all.Contains("每月", StringComparison.Ordinal) || all.Contains("月报", StringComparison.Ordinal)) return ReportPeriod.Monthly;
        return all.Contains("每年", StringComparison.Ordinal) || all.Contains("年报", StringComparison.Ordinal) ? ReportPeriod.Yearly : ReportPeriod.Once;
    }

    private static TimeOnly? TimeOf(Match match, int group) =>
        match.Groups[group].Success && int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) is < 24 and var hour
            ? new TimeOnly(hour < 12 && match.Value.Contains("下午", StringComparison.Ordinal) ? hour + 12 : hour, match.Groups[group + 1].Success && int.Parse(match.Groups[group + 1].Value, CultureInfo.InvariantCulture) is < 60 and var minute ? minute : 0) : null;

    private static TimeOnly? Close(string said) => said.Contains("下班", StringComparison.Ordinal) ? CloseOfBusiness : null;

    private static DateOnly? OnMonthDay(Match match, DateOnly today)
    {
        var year = match.Groups[1].Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : today.Year;
        var month = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        var day = int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        var date = new DateOnly(year, month, day);
        return !match.Groups[1].Success && date < today.AddMonths(-6) ? date.AddYears(1) : date;
    }

    private static DateOnly NextDay(int day, DateOnly today)
    {
        var inMonth = new DateOnly(today.Year, today.Month, Math.Min(day, DateTime.DaysInMonth(today.Year, today.Month)));
        return inMonth >= today ? inMonth : inMonth.AddMonths(1);
    }

    /// <summary>本周/这周 or none: the next such day, today included; 下周: the one in the week after (weeks begin on Monday).</summary>
    private static DateOnly OnWeekday(string which, DayOfWeek day, DateOnly today)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var inWeek = monday.AddDays(((int)day + 6) % 7);
        if (which.StartsWith('下')) return inWeek.AddDays(7);
        return inWeek >= today ? inWeek : inWeek.AddDays(7);
    }

    private static DateOnly OnSoon(string word, DateOnly today) => word switch
    {
        "今天" or "今日" or "当天" => today,
        "明天" or "明日" => today.AddDays(1),
        "后天" => today.AddDays(2),
        "大后天" => today.AddDays(3),
        "下月底" or "下个月底" => EndOfMonth(today.AddMonths(1)),
        _ => EndOfMonth(today),
    };

    private static DateOnly EndOfMonth(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));

    private static DayOfWeek DayOf(string word) => word switch
    {
        "一" => DayOfWeek.Monday,
        "二" => DayOfWeek.Tuesday,
        "三" => DayOfWeek.Wednesday,
        "四" => DayOfWeek.Thursday,
        "五" => DayOfWeek.Friday,
        "六" => DayOfWeek.Saturday,
        _ => DayOfWeek.Sunday,
    };

    private static int Small(string number) => "一二三四五六七八九十".IndexOf(number, StringComparison.Ordinal) is >= 0 and var i ? i + 1 : number == "两" ? 2 : int.Parse(number, CultureInfo.InvariantCulture);

    private const string Time = @"(?:（[^）]*）)?(?:上午|下午|中午)?(?:(\d{1,2})(?:[:：](\d{2})|[时点](?:(\d{2})分)?))?";
    private const string Before = @"(?:下班)?(?:之前|以前|前|截止|止|为止)";

    [GeneratedRegex(@"每周([一二三四五六日天])(?:(\d{1,2})[:：时点](\d{2})?)?(?:之?前|下班前|报送|上报)?")] private static partial Regex Weekly();
    [GeneratedRegex(@"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]" + Time + Before)] private static partial Regex MonthDay();
    [GeneratedRegex(@"(?<![\d月每年])(\d{1,2})[日号]" + Time + Before)] private static partial Regex DayOnly();
    [GeneratedRegex(@"每月(\d{1,2})[日号](?:(\d{1,2})[:：时点](\d{2})?)?(?:之?前)?")] private static partial Regex EveryMonth();
    [GeneratedRegex(@"((?:本|这|这个|下|下个)?)(?:周|星期|礼拜)([一二三四五六日天])" + Time + Before)] private static partial Regex Weekday();
    [GeneratedRegex(@"(大后天|今天|今日|当天|明天|明日|后天|下个?月底|本?月底)" + Time + Before)] private static partial Regex Soon();
    [GeneratedRegex(@"([一二两三四五六七八九十]|\d{1,2})(?:天|日|个工作日)(?:之内|以内|内)")] private static partial Regex Within();
}
