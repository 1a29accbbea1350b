using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Conversation;
using PalmAssistant.Corrections;
using PalmAssistant.Policies.Library;
using PalmAssistant.Reports;

namespace PalmAssistant.Tasks;

/// <summary>“今天有啥要办的”, “我的待办”: what waits for this account anywhere in the product, in one message, each line one tap from where it is done. Nothing is kept for it.</summary>
public sealed partial class TodaysWork(ReportDesk reports, Proposals proposals, ExportRequests exports, CorrectionRules rules, Freshness freshness, PolicyRecords questions) : IDialog
{
    private const int StaleMonths = 12, NamedReports = 5;

    public string Name => "todays-work";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Submitted is not null || turn.Files.Count > 0 || !Asked().IsMatch(Plain.Of(turn.Text))) return null;
        List<(string Line, string Say)> waits = [.. await ToFill(turn, ct), .. await ToDecide(turn, ct), .. await ToVisit(turn, ct), .. await ToAnswer(turn, ct)];
        if (waits.Count == 0) return Reply.Done("眼下没有等您办的事：没有要填的表，没有待审批的，也没有该核实的户。");
        var text = "等您办的：" + string.Concat(waits.Select((w, i) => $"\n{i + 1}. {w.Line}"));
        return new Reply(text, new PalmData("help") { Understood = "等我办的事" }) { Suggestions = [.. waits.Select(w => w.Say).Distinct().Take(5).Select(say => new SuggestedAction(say, say))] };
    }

    private async Task<IReadOnlyList<(string, string)>> ToFill(Turn turn, CancellationToken ct)
    {
        var asked = await reports.AskedOf(turn.Account, all: false, ct);
        var shown = asked.OrderBy(a => a.Issue.Due ?? DateOnly.MaxValue).Take(NamedReports)
            .Select(a => ($"{(a.Submission.State == SubmissionState.Returned ? "退回要改" : "要填")}《{a.Issue.Title}》{Until(a.Issue.Due, turn.Today)}", $"打开《{a.Issue.Title}》")).ToList();
        if (asked.Count > NamedReports) shown.Add(($"另有 {asked.Count - NamedReports} 张要填的表", "有哪些表要填"));
        return shown;
    }

    private static string Until(DateOnly? due, DateOnly today) => due switch
    {
        null => "",
        { } day when day < today => $"，已过期（{day:M月d日}）",
        { } day when day == today => "，今天截止",
        { } day => $"，{day:M月d日}前",
    };

    private async Task<IReadOnlyList<(string, string)>> ToDecide(Turn turn, CancellationToken ct)
    {
        var corrections = rules.MayApprove(turn.Account.Role) ? (await proposals.Waiting(turn.Account, ct)).Count : 0;
        var requests = (await exports.Waiting(turn.Account, ct)).Count;
        return corrections + requests == 0 ? [] : [($"待您审批的 {corrections + requests} 件（更正 {corrections} 件，导出 {requests} 件）", "待我审批的")];
    }

    private async Task<IReadOnlyList<(string, string)>> ToVisit(Turn turn, CancellationToken ct)
    {
        if (rules.Of(turn.Account.Role) is null || turn.Account.Role is not (Role.CommunityWorker or Role.CommunitySecretary)) return [];
        var (_, total) = await freshness.ToVisit(turn.Account, turn.Today.AddMonths(-StaleMonths), 0, 1, ct);
        return total == 0 ? [] : [($"该核实的户 {total} 户（一年没更新，或有待核的差异），顺路看看就行", "今天该跑哪几户")];
    }

    private async Task<IReadOnlyList<(string, string)>> ToAnswer(Turn turn, CancellationToken ct)
    {
        if (turn.Account.Role != Role.PolicyCurator) return [];
        var open = (await questions.Open(ct)).Count;
        return open == 0 ? [] : [($"没答上来的政策问题 {open} 个", "没答上来的问题")];
    }

    [GeneratedRegex("^(?:我|我们|咱|咱们|俺|本)?(?:社区|街道|这边|这儿|这里)?(?:今天|今儿|今日|这周|本周|现在|手头|手上|眼下|目前|最近)?(?:我|我们)?(?:都|还)?(?:有)?(?:没有)?(?:啥|什么|哪些|点啥)(?:事|活|任务|工作|事情)?(?:要|需要|得|该|等我|等着我)?(?:去)?(?:办|做|干|处理|忙|完成)(?:的)?(?:事|活|任务|工作|事情|没有|吗|没)?$"
        + "|^(?:我|我们|咱)?(?:今天|今儿|这周|现在)?(?:该|要|得|应该)?(?:办|做|干|忙|处理)(?:点)?(?:啥|什么|哪些事|什么事|啥事)$"
        + "|^(?:看看|查看|列出|列一下)?(?:我|我们)?的?(?:今天|今日|本周|这周)?的?(?:待办|待办事项|待办任务|工作任务|工作清单|任务清单|任务)(?:有哪些|有啥|有什么|列表|清单)?$|^(?:我|我们|咱们)?(?:今天|现在|还)?(?:都|还)?有(?:啥|什么|哪些|没有)(?:新)?(?:待办|任务|活)(?:吗|没)?$")]
    private static partial Regex Asked();
}
