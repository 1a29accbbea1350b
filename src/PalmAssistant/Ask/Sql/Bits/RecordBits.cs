using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// Records of a resident as bits (schema 130, <c>community.resident_facts</c>): "has a record with …" is the bits of all combinations of coded columns
/// that meet the condition, or-ed together. The condition itself is the SQL that rows would be asked with. Null where a column is not held.
/// </summary>
internal sealed class RecordBits(Catalog catalog, SqlScope scope)
{
    private const string OfThePerson = "{r}.person_id = {t}.id";
    private readonly ConditionSql conditions = new(scope);
    private readonly List<string> columns = [];

    /// <summary>The same list as <c>community.resident_fact</c>: kinds of record and the columns held of each.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Held = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["assistance"] = ["kind", "status"], ["disability"] = ["kind", "level"], ["veteran"] = ["kind"], ["insurance"] = ["kind", "status", "year"], ["pension"] = ["kind", "status"],
        ["allowance"] = ["month"], ["family_planning"] = ["kind"], ["schooling"] = ["education", "status"], ["special"] = ["kind", "until"], ["psychiatric"] = ["level", "status"],
        ["force"] = ["kind", "place"], ["person_tag"] = ["tag", "sensitive"], ["person"] = ["place", "estate_id"],
    };

    /// <summary>", (select …) as f0": what the statement's community row needs of the records.</summary>
    public IReadOnlyList<string> Columns => columns;

    /// <summary>Whoever has at least one record that meets the condition, and is current unless the condition speaks of that.</summary>
    public Bitset? Of(Related related, RecordFrame person)
    {
        if (related.AtLeast > 1 || person.Record.Relation(related.Relation) is not { } relation || Frame(relation) is not { } frame || !Holds(related.Where, frame.Record)) return null;
        return Column(Where(relation, frame) + conditions.Conditions(related.Where, frame), frame.Alias);
    }

    /// <summary>Whoever carries a tag on record.</summary>
    public Bitset OfTag(short? id) =>
        id is { } tag && scope.Alias() is var alias ? Column($"{Record(alias, "person_tag")} and {alias}.tag = {scope.Parameter(tag)}", alias) : Bitset.Never;

    /// <summary>Rows of (key, bits) by a coded column of a related record; <paramref name="asked"/> is what the plan asks of the relation.</summary>
    public string? Group(RelationDefinition relation, string field, Condition asked)
    {
        if (Frame(relation) is not { } frame || frame.Record.Field(field) is not { Domain: not null, Column: { } column } || !HoldsField(frame.Record, field) || !Holds(asked, frame.Record)) return null;
        return Keyed($"{frame.Alias}.{column}", frame.Alias, Where(relation, frame) + conditions.Conditions(asked, frame, asked: new HashSet<string> { field }));
    }

    /// <summary>Rows of (key, bits) by grid or estate.</summary>
    public string GroupByPlace(string column) => scope.Alias() is var alias ? Keyed($"{alias}.{column}", alias, Record(alias, "person")) : "";

    private static string Keyed(string key, string alias, string where) =>
        $"select {key}, bit_or({alias}.bits) from community.resident_facts {alias} where {alias}.region = b.region and {where} group by 1";

    private Bitset Column(string where, string alias)
    {
        var name = $"f{columns.Count}";
        columns.Add($"coalesce((select bit_or({alias}.bits) from community.resident_facts {alias} where {alias}.region = r.region and {where}), r.sex_0 & ~r.sex_0) as {name}");
        return new($"b.{name}", $"(~b.{name})");
    }

    private RecordFrame? Frame(RelationDefinition relation)
    {
        if (relation.On != OfThePerson || !Held.ContainsKey(relation.Record)) return null;
        var record = catalog.Record(relation.Record) with { Table = "community.resident_facts" };
        if (record.Current is { } current && !Holds(current, record)) return null;
        return new(record, record.Population(null), scope.Alias(), scope);
    }

    private string Where(RelationDefinition relation, RecordFrame frame) => Record(frame.Alias, relation.Record);

    private static string Record(string alias, string record) => $"{alias}.record = '{record}'";

    private bool Holds(Condition condition, RecordDefinition record) => condition switch
    {
        All all => all.Parts.All(p => Holds(p, record)),
        Any any => any.Parts.All(p => Holds(p, record)),
        Not not => Holds(not.Part, record),
        Compare compare => HoldsField(record, compare.Field),
        _ => false,
    };

    private static bool HoldsField(RecordDefinition record, string field) =>
        record.Field(field) is { Join: null, Level: null, Part: null, Compose: null, Column: { } column } && Held[record.Key].Contains(column);
}
