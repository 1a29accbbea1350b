using System.Text.RegularExpressions;

namespace PalmAssistant.Policies.Parsing;

/// <summary>Dates in official texts: 2025年4月1日, 二〇二五年四月一日, 2025-04-01, 2025.4.1.</summary>
public static partial class ChineseDates
{
    public static DateOnly? Parse(string text)
    {
        var match = Any().Match(text);
        if (!match.Success) return null;
        var (year, month, day) = (Year(match.Groups["y"].Value), ChineseNumeral.Parse(match.Groups["m"].Value), ChineseNumeral.Parse(match.Groups["d"].Value));
        return year is >= 1949 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    private static int Year(string text) => text.Aggregate(0, (n, c) => n * 10 + Math.Max(0, c is >= '0' and <= '9' ? c - '0' : c is >= '０' and <= '９' ? c - '０' : "〇一二三四五六七八九".IndexOf(c)));

    internal const string Pattern = @"[0-9０-９〇○零一二三四五六七八九]{4}\s*[年\-./]\s*[0-9０-９一二三四五六七八九十]{1,3}\s*[月\-./]\s*[0-9０-９一二三四五六七八九十]{1,3}\s*日?";

    [GeneratedRegex(@"(?<y>[0-9０-９〇○零一二三四五六七八九]{4})\s*[年\-./]\s*(?<m>[0-9０-９一二三四五六七八九十]{1,3})\s*[月\-./]\s*(?<d>[0-9０-９一二三四五六七八九十]{1,3})\s*日?")] private static partial Regex Any();
}
