using System.Globalization;

namespace PalmAssistant.Language;

/// <summary>Numbers as people write them: 120, 1,000, 3.5, 一百二十, 一百二, 两千, 500万, 1万5, 二零二四, 半.</summary>
public static class Numbers
{
    /// <summary>A regex that finds a number; <see cref="Parse"/> reads what it finds.</summary>
    public const string Pattern = @"(?:(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,20}(?:\.\d{1,6})?)[百千万亿]{0,2}(?:\d{1,4}(?![\d年号楼]))?|[零一二两三四五六七八九十百千万亿俩仨]{1,20})";

    private const string Digits = "零一二三四五六七八九";

    public static decimal? Parse(string text)
    {
        if (text.Length == 0) return null;
        text = text.Replace(",", "", StringComparison.Ordinal);
        if (IsPlain(text)) return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var plain) ? plain : null;
        if (text.Length == 2 && IsAbout(text)) return null;
        if (text.All(c => DigitOf(c) is not null)) return text.Length > 18 ? null : DigitByDigit(text);
        return Composed(text);
    }

    public static int? Whole(string text) => Parse(text) is { } n && n == decimal.Truncate(n) && Math.Abs(n) < int.MaxValue ? (int)n : null;

    public static int? DigitOf(char c) => c switch
    {
        '两' or '俩' => 2,
        '仨' => 3,
        >= '0' and <= '9' => c - '0',
        _ => Digits.IndexOf(c) is >= 0 and var d ? d : null,
    };

    private static bool IsPlain(string text) => text.All(c => char.IsAsciiDigit(c) || c == '.');

    /// <summary>三四, 七八: about so many, not thirty-four.</summary>
    private static bool IsAbout(string text) => Digits.IndexOf(text[0]) is > 0 and var a && Digits.IndexOf(text[1]) == a + 1;

    private static decimal DigitByDigit(string text) => text.Aggregate(0m, (sum, c) => sum * 10 + DigitOf(c)!.Value);

    // Sections of ten thousand, each of thousands, hundreds and tens; a trailing bare digit counts in the next lower unit (一百二 = 120, 1万5 = 15000).
    private static decimal? Composed(string text)
    {
        decimal total = 0, section = 0;
        decimal lastUnit = 1;
        var at = 0;
        while (at < text.Length)
        {
            if (ReadLeading(text, ref at) is { } number)
            {
                if (at == text.Length) return Sum(total, section, lastUnit >= 100 && number < 10 && !EndsWithZero(text, at) ? number * lastUnit / 10 : number);
                if (UnitOf(text[at]) is not { } unit) return null;
                at++;
                if (unit >= 10_000) { section += number; total = (total + section) * unit; section = 0; }
                else section += number * unit;
                lastUnit = unit;
            }
            else if (at == text.Length) return null;                            // 万零: nothing follows the zero
            else if (UnitOf(text[at]) is { } unit)
            {
                at++;
                if (unit >= 10_000) { total = (total + (section == 0 && total == 0 ? 1 : section)) * unit; section = 0; }
                else section += unit;
                lastUnit = unit;
            }
            else return null;
            if (total > 1_000_000_000_000m) return null;
        }
        return total + section;
    }

    private static decimal Sum(decimal total, decimal section, decimal rest) => total + section + rest;

    private static bool EndsWithZero(string text, int at) => at >= 2 && text[at - 2] == '零';

    private static decimal? ReadLeading(string text, ref int at)
    {
        while (at < text.Length && text[at] == '零') at++;
        var start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
        if (at > start) return decimal.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) ? n : null;
        return at < text.Length && DigitOf(text[at]) is { } digit && at++ >= 0 ? digit : null;
    }

    private static decimal? UnitOf(char c) => c switch { '十' => 10, '百' => 100, '千' => 1000, '万' => 10_000, '亿' => 100_000_000, _ => null };
}
