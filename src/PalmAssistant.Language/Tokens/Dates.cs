using System.Text.RegularExpressions;

namespace PalmAssistant.Language;

/// <summary>
/// Days, months, years and stretches of them, as the data contract (24) reads them: 今年, 去年, 上个月, 本月 are calendar; 近N年, 过去N年, N个月内 roll
/// from today, today included; 以来 begins with the named unit's first day, 以前 ends before it.
/// </summary>
internal static partial class Dates
{
    private const string N = "(?:\\d{1,4}|[一二两三四五六七八九十百半]{1,6})";
    private const string Year = "(?:\\d{4}|[一二][零一二三四五六七八九]{3})";
    private const string Month = "(?:\\d{1,2}|[一二三四五六七八九十]{1,2})";

    private const string Point =
        $"(?:(?<y>{Year})年(?:度)?(?:(?<m>{Month})月(?:份)?(?:(?<d>{Month}|二十[一-九]?|三十一?)[日号])?|(?<part>上半年|下半年|年初|年底|第?[一二三四1234]季度))?"
        + $"|(?<y>\\d{{4}})[-/.](?<m>\\d{{1,2}})(?:[-/.](?<d>\\d{{1,2}}))?(?![\\d-])"
        + $"|(?<named>大前年|前年|去年|上一年|今年|本年度?|明年|后年)(?:的)?(?:(?<m>{Month})月(?:份)?(?:(?<d>{Month}|二十[一-九]?|三十一?)[日号])?|(?<part>全年|上半年|下半年|年初|年底|第?[一二三四1234]季度))?"
        + $"|(?<named>今天|今日|当天|昨天|前天|明天|本周|这周|这星期|本星期|上周|上星期|上个星期|下周|下星期|下个星期|后天|大后天|年内|今年内|本年内|明年内|本月|这个月|当月|这月|上个月|上月|上上个月|下个月|下月|年初|上半年|下半年|本季度|这个季度|上季度|上个季度)"
        + $"|(?<m>{Month})月份?(?:(?<d>{Month}|二十[一-九]?|三十一?)[日号])?)";

    [GeneratedRegex(@"\G(?:今年|本年)?(?:年底|年末|年终)(?:以前|之前|前)")]
    private static partial Regex BeforeYearEnd();

    [GeneratedRegex($@"\G{Point}")]
    private static partial Regex PointPattern();

    [GeneratedRegex(@"\G(?:份|里|间|期间|之间|的时候)?(?:(?<since>(?:以来|至今|到现在|到目前|到今天|至目前|到目前为止|起到现在)(?:为止)?|以后|之后|后(?=出生|成立|注册|退役|开|的|新)|起|开始)|(?<before>以前|之前|前))")]
    private static partial Regex Suffix();

    [GeneratedRegex(@"\G(?:份)?(?:到|至|-|~)")]
    private static partial Regex Until();

    [GeneratedRegex($@"\G(?:自|从|打)")]
    private static partial Regex From();

    [GeneratedRegex($@"\G(?:(?<dir>还有|还剩|最近|近|过去|过去的|前|这|未来|今后|往后|接下来)(?:的)?(?<n>{N})(?:个)?(?<unit>年半|年|月|星期|周|天|日|季度)(?:以?内|之内|里|以来|来|间|时间)?|(?<n>{N})(?:个)?(?<unit>年半|年|月|星期|周|天|日)(?:以?内|之内|以来|来))")]
    private static partial Regex Rolling();

    [GeneratedRegex($@"\G(?<n>{N})(?:个)?(?<unit>年|月|星期|周|天)(?<dir>以前|之前|前|以上|多没|没)")]
    private static partial Regex Ago();

    [GeneratedRegex($@"\G(?<before>已满|满了|满|超过了|超过|超|多于|大于|够|达到|达|至少|不满|未满|没满|不到|没到|不足|未到|少于)?(?<n>{N})(?:个)?(?<unit>年半|年|月|星期|周|天)(?:了)?(?<after>及以上|以上|往上|开外|多|(?=没|未))?")]
    private static partial Regex LastingPattern();

