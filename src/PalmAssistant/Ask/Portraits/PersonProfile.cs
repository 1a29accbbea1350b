using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// Completes the profile of one person: what departments have on record, the tags that hold and why, who lives in the same house, what sources
/// disagree on, what nobody has registered, and which source said what.
/// </summary>
public sealed class PersonProfile(NpgsqlDataSource database, CommunityQueries queries, HeldTags tags, HouseOf houses)
{
    private const int MostTags = 40, MostReasons = 6;

    /// <summary>What a 网格员 is asked for again and again.</summary>
    private static readonly string[] Wanted = ["phone", "education", "marriage", "political", "work_unit", "surveyed"];

    internal async Task<Answer> Complete(Answer answer, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        var (scoped, person) = (answer.Scoped, answer.PersonIds[0]);
        var rows = new ProfileRows(answer);
        foreach (var (field, from) in await Evidence(person, ct)) rows.Said(field, from);
        var held = (await tags.Of(scoped, [person], catalog, today, ct)).GetValueOrDefault(person) ?? [];
        rows.Add("标签", string.Join("、", held.Take(MostTags).Select(t => t.Name)));
        foreach (var tag in held.Where(t => t.Family is not null).Take(MostReasons))
        {
            var (why, source) = HeldTags.Why(tag, catalog);
            rows.Add("为什么是" + tag.Name, why, source);
        }
        foreach (var (matter, text, source) in await Matters(scoped, person, catalog, today, ct)) rows.Add(matter, text, source);
        rows.Add("同住的人", await Household(scoped, person, catalog, today, ct));
        rows.Add("各处说法不一", await Conflicts(scoped, person, catalog, ct), "比对差异");
        rows.Add("还没登记", string.Join("、", rows.Missing(catalog.Record("person"), Wanted)));
        return rows.Of(answer);
    }

    /// <summary>Each kind of record the person has and the account may see: 社会救助 — 低保，月救助金额 900元，在保.</summary>
    private async Task<IReadOnlyList<(string Name, string Text, string Source)>> Matters(ScopedPlan scoped, int person, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        var shown = new List<(string, string, string)>();
        foreach (var key in await OnRecord(person, catalog, ct))
        {
            var record = catalog.Record(key);
            var plan = new QueryPlan { Record = key, Measure = new(MeasureKind.List), Places = scoped.Plan.Places, Where = new Related("person", await IsPerson(person, ct)) };
            if (record.Relation("person") is null || ScopedPlan.For(plan, scoped.Account, catalog) is not ScopedPlan open || await queries.Run(open, today, ct, 0, 5) is not Answer { Rows.Count: > 0 } found) continue;
            var name = record.Field("name")?.Name;
            var said = found.Rows.Select(r => string.Join("，", found.Columns.Zip(r).Where(x => x.First.Name != name && x.Second is not null and not "").Select(x => Cell(x.First, x.Second, record))));
            shown.Add((record.Name, string.Join("；", said.Distinct()), string.Join("、", found.Sources.Where(s => s.Record == key).Select(s => $"{s.Source} {s.Latest:yyyy-MM-dd}").DefaultIfEmpty(record.Sources.FirstOrDefault() ?? ""))));
        }
        return shown;
    }

    private static string Cell(AnswerColumn column, object? value, RecordDefinition record) =>
        column.Type == "text" && !(value is string { Length: > 0 } text && char.IsAsciiDigit(text[0])) ? AnswerText.Cell(value)
        : record.Fields.FirstOrDefault(f => f.Name == column.Name)?.Unit is { Length: > 0 } unit ? $"{column.Name} {AnswerText.Cell(value)} {unit}"
        : $"{column.Name} {value}";      // a year has no thousands

    /// <summary>The one whose number it is; somebody without a number yet is met by nothing here.</summary>
    private async Task<Condition> IsPerson(int person, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select coalesce(id_number, '') from community.person_identity where person_id = $1");
        command.Parameters.Add(new() { Value = person });
        return new Compare("id_number", Comparison.Equal, await command.ExecuteScalarAsync(ct) as string is { Length: > 0 } number ? number : "-");
    }

    private async Task<IReadOnlyList<string>> OnRecord(int person, Catalog catalog, CancellationToken ct)
    {
        var matters = catalog.Files.Records.Where(r => r is { Id: "person_id", Key: not ("conflict" or "birth") } && r.Table.StartsWith("community.", StringComparison.Ordinal)).ToList();
        await using var command = database.CreateCommand(string.Join(" union all ", matters.Select((r, i) => $"select {i} where exists (select from {r.Table} where person_id = $1)")));
        command.Parameters.Add(new() { Value = person });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<string>();
        while (await reader.ReadAsync(ct)) found.Add(matters[reader.GetInt32(0)].Key);
        return found;
    }

    private async Task<string?> Household(ScopedPlan scoped, int person, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        if (await houses.Of(person, catalog, ct) is not { } house) return null;
        var plan = new QueryPlan { Record = "person", Measure = Measure.List, Places = [house], Show = ["relation", "age"] };
        if (ScopedPlan.For(plan, scoped.Account, catalog) is not ScopedPlan together || await queries.Run(together, today, ct) is not Answer answer) return null;
        return string.Join("、", answer.Rows.Where((_, i) => answer.PersonIds[i] != person).Select(r => $"{r[0]}（{string.Join("，", new[] { r[1], r[2] is { } age ? age + "岁" : null }.Where(x => x is not null))}）"));
    }

    /// <summary>文化程度：采用教育的“本科”，摸排是“大专”. Of tags only those the account may see.</summary>
    private async Task<string?> Conflicts(ScopedPlan scoped, int person, Catalog catalog, CancellationToken ct)
    {
        if (ScopedPlan.For(new QueryPlan { Record = "conflict", Measure = Measure.List }, scoped.Account, catalog) is not ScopedPlan) return null;
        await using var command = database.CreateCommand("select field, coalesce(golden, '空'), golden_source, coalesce(other, '空'), other_source from community.conflict where person_id = $1 and (decided_at is null or lapsed_at is not null) order by field limit 6");
        command.Parameters.Add(new() { Value = person });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var said = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            var (golden, other) = (reader.GetString(1), reader.GetString(3));
            if (new[] { golden, other }.Any(tag => catalog.FindTag(tag) is { Sensitive: true })) continue;
            said.Add($"{reader.GetString(0)}：采用{reader.GetString(2)}的“{golden}”，{reader.GetString(4)}是“{other}”");
        }
        return string.Join("；", said);
    }

    /// <summary>Field → "公安户籍 2026-09-30": who said the value that was taken.</summary>
    private async Task<IReadOnlyDictionary<string, string>> Evidence(int person, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select field, source, observed, file from source.person_evidence($1) where chosen");
        command.Parameters.Add(new() { Value = person });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var said = new Dictionary<string, string>();
        while (await reader.ReadAsync(ct))
        {
            var field = reader.GetString(0) switch { "现住房屋" => "现住地址", "标签" => "人员标签", var name => name };
            var consent = reader.GetString(1).StartsWith("社区更正", StringComparison.Ordinal) && reader.GetString(3) is { Length: > 0 } agreed ? $"，{agreed}" : "";
            said.TryAdd(field, reader.GetString(1) + (await reader.IsDBNullAsync(2, ct) ? "" : $" {reader.GetFieldValue<DateOnly>(2):yyyy-MM-dd}") + consent);
        }
        return said;
    }
}
