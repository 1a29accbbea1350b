using System.Globalization;
using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// What leaves as a workbook: masked at once; full numbers for a stated purpose, and above a number of rows only with the consent of the 书记 or a superior.
/// </summary>
public sealed partial class ExportGate(CatalogSource catalogs, CommunityQueries queries, ExportFiles files, ExportRequests requests, Notices notices, Accounts accounts, Audit audit, PalmSettings settings)
{
    public const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <param name="purpose">null = masked</param>
    /// <param name="agreedRows">rows somebody has agreed to; 0 = nobody was asked</param>
    public async Task<Reply> Hand(Turn turn, QueryPlan plan, string? purpose, int agreedRows, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var scoping = ScopedPlan.For(plan with { Measure = plan.Measure.Kind == MeasureKind.Profile ? Measure.List : plan.Measure }, turn.Account, catalog);
        if (purpose is not null && scoping is ScopedPlan masked) scoping = masked.Unmasked(purpose);
        if (scoping is not ScopedPlan scoped) return await Noted(turn, Reply.Denied(((Declined)scoping).Reason), [], ct);
        if (await queries.Run(scoped, turn.Today, ct, rows: CommunityQueries.MostRows) is not Answer answer) return await Noted(turn, Reply.Unknown("导出超时，请缩小范围再试。"), [], ct);
        if (answer.Kind == AnswerKind.Number) return Reply.Unknown("刚才是一个数，没有名单可以导出。先说“列出名单”，再说“导出来”。");
        if (purpose is not null && answer.Kind == AnswerKind.List && answer.Rows.Count > Math.Max(settings.ExportRowsWithoutApproval, agreedRows)) return await Request(turn, plan, answer, purpose, catalog, ct);
        return await Export(turn, answer, purpose, catalog, ct);
    }

    /// <summary>What the one who decides is told.</summary>
    public async Task<string> Decide(Guid id, bool agree, string why, Turn turn, CancellationToken ct)
    {
        if (await requests.Decide(id, agree, why, turn.Account, ct) is not { } request) return "这条导出申请已经办过、已撤回，或者不由您的账号审批。";
        await Note(turn, agree ? "export/approved" : "export/returned", request, why, ct);
        await notices.Tell(request.Account, agree
            ? $"{turn.Account.Name}同意了您的导出申请（{request.Understood}，{request.Rows} 行）。24 小时内说“领取导出”就能下载。"
            : $"{turn.Account.Name}没有同意您的导出申请（{request.Understood}）。原因：{why}", ct);
        return agree ? $"已同意{request.Name}导出 {request.Rows} 行完整信息，用途：{request.Purpose}。" : $"已退回{request.Name}的导出申请，原因会告诉对方。";
    }

    public async Task<Reply> Collect(Turn turn, CancellationToken ct)
    {
        if (await requests.Newest(turn.Account, "approved", ct) is not { } request)
            return Reply.Unknown(await requests.Newest(turn.Account, "pending", ct) is { } waiting ? $"“{waiting.Understood}”的导出申请还没有人审批，批了会告诉您。" : "没有已同意、可以领取的导出。");
        var reply = await Hand(turn, request.Plan, request.Purpose, request.Rows + Math.Max(5, request.Rows / 10), ct);
        if (reply.Palm.Kind == "file") await requests.Move(request.Id, "approved", "taken", ct);
        return reply;
    }

    public async Task<Reply> Withdraw(Turn turn, CancellationToken ct)
    {
        if (await requests.Newest(turn.Account, "pending", ct) is not { } request || !await requests.Move(request.Id, "pending", "withdrawn", ct)) return Reply.Unknown("没有等待审批的导出申请。");
        await Note(turn, "export/withdrawn", request, null, ct);
        return Reply.Done($"已撤回导出申请：{request.Understood}。");
    }

    /// <summary>Links given out are closed before their time.</summary>
    public async Task<Reply> Revoke(Turn turn, CancellationToken ct)
    {
        var closed = await files.Revoke(turn.Account.Id, ct);
        return await Noted(turn, closed == 0 ? Reply.Unknown("没有还有效的导出链接。") : Reply.Done($"已作废 {closed} 个导出链接，文件已删除。"), [], ct);
    }

