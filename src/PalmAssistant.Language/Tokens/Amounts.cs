using System.Text.RegularExpressions;

namespace PalmAssistant.Language;

/// <summary>Quantities with a comparison. 以上, 以下, 以内 include the number; 超过, 不满, 以外 do not (Civil Code art. 1259).</summary>
internal static partial class Amounts
{
    private const string Unit = "(?:周岁|岁|平方米|平米|平方|平|万元|元钱|元|块钱|块|个人|口人|人|口|位|个|名|户|家|套|栋|条|处|㎡|%|成(?![立员年人都功为家就]))";
    private const string Before = "(?:大于等于|大于或等于|小于等于|小于或等于|超过|超出|超|大于|多于|高于|大过|多过|过了|过|小于|少于|低于|不满|未满|没满|没到|不到|未到|不足|未达到|未达|至少|最少|起码|不少于|不低于|不小于|不超过|至多|不多于|不高于|不大于|不过|年满|已满|满了|满|刚满|正好|刚好|恰好|恰|达到|达|够|>=|<=|≥|≤|>|<|=)";
    private const string After = @"(?:\(?含\)?)?(?:及|或|或者|含|和)?(?:其)?(?:以上|之上|往上|朝上|向上|开外|起|以下|之下|往下|向下|以内|之内|内|以外|之外|整|\+)(?:\(含[^)]{0,4}\))?";

    [GeneratedRegex($@"\G(?<before>{Before})?(?<low>{Numbers.Pattern})(?<few>多|好几|几|来)?(?<unit>{Unit})?(?<few>多)?(?<unit2>的)?(?<after>{After})?")]
    private static partial Regex Compared();

    [GeneratedRegex($@"\G(?<before>{Before})?百分之(?<low>{Numbers.Pattern})(?<after>{After})?")]
    private static partial Regex Percent();

    [GeneratedRegex($@"\G(?:介于|在)?(?<low>{Numbers.Pattern})(?<unit>{Unit})?(?:到|至|-|~|和(?=[^,;?、]{{1,8}}之间)|与(?=[^,;?、]{{1,8}}之间))(?<high>{Numbers.Pattern})(?<unit2>{Unit})?(?:之间|以内|这个年龄段|年龄段)?(?!-\d)")]
    private static partial Regex Range();

    [GeneratedRegex(@"\G(?<low>十几|二十几|三十几|四十几|五十几|六十几|七十几|八十几|九十几|\d0几)(?<unit>岁|周岁)")]
    private static partial Regex Tens();

    [GeneratedRegex($@"\G(?<a>[一二三四五六七八])(?<b>[二三四五六七八九])(?<tens>十)?(?<unit>{Unit})")]
    private static partial Regex About();

    [GeneratedRegex($@"\G(?:一家子|一家|一户)(?<before>{Before})?(?<low>{Numbers.Pattern})口(?:人|之家)?(?<after>{After})?")]
    private static partial Regex Household();

    [GeneratedRegex(@"\G第?(?<number>" + Numbers.Pattern + @")(?<measure>个|位|名|家|户|套|处|间|栋|条|大)?")]
    private static partial Regex Bare();

    [GeneratedRegex(@"\G(?<year>\d{2}|[零一二三四五六七八九]{2})后")]
    private static partial Regex Decade();

    public static IEnumerable<(int Length, Meaning Meaning)> At(string text, int at, DateOnly today)
    {
        if (Range().Match(text, at) is { Success: true } range && ReadRange(range) is { } between) yield return (range.Length, between);
        if (Tens().Match(text, at) is { Success: true } tens && Numbers.Parse(tens.Groups["low"].Value.TrimEnd('几')) is { } ten) yield return (tens.Length, new Amount(Comparison.Between, ten, ten + 9, "岁", false));
        if (Percent().Match(text, at) is { Success: true } percent && Numbers.Parse(percent.Groups["low"].Value) is { } share && (OpBefore(percent.Groups["before"].Value) ?? OpAfter(percent.Groups["after"].Value)) is { } side) yield return (percent.Length, new Amount(side, share, null, "%", false));
        if (Compared().Match(text, at) is { Success: true } compared)
        {
            if ((ReadCompared(compared) ?? ReadLiving(text, at, compared)) is { } amount) yield return (compared.Length, amount);
        }
        if (text[at] == '一' && Household().Match(text, at) is { Success: true } home && Numbers.Whole(home.Groups["low"].Value) is { } living) yield return (home.Length, new Amount(OpBefore(home.Groups["before"].Value) ?? OpAfter(home.Groups["after"].Value) ?? Comparison.Equal, living, null, "人", false) { OfHousehold = true });
        if (About().Match(text, at) is { Success: true } about && ReadAbout(about) is { } some) yield return (about.Length, some);
        if (Decade().Match(text, at) is { Success: true } decade && ReadDecade(decade.Groups["year"].Value, today) is { } born) yield return (decade.Length, born);
        if (Bare().Match(text, at) is { Success: true } bare && Numbers.Whole(bare.Groups["number"].Value) is { } n) yield return (bare.Length, new Count(n, bare.Groups["measure"].Value));
    }

