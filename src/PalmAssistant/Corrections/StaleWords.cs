using System.Text.RegularExpressions;
using PalmAssistant.Language;

namespace PalmAssistant.Corrections;

/// <summary>How long something has not been looked at, said anywhere in a question: 一年没走访, 半年没更新, 超过90天未核实.</summary>
/// <param name="Since">relative to today, as a plan's date has it: today-1y, today-6m, today-90d</param>
/// <param name="Said">一年, for the reply</param>
/// <param name="Rest">the question without it</param>
/// <param name="IsVisit">走访, 上门: houses are meant where nothing else is said</param>
public sealed partial record StaleWords(string Since, string Said, string Rest, bool IsVisit)
{
    public static StaleWords? Read(string text)
    {
        var said = Mentions.Normal(text);
        if (Phrase().Match(said) is not { Success: true } m) return null;
        var (number, unit) = (m.Groups["n"].Value, m.Groups["unit"].Value);
        var half = number.EndsWith('半') || unit == "年半";
        var whole = number == "半" ? 0 : Mentions.Number(number.TrimEnd('半'));
        if (whole is not (>= 0 and <= 120 and var n)) return null;
        var since = unit switch
        {
            "年" or "年半" => half ? $"today-{n * 12 + 6}m" : $"today-{n}y",
            "天" or "日" => $"today-{n}d",
            "周" or "星期" => $"today-{n * 7}d",
            _ => $"today-{Math.Max(n, 1)}m",
        };
        return new(since, number + (unit is "月" ? "个月" : unit), said.Remove(m.Index, m.Length), m.Groups["verb"].Value is "走访" or "上门" or "入户" or "去" or "跑");
    }

    [GeneratedRegex("(?:超过|超|满|近|快|已经|有|都)?(?<n>半|\\d{1,3}|[一二两三四五六七八九十]{1,3}半?)(?:个)?(?<unit>年半|年|月|周|星期|天|日)(?:以上|多|了)?(?:都|还|也)?(?:没|未|没有|不)(?:有)?(?:被)?(?<verb>更新|走访|核实|摸排|上门|采集|入户|核对|登记更新|去|跑)(?:过|到)?了?的?")]
    private static partial Regex Phrase();
}
