using System.Text.RegularExpressions;

namespace PalmAssistant.Reports.Dialog;

/// <summary>What a publisher wants changed in a report that waits to be sent or is out already. Pure; null = nothing of the kind.</summary>
internal static partial class ChangeWords
{
    public static Intent? Read(string said, TalkState state)
    {
        if (!state.HasDraft && !state.HasIssue || said.Length > 80) return null;
        if (state.Waits == "change") { if (Agreed().IsMatch(said)) return new Intent.ConfirmChange(); if (Declined().IsMatch(said)) return new Intent.LeaveAsIs(); }
        if (Renamed().Match(said) is { Success: true } title) return new Intent.Retitle(title.Groups[1].Value);
        if (Noted().Match(said) is { Success: true } note) return new Intent.Note(note.Groups[2].Value, note.Groups[1].Value.Contains('改'));
        if (Swapped().Match(said) is { Success: true } swap && (swap.Groups[1].Success || state.IsRecent && Columnish().IsMatch(said))) return new Intent.RenameColumn(swap.Groups[2].Value, swap.Groups[3].Value);
        if (state.HasOpen) return null;      // what follows is of a publisher who is not filling one of his own
        if (state.HasDraft && state.IsRecent && Put().IsMatch(said)) return new Intent.Save();
        if (state.HasDraft && Shown().IsMatch(said)) return new Intent.ShowDraft();
        if (Also().Match(said) is { Success: true } also) return new Intent.AskAlso(also.Groups[1].Value.Length > 0 ? also.Groups[1].Value : also.Groups[2].Value);
        if (!state.HasIssue) return null;
        if (Recalled().IsMatch(said)) return new Intent.Recall(said);
        if (Closed().IsMatch(said)) return new Intent.CloseIssue();
        if (Spared().Match(said) is { Success: true } spared && spared.Groups[1].Value is { Length: >= 2 } who && !who.Contains('列')) return new Intent.Spare(who);
        if (Listed().IsMatch(said)) return new Intent.ListIssued();
        if (Compared().IsMatch(said)) return new Intent.Compare(said);
        if (!state.HasDraft && (state.IsRecent || said.Contains('列')) && Added().Match(said) is { Success: true } added) return new Intent.EditColumns(added.Groups[1].Value, "");
        if (!state.HasDraft && Dropped().Match(said) is { Success: true } dropped) return new Intent.EditColumns("", new[] { 1, 2, 3 }.Select(i => dropped.Groups[i].Value).First(v => v.Length > 0));
        return null;
    }

