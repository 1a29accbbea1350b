using System.Text.RegularExpressions;

namespace PalmAssistant.Language;

/// <summary>Who wants to know and why, before the question itself: 书记让我问一下, 街道要统计, 领导下午要. It says nothing of what is asked.</summary>
internal static partial class Padding
{
    private const string Who = "(?:社区|街道|咱|我们)?(?:书记|主任|副主任|领导|站长|科长|局长|处长|区长|镇长|所长|上级|上面|上头|区里|区上|街里|街道上|街道那边|办事处|民政那边|民政上|组织部|老书记|王书记|李书记|张书记|刘书记|包片领导|分管领导)";

    [GeneratedRegex($@"\G{Who}(?:刚才|刚刚|刚|又|今天|明天|下午|上午|那边|这边|等着|着急|急着|马上)*(?:让|叫|要|要求|催|问|想|想知道|想问|想了解|想要|交代)(?:我们|咱们|俺们|我|咱|俺)?(?:来|给|帮忙)?(?:统计|问问|问|查查|查|报|看看|看|了解|摸摸|摸|整理|弄)?(?:一下子|一下|下|个数|一个数)?[,:]?(?![的是])")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\G(?:(?:街道|社区|街里|区里|市里|办事处|上面|上级|领导|民政|组织部)(?:要数|要个数|要数据|要材料|催数|催着要|让报数|要报数|要个数据)[,:]|(?:今天|明天|后天|下午|上午|晚上|一会儿?|等会儿?|马上|这周|下周[一二三四五六日天]?|周[一二三四五六日天]|月底)?(?:就)?(?:要)?(?:区里|街道|街里|市里|省里|上级|上面|领导|上头)?(?:要|来|有)?(?:个|人)?(?:检查|开会|会议|调研|汇报|督导|考核|督查|视察|验收|评审|填表|报表|报材料|写材料|写总结|写报告|做台账|搞活动|入户|走访|慰问)(?:用|要用|呢|了|使|急用|需要)?[,:])")]
    private static partial Regex Occasion();

    // …,开招聘会通知用: what the answer is for.
    [GeneratedRegex(@"\G[,;](?:我|咱|我们|领导|书记)?(?:要)?(?:开|做|发|报|贴|填|写|备|入户|走访|慰问|通知|联系|打电话|上报|检查|汇报|宣传|核实|核对)[^,;?的]{0,8}(?:用|要用|时用|使用|备用)$")]
    private static partial Regex Purpose();

    public static int At(string text, int at) =>
        at > 0 && text[at] == ',' && Purpose().Match(text, at) is { Success: true } purpose ? purpose.Length :
        at > 0 && text[at - 1] is not (',' or ';' or '?') ? 0
        : Pattern().Match(text, at) is { Success: true } m && at + m.Length < text.Length ? m.Length
        : Occasion().Match(text, at) is { Success: true } o && at + o.Length < text.Length ? o.Length : 0;
}
