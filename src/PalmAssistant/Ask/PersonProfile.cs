using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Completes the profile of one person: the tags that hold, who lives in the same house, and which source said what.</summary>
public sealed class PersonProfile(NpgsqlDataSource database, CommunityQueries queries)
{
    private const int MostTags = 40;

    /// <summary>Leaves everything that is no full profile of one person as it is.</summary>
    public async Task<Answer> Complete(Answer answer, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        if (answer is not { Kind: AnswerKind.Profile, Rows.Count: 1, PersonIds: [var person] } || answer.Scoped.Plan is not { Record: "person", Show.Count: 0 }) return answer;
        var scoped = answer.Scoped;
        var tags = await Tags(scoped, person, catalog, today, ct);
        var columns = answer.Columns.ToList();
        var cells = answer.Rows[0].ToList();
        if (tags.Count > 0) { columns.Add(new("标签", "text")); cells.Add(string.Join("、", tags.Take(MostTags).Select(t => t.Name))); }
        if (await Household(scoped, person, catalog, today, ct) is { Length: > 0 } household) { columns.Add(new("同住的人", "text")); cells.Add(household); }
        return answer with { Columns = columns, Rows = [cells], Provenance = await Evidence(person, ct) };
    }

    /// <summary>Tags the account may see that hold for the person now, those with a family first.</summary>
    private async Task<IReadOnlyList<TagDefinition>> Tags(ScopedPlan scoped, int person, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        var open = catalog.Files.Tags.Where(t => t.Record == "person" && ScopedPlan.For(Alone(t), scoped.Account, catalog) is ScopedPlan).OrderBy(t => t.Family is null ? 1 : 0).ToList();
        var scope = new SqlScope(catalog, today);
        var conditions = new ConditionSql(scope);
        var record = catalog.Record("person");
        var frame = new RecordFrame(record, record.Population("known"), "p", scope);
        var holds = open.Select(t => $"({conditions.Of(new HasTag(t.Name), frame)}) is true").ToList();
        if (holds.Count == 0) return [];
        var sql = $"select array[{string.Join(", ", holds)}] from {frame.From()} where p.id = {scope.Parameter(person)}";
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(ReaderSettings.Command(scoped.Limits, TimeSpan.FromSeconds(10)));
        batch.BatchCommands.Add(scope.Command(sql));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        if (!await reader.ReadAsync(ct)) return [];
        var held = reader.GetFieldValue<bool[]>(0);
        return [.. open.Where((_, i) => held[i])];
    }

    private static QueryPlan Alone(TagDefinition tag) => new() { Record = "person", Measure = Measure.List, Where = new HasTag(tag.Name) };

    private async Task<string?> Household(ScopedPlan scoped, int person, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select i.id_number, i.name, h.estate_id, h.building, h.unit, h.room, h.region from community.person p join community.person_identity i on i.person_id = p.id join community.house h on h.id = p.house_id where p.id = $1 and p.is_resident");
        command.Parameters.Add(new() { Value = person });
        Place? house = null;
        await using (var reader = await command.ExecuteReaderAsync(ct))
            if (await reader.ReadAsync(ct))
                house = new(PlaceKind.Estate, reader.GetInt32(2).ToString(), catalog.Estate(reader.GetInt32(2))?.Name ?? "") { Building = reader.GetString(3), Unit = reader.GetString(4), Room = reader.GetString(5), Region = reader.GetInt64(6) };
        if (house is not { Building.Length: > 0, Room.Length: > 0 }) return null;
        var plan = new QueryPlan { Record = "person", Measure = Measure.List, Places = [house], Show = ["relation", "age"] };
        if (ScopedPlan.For(plan, scoped.Account, catalog) is not ScopedPlan together || await queries.Run(together, today, ct) is not Answer answer) return null;
        return string.Join("、", answer.Rows.Where((_, i) => answer.PersonIds[i] != person).Select(r => $"{r[0]}（{string.Join("，", new[] { r[1], r[2] is { } age ? age + "岁" : null }.Where(x => x is not null))}）"));
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