    [GeneratedRegex(@"\G(?:(?<y>\d{2}|[二三四五六七八九零][零一二三四五六七八九])年(?=出生|生的|生人|以前出生|之前出生|以后出生)|(?<d>\d0|[二三四五六七八九]十|\d{3}0)年代(?=出生|生|的?人))")]
    private static partial Regex ShortYear();

    public static IEnumerable<(int Length, Meaning Meaning)> At(string text, int at, DateOnly today)
    {
        if (MonthParts.At(text, at, today) is var (partLength, part)) yield return (partLength, part);
        if (FirstOfYear(text, at, today) is { } begun) { yield return begun; if (text[at] == '前') yield break; }
        if (Rolling().Match(text, at) is { Success: true } rolling && ReadRolling(rolling, today) is { } roll) yield return (rolling.Length, roll);
        if (Ago().Match(text, at) is { Success: true } ago && ago.Groups["dir"].Value.EndsWith('前') && Back(today, ago.Groups["n"].Value, ago.Groups["unit"].Value, -1) is { } then)
            yield return (ago.Length, new Period(null, then.AddDays(-1)));
        if (LastingPattern().Match(text, at) is { Success: true } lasting && ReadLasting(lasting, today) is { } span) yield return (lasting.Length, span);
        if (ShortYear().Match(text, at) is { Success: true } born && ReadShortYear(born, today) is { } decade) yield return (born.Length, decade);
        if (BeforeYearEnd().Match(text, at) is { Success: true } ending) yield return (ending.Length, new Period(today, new(today.Year, 12, 31)));
        if (YearRange(text, at) is { } years) yield return years;
        if (MonthRange(text, at, today) is { } months) yield return months;
        var lead = From().Match(text, at) is { Success: true } f ? f.Length : 0;
        if (PointPattern().Match(text, at + lead) is not { Success: true } point || ReadPoint(point, today) is not { } period) yield break;
        var end = at + lead + point.Length;
        if (Until().Match(text, end) is { Success: true } until && PointPattern().Match(text, end + until.Length) is { Success: true } second && ReadPoint(second, today) is { } last)
        {
            var to = last.To == today ? today : last.To;
            var length = end + until.Length + second.Length - at;
            if (last.To >= period.From) yield return (length, new Period(period.From, to));
        }
        if (Suffix().Match(text, end) is { Success: true } suffix && suffix.Length > 0)
            yield return (end + suffix.Length - at, suffix.Groups["before"].Success ? new Period(null, period.From!.Value.AddDays(-1)) : new Period(period.From, Open(suffix.Value) ? null : today));
        if (lead == 0) yield return (point.Length, period);
    }

    private static Lasting? ReadLasting(Match m, DateOnly today)
    {
        var (before, after) = (m.Groups["before"].Value, m.Groups["after"].Value);
        if (before.Length == 0 && !m.Groups["after"].Success || Back(today, m.Groups["n"].Value, m.Groups["unit"].Value, -1) is not { } day) return null;
        var shorter = before is "不满" or "未满" or "没满" or "不到" or "没到" or "不足" or "未到" or "少于";
        if (shorter && after.Length > 0) return null;
        return new(day, !shorter, !shorter && before is not ("超过了" or "超过" or "超" or "多于" or "大于") && after != "多");
    }

    // 58年出生, 60年代出生: of the last hundred years.
    private static Meaning? ReadShortYear(Match m, DateOnly today)
    {
        if (m.Groups["y"].Success)
        {
            if (Numbers.DigitOf(m.Groups["y"].Value[0]) is not { } tens || Numbers.DigitOf(m.Groups["y"].Value[1]) is not { } ones) return null;
            var year = 2000 + tens * 10 + ones;
            if (year > today.Year) year -= 100;
            return new Period(new(year, 1, 1), new(year, 12, 31));
        }
        if (Numbers.Whole(m.Groups["d"].Value) is not { } decade) return null;
        if (decade < 100) decade += decade + 1900 > today.Year ? 1800 : 1900;
        return new Period(new(decade, 1, 1), new(decade + 9, 12, 31));
    }

    private static bool Open(string suffix) => suffix.EndsWith('后');

    [GeneratedRegex(@"\G(?:(?<y>\d{4})年|(?<named>今年|本年|去年|前年))?的?前(?<n>[一二两三四1-4]|[一二两三四五六七八九十1-9]|十一|1[01])(?:个)?(?<unit>季度|月)")]
    private static partial Regex FirstPart();

