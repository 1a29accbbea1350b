using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Which tags hold for somebody now, of those the account may see, and why.</summary>
public sealed class HeldTags(NpgsqlDataSource database, PalmSettings? settings = null)
{
    /// <summary>Those with a family (重点关心 …) first, or only those.</summary>
    /// <exception cref="PostgresException">57014 when it takes longer than the time limit of queries</exception>
    public async Task<IReadOnlyDictionary<int, IReadOnlyList<TagDefinition>>> Of(ScopedPlan scoped, IReadOnlyList<int> persons, Catalog catalog, DateOnly today, CancellationToken ct, bool ofFamilies = false)
    {
        var held = new Dictionary<int, IReadOnlyList<TagDefinition>>();
        var open = catalog.Files.Tags.Where(t => t.Record == "person" && (t.Family is not null || !ofFamilies) && ScopedPlan.For(Alone(t), scoped.Account, catalog) is ScopedPlan).OrderBy(t => t.Family is null ? 1 : 0).ToList();
        if (open.Count == 0 || persons.Count == 0) return held;
        var scope = new SqlScope(catalog, today);
        var conditions = new ConditionSql(scope);
        var record = catalog.Record("person");
        var frame = new RecordFrame(record, record.Population("known"), "p", scope);
        var holds = open.Select(t => $"({conditions.Of(new HasTag(t.Name), frame)}) is true").ToList();
        var sql = $"select p.id, array[{string.Join(", ", holds)}] from {frame.From()} where p.id = any ({scope.Parameter(persons.ToArray())})";
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(ReaderSettings.Command(scoped.Limits, settings?.QueryTimeout ?? CommunityQueries.Limit));
        batch.BatchCommands.Add(scope.Command(sql));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var flags = reader.GetFieldValue<bool[]>(1);
            held[reader.GetInt32(0)] = [.. open.Where((_, i) => flags[i])];
        }
        return held;
    }

    /// <summary>"年满80周岁，且…（民政）": the rule in words, and whose records decide it.</summary>
    public static (string Why, string Source) Why(TagDefinition tag, Catalog catalog)
    {
        var rule = tag.Definition.IndexOf('：') is var at and > 0 ? tag.Definition[(at + 1)..] : tag.Definition;
        if (tag.Rule is null) return (rule, tag.By == "survey" ? "摸排登记" : "");
        var sources = PlanTouches.Of(Alone(tag), catalog).Records.Where(r => r is not ("person" or "identity" or "person_tag" or "house")).SelectMany(r => catalog.Record(r).Sources).Distinct();
        return (rule, string.Join("、", sources));
    }

    private static QueryPlan Alone(TagDefinition tag) => new() { Record = "person", Measure = Measure.List, Where = new HasTag(tag.Name) };
}
