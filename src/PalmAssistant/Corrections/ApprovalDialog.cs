using System.Globalization;
using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Corrections;

/// <summary>“待我审批的”, “同意第2个”, “退回，核实后再报”, “我提的更正”, “撤回刚才那个”.</summary>
public sealed partial class ApprovalDialog(CorrectionRules rules, Proposals proposals, CorrectionDesk desk, ExportRequests requests, ExportGate gate) : IDialog
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
        if (memory.Listed is not { Count: > 0 } listed || state.Unfinished != Name) return state.Unfinished is null && Agree().IsMatch(said) && !said.Contains("通过", StringComparison.Ordinal) ? await NothingListed(turn, memory, state, ct) : null;
        if (Agree().Match(said) is { Success: true } agree) return await Each(agree, listed, id => Decide(id, true, "", turn, ct));
        if (Return().Match(said) is { Success: true } back)
        {
            var why = back.Groups["why"].Value.Trim();
            if (why.Length < 2) return Reply.Clarify("退回的原因是什么？例如“退回第1个，请先入户核实”。", []);
            return await Each(back, listed, id => Decide(id, false, why, turn, ct));
        }
        return null;
    }

    /// <summary>同意 said before anything was looked through: what waits is listed first, nothing is agreed to unseen.</summary>
    private async Task<Reply> NothingListed(Turn turn, CorrectionMemory memory, DialogState state, CancellationToken ct)
    {
        if (!rules.MayApprove(turn.Account.Role) && turn.Account.Role != Role.DistrictOfficer) return Reply.Done("现在没有等您同意的事。");
        var waiting = await Waiting(turn, memory, state, ct);
        return state.Unfinished == Name ? waiting with { Text = "还没有给您看过，所以先不办。" + waiting.Text } : waiting;
    }

    private async Task<Reply> Pressed(Turn turn, IReadOnlyDictionary<string, string> pressed, CancellationToken ct)
    {
        if (Waits.Parse(pressed.GetValueOrDefault("id")) is not { } id) return Reply.Done("这张卡片已经失效，请重新说“待我审批的”。");
        var why = pressed.GetValueOrDefault($"why_{id.Id}")?.Trim() ?? "";
        if (pressed.GetValueOrDefault("answer") == "agree") return Said(await Decide(id, true, "", turn, ct)) with { LeavesCardOpen = true };
        if (pressed.GetValueOrDefault("answer") != "return") return Reply.Done("没有办理。") with { LeavesCardOpen = true };
        return why.Length < 2 ? Reply.Clarify("退回要写原因，请在卡片的“退回原因”里写一句再按“确认退回”。", []) with { LeavesCardOpen = true }
            : Said(await Decide(id, false, why[..Math.Min(why.Length, 200)], turn, ct)) with { LeavesCardOpen = true };
    }

    private Task<string> Decide(Waits id, bool agree, string why, Turn turn, CancellationToken ct) =>
        id.IsExport ? gate.Decide(id.Id, agree, why, turn, ct) : desk.Decide(id.Id, agree, why, turn.Account, ct);

    private async Task<Reply> Waiting(Turn turn, CorrectionMemory memory, DialogState state, CancellationToken ct)
    {
        if (!rules.MayApprove(turn.Account.Role) && turn.Account.Role != Role.DistrictOfficer) return Reply.Denied($"审批更正和导出需要{string.Join("、", rules.Approvers)}或上级账号，您的账号是{turn.Account.Role.Name()}。您提出的更正可以说“我提的更正”查看。");
        var corrections = rules.MayApprove(turn.Account.Role) ? await proposals.Waiting(turn.Account, ct) : [];
        var exports = await requests.Waiting(turn.Account, ct);
        var all = exports.Select(Item).Concat(corrections.Select(Item)).ToList();
        var shown = all.Take(Shown).ToList();
        (memory with { Listed = [.. shown.Select(w => w.Id.ToString())], Draft = null, Waiting = null }).Save(state);
        state.Unfinished = all.Count > 0 ? Name : null;
        if (all.Count == 0) return Reply.Done("没有等您审批的更正或导出申请。");
        var items = shown.Select((w, i) => new { number = i + 1, id = w.Id.ToString(), whyId = $"why_{w.Id.Id}", who = w.Who, when = Day(w.At), said = w.Said, lines = w.Lines.Select(text => new { text }) }).ToList();
        var text = $"等您审批的共 {all.Count} 条：" + string.Concat(shown.Select((w, i) => $"\n{i + 1}. {w.Who} {Day(w.At)}：{w.Summary}")) + "\n说“同意第1个”或“退回第1个，原因…”，也可以说“全部同意”。";
        return new Reply(text, new PalmData("list")
        {
            Understood = "待审批的更正和导出申请",
            Result = new() { Columns = [new("提出人", "text"), new("时间", "text"), new("内容", "text"), new("原话", "text")], Rows = [.. shown.Select(w => (IReadOnlyList<object?>)[w.Who, Day(w.At), w.Summary, w.Said])], Total = all.Count },
        })
        { Card = "corrections/waiting", CardData = new { title = $"等您审批的 {all.Count} 条", items, more = all.Count > Shown ? $"先列出 {Shown} 条，办完再说“待我审批的”看下面的。" : null }, LeavesCardOpen = true };
    }

    /// <summary>One thing that waits, whichever slice keeps it.</summary>
    private sealed record WaitingItem(Waits Id, string Who, DateTimeOffset At, string Said, string Summary, IReadOnlyList<string> Lines);

    private sealed record Waits(bool IsExport, Guid Id)
    {
        public override string ToString() => (IsExport ? "e:" : "c:") + Id;

        public static Waits? Parse(string? text) => text is ['e' or 'c', ':', ..] && Guid.TryParse(text[2..], out var id) ? new(text[0] == 'e', id) : null;
    }

    private WaitingItem Item(Proposal p) => new(new(false, p.Id), $"{p.ByName}（{p.ByRole}）", p.MadeAt, $"原话：{p.Said}", p.Summary,
        [.. p.Changes.Select(c => CorrectionCard.Line(c, rules, masked: true)).Select(l => $"{l.About} {l.Field}：{l.Before} → {l.After}")]);

    private static WaitingItem Item(ExportRequest r) => new(new(true, r.Id), $"{r.Name}（{r.Role}）", r.MadeAt, $"用途：{r.Purpose}", $"申请导出 {r.Rows} 行完整信息：{r.Understood}，用途：{r.Purpose}", [$"申请导出 {r.Rows} 行完整信息（不脱敏）", r.Understood]);

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

    private static async Task<Reply> Each(Match said, IReadOnlyList<string> listed, Func<Waits, Task<string>> decide)
    {
        IReadOnlyList<string> chosen = said.Groups["all"].Success ? listed
            : said.Groups["n"] is { Success: true } n ? Mentions.Number(n.Value) is { } at && at >= 1 && at <= listed.Count ? [listed[at - 1]] : []
            : listed.Count == 1 ? listed : [];
        if (chosen.Count == 0) return Reply.Clarify($"有 {listed.Count} 条，说的是第几条？例如“同意第1个”。", []);
        var told = new List<string>();
        foreach (var id in chosen.Select(Waits.Parse).OfType<Waits>()) told.Add(await decide(id));
        return Said(string.Join('\n', told));
    }

    private static Reply Said(string text) => Reply.Done(text);

    private static string Day(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    [GeneratedRegex("^(看看|看一下|查看|有哪些|有什么|有没有|还有|有啥|有)?(待|等|等着|需要|要)(我|咱)?(审批|审核|同意|批)的?(更正|修改|变更|申请|事项|事)?(有哪些|有吗|还有吗|列表|清单)?$")]
    private static partial Regex WaitingWords();

    [GeneratedRegex("^(看看|查看)?我(提|报|提交|申请)(过|出|交)?的(更正|修改|变更)(怎么样|批了吗|批了没|有哪些|到哪)?$|^我的(更正|修改申请)$")]
    private static partial Regex OwnWords();

    [GeneratedRegex("^(撤回|撤销|收回|恢复|取消)(刚才|刚刚|上一个|上一条|最近)(的)?(那个|那条|这个|这条|一条|一个)?(更正|修改|变更|申请)?$|^刚才(那个|那条)?(改错|说错|弄错|搞错)$|^(撤回|撤销)(更正|修改|变更)$")]
    private static partial Regex TakeBackWords();

    [GeneratedRegex("^(?:(?<all>全部|都|全都)?(?:同意|批准|批|通过)了?|(?:同意|批准|通过)(?:(?<all>全部|所有)|第?(?<n>\\d{1,2}|[一二三四五六七八九十])(?:个|条|项)?)|第?(?<n>\\d{1,2}|[一二三四五六七八九十])(?:个|条|项)(?:同意|批准|通过))$")]
    private static partial Regex Agree();

    [GeneratedRegex("^(?:退回|不同意|驳回|打回)(?:(?<all>全部|所有)|第?(?<n>\\d{1,2}|[一二三四五六七八九十])(?:个|条|项)?)?(?:[，,：: ]+(?:原因是?|因为)?[：: ]*(?<why>.{0,200}))?$")]
    private static partial Regex Return();
}
