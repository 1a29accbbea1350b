using System.Text;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// Records of a resident as bits (schema 138): "has a record with …" is the bits of all combinations of coded columns (<c>community.resident_facts</c>)
/// that meet the condition, or-ed together; dates and amounts of records are slices (<c>community.resident_values</c>). A condition on coded columns is the SQL
/// that rows would be asked with. Null where a column is not held.
/// </summary>
internal sealed class RecordBits(Catalog catalog, SqlScope scope, ComparisonSql comparisons)
{
    private const string OfThePerson = "{r}.person_id = {t}.id";
    private static readonly Slices FirstOfName = new("name", 16, Element: "b.named[{i}]");
    private readonly ConditionSql conditions = new(scope);
    private readonly List<string> columns = [];
    private readonly SortedSet<string> valued = new(StringComparer.Ordinal);

    /// <summary>The same list as <c>community.resident_fact</c>: kinds of record and the coded columns held of each.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Held = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["assistance"] = ["kind", "status"], ["disability"] = ["kind", "level"], ["veteran"] = ["kind"], ["insurance"] = ["kind", "status", "year"], ["pension"] = ["kind", "status"],
        ["allowance"] = ["month"], ["family_planning"] = ["kind"], ["schooling"] = ["education", "status"], ["special"] = ["kind", "until"], ["psychiatric"] = ["level", "status"],
        ["force"] = ["kind", "place"], ["person_tag"] = ["tag", "sensitive"], ["person"] = ["place", "estate_id"], ["permit"] = ["reason"], ["birth"] = [],
    };

    /// <summary>Dates and amounts held as slices, and the array that holds them.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, Slices>> Values = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["assistance"] = ["since", "", "amount"], ["disability"] = ["issued"], ["veteran"] = ["enlisted", "discharged"], ["pension"] = ["verified", "", "amount"], ["permit"] = ["issued", "until"],
        ["birth"] = ["birth_date", "registered"],
    }.ToDictionary(r => r.Key, r => (IReadOnlyDictionary<string, Slices>)r.Value.Select((column, i) => (column, i)).Where(c => c.column.Length > 0)
        .ToDictionary(c => c.column, c => c.i < 2 ? new Slices(c.column, 16, true, Element: $"v.date{c.i + 1}[{{i}}]") : new Slices(c.column, 28, Scale: 100, Element: "v.amount[{i}]"), StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>", (select …) as f0": what the statement's community row needs of the records.</summary>
    public IReadOnlyList<string> Columns => columns;

    /// <summary>Kinds of record whose slices are read: all of their values must have room in them.</summary>
    public IReadOnlyCollection<string> Valued => valued;

    /// <summary>Whoever has at least one record that meets the condition, and is current unless the condition speaks of that.</summary>
    public Bitset? Of(Related related, RecordFrame person)
    {
        if (related.AtLeast > 1 || person.Record.Relation(related.Relation) is not { } relation || Frame(relation) is not { } frame) return null;
        if (Holds(related.Where, frame.Record)) return Column(Where(frame) + conditions.Conditions(related.Where, frame), frame.Alias);
        return Rows(related.Where, frame, null) is { } rows ? Column($"(select bit_or({rows.Bits}) from {rows.From})") : null;
    }

    /// <summary>
    /// Records of a relation with slices, row by row of <c>community.resident_values v</c>: those that meet the condition, and the slices of the field measured.
    /// </summary>
    public (string From, string Bits, Slices Field)? Measured(RelationDefinition relation, string field, Condition asked)
    {
        if (Frame(relation) is not { } frame || frame.Record.Field(field)?.Column is not { } column || !Values.TryGetValue(relation.Record, out var held) || !held.TryGetValue(column, out var slices)) return null;
        return Rows(asked, frame, field) is { } rows ? (rows.From, rows.Bits, slices) : null;
    }

    /// <summary>Whoever carries a tag on record.</summary>
    public Bitset OfTag(short? id) =>
        id is { } tag && scope.Alias() is var alias ? Column($"{Record(alias, "person_tag")} and {alias}.tag = {scope.Parameter(tag)}", alias) : Bitset.Never;

    /// <summary>Whoever lives in an estate.</summary>
    public Bitset OfEstate(string parameter) => scope.Alias() is var alias ? Column($"{Record(alias, "person")} and {alias}.estate_id = {parameter}", alias) : Bitset.Never;

    /// <summary>What is asked of a name's first character, of the employer, of a phone's being known; null for any other text.</summary>
    public Bitset? OfIdentity(Compare compare, string column)
    {
        if (column == "work_unit") return Employer(compare);
        if (column == "phone" && compare.Op == Comparison.IsKnown) return Identity("b.phoned[1]", "date2", "phoned") is var known ? new(known, $"(~{known})") : null;
        if (column != "name" || compare is not { Op: Comparison.StartsWith, Values: [var first] } || first.ToString().EnumerateRunes().ToList() is not [var rune]) return null;
        Identity("", "date1", "named");
        return FirstOfName.Compare("=", (decimal)rune.Value);
    }

    /// <summary>Rows of (key, bits) by a coded column of a related record; <paramref name="asked"/> is what the plan asks of the relation.</summary>
    public string? Group(RelationDefinition relation, string field, Condition asked)
    {
        if (Frame(relation) is not { } frame || frame.Record.Field(field) is not { Domain: not null, Column: { } column } || !HoldsField(frame.Record, field) || !Holds(asked, frame.Record)) return null;
        return Keyed($"{frame.Alias}.{column}", frame.Alias, Where(frame) + conditions.Conditions(asked, frame, asked: new HashSet<string> { field }));
    }

    /// <summary>Rows of (key, bits) by grid or estate.</summary>
    public string GroupByPlace(string column) => scope.Alias() is var alias ? Keyed($"{alias}.{column}", alias, Record(alias, "person")) : "";

    private static string Keyed(string key, string alias, string where) =>
        $"select {key}, bit_or({alias}.bits) from community.resident_facts {alias} where {alias}.region = b.region and {where} group by 1";

    private Bitset Column(string where, string alias) => Column($"(select bit_or({alias}.bits) from community.resident_facts {alias} where {alias}.region = r.region and {where})");

    private Bitset Column(string bits)
    {
        var name = $"f{columns.Count}";
        columns.Add($"coalesce({bits}, r.sex_0 & ~r.sex_0) as {name}");
        return new($"b.{name}", $"(~b.{name})");
    }

    private string Identity(string element, string array, string name)
    {
        valued.Add("identity");
        var column = $"(select i.{array} from community.resident_values i where i.region = r.region and i.record = 'identity' and i.layer = 1) || '{{}}'::varbit[] as {name}";
        if (!columns.Contains(column)) columns.Add(column);
        return element;
    }

    private Bitset? Employer(Compare compare)
    {
        var alias = scope.Alias();
        var employers = $"{Record(alias, "identity")} and {alias}.kind = 1";
        if (compare.Op == Comparison.IsKnown) return Column(employers, alias);
        var test = comparisons.Text(compare, $"{alias}.label");
        return new(Column($"{employers} and {test}", alias).Holds, Column($"{employers} and not {test}", alias).Holds);
    }

    /// <summary>Where a date or an amount is asked of: each layer's coded part from the facts, its dates and amounts from the slices.</summary>
    private (string From, string Bits)? Rows(Condition asked, RecordFrame frame, string? measured)
    {
        var (coded, sliced) = (new List<Condition>(), new List<Bitset>());
        var fields = ConditionSql.Fields(asked).Append(measured ?? "").ToHashSet();
        IEnumerable<Condition> parts = asked is All all ? all.Parts : [asked];
        if (frame.Record.Current is { } current && !ConditionSql.Fields(current).Any(fields.Contains)) parts = parts.Append(current);
        foreach (var part in parts)
            if (Holds(part, frame.Record)) coded.Add(part);
            else if (Sliced(part, frame) is { } bits) sliced.Add(bits);
            else return null;
        valued.Add(frame.Record.Key);
        var where = string.Concat(coded.Select(c => " and " + conditions.Of(c, frame)));
        var facts = $"select bit_or({frame.Alias}.bits) from community.resident_facts {frame.Alias} where {frame.Alias}.region = w.region and {frame.Alias}.layer = w.layer and {Where(frame)}{where}";
        var arrays = "w.date1 || '{}'::varbit[] as date1, w.date2 || '{}'::varbit[] as date2, w.amount || '{}'::varbit[] as amount";
        var from = new StringBuilder($"(select {arrays}, ({facts}) as bits from community.resident_values w where w.region = r.region and w.record = '{frame.Record.Key}' offset 0) v");
        return (from.ToString(), "(v.bits" + string.Concat(sliced.Select(s => " & " + s.Holds)) + ")");
    }

    /// <summary>A comparison of a date or an amount, or several of them, over the slices of one row.</summary>
    private Bitset? Sliced(Condition condition, RecordFrame frame)
    {
        switch (condition)
        {
            case Not not: return Sliced(not.Part, frame)?.Not();
            case All all when all.Parts.Select(p => Sliced(p, frame)).ToList() is var every: return every.Count == 0 || every.Contains(null) ? null : Bitset.Every([.. every.OfType<Bitset>()]);
            case Any any when any.Parts.Select(p => Sliced(p, frame)).ToList() is var either: return either.Count == 0 || either.Contains(null) ? null : Bitset.Either([.. either.OfType<Bitset>()]);
            case Compare compare when frame.Record.Field(compare.Field) is { Join: null, Column: { } column } && Values.TryGetValue(frame.Record.Key, out var held) && held.TryGetValue(column, out var slices):
                return comparisons.Test(compare, frame) is { } test ? slices.Of(test) : null;
            default: return null;
        }
    }

    private RecordFrame? Frame(RelationDefinition relation)
    {
        if (relation.On != OfThePerson || !Held.ContainsKey(relation.Record)) return null;
        var record = catalog.Record(relation.Record) with { Table = "community.resident_facts" };
        return record.Current is null || Holds(record.Current, record) ? new(record, record.Population(null), scope.Alias(), scope) : null;
    }

    private static string Where(RecordFrame frame) => Record(frame.Alias, frame.Record.Key);

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
