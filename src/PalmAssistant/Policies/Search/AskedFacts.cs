using System.Globalization;
using System.Text.RegularExpressions;
using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Policies.Search;

/// <summary>
/// What a question tells about the person or the case: "我妈81了" → age 81, "两口子" → household of 2, "6万元" → an amount.
/// Ages in full years, months as calendar months, amounts in yuan, areas in square metres.
/// </summary>
public sealed record AskedFacts
{
    public int? Age { get; init; }
    public int? Months { get; init; }
    public int? Household { get; init; }
    public int? Children { get; init; }
    public int? DisabilityLevel { get; init; }
    public string? DisabilityType { get; init; }
    public int? Floor { get; init; }
    public decimal? Yuan { get; init; }
    public decimal? Area { get; init; }
    public decimal? Hours { get; init; }
    /// <summary>低保, 低保边缘, 特困, 农村, 城镇, 独居, 男, 女 … as documents write them</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Something that tells one case from another was said.</summary>
    public bool HasCase => Age is not null || Household is not null || Children is not null || DisabilityLevel is not null || DisabilityType is not null || Yuan is not null;
    public static AskedFacts Of(string text) => AskedFactsReader.Read(text);

    /// <summary>Words of a clause that decides about who has no 户籍 here, however it puts it.</summary>
    internal static bool AreOfOutsiders(string clause) => AskedFactsReader.Outsiders().IsMatch(clause);
}

internal static partial class AskedFactsReader
{
    public static AskedFacts Read(string text) => new()
    {
        Age = Age(text), Months = Months(text), Household = Household(text), Children = Children(text),
        DisabilityLevel = Disability().Match(text) is { Success: true } d ? ChineseNumeral.Parse(d.Groups["n"].Value) : null,
        DisabilityType = DisabilityKind().Match(text) is { Success: true } k ? k.Groups[1].Value : null,
        Floor = FloorOf().Match(text) is { Success: true } f ? ChineseNumeral.Parse(f.Groups[1].Value) : null,
        Yuan = Yuan(text), Area = Decimal(AreaOf().Match(text), 1), Hours = Hours(text), Groups = [.. Groups(text)],
    };

    private static int? Age(string text)
    {
        foreach (Match match in AgeOf().Matches(text))
        {
            var n = Whole(match.Groups["n"].Value);
            if (n is > 0 and <= 120) return n;
        }
        return null;
    }

    private static int? Months(string text)
    {
        if (YearAndHalf().Match(text) is { Success: true } half) return 12 * Whole(half.Groups[1].Value) + 6;
        if (YearsAndMonths().Match(text) is { Success: true } both) return 12 * Whole(both.Groups[1].Value) + Whole(both.Groups[2].Value);
        return MonthsOf().Match(text) is { Success: true } match ? Whole(match.Groups[1].Value) : null;
    }

    private static int? Household(string text)
    {
        if (Mouths().Match(text) is { Success: true } match && Whole(match.Groups["n"].Value) is > 0 and < 20 and var n) return n;
        return Couple().IsMatch(text) ? 2 : text.Contains("一个人", StringComparison.Ordinal) || text.Contains("单身", StringComparison.Ordinal) ? 1 : null;
    }

    private static int? Children(string text) =>
        Twins().IsMatch(text) ? 2 : ChildNumber().Match(text) is { Success: true } m ? "一头大".Contains(m.Groups["n"].Value[0]) ? 1 : "二两".Contains(m.Groups["n"].Value[0]) ? 2 : 3 : null;

    private static decimal? Yuan(string text)
    {
        var match = Money().Match(text);
        if (!match.Success) return null;
        var number = Number(match.Groups["n"].Value);
        return match.Groups["w"].Success ? number * 10_000 : number;
    }

    private static decimal? Hours(string text)
    {
        var match = HoursOf().Match(text);
        if (!match.Success || match.Groups["h"].Length + match.Groups["m"].Length == 0) return null;
        var hours = match.Groups["h"].Length > 0 ? Number(match.Groups["h"].Value) : 0;
        var half = match.Groups["half"].Success ? 0.5m : 0;
        return hours + half + (match.Groups["m"].Length > 0 ? Number(match.Groups["m"].Value) / 60 : 0);
    }

    private static IEnumerable<string> Groups(string text)
    {
        if (text.Contains("低保边缘", StringComparison.Ordinal) || text.Contains("边缘户", StringComparison.Ordinal)) yield return "低保边缘";
        else if (LowIncome().IsMatch(text)) yield return "低保";
        if (NotLowIncome().IsMatch(text)) yield return "非低保";
        if (text.Contains("特困", StringComparison.Ordinal) || text.Contains("五保", StringComparison.Ordinal)) yield return "特困";
        if (Rural().IsMatch(text)) yield return "农村";
        else if (Urban().IsMatch(text)) yield return "城镇";
        if (Alone().IsMatch(text)) yield return "独居";
        if (Man().IsMatch(text)) yield return "男";
        else if (Woman().IsMatch(text)) yield return "女";
        if (NotLocal().IsMatch(text)) yield return "非本区户籍";
        foreach (var degree in new[] { "重度", "中度", "轻度", "全护理", "半护理", "全自理" }) if (text.Contains(degree, StringComparison.Ordinal)) yield return degree;
    }

    internal static int Whole(string text) => ChineseNumeral.Parse(text);
    internal static decimal Number(string text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var n) ? n : Colloquial(text);