    private static Amount? ReadRange(Match m)
    {
        var low = Numbers.Parse(m.Groups["low"].Value);
        var high = Numbers.Parse(m.Groups["high"].Value);
        if (low is null || high is null || low >= high) return null;
        var unit = Canonical(m.Groups["unit2"].Value.Length > 0 ? m.Groups["unit2"].Value : m.Groups["unit"].Value);
        var tenThousand = SaysTenThousand(m.Groups["high"].Value, m.Groups["unit2"].Value);
        if (SaysTenThousand(m.Groups["high"].Value, "") && low < 10_000) low *= 10_000;   // 100到500万
        return new(Comparison.Between, low.Value, high, unit, tenThousand);
    }

    // 三四岁 is 3 to 4, 七八十岁 is 70 to 89.
    private static Amount? ReadAbout(Match m)
    {
        var (a, b) = (Numbers.DigitOf(m.Groups["a"].Value[0])!.Value, Numbers.DigitOf(m.Groups["b"].Value[0])!.Value);
        if (b != a + 1) return null;
        var tens = m.Groups["tens"].Success;
        return new(Comparison.Between, tens ? a * 10 : a, tens ? b * 10 + 9 : b, Canonical(m.Groups["unit"].Value), false);
    }

    private static Amount? ReadCompared(Match m)
    {
        if (Numbers.Parse(m.Groups["low"].Value) is not { } number) return null;
        var unit = Canonical(m.Groups["unit"].Value);
        var tenThousand = SaysTenThousand(m.Groups["low"].Value, m.Groups["unit"].Value);
        if (m.Groups["unit"].Value == "万元") number *= 10_000;
        var few = m.Groups["few"].Success;
        var before = m.Groups["before"].Value;
        var after = m.Groups["after"].Value;
        if (m.Groups["unit"].Value == "成") number *= 10;
        if (m.Groups["few"].Value == "来") return before.Length == 0 && after.Length == 0 && unit is "岁" or "㎡" or "元" ? new(Comparison.Equal, number, null, unit, tenThousand) { Near = true } : null;
        if (few && unit.Length == 0 && (m.Groups["unit2"].Success || m.Groups["few"].Value == "好几")) unit = "岁";      // 八十多的
        if (few) return unit == "岁" && before.Length == 0 && after.Length == 0 ? Decade(number) : null;
        if (after == "起" && unit.Length == 0) return null;                     // 一起
        if (OpBefore(before) is { } op) return new(op, number, null, unit, tenThousand);
        if (OpAfter(after) is { } later) return new(later, number, null, unit, tenThousand);
        return unit is "岁" or "㎡" or "元" ? new(Comparison.Equal, number, null, unit, tenThousand) : null;
    }

    // 住着一个人, 住了3个人: exactly so many.
    private static Amount? ReadLiving(string text, int at, Match m) =>
        at > 0 && text[at - 1] is '住' or '着' or '了' && Canonical(m.Groups["unit"].Value) == "人" && !m.Groups["few"].Success && Numbers.Parse(m.Groups["low"].Value) is { } n
            ? new(Comparison.Equal, n, null, "人", false) : null;

    // 70多岁 is 70 to 79; 一百多岁 has no upper end worth naming.
    private static Amount? Decade(decimal number) =>
        number >= 100 ? new(Comparison.More, number, null, "岁", false)
        : number >= 10 && number % 10 == 0 ? new(Comparison.Between, number, number + 9, "岁", false) : null;

    private static Born? ReadDecade(string digits, DateOnly today)
    {
        if (Numbers.DigitOf(digits[0]) is not { } tens || Numbers.DigitOf(digits[1]) is not { } ones || ones is not (0 or 5)) return null;
        var year = 2000 + tens * 10 + ones;
        if (year > today.Year) year -= 100;
        return new(year, year + (ones == 5 ? 4 : 9));
    }

    private static Comparison? OpBefore(string word) => word switch
    {
        "" => null,
        "超过" or "超出" or "超" or "大于" or "多于" or "高于" or "大过" or "多过" or "过" or "过了" or ">" => Comparison.More,
        "小于" or "少于" or "低于" or "不满" or "未满" or "没满" or "没到" or "不到" or "未到" or "不足" or "未达到" or "未达" or "<" => Comparison.Less,
        "小于等于" or "小于或等于" or "不超过" or "至多" or "不多于" or "不高于" or "不大于" or "不过" or "<=" or "≤" => Comparison.AtMost,
        "正好" or "刚好" or "恰好" or "恰" or "刚满" or "=" => Comparison.Equal,
        _ => Comparison.AtLeast,
    };

    private static Comparison? OpAfter(string word) => word switch
    {
        "" => null,
        _ when word.EndsWith(')') => OpAfter(word[..word.IndexOf("(含", 1, StringComparison.Ordinal)]),
        _ when word.EndsWith("以外", StringComparison.Ordinal) || word.EndsWith("之外", StringComparison.Ordinal) => Comparison.More,
        _ when word.EndsWith('上') || word.EndsWith('+') || word.EndsWith("开外", StringComparison.Ordinal) || word.EndsWith('起') => Comparison.AtLeast,
        _ when word.EndsWith('下') || word.EndsWith('内') => Comparison.AtMost,
        _ => Comparison.Equal,
    };

    private static string Canonical(string unit) => unit switch
    {
        "周岁" or "岁" => "岁",
        "平方米" or "平米" or "平方" or "平" or "㎡" => "㎡",
        "万元" or "元钱" or "元" or "块钱" or "块" => "元",
        "个人" or "口人" or "人" or "口" or "位" or "名" => "人",
        "成" => "%",
        _ => unit,
    };

    private static bool SaysTenThousand(string number, string unit) => unit == "万元" || number.Contains('万');
}
