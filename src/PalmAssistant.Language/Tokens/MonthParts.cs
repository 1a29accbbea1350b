using System.Text.RegularExpressions;

namespace PalmAssistant.Language;

/// <summary>Parts of months and years: 9月下旬, 9月底以来, 上个月中旬, 去年底以前. 底 and 末 are the last day, 中 the fifteenth, 初 the first; without 以来 or 以前 only 上旬, 中旬, 下旬 are stretches of days.</summary>
internal static partial class MonthParts
{
    private const string Month = "(?:\\d{1,2}|[一二三四五六七八九十]{1,2})";

    [GeneratedRegex($@"\G(?:自|从|打)?(?:(?:(?:(?<y>\d{{4}})年|(?<year>前年|去年|今年|本年)的?)?(?<m>{Month})月份?|(?<month>上上个月|上个月|上月|这个月|本月|这月))的?(?<part>上旬|中旬|下旬|月底|底|月末|末|月初|初|中)|(?:(?<y>\d{{4}})年|(?<year>前年|去年|今年|本年)的?)(?<part>年底|底|年末|末|年初|初)|(?<part>月初|月中|年初|上旬|中旬|下旬))(?<side>以来|至今|到现在|到目前为止|到目前|之后|以后|起|开始|后(?!天)|以前|之前|前)?")]
    private static partial Regex Pattern();

    public static (int Length, Period Period)? At(string text, int at, DateOnly today)
    {
        if (Pattern().Match(text, at) is not { Success: true } m || Whole(m, today) is not var (first, last)) return null;
        var (part, side) = (m.Groups["part"].Value, m.Groups["side"].Value);
        if (part.EndsWith("旬", StringComparison.Ordinal))
            (first, last) = part[0] switch { '上' => (first, first.AddDays(9)), '中' => (first.AddDays(10), first.AddDays(19)), _ => (first.AddDays(20), last) };
        else if (side.Length == 0) return null;
        else if (part[^1] is '底' or '末') first = last;
        else if (part[^1] == '中') first = last = first.AddDays(14);
        else last = first;
        if (first > today) return null;
        return side switch
        {
            "" => (m.Length, new(first, last)),
            "以前" or "之前" or "前" => (m.Length, new(null, part[^1] is '底' or '末' ? last : first.AddDays(-1))),
            "之后" or "以后" or "后" => (m.Length, new(first, null)),
            _ => (m.Length, new(first, today)),
        };
    }

    // The month or year of which a part is named.
    private static (DateOnly First, DateOnly Last)? Whole(Match m, DateOnly today)
    {
        var year = m.Groups["y"].Success ? int.Parse(m.Groups["y"].Value) : m.Groups["year"].Value switch { "去年" => today.Year - 1, "前年" => today.Year - 2, "" => (int?)null, _ => today.Year };
        if (m.Groups["m"].Success)
        {
            if (Numbers.Whole(m.Groups["m"].Value) is not (>= 1 and <= 12 and var month)) return null;
            return Days(new(year ?? (month > today.Month ? today.Year - 1 : today.Year), month, 1));
        }
        if (year is { } y) return y is >= 1900 and <= 2100 ? (new(y, 1, 1), new(y, 12, 31)) : null;
        var back = m.Groups["month"].Value switch { "上上个月" => -2, "上个月" or "上月" => -1, _ => 0 };
        return m.Groups["part"].Value == "年初" ? (new(today.Year, 1, 1), new(today.Year, 12, 31)) : Days(new DateOnly(today.Year, today.Month, 1).AddMonths(back));
    }

    private static (DateOnly, DateOnly) Days(DateOnly first) => (first, first.AddMonths(1).AddDays(-1));
}
