using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>“谁导出过这份名单” for those who answer for others, “我的查询记录” for everybody.</summary>
public sealed partial class AuditTrail(CatalogSource catalogs, CommunityQueries queries, RegisterReading register, Audit audit, Accounts accounts) : IDialog
{
    private const int Most = 50;

    public string Name => "audit-trail";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Submitted is not null || turn.Files.Count > 0) return null;
        var said = Plain.Of(turn.Text);
        if (Own().IsMatch(said)) return await Noted(turn, await Mine(turn, ct), ct);
        if (Exported().IsMatch(said)) return await Noted(turn, await Exports(turn, state.Get<AskContext>(AskContext.Key)?.Plans, ct), ct);
        // 谁导出过独居老人名单 names the list.
        return ExportedNamed().Match(said) is { Success: true } named && await register.OnePlan(named.Groups["what"].Value + "名单", turn, new(), ct) is { } plan
            ? await Noted(turn, await Exports(turn, [plan], ct), ct) : null;
    }

    private async Task<Reply> Mine(Turn turn, CancellationToken ct)
    {
        var rows = await audit.By(turn.Account.Id, Most, ct);
        if (rows.Count == 0) return Reply.Done("您还没有查询记录。");
        return Table($"您最近的 {rows.Count} 条记录", "我的查询记录", turn, [new("时间", "text"), new("说的话", "text"), new("理解为", "text"), new("结果", "text"), new("用途", "text")],
            [.. rows.Select(r => (IReadOnlyList<object?>)[At(r), r.Said, Part(r, "understood"), Kind(r.Kind), Part(r, "purpose")])]);
    }

    private async Task<Reply> Exports(Turn turn, IReadOnlyList<QueryPlan>? plans, CancellationToken ct)
    {
        if (turn.Account.Role is Role.CommunityWorker or Role.DepartmentOfficer or Role.PolicyCurator)
            return Reply.Denied($"查看“谁导出过”需要社区书记、街道、区级或系统管理员账号，您的账号是{turn.Account.Role.Name()}。自己的记录可以说“我的查询记录”。");
        if (turn.Account.Role == Role.Administrator) return await Found(turn, "名单", await audit.Exports(null, [], Most, ct), [], ct);
        if (plans is not [var plan]) return Reply.Clarify("问的是哪份名单？请先列出名单，例如“独居老人名单”，再问“谁导出过这份名单”。", []);
        var catalog = await catalogs.Current(ct);
        if (ScopedPlan.For(plan with { Measure = Measure.List }, turn.Account, catalog) is not ScopedPlan scoped || await queries.Run(scoped, turn.Today, ct, rows: CommunityQueries.MostRows) is not Answer answer)
            return Reply.Denied("这份名单不在您的范围内。");
        var understood = AnswerReply.Said(scoped, catalog);
        return await Found(turn, understood, await audit.Exports(understood, answer.PersonIds, Most, ct), answer.PersonIds, ct);
    }

    /// <summary>Exports by accounts of one's own region only; how many of the list's people each of them held.</summary>
    private async Task<Reply> Found(Turn turn, string understood, IReadOnlyList<AuditRow> rows, IReadOnlyList<int> persons, CancellationToken ct)
    {
        var names = (await accounts.All(ct)).ToDictionary(a => a.Id);
        var range = RegionRange.Of(turn.Account.Region);
        var seen = rows.Where(r => turn.Account.Role == Role.Administrator || names.TryGetValue(r.Account, out var a) && range.Contains(a.Region)).ToList();
        if (seen.Count == 0) return Reply.Done($"您的范围内没有人导出过“{understood}”，也没有人导出过含这些人的名单。");
        var known = persons.ToHashSet();
        return Table($"导出过“{understood}”或其中一部分人的记录共 {seen.Count} 条", $"谁导出过{understood}", turn,
            [new("时间", "text"), new("导出人", "text"), new("导出的内容", "text"), new("其中这份名单的人", "number"), new("用途", "text")],
            [.. seen.Select(r => (IReadOnlyList<object?>)[At(r), names.TryGetValue(r.Account, out var a) ? $"{a.Name}（{a.Role.Name()}）" : $"{r.Account}（已停用）", Part(r, "understood"), r.PersonIds.Count(known.Contains), Part(r, "purpose") ?? "脱敏"])]);
    }

    private static Reply Table(string head, string understood, Turn turn, IReadOnlyList<PalmColumn> columns, IReadOnlyList<IReadOnlyList<object?>> rows) =>
        new(head + "：" + string.Concat(rows.Take(10).Select(r => "\n" + string.Join("  ", r.Where(c => c is not null)))), new PalmData("list")
        {
            Understood = understood, AsOf = turn.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Result = new() { Columns = columns, Rows = rows, Total = rows.Count }, Sources = [new("审计", null)],
        });

    private static string At(AuditRow row) => row.At.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string? Part(AuditRow row, string name)
    {
        using var content = JsonDocument.Parse(row.Content);
        return content.RootElement.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.String ? part.GetString() : null;
    }

    private static string Kind(string kind) => kind switch
    {
        "number" => "数字",
        "table" => "表",
        "list" => "名单",
        "profile" => "画像",
        "file" => "导出",
        "denied" => "无权查看",
        "unknown" => "没看懂",
        "clarify" => "反问",
        _ when kind.StartsWith("correction/", StringComparison.Ordinal) => "更正",
        _ when kind.StartsWith("export/", StringComparison.Ordinal) => "导出审批",
        _ => "其他",
    };

    private async Task<Reply> Noted(Turn turn, Reply reply, CancellationToken ct)
    {
        await audit.Append(AskAudit.Entry(turn, reply, []), ct);
        return reply;
    }

    [GeneratedRegex("^(看看|看一下|查看|查一下|列出)?我(最近|今天)?的?(查询|查看|提问|操作|使用)(记录|历史|日志)$|^我(最近|今天|之前)?(都)?(查|问|看)过(什么|哪些|些什么|谁)$")]
    private static partial Regex Own();

    [GeneratedRegex("^(都?有?谁|哪些人|哪个人)(最近|之前|曾经|都)?(导出|下载)过(这份|这个|这张|上面的?|刚才的?)?(名单|表|表格|清单|数据|结果|东西)?(吗|呢)?$|^(这份|这个|这张|刚才的?)(名单|表|清单)(都)?(被)?谁(导出|下载)过$")]
    private static partial Regex Exported();

    [GeneratedRegex("^(?:都?有?谁|哪些人|哪个人)(?:最近|之前|曾经|都)?(?:导出|下载)过(?<what>.{2,30}?)的?(?:名单|表格?|清单|数据|信息)?(?:吗|呢)?$|^(?<what>.{2,30}?)的?(?:名单|表格?|清单|数据|信息)(?:最近|之前|都|被)*(?:有)?谁(?:导出|下载)过(?:吗|呢)?$")]
    private static partial Regex ExportedNamed();
}
