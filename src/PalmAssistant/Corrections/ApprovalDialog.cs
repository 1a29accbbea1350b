using System.Globalization;
using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Corrections;

/// <summary>“待我审批的”, “同意第2个”, “退回，核实后再报”, “我提的更正”, “撤回刚才那个”.</summary>
public sealed partial class ApprovalDialog(CorrectionRules rules, Proposals proposals, CorrectionDesk desk) : IDialog
{
    public const string Act = "correction-decide";
    private const int Shown = 10;

    public string Name => "correction-approval";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Files.Count > 0) return null;
        var memory = CorrectionMemory.Of(state);
        if (turn.Submitted is { } pressed) return pressed.GetValueOrDefault("act") == Act ? await Pressed(turn, pressed, ct) : null;
        var said = Plain.Of(turn.Text);
        if (WaitingWords().IsMatch(said)) return await Waiting(turn, memory, state, ct);
        if (OwnWords().IsMatch(said)) return await Own(turn, ct);
        if (TakeBackWords().IsMatch(said)) return (await proposals.Own(turn.Account, ct)).Count > 0 ? Said(await desk.TakeBack(null, turn.Account, ct)) : null;
        if (memory.Listed is not { Count: > 0 } listed || state.Unfinished != Name) return null;
        if (Agree().Match(said) is { Success: true } agree) return await Each(agree, listed, id => desk.Decide(id, true, "", turn.Account, ct));
        if (Return().Match(said) is { Success: true } back)
        {
            var why = back.Groups["why"].Value.Trim();
            if (why.Length < 2) return Reply.Clarify("退回的原因是什么？例如“退回第1个，请先入户核实”。", []);
            return await Each(back, listed, id => desk.Decide(id, false, why, turn.Account, ct));
        }
        return null;
    }

    private async Task<Reply> Pressed(Turn turn, IReadOnlyDictionary<string, string> pressed, CancellationToken ct)
    {
        if (!Guid.TryParse(pressed.GetValueOrDefault("id"), out var id)) return Reply.Done("这张卡片已经失效，请重新说“待我审批的”。");
        var why = pressed.GetValueOrDefault($"why_{id}")?.Trim() ?? "";
        if (pressed.GetValueOrDefault("answer") == "agree") return Said(await desk.Decide(id, true, "", turn.Account, ct)) with { LeavesCardOpen = true };
        if (pressed.GetValueOrDefault("answer") != "return") return Reply.Done("没有办理。") with { LeavesCardOpen = true };
        return why.Length < 2 ? Reply.Clarify("退回要写原因，请在卡片的“退回原因”里写一句再按“退回”。", []) with { LeavesCardOpen = true }
            : Said(await desk.Decide(id, false, why[..Math.Min(why.Length, 200)], turn.Account, ct)) with { LeavesCardOpen = true };
    }

    private async Task<Reply> Waiting(Turn turn, CorrectionMemory memory, DialogState state, CancellationToken ct)
    {
        if (!rules.MayApprove(turn.Account.Role)) return Reply.Denied($"审批更正需要{string.Join("或", rules.Approvers)}账号，您的账号是{turn.Account.Role.Name()}。您提出的更正可以说“我提的更正”查看。");
        var waiting = await proposals.Waiting(turn.Account, ct);
        (memory with { Listed = [.. waiting.Take(Shown).Select(p => p.Id)], Draft = null, Waiting = null }).Save(state);
        state.Unfinished = waiting.Count > 0 ? Name : null;
        if (waiting.Count == 0) return Reply.Done("没有等您审批的更正。");
        var items = waiting.Take(Shown).Select((p, i) => new
        {
            number = i + 1,
            id = p.Id.ToString(),
            whyId = $"why_{p.Id}",
            who = $"{p.ByName}（{p.ByRole}）",
            when = Day(p.MadeAt),
            said = p.Said,
            groups = CorrectionCard.Groups([.. p.Changes.Select(c => CorrectionCard.Line(c, rules, masked: true))]),
        }).ToList();
        var text = $"等您审批的更正共 {waiting.Count} 条：" + string.Concat(waiting.Take(Shown).Select((p, i) => $"\n{i + 1}. {p.ByName} {Day(p.MadeAt)}：{p.Summary}")) + "\n说“同意第1个”或“退回第1个，原因…”，也可以说“全部同意”。";
        return new Reply(text, new PalmData("list")
        {
            Understood = "待审批的更正",
            Result = new() { Columns = [new("提出人", "text"), new("时间", "text"), new("内容", "text"), new("原话", "text")], Rows = [.. waiting.Take(Shown).Select(p => (IReadOnlyList<object?>)[p.ByName, Day(p.MadeAt), p.Summary, p.Said])], Total = waiting.Count },
        })
        { Card = "corrections/waiting", CardData = new { title = $"等您审批的更正 {waiting.Count} 条", items, more = waiting.Count > Shown ? $"先列出 {Shown} 条，办完再说“待我审批的”看下面的。" : null }, LeavesCardOpen = true };
    }

    private async Task<Reply> Own(Turn turn, CancellationToken ct)
    {
        var own = (await proposals.Own(turn.Account, ct)).Take(Shown).ToList();
        if (own.Count == 0) return Reply.Done("您还没有提过更正。发现登记不对，直接说就行，例如“张三搬走了”。");
        var text = "您最近提的更正：" + string.Concat(own.Select((p, i) => $"\n{i + 1}. {Day(p.MadeAt)} {p.Summary}（{CorrectionDesk.StateOf(p)}）")) + "\n最近一条提错了就说“撤回刚才那个”。";
        return new Reply(text, new PalmData("list")
        {
            Understood = "我提的更正",
            Result = new() { Columns = [new("时间", "text"), new("内容", "text"), new("状态", "text")], Rows = [.. own.Select(p => (IReadOnlyList<object?>)[Day(p.MadeAt), p.Summary, CorrectionDesk.StateOf(p)])], Total = own.Count },
        })
        { Card = "corrections/own", CardData = new { items = own.Select(p => new { when = Day(p.MadeAt), summary = p.Summary, state = CorrectionDesk.StateOf(p) }) }, LeavesCardOpen = true };
    }

    private static async Task<Reply> Each(Match said, IReadOnlyList<Guid> listed, Func<Guid, Task<string>> decide)
    {
        IReadOnlyList<Guid> chosen = said.Groups["all"].Success ? listed
            : said.Groups["n"] is { Success: true } n ? Mentions.Number(n.Value) is { } at && at >= 1 && at <= listed.Count ? [listed[at - 1]] : []
            : listed.Count == 1 ? listed : [];
        if (chosen.Count == 0) return Reply.Clarify($"有 {listed.Count} 条，说的是第几条？例如“同意第1个”。", []);
        var told = new List<string>();
        foreach (var id in chosen) told.Add(await decide(id));
        return Said(string.Join('\n', told));
    }

    private static Reply Said(string text) => Reply.Done(text);

    private static string Day(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    [GeneratedRegex("^(看看|看一下|查看|有哪些|有什么|有没有|还有)?(待|等|需要|要)(我|咱)?(审批|审核|同意|批)的?(更正|修改|变更|申请|事项|事)?(有哪些|有吗|还有吗|列表|清单)?$")]
    private static partial Regex WaitingWords();

    [GeneratedRegex("^(看看|查看)?我(提|报|提交|申请)(过|出|交)?的(更正|修改|变更)(怎么样|批了吗|批了没|有哪些|到哪)?$|^我的(更正|修改申请)$")]
    private static partial Regex OwnWords();

    [GeneratedRegex("^(撤回|撤销|收回|恢复|取消)(刚才|刚刚|上一个|上一条|最近)(的)?(那个|那条|这个|这条|一条|一个)?(更正|修改|变更|申请)?$|^刚才(那个|那条)?(改错|说错|弄错|搞错)$|^(撤回|撤销)(更正|修改|变更)$")]
    private static partial Regex TakeBackWords();

    [GeneratedRegex("^(?:(?<all>全部|都|全都)?(?:同意|批准|批了|通过)|(?:同意|批准|通过)(?:(?<all>全部|所有)|第?(?<n>\\d{1,2}|[一二三四五六七八九十])(?:个|条|项)?)|第?(?<n>\\d{1,2}|[一二三四五六七八九十])(?:个|条|项)(?:同意|批准|通过))$")]
    private static partial Regex Agree();

    [GeneratedRegex("^(?:退回|不同意|驳回|打回)(?:(?<all>全部|所有)|第?(?<n>\\d{1,2}|[一二三四五六七八九十])(?:个|条|项)?)?(?:[，,：: ]+(?:原因是?|因为)?[：: ]*(?<why>.{0,200}))?$")]
    private static partial Regex Return();
}
