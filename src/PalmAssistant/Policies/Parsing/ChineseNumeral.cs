namespace PalmAssistant.Policies.Parsing;

/// <summary>Ordinals as documents write them, 1 to 9999: 十二 ⇄ 12, １２ → 12.</summary>
public static class ChineseNumeral
{
    private const string Digits = "零一二三四五六七八九";

    /// <returns>0 when it is no number</returns>
    public static int Parse(string text)
    {
        if (text.Length == 0) return 0;
        if (text.All(c => c is >= '0' and <= '9' or >= '０' and <= '９')) return text.Aggregate(0, (n, c) => n * 10 + (c >= '０' ? c - '０' : c - '0'));
        int total = 0, digit = 0;
        foreach (var c in text)
        {
            var unit = c switch { '十' => 10, '百' => 100, '千' => 1000, _ => 0 };
            if (unit > 0) { total += (digit == 0 ? 1 : digit) * unit; digit = 0; }
            else if (c is '两') digit = 2;
            else if (c is '〇') digit = 0;
            else if (Digits.IndexOf(c) is >= 0 and var d) digit = d;
            else return 0;
        }
        return total + digit;
    }

    public static string Write(int number)
    {
        if (number <= 10) return number == 10 ? "十" : Digits[number].ToString();
        if (number < 20) return "十" + Digits[number - 10];
        if (number < 100) return Digits[number / 10] + "十" + (number % 10 == 0 ? "" : Digits[number % 10]);
        if (number >= 1000) return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var rest = number % 100;
        var tail = rest == 0 ? "" : rest < 10 ? "零" + Digits[rest] : (rest < 20 ? "一" : "") + Write(rest);
        return Digits[number / 100] + "百" + tail;
    }
}