    /// <summary>一千八 = 1800, 两万五 = 25000: the last digit counts the next lower unit.</summary>
    private static decimal Colloquial(string text)
    {
        if (text == "半") return 0.5m;
        var match = ShortTail().Match(text);
        if (!match.Success) return ChineseNumeral.Parse(text);
        var unit = match.Groups[2].Value switch { "百" => 10, "千" => 100, _ => 1 };
        return ChineseNumeral.Parse(match.Groups[1].Value + match.Groups[2].Value) + unit * ChineseNumeral.Parse(match.Groups[3].Value);
    }

    private static decimal? Decimal(Match match, int group) => match.Success ? Number(match.Groups[group].Value) : null;

    private const string N = "(?<n>[0-9]{1,3}|[一二两三四五六七八九十百]{1,5})";

    [GeneratedRegex(N + @"(?:周)?岁|(?<=妈|爸|爷|奶|婆|公|父|母|老人|大爷|大妈|大娘|老太太|太太|老头|老头子|老爷子|今年|已经|叔|姨|伯|姥|岳|人|我|她|他|女的?|男的?|满|过|到)(?:今年|都|已经|刚|快|满)?(?<n>[1-9][0-9]|1[01][0-9]|[二三四五六七八九]十[一二三四五六七八九]?)(?=了|，|,|。|的|又|$|能|可)|^(?<n>[1-9][0-9])岁")] private static partial Regex AgeOf();
    [GeneratedRegex(@"([一二两三四0-9]{1,2})岁(?:零)?([一二两三四五六七八九十0-9]{1,2})个月")] private static partial Regex YearsAndMonths();
    [GeneratedRegex("([一二两三四0-9]{1,2})岁(?:多)?半")] private static partial Regex YearAndHalf();
    [GeneratedRegex(@"([一二两三四五六七八九十0-9]{1,3})个(?:多)?月")] private static partial Regex MonthsOf();
    [GeneratedRegex(@"(?:家里|全家|一家|一共|我家|家)?(?<n>[一二两三四五六七八九0-9]{1,2})(?:口人|口之家|口子人|口(?!子)|个人(?:住|生活)?)")] private static partial Regex Mouths();
    [GeneratedRegex("两口子|小两口|老两口|夫妻俩|夫妻两")] private static partial Regex Couple();
    [GeneratedRegex("双胞胎|龙凤胎")] private static partial Regex Twins();
    [GeneratedRegex("(?:第|老)?(?<n>[头一大二两三四])(?:胎|孩|宝|个孩子|个娃)|老(?<n>[二三四大])(?!人|小|楼|旧)")] private static partial Regex ChildNumber();
    [GeneratedRegex(@"(?<n>[一二三四1-4])级(?:的)?(?:肢体|视力|听力|言语|智力|精神|多重)?(?:、[^，。]{1,6})?残|(?<n>[一二三四1-4])级")] private static partial Regex Disability();
    [GeneratedRegex("(肢体|视力|听力|言语|智力|精神|多重)(?:残疾|的?残|障碍)")] private static partial Regex DisabilityKind();
    [GeneratedRegex("([一二三四五六七八九十0-9]{1,2})(?:楼|层)(?!以)")] private static partial Regex FloorOf();
    [GeneratedRegex(@"(?<n>[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百千]{1,6}?)(?<w>万)?(?:多)?(?:元|块)|(?<n>[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十]{1,3})(?<w>万)")] private static partial Regex Money();
    [GeneratedRegex(@"([0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百]{1,5})(?:平方米|平米|平方|㎡|平(?![时均常]))")] private static partial Regex AreaOf();
    [GeneratedRegex(@"(?<h>[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十半]{1,3})个?(?<half>半)?(?:小时|钟头)(?:零)?(?:(?<m>[0-9]{1,2}|[一二三四五]?十[一二三四五六七八九]?)分钟?)?|(?<m>[0-9]{1,3})分钟")] private static partial Regex HoursOf();
    [GeneratedRegex("低保(?!标准|线|边缘)")] private static partial Regex LowIncome();
    [GeneratedRegex("(?:不是|没有|没吃|非|没办)低保")] private static partial Regex NotLowIncome();
    [GeneratedRegex("农村|村里|乡下|农业户口")] private static partial Regex Rural();
    [GeneratedRegex("城镇|城市户口|城里|非农")] private static partial Regex Urban();
    [GeneratedRegex("独居|一个人住|自己住|独自|单独住")] private static partial Regex Alone();
    [GeneratedRegex("男|爸|父|爷|大爷|老头|叔|伯|老公|丈夫")] private static partial Regex Man();
    [GeneratedRegex("女|妈|母|奶|婆|大娘|太太|姨|老婆|媳妇")] private static partial Regex Woman();
    [GeneratedRegex("户籍不在本|(?:非|不具有)本[区市县旗省]户籍|外地户籍|外[区市县省](?!域)")] internal static partial Regex Outsiders();
    [GeneratedRegex("外地人|外地户口|户口在外|外来|非本区|外区户口|外省|(?:户口|户籍)(?:是|在)?(?:外|别的?|其他|老家|不是本|不在本|不在这)|没有本区户口|没有本地户口")] private static partial Regex NotLocal();
    [GeneratedRegex("^([一二两三四五六七八九])([百千])([一二三四五六七八九])(?:百)?$")] private static partial Regex ShortTail();
}
