using System.Text.RegularExpressions;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Binding;

/// <summary>A header path as the question it asks: 老年人（60周岁及以上）· 其中：80岁+ · 人数 → "老年人60岁以上80岁以上有多少人". Nothing of the path is dropped but units, counters and 其中.</summary>
/// <param name="Parts">cleaned texts from top to leaf, empty ones left out</param>
/// <param name="Question">有多少人, 有多少户 …</param>
internal sealed partial record HeaderPhrase(IReadOnlyList<string> Parts, string Question)
{
    public string Sentence => BindingWords.All.Restate(string.Concat(Parts)) + Question;

    /// <summary>Without the group headers that only gather columns; null when there are none to drop.</summary>
    public HeaderPhrase? WithoutHeadings
    {
        get
        {
            var kept = Parts.Where(p => !BindingWords.All.Headings.Contains(p)).ToList();
            return kept.Count > 0 && kept.Count < Parts.Count ? this with { Parts = kept } : null;
        }
    }

    public static HeaderPhrase Of(IReadOnlyList<string> path, string? unit)
    {
        var counted = unit ?? Wording.Unit(path);
        return new([.. path.Select(Clean).Where(p => p.Length > 0).Distinct()], QuestionOf(counted));
    }

    private static string QuestionOf(string? unit) => unit switch
    {
        "户" => "有多少户",
        "家" => "有多少家",
        "套" or "间" => "有多少套",
        "处" or "个" => "有多少个",
        "元" or "万元" or "㎡" => "合计",
        null => "有多少",
        _ => "有多少人",
    };

    private static string Clean(string text)
    {
        var bare = Lead().Replace(Wording.Squeeze(text), "");
        bare = UnitInBrackets().Replace(bare, "");
        bare = Plus().Replace(bare, "$1岁以上");
        bare = Brackets().Replace(bare, "");
        bare = Dash().Replace(bare, "$1到$2岁");
        if (bare is "出租" or "其中出租") return "出租房";      // of houses: let to one household or to several
        bare = Gathering().Replace(bare, "$1");
        if (Counter().IsMatch(bare)) return "";
        return BindingWords.All.Expand(CounterTail().Replace(bare, "$1"));
    }

    [GeneratedRegex(@"^(其中|内含|含|附|备查)[：:]?|^[一二三四五六七八九十]+、|^[（(][一二三四五六七八九十\d]+[)）]")] private static partial Regex Lead();
    [GeneratedRegex(@"[（(](人|户|个|家|套|栋|处|件|元|万元|㎡|平方米|名|人次|户/人|%)[)）]")] private static partial Regex UnitInBrackets();
    [GeneratedRegex(@"(\d+)(?:周?岁)?[+＋]")] private static partial Regex Plus();
    [GeneratedRegex(@"[（(）)《》“”""：:、·]")] private static partial Regex Brackets();
    [GeneratedRegex(@"(\d+)(?:周?岁)?[—–\-~～至]+(\d+)周?岁?")] private static partial Regex Dash();
    /// <summary>残疾人情况 over its columns says 残疾人.</summary>
    [GeneratedRegex(@"^(.{2,6}?)(?:基本)?(?:情况|信息|数据|概况|状况|构成)$")] private static partial Regex Gathering();
    [GeneratedRegex(@"^(人数|户数|家数|套数|总数|小计|合计|总计|数量|个数|人口数?|总人数|总量|数)$")] private static partial Regex Counter();
    [GeneratedRegex(@"(?<=.)(人|户)?(?:总数|数量|个数|人数|户数|家数|套数|数)$")] private static partial Regex CounterTail();
}
