using System.Text.RegularExpressions;

namespace PalmAssistant.Policies.Search;

/// <summary>
/// In what an answer will be counted: 罚多少钱 asks for yuan, 几个工作日 for days, 哪天前 for a calendar date, 几具 for that measure word.
/// A clause that holds no such figure hardly decides.
/// </summary>
internal static partial class AskedUnits
{
    private static readonly (Regex Ask, Regex Say)[] Known =
    [
        (AskYuan(), SayYuan()), (AskDays(), SayDays()), (AskDate(), SayDate()), (AskHours(), SayHours()), (AskMonths(), SayMonths()), (AskYears(), SayYears()),
        (AskAge(), SayAge()), (AskPoints(), SayPoints()), (AskShare(), SayShare()), (AskTimes(), SayTimes()), (AskClock(), SayClock()), (AskAreas(), SayAreas()),
    ];

    /// <summary>What a clause must hold for each unit that is asked for.</summary>
    public static IReadOnlyList<Regex> Of(string question)
    {
        question = RuleQuestions.Spelled(question);
        var units = Known.Where(k => k.Ask.IsMatch(question)).Select(k => k.Say).ToList();
        if (AskMeasure().Match(question) is { Success: true } measure) units.Add(new($@"(?:\d|[一二两三四五六七八九十])\s*{measure.Groups["m"].Value}(?!之)"));
        return units;
    }

    [GeneratedRegex("多少(?:钱|元|块)|几(?:块|百|千)|(?:罚|掏|交|摊|领|拿|给|补|发|收|奖|便宜)(?:我|他|她|咱)?(?:多少|几)(?![个次户张天分成])|工本费")] private static partial Regex AskYuan();
    [GeneratedRegex(@"\d(?:\.\d+)?\s*万?元|\d%|免收|不收|免费|(?:给予|按照?)\d")] private static partial Regex SayYuan();
    [GeneratedRegex("几(?:个)?(?:天|日|工作日)|多少(?:天|日|个?工作日)|多久(?!.{0,6}一次)|多长时间")] private static partial Regex AskDays();
    [GeneratedRegex(@"\d+\s*(?:个)?(?:工作日|日|天|小时|月|年)(?![\d月日])")] private static partial Regex SayDays();
    [GeneratedRegex("哪(?:一)?天|几月|几号|截止(?:到|日)|什么时候(?:截止|开始|报名)|最晚|最迟")] private static partial Regex AskDate();
    [GeneratedRegex(@"\d+月\d+日|\d+日(?:前|以前)|每月\d+日")] private static partial Regex SayDate();
    [GeneratedRegex("几(?:个)?小时|多少(?:个)?小时|几(?:个)?钟头")] private static partial Regex AskHours();
    [GeneratedRegex(@"\d+\s*(?:个)?小时|立即")] private static partial Regex SayHours();
    [GeneratedRegex("几个月|多少个月")] private static partial Regex AskMonths();
    [GeneratedRegex(@"\d+\s*个月|[一二三四五六七八九十]个月")] private static partial Regex SayMonths();
    [GeneratedRegex("几年|多少年")] private static partial Regex AskYears();
    [GeneratedRegex(@"\d+\s*年(?!\d*月)|[一二三四五六七八九十]年")] private static partial Regex SayYears();
    [GeneratedRegex("几岁|多大(?!面积)|多少岁|年龄(?:要求|限制|条件)")] private static partial Regex AskAge();
    [GeneratedRegex(@"\d+\s*周?岁|\d+\s*个月")] private static partial Regex SayAge();
    [GeneratedRegex("多少(?:积)?分|几分(?!钟)|多少积分")] private static partial Regex AskPoints();
    [GeneratedRegex(@"\d+\s*分(?![钟之])")] private static partial Regex SayPoints();
    [GeneratedRegex("比例|百分之|几成|多大比|占多少")] private static partial Regex AskShare();
    [GeneratedRegex("%|分之|[一二三四五六七八九]成")] private static partial Regex SayShare();
    [GeneratedRegex("多久.{0,6}一(?:次|回)|隔多久|几次|多少次|频率")] private static partial Regex AskTimes();
    [GeneratedRegex(@"\d+\s*次|[一二两三]次|每(?:日|天|周|月|季度?|半?年|个月|\d+个?[日月天])")] private static partial Regex SayTimes();
    [GeneratedRegex("几点")] private static partial Regex AskClock();
    [GeneratedRegex(@"\d+\s*[时点:：]|[一二三四五六七八九十]+[时点](?!以|限|间|内)")] private static partial Regex SayClock();
    [GeneratedRegex("多少平|几平|多大面积|面积多")] private static partial Regex AskAreas();
    [GeneratedRegex("平方米")] private static partial Regex SayAreas();
    [GeneratedRegex("(?:多少|几)(?:个)?(?<m>[户人只条张次台具套层餐类名家辆头])")] private static partial Regex AskMeasure();
}