    private async Task<Reply> Request(Turn turn, QueryPlan plan, Answer answer, string purpose, Catalog catalog, CancellationToken ct)
    {
        var understood = AnswerReply.Said(answer.Scoped, catalog);
        if (await requests.Newest(turn.Account, "pending", ct) is { } same && same.Understood == understood) return Reply.Done($"“{understood}”的导出申请已经在等{string.Join("或", ExportRequests.Approvers(turn.Account.Role))}审批了。说“撤回导出申请”可以收回。");
        var request = await requests.Make(turn.Account, plan, understood, purpose, answer.Rows.Count, ct);
        await Note(turn, "export/requested", request, null, ct);
        var needs = ExportRequests.Approvers(turn.Account.Role);
        foreach (var approver in (await accounts.All(ct)).Where(a => needs.Contains(a.Role.Name()) && a.Id != turn.Account.Id && RegionRange.Of(a.Region).Contains(turn.Account.Region)))
            await notices.Tell(approver.Id, $"{turn.Account.Name}申请导出 {answer.Rows.Count} 行完整信息（{understood}），用途：{purpose}。说“待我审批的”办理。", ct);
        return new Reply($"带完整号码的名单有 {answer.Rows.Count} 行，超过 {settings.ExportRowsWithoutApproval} 行要{string.Join("或", needs)}同意。申请已提交，用途：{purpose}。批了会告诉您，到时说“领取导出”；不要了说“撤回导出申请”。只要脱敏的，直接说“导出来”。",
            new PalmData("done") { Understood = understood, Id = request.Id.ToString() })
        { Suggestions = [new("导出脱敏的", "导出来"), new("撤回申请", "撤回导出申请")] };
    }

    private async Task<Reply> Export(Turn turn, Answer answer, string? purpose, Catalog catalog, CancellationToken ct)
    {
        var understood = AnswerReply.Said(answer.Scoped, catalog);
        var at = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var watermark = $"{turn.Account.Name}（{turn.Account.Id}）于 {at} 导出{(purpose is null ? "" : $"，含完整信息，用途：{purpose}")}，仅限工作使用，请勿外传";
        var title = Unsafe().Replace(understood, " ").Trim();
        var name = $"{title[..Math.Min(40, title.Length)].Trim()}.xlsx";
        var url = await files.Keep(turn.Account.Id, name, file => ExportWorkbook.Write(file, answer, understood, Definitions.Of(answer.Scoped.Plan, catalog), watermark, turn.Today), answer.Rows.Count, purpose, understood, ct);
        var cut = answer.Total > answer.Rows.Count ? $"，共 {answer.Total} 行，一次最多导出 {CommunityQueries.MostRows} 行，请按小区或楼栋分次导出" : "";
        var text = $"已导出 {answer.Rows.Count} 行{cut}。{(purpose is null ? "证件号和电话已脱敏" : $"含完整号码，用途：{purpose}，已记入审计")}，文件带有您的账号和时间，链接 {settings.ExportLife.TotalHours:0} 小时内有效，只有您的账号能打开。";
        var reply = new Reply(text, new PalmData("file") { Understood = understood, AsOf = turn.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Id = url[(url.LastIndexOf('/') + 1)..][..8] })
        {
            Files = [new(name, WorkbookType, url)],
        };
        return await Noted(turn, reply, [answer], ct);
    }

    private Task Note(Turn turn, string what, ExportRequest request, string? why, CancellationToken ct) => audit.Append(new(turn.At, turn.Account.Id, turn.Channel, turn.Text, what,
        new { role = turn.Account.Role.Name(), region = turn.Account.Region, request = request.Id, of = request.Account, understood = request.Understood, purpose = request.Purpose, rows = request.Rows, reason = why }, []), ct);

    private async Task<Reply> Noted(Turn turn, Reply reply, IReadOnlyList<Answer> answers, CancellationToken ct)
    {
        await audit.Append(AskAudit.Entry(turn, reply, answers), ct);
        return reply;
    }

    [GeneratedRegex(@"[\\/:*?""<>|≥≤＝=·\s]+")]
    private static partial Regex Unsafe();
}
