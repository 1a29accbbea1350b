using System.Globalization;
using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Community;
using PalmAssistant.Reports.Binding;

namespace PalmAssistant.Reports.Pages;

/// <summary>What deserves a person's look before it goes in though nothing is missing: reasons of a return, old sources, sources that contradict each other.</summary>
public sealed class FormAttention(NpgsqlDataSource database)
{
    private const int FreshDays = 183;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Compared fields of the register (比对差异) and the list fields they stand behind.</summary>
    private static readonly Dictionary<string, string[]> Compared = new()
    {
        ["姓名"] = ["name"], ["性别"] = ["sex"], ["出生日期"] = ["birth_date", "age"], ["民族"] = ["ethnicity"], ["文化程度"] = ["education"], ["现住房屋"] = ["address", "estate", "building", "unit", "room"],
    };

    public static bool IsStale(CellSource source, DateOnly today) => source.Latest is { } day && today.DayNumber - day.DayNumber > FreshDays;

    internal static string Said(CellSource source) => source.Name == "账号信息" ? "按登录账号带出" : source.Understood;

    public async Task<IReadOnlyList<AttentionView>> Of(FormReading reading, Account account, Catalog catalog, IReadOnlySet<string> confirmed, DateOnly today, CancellationToken ct)
    {
        var found = Returned(reading).Concat(Stale(reading, today)).ToList();
        found.AddRange(await Conflicts(reading, account, catalog, ct));
        return [.. found.Where(a => !confirmed.Contains(a.At))];
    }

    private static IEnumerable<AttentionView> Returned(FormReading reading) =>
        reading.Opened.Submission.State != SubmissionState.Returned ? []
        : reading.Opened.Submission.Remarks.Where(r => r.Value.Returned && !IsAnswered(reading.Opened.Submission, r.Key, r.Value)).Select(r => new AttentionView(r.Key, "returned", $"{r.Value.ByName}退回：{r.Value.Text}"));

    /// <summary>Changed since it was sent back.</summary>
    private static bool IsAnswered(Submission submission, string cell, Remark remark)
    {
        var key = CellKey.Parse(cell);
        return submission.Lines.FirstOrDefault(l => l.Table == key.Table && l.Key == key.Row) is { } line && line.Typed.TryGetValue(key.Column, out var typed) && typed.At > remark.At;
    }

    private static IEnumerable<AttentionView> Stale(FormReading reading, DateOnly today) =>
        reading.Sources.Where(s => s.Value.Name != CellSource.Withheld && IsStale(s.Value, today))
            .Select(s => new AttentionView(s.Key, "stale", $"{s.Value.Name}的数据最新到 {s.Value.Latest:yyyy-MM-dd}，已过半年，请核对"));

    private async Task<IReadOnlyList<AttentionView>> Conflicts(FormReading reading, Account account, Catalog catalog, CancellationToken ct)
    {
        var found = new List<AttentionView>();
        foreach (var (query, no) in reading.Opened.Design.RowQueries.Select((q, i) => (q, i)))
        {
            if (query is not { Plan.Record: "person" } || ScopedPlan.For(query.Plan, account, catalog) is not ScopedPlan scoped) continue;
            var columns = reading.Opened.Design.Bindings[no].Where(b => b.Value is RowField).Select(b => (b.Key, ((RowField)b.Value).Field)).ToList();
            var ids = reading.Opened.Submission.Lines.Where(l => l.Table == no && !l.Removed && l.Key.StartsWith('p')).Select(l => int.Parse(l.Key[1..], CultureInfo.InvariantCulture)).ToArray();
            if (ids.Length == 0) continue;
            foreach (var conflict in await Read(scoped, ids, ct))
                if (columns.FirstOrDefault(c => Compared.GetValueOrDefault(conflict.Field)?.Contains(c.Field) == true) is { Key: { } column })
                    found.Add(new($"{no}/p{conflict.Person}/{column}", "conflict", $"来源不一致：{conflict.GoldenSource}写“{conflict.Golden}”，{conflict.OtherSource}写“{conflict.Other}”，请核对"));
        }
        return found;
    }

    private async Task<IReadOnlyList<Conflict>> Read(ScopedPlan scoped, int[] ids, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(ReaderSettings.Command(scoped.Limits, Limit));
        var read = new NpgsqlBatchCommand("select person_id, field, coalesce(golden, '空'), golden_source, coalesce(other, '空'), other_source from community.conflict where person_id = any($1) and (decided_at is null or lapsed_at is not null) order by id");
        read.Parameters.Add(new() { Value = ids });
        batch.BatchCommands.Add(read);
        await using var row = await batch.ExecuteReaderAsync(ct);
        await row.NextResultAsync(ct);
        var conflicts = new List<Conflict>();
        while (await row.ReadAsync(ct)) conflicts.Add(new(row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)));
        return conflicts;
    }

    private sealed record Conflict(int Person, string Field, string Golden, string GoldenSource, string Other, string OtherSource);
}
