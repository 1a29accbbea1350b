using System.Globalization;

namespace PalmAssistant.Imports.Cleaning;

/// <summary>Amounts, counts and phone numbers.</summary>
public static class NumberCell
{
    /// <summary>A decimal with or without thousands separators, ¥, 元, ㎡ and the like around it.</summary>
    public static bool TryAmount(string text, out decimal amount)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out amount)) return Math.Abs(amount) < 100_000_000m;
        Span<char> kept = stackalloc char[Math.Min(text.Length, 40)];
        var n = 0;
        foreach (var raw in text)
        {
            var c = Words.Half(raw);
            if (n == kept.Length) return false;
            if (c is >= '0' and <= '9' or '.' or '-') kept[n++] = c;
            else if (!(c is ',' or '¥' or '￥' or '元' or '㎡' or '平' or '方' or '米' or '万' or '人' or '名' or '\'' || Words.IsBlank(c))) return false;
        }
        return decimal.TryParse(kept[..n], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out amount) && Math.Abs(amount) < 100_000_000m;
    }

    /// <summary>A whole number; 12.0 is one, 12.5 is not.</summary>
    public static bool TryInteger(string text, out long number)
    {
        number = 0;
        var tidy = Words.Compact(text);
        if (long.TryParse(tidy, NumberStyles.None, CultureInfo.InvariantCulture, out number)) return true;
        if (!TryAmount(tidy, out var amount) || amount != Math.Truncate(amount)) return false;
        number = (long)amount;
        return true;
    }

    /// <summary>A phone number without blanks, country code or trailing ".0"; other signs stay as written. At most 40 characters.</summary>
    public static string Phone(string text)
    {
        var tidy = Words.Compact(text);
        if (tidy.EndsWith(".0", StringComparison.Ordinal)) tidy = tidy[..^2];
        if (tidy.StartsWith("+86", StringComparison.Ordinal)) tidy = tidy[3..];
        if (tidy.Length == 13 && tidy[3] == '-' && tidy[8] == '-') tidy = tidy.Replace("-", "", StringComparison.Ordinal);
        return tidy.Length > 40 ? tidy[..40] : tidy;
    }
}