    // 前三季度, 去年前五个月: from the year's first day. 前三个月 alone may as well be the last three.
    private static (int, Meaning)? FirstOfYear(string text, int at, DateOnly today)
    {
        if (FirstPart().Match(text, at) is not { Success: true } m || Numbers.Whole(m.Groups["n"].Value) is not { } n) return null;
        var year = m.Groups["y"].Success ? int.Parse(m.Groups["y"].Value) : NamedYear(m.Groups["named"].Value, today);
        if (year is null && m.Groups["unit"].Value == "月") return null;
        var months = m.Groups["unit"].Value == "季度" ? n * 3 : n;
        return months is >= 1 and <= 12 && (year ?? today.Year) is >= 1900 and <= 2100 and var y ? (m.Length, new Period(new(y, 1, 1), new DateOnly(y, 1, 1).AddMonths(months).AddDays(-1))) : null;
    }

    [GeneratedRegex($@"\G(?:自|从)?(?:(?<y>\d{{4}})年|(?<named>今年|本年|去年|前年))?的?(?<from>{Month})(?:月份?)?(?:到|至|-)(?<to>{Month})月份?")]
    private static partial Regex MonthsPattern();

    // 今年1到6月, 去年3-5月份
    private static (int, Meaning)? MonthRange(string text, int at, DateOnly today)
    {
        if (MonthsPattern().Match(text, at) is not { Success: true } m || Numbers.Whole(m.Groups["from"].Value) is not (>= 1 and <= 12 and var from) || Numbers.Whole(m.Groups["to"].Value) is not (>= 1 and <= 12 and var to) || to <= from) return null;
        var year = m.Groups["y"].Success ? int.Parse(m.Groups["y"].Value) : NamedYear(m.Groups["named"].Value, today) ?? (to > today.Month ? today.Year - 1 : today.Year);
        return year is >= 1900 and <= 2100 ? (m.Length, new Period(new(year, from, 1), new DateOnly(year, to, 1).AddMonths(1).AddDays(-1))) : null;
    }

    [GeneratedRegex($@"\G(?:自|从)?(?<from>\d{{4}})(?:年)?(?:到|至|-)(?<to>\d{{4}})年")]
    private static partial Regex YearsPattern();

    private static (int, Meaning)? YearRange(string text, int at)
    {
        if (YearsPattern().Match(text, at) is not { Success: true } m) return null;
        var (from, to) = (int.Parse(m.Groups["from"].Value), int.Parse(m.Groups["to"].Value));
        return from is >= 1900 and <= 2100 && to >= from && to <= 2100 ? (m.Length, new Period(new(from, 1, 1), new(to, 12, 31))) : null;
    }

    private static Period? ReadRolling(Match m, DateOnly today)
    {
        var (n, unit, dir) = (m.Groups["n"].Value, m.Groups["unit"].Value, m.Groups["dir"].Value);
        if (Back(today, n, unit, -1) is not { } past || Back(today, n, unit, +1) is not { } future) return null;
        if (dir is "未来" or "今后" or "往后" or "接下来" or "还有" or "还剩") return new(today, future);
        return new(past, today, dir.Length == 0 ? new(today, future) : null);
    }

    private static DateOnly? Back(DateOnly today, string number, string unit, int sign)
    {
        var half = number.EndsWith('半');
        var whole = number == "半" ? 0 : Numbers.Whole(half ? number[..^1] : number);
        if (whole is not { } n || n > 200) return null;
        return unit switch
        {
            "年" => today.AddMonths(sign * (n * 12 + (half ? 6 : 0))),
            "年半" => today.AddMonths(sign * (n * 12 + 6)),
            "季度" => today.AddMonths(sign * n * 3),
            "月" => half ? today.AddMonths(sign * n).AddDays(sign * 15) : today.AddMonths(sign * n),
            "星期" or "周" => today.AddDays(sign * n * 7),
            _ => today.AddDays(sign * n),
        };
    }

