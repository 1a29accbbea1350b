using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>“导出来”, “导出完整名单，用于入户核实”: the last list or table as a workbook, through the gate; “独居老人名单导出来” asks and exports in one breath.</summary>
public sealed partial class ExportList(ExportGate gate, RegisterReading register, AskData ask) : IDialog
{
    private const int ShortestPurpose = 2;

    public string Name => "export";

    private sealed record Waiting(QueryPlan Plan);

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Submitted is not null || turn.Files.Count > 0) return null;
        var said = Plain.Of(turn.Text);
        if (state.Unfinished == Name && state.Get<Waiting>(Name) is { } waiting && !Wanted().IsMatch(said)) return await ForPurpose(turn, said, waiting, state, ct);
        var purpose = PurposeWords().Match(turn.Text) is { Success: true } words ? words : null;
        var request = Plain.Of(purpose is null ? turn.Text : turn.Text[..purpose.Index].TrimEnd('，', ',', '。', ' '));
        if (!Wanted().IsMatch(request))
        {
            if (await AskedInOneBreath(request, turn, state, ct) is not { } answer) return null;
            if (answer.Palm.Kind is not ("number" or "table" or "list" or "profile")) return answer;
        }
        if (state.Get<AskContext>(AskContext.Key) is not { Plans: [var plan] }) return Reply.Unknown("要导出什么？请先查一次，例如“独居老人名单”，再说“导出来”。");
        if (!FullNumbers().IsMatch(request)) return await gate.Hand(turn, plan, null, 0, ct);
        if (!MayAsk(turn.Account) || purpose?.Groups[1].Value.Trim() is { Length: >= ShortestPurpose }) return await gate.Hand(turn, plan, purpose?.Groups[1].Value.Trim() ?? "未说明", 0, ct);
        state.Set(Name, new Waiting(plan));
        state.Unfinished = Name;
        return Reply.Clarify("导出完整号码会记入审计。请说一下用途，例如“入户核实”“办理高龄津贴”。不导了就说“取消”；只要脱敏的直接说“导出来”。", []);
    }

    /// <summary>“独居老人名单导出来”, “把3号楼的老人导出成表格”: asked first as it always is, so that what has to be asked back, or is not known, makes no file; null when nothing is asked.</summary>
    private async Task<Reply?> AskedInOneBreath(string request, Turn turn, DialogState state, CancellationToken ct) =>
        InOneBreath().Match(request) is { Success: true } both && await register.OnePlan(both.Groups["asked"].Value, turn, state, ct) is not null
            ? await ask.Take(turn with { Text = both.Groups["asked"].Value }, state, ct) : null;

    private async Task<Reply?> ForPurpose(Turn turn, string said, Waiting waiting, DialogState state, CancellationToken ct)
    {
        if (Never().IsMatch(said)) { Done(state); return Reply.Done("好的，不导了。"); }
        if (Asks().IsMatch(turn.Text)) return null;
        if (said.Length is < ShortestPurpose or > 100) return Reply.Clarify("请用一句话说明用途，例如“入户核实”。不导了就说“取消”。", []);
        Done(state);
        return await gate.Hand(turn, waiting.Plan, PurposeWords().Match(turn.Text) is { Success: true } words ? words.Groups[1].Value.Trim() : said, 0, ct);
    }

    private void Done(DialogState state)
    {
        state.Remove(Name);
        state.Unfinished = null;
    }

    private static bool MayAsk(Account account) => account.Role is Role.CommunityWorker or Role.CommunitySecretary or Role.StreetOfficer;

    [GeneratedRegex("^(?:把?(?:这个|这些|上面的?|它|名单|结果|表|表格|清单)?)?(?:给我)?(?:导出|下载|导成|存成|生成|转成|导(?=一份|一下|个|出))(?:来|一份|一下|成|为|个|到)?(?:这个|这份|完整|不脱敏|不打码|明文|带身份证|带完整|全号|号码|的|名单|表格|表|清单|结果|数据|文件|excel|Excel|EXCEL|xlsx|电子表格|电子表|吧|一下|，|,|要|发给我|发我|给我|发过来|我看看|呗|啊){0,6}$|^(?:发|给|来|要|弄|整)(?:给我|我)?(?:个|份|一份|一个|成)?(?:excel|Excel|EXCEL|xlsx|表格|电子表格|电子表)(?:版|发我|给我|发给我|吧|呗)?$")]
    private static partial Regex Wanted();

    [GeneratedRegex("^(?:请|帮我|麻烦|给我)*把?(?<asked>.{2,60}?)[，,。、 ]?(?:再|并|然后|直接|都|全部|一并)?(?:给我|帮我)?(?:导出|下载|导成|存成|导一份|导个)(?:来|一份|一下|成|为|个|下来)?(?:完整的?|不脱敏的?|不打码的?|明文的?|表格?|excel|Excel|EXCEL|xlsx|电子表格?|文件)?(?:吧|发给我|发我|给我|我看看)?$|^(?:请|帮我|麻烦|给我)*(?:导出|下载|导一下|导个|导一份)(?<asked>.{3,60}?)(?:发给我|发我|给我)?$")]
    private static partial Regex InOneBreath();

    [GeneratedRegex("完整|不脱敏|不打码|明文|带身份证|全号")]
    private static partial Regex FullNumbers();

    [GeneratedRegex("(?:因为|用于|用来|为了|目的是|用途是?|事由是?|原因是?)[：:，, ]?(.+)$")]
    private static partial Regex PurposeWords();

    [GeneratedRegex("^(算|取消|不用|不要|不导|不导出|别导|没事)了?$")]
    private static partial Regex Never();

    [GeneratedRegex("多少|几个|谁|哪|吗[？?]?$|[？?]|有没有|名单$|列出")]
    private static partial Regex Asks();
}
