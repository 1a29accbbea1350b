using System.Globalization;
using System.Text;

namespace PalmAssistant.Imports.Addresses;

/// <summary>Chinese numerals in addresses: 十二号楼, 二十一单元, 五〇一室, 一百零三户.</summary>
public static class ChineseNumber
{
    private const string Digits = "〇一二三四五六七八九";

    /// <summary>Every run of numerals replaced by its digits. Runs that are no number stay as they are.</summary>
    public static string ToDigits(string text)
    {
        var first = text.AsSpan().IndexOfAny("〇零一二两三四五六七八九十百");
        if (first < 0) return text;
        var all = new StringBuilder(text.Length).Append(text, 0, first);
        for (var i = first; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && IsNumeral(text[end])) end++;
            if (end == i) all.Append(text[i++]);
            else
            {
                var run = text.AsSpan(i, end - i);
                if (Value(run) is { } value) all.Append(value);
                else all.Append(run);
                i = end;
            }
        }
        return all.ToString();
    }

    private static string? Value(ReadOnlySpan<char> run)
    {
        if (!run.ContainsAny('十', '百')) return DigitByDigit(run);
        int total = 0, digit = -1;
        foreach (var c in run)
        {
            if (c == '百')
            {
                total += Math.Max(digit, 1) * 100;
                digit = -1;
            }
            else if (c == '十')
            {
                total += (digit < 0 ? 1 : digit) * 10;
                digit = -1;
            }
            else if (DigitOf(c) is var d && d > 0)
            {
                if (digit > 0) return null;
                digit = d;
            }
        }
        return (total + Math.Max(digit, 0)).ToString(CultureInfo.InvariantCulture);
    }

    private static string DigitByDigit(ReadOnlySpan<char> run)
    {
        Span<char> digits = stackalloc char[Math.Min(run.Length, 32)];
        for (var i = 0; i < digits.Length; i++) digits[i] = (char)('0' + DigitOf(run[i]));
        return new string(digits);
    }

    private static bool IsNumeral(char c) => c is '零' or '两' or '十' or '百' || Digits.Contains(c, StringComparison.Ordinal);

    private static int DigitOf(char c) => c == '零' ? 0 : c == '两' ? 2 : Digits.IndexOf(c, StringComparison.Ordinal);
}