    private static Period? ReadPoint(Match m, DateOnly today)
    {
        var named = m.Groups["named"].Value;
        var part = m.Groups["part"].Value;
        if (NamedDay(named, today) is { } stretch) return stretch;
        var year = m.Groups["y"].Success ? Numbers.Whole(m.Groups["y"].Value) : NamedYear(named, today);
        if (m.Groups["m"].Success)
        {
            if (Numbers.Whole(m.Groups["m"].Value) is not (>= 1 and <= 12 and var month)) return null;
            var y = year ?? (month > today.Month ? today.Year - 1 : today.Year);
            if (y is < 1850 or > 2150) return null;
            if (!m.Groups["d"].Success) return MonthOf(y, month);
            return Numbers.Whole(m.Groups["d"].Value) is { } day && day >= 1 && day <= DateTime.DaysInMonth(y, month) ? new(new(y, month, day), new(y, month, day)) : null;
        }
        return year is >= 1850 and <= 2150 ? PartOf(year.Value, part) : null;
    }

    private static Period PartOf(int year, string part) => part switch
    {
        "上半年" => new(new(year, 1, 1), new(year, 6, 30)),
        "下半年" => new(new(year, 7, 1), new(year, 12, 31)),
        "年初" => new(new(year, 1, 1), new(year, 1, 31)),
        "年底" => new(new(year, 12, 1), new(year, 12, 31)),
        _ when part.EndsWith("季度", StringComparison.Ordinal) && Numbers.Whole(part[^3..^2]) is { } q => Quarter(year, q),
        _ => new(new(year, 1, 1), new(year, 12, 31)),
    };

    private static Period Quarter(int year, int quarter) => new(new(year, quarter * 3 - 2, 1), new DateOnly(year, quarter * 3, 1).AddMonths(1).AddDays(-1));

    private static Period MonthOf(int year, int month) => new(new(year, month, 1), new DateOnly(year, month, 1).AddMonths(1).AddDays(-1));

    private static int? NamedYear(string word, DateOnly today) => word switch
    {
        "今年" or "本年" or "本年度" => today.Year,
        "去年" or "上一年" => today.Year - 1,
        "前年" => today.Year - 2,
        "大前年" => today.Year - 3,
        "明年" => today.Year + 1,
        "后年" => today.Year + 2,
        _ => null,
    };

    private static Period? NamedDay(string word, DateOnly today)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var first = new DateOnly(today.Year, today.Month, 1);
        var quarter = (today.Month + 2) / 3;
        return word switch
        {
            "今天" or "今日" or "当天" => new(today, today),
            "昨天" => new(today.AddDays(-1), today.AddDays(-1)),
            "前天" => new(today.AddDays(-2), today.AddDays(-2)),
            "明天" => new(today.AddDays(1), today.AddDays(1)),
            "本周" or "这周" or "这星期" or "本星期" => new(monday, monday.AddDays(6)),
            "上周" or "上星期" or "上个星期" => new(monday.AddDays(-7), monday.AddDays(-1)),
            "后天" => new(today.AddDays(2), today.AddDays(2)),
            "大后天" => new(today.AddDays(3), today.AddDays(3)),
            "年内" or "今年内" or "本年内" => new(new(today.Year, 1, 1), new(today.Year, 12, 31)),
            "明年内" => new(new(today.Year + 1, 1, 1), new(today.Year + 1, 12, 31)),
            "下周" or "下星期" or "下个星期" => new(monday.AddDays(7), monday.AddDays(13)),
            "本月" or "这个月" or "当月" or "这月" => MonthOf(first.Year, first.Month),
            "上个月" or "上月" => MonthOf(first.AddMonths(-1).Year, first.AddMonths(-1).Month),
            "上上个月" => MonthOf(first.AddMonths(-2).Year, first.AddMonths(-2).Month),
            "下个月" or "下月" => MonthOf(first.AddMonths(1).Year, first.AddMonths(1).Month),
            "年初" => new(new(today.Year, 1, 1), new(today.Year, 1, 31)),
            "上半年" => PartOf(today.Year, word),
            "下半年" => PartOf(today.Year, word),
            "本季度" or "这个季度" => Quarter(today.Year, quarter),
            "上季度" or "上个季度" => quarter == 1 ? Quarter(today.Year - 1, 4) : Quarter(today.Year, quarter - 1),
            _ => null,
        };
    }
}
