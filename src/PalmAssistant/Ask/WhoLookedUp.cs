using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>“谁查过张三”: who was shown a person, from the audit; for 书记, street and district officers within their range, and for the administrator.</summary>
public sealed partial class WhoLookedUp(CatalogSource catalogs, CommunityQueries queries, Audit audit, Accounts accounts, RegisterReading register, NpgsqlDataSource database) : IDialog
{
    private const int Most = 50;

    public string Name => "who-looked-up";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Submitted is not null || Asked().Match(Plain.Of(turn.Text)) is not { Success: true } match) return null;
        if (turn.Account.Role is Role.CommunityWorker or Role.DepartmentOfficer or Role.PolicyCurator)
            return await Noted(turn, Reply.Denied($"查看“谁查过谁”需要社区书记、街道、区级或系统管理员账号，您的账号是{turn.Account.Role.Name()}。"), ct);
        var who = match.Groups["who"].Value;
        var persons = await Find(who, turn, ct);
        if (persons.Count == 0 && await OfGroup(who, turn, ct) is { } group) return await Noted(turn, group, ct);
        if (persons.Count == 0) return await Noted(turn, Reply.Unknown($"您的范围内没有找到“{who}”。"), ct);
        if (persons.Count > 1) return await Noted(turn, Reply.Clarify($"有 {persons.Count} 位同名的人，请报身份证号，例如“谁查过 110101199001011234”。", []), ct);
        return await Noted(turn, await Rows(who, persons, turn, ct), ct);
    }

    private async Task<IReadOnlyList<int>> Find(string who, Turn turn, CancellationToken ct)
    {
        var field = IdNumber.TryParse(who, out _) ? "id_number" : "name";
        if (turn.Account.Role == Role.Administrator) return await FindAnywhere(field, who, ct);
        var plan = new QueryPlan { Record = "person", Population = "known", Measure = Measure.List, Where = new Compare(field, Comparison.Equal, who) };
        var catalog = await catalogs.Current(ct);
        return ScopedPlan.For(plan, turn.Account, catalog) is ScopedPlan scoped && await queries.Run(scoped, turn.Today, ct) is Answer answer ? answer.PersonIds : [];
    }

    /// <summary>The administrator keeps the audit and sees no data: only whether the name is there.</summary>
    private async Task<IReadOnlyList<int>> FindAnywhere(string field, string who, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select person_id from community.person_identity where {field} = $1 limit 20");
        command.Parameters.Add(new() { Value = who });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<int>();
        while (await reader.ReadAsync(ct)) found.Add(reader.GetInt32(0));
        return found;
    }

    /// <summary>谁查过独居老人: a group's name is nobody's; who was shown any of its people.</summary>
    private async Task<Reply?> OfGroup(string who, Turn turn, CancellationToken ct)
    {
        if (turn.Account.Role == Role.Administrator || await register.OnePlan($"{who}名单", turn, new(), ct) is not { Record: "person" } plan) return null;
        return ScopedPlan.For(plan, turn.Account, await catalogs.Current(ct)) is ScopedPlan scoped && await queries.Run(scoped, turn.Today, ct, rows: CommunityQueries.MostRows) is Answer answer
            ? await Rows(who, answer.PersonIds, turn, ct) : null;
    }

    private async Task<Reply> Rows(string who, IReadOnlyList<int> persons, Turn turn, CancellationToken ct)
    {
        var rows = await audit.Of(persons, Most, ct);
        var names = (await accounts.All(ct)).ToDictionary(a => a.Id);
        IReadOnlyList<object?> Row(AuditRow r) =>
        [
            r.At.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), r.Account,
            names.TryGetValue(r.Account, out var account) ? $"{account.Name}（{account.Role.Name()}）" : "账号已停用", r.Said, PurposeOf(r),
        ];
        var text = rows.Count == 0 ? $"没有人查看过{who}。" : (rows.Count == Most ? $"查看过{who}的记录，最近的 {Most} 条：" : $"查看过{who}的记录共 {rows.Count} 条：") + string.Concat(rows.Take(10).Select(r => "\n" + string.Join("  ", Row(r))));
        return new Reply(text, new PalmData("list")
        {
            Understood = $"谁查过{who}",
            AsOf = turn.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Result = new() { Columns = [new("时间", "text"), new("账号", "text"), new("查看人", "text"), new("说的话", "text"), new("用途", "text")], Rows = [.. rows.Select(Row)], Total = rows.Count },
            Sources = [new("审计", null)],
        });
    }

    private static string? PurposeOf(AuditRow row)
    {
        using var content = JsonDocument.Parse(row.Content);
        return content.RootElement.TryGetProperty("purpose", out var purpose) ? purpose.GetString() : null;
    }

    private async Task<Reply> Noted(Turn turn, Reply reply, CancellationToken ct)
    {
        await audit.Append(AskAudit.Entry(turn, reply, []), ct);
        return reply;
    }

    [GeneratedRegex("^(?:都?有?谁|哪些人|哪个人)(?:最近|之前|曾经|都)?(?:查询|查看|查阅|搜索|查|看|搜)过(?<who>[^的]{2,20}?)(?:的?(?:信息|资料|档案|数据|情况|名单|身份证号?|电话|手机号?))?(?:吗|呢)?$"
        + "|^(?<who>[^的]{2,20}?)(?:的?(?:信息|资料|档案|数据|情况|名单|身份证号?|电话|手机号?))?(?:最近|之前|曾经|都|被)*(?:有)?(?:谁|哪些人|哪个人)(?:最近|之前|曾经|都)?(?:查询|查看|查阅|搜索|查|看|搜)过(?:吗|呢)?$")]
    private static partial Regex Asked();
}