    [GeneratedRegex(@"^(?:确定|是|对|好|行|可以|嗯|就这么办|没错)?的?[，,]?(?:确定|是|对|好|行)?的?(?:撤回?|加上?|去掉|改|关掉?|不用填)?(?:吧|了|的)?$")] private static partial Regex Agreed();
    [GeneratedRegex(@"^(?:那|还是)?(?:算了|先?不(?:撤|加|改|关|用|去|要)了?|别(?:撤|加|改|关)?了?|等等|再说)$")] private static partial Regex Declined();
    [GeneratedRegex(@"^(?:把)?(?:(?:表名|标题|名字|名称)(?:就)?(?:叫|改成|改为|换成|改名(?:为|叫)?)|(?:这(?:张|个)表|表)?(?:就)?(?:改?叫|改名(?:为|叫)?|取名)(?=[《“""]|.{2,20}表$))[：:]?[《“""]?([^》”""：:，,]{2,30}?)[》”""]?(?:吧)?$")] private static partial Regex Renamed();
    [GeneratedRegex(@"^(?:把)?((?:说明|口径|填表说明|备注说明|要求)(?:里|中|上)?(?:改成|改为|换成|加上?(?:一句)?|写上?(?:一句)?|补(?:上)?(?:一句)?|注明|再写))(?:一句)?[：:，,]?[“""]?(.{3,200}?)[”""]?$")] private static partial Regex Noted();
    [GeneratedRegex(@"^(把|将)?([^，,：:]{2,20}?)(?:这(?:一)?(?:列|栏))?(?:改成|改为|换成|改叫|改名为)(?!\d)([^，,]{2,24}?)(?:吧)?$")] private static partial Regex Swapped();
    [GeneratedRegex(@"列|栏|数(?:改成|改为|换成|改叫|改名为)|(?:数|人数|户数|情况|日期|电话|联系人)$")] private static partial Regex Columnish();
    [GeneratedRegex(@"^(?:先)?(?:放放|放一放|放着|放一下|搁着|存着|存一下|不急|等等|等会儿?)(?:吧)?(?:[，,].{0,24})?$|^(?:我)?(?:先)?(?:问问|问下|请示).{0,12}$")] private static partial Regex Put();
    [GeneratedRegex(@"^(?:刚才|刚刚|那|这)?那?(?:张|个|份)?(?:要发的)?表(?:呢|在哪(?:儿|里)?|拿出来|再(?:看|给我看)(?:看|一下|一眼)?|看看|现在(?:什么|啥)样)$|^(?:再)?(?:看|给我看)(?:看|一下|一眼|下)?(?:那|这)?(?:张|个|份)?表(?:样)?$")] private static partial Regex Shown();
    [GeneratedRegex(@"^(?:再|也|还要|另外|顺便|麻烦)*(?:给|加发给?|补发给?|发给)([\u4e00-\u9fff、和]{2,30}?)(?:也)(?:再|补)?(?:发|下发)(?:一?(?:份|张|个|下|上))?(?:吧)?$|^(?:再|也|补|还要|另外)+(?:给|发给)([\u4e00-\u9fff、和]{2,30}?)(?:也)?(?:再|补)?(?:发|下发)?(?:一?(?:份|张|个|下))?(?:吧)?$")] private static partial Regex Also();
    [GeneratedRegex(@"^(?:等等|等下|等一下|不对|哎)?[，,]?(?:那|把|这)*(?:张|个|份)?(?:.{0,10}表)?[，,]?(?:我)?(?:先|都|给)*(?:发错了|搞错了|弄错了|发早了|不该发)?(?:的)?[，,]?(?:先|给我|把它|都)*(?:撤回|撤了|撤掉|收回)(?:来|吧|一下|了)?$|^(?:等等|不对)?[，,]?(?:表)?发错了?(?:表|人)?$")] private static partial Regex Recalled();
    [GeneratedRegex(@"^(?:把)?(?:这|那)?(?:张|个|份)?表?(?:可以|先|就|都)?(?:关了|关掉|关闭|结束|截了|收了|停了)(?:收集|填报)?(?:吧|了)?$|^(?:这(?:张|个)表?)?(?:不收了|停止收集|结束收集|到此为止)(?:吧)?$|^(?:没报的|剩下的)(?:都)?(?:不用|不要)(?:再)?报了$")] private static partial Regex Closed();
    [GeneratedRegex(@"^(?!.*(?:以后|今后|往后|下个?[周月季年]|自动))([\u4e00-\u9fff、和]{2,16}?)(?:的|那份)?(?:就|可以|这次|这回)?(?:不用|不要|免了?|不必|别)(?:再)?(?:报|填|交)(?:了)?(?:吧)?$")] private static partial Regex Spared();
    [GeneratedRegex(@"^(?:看看|查查|看下|列一下)?(?:我|我们|咱)(?:都|这个月|最近|今年|一共)*(?:发|下发|要)(?:过|了|出去)?(?:的)?(?:哪些|什么|啥|几张|多少张)?表(?:都有哪些|有哪些|呢|了)?$|^(?:我|我们)?发(?:过|出去|了)的表$|^(?:都|有)?(?:哪些|哪几张|几张)表(?:在收|还没收齐|没收齐|在外面)$")] private static partial Regex Listed();
    [GeneratedRegex(@"^(?:这次|这期|本期|这回)?(?:跟|和|与|比)(?:上期|上次|上回|前一期|上一期)(?:的|相)?(?:比|对比|比较|差).{0,10}$|^(?:比|较)(?:上期|上次|上一期).{0,8}$")] private static partial Regex Compared();
    [GeneratedRegex(@"^(?:请|麻烦|帮我|再|还要|还得|还)*(?:再?加上?|增加|添加?|多加|补)(?:一|两|个|几|上)*(?:列|栏|项|个字段)[：:，,]?(.{2,40}?)(?:这(?:一)?(?:列|栏|项))?(?:吧)?$")] private static partial Regex Added();
    [GeneratedRegex(@"^(?:这|那)?(?:一)?(?:列|栏|项)(?:不用填|不要|不用|去掉|取消)了?[：:，,](.{2,20})$|^(?:把)?(.{2,20}?)(?:这|那)(?:一)?(?:列|栏|项)(?:就|先)?(?:不用填|不要|不用|去掉|取消|删掉|不填)(?:了)?(?:吧)?$|^(?:把)?(.{2,20}?)(?:不用填了|去掉吧|不用他们填了)$")] private static partial Regex Dropped();
}
