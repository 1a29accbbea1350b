using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// Counts of residents over <c>community.resident_bits</c> (schema 024) instead of over rows: the same figure and the same columns as
/// <see cref="FigureSql"/>, in milliseconds for a million residents. Only what is sliced can be asked of it; everything else is null.
/// </summary>
internal sealed partial class ResidentBits
{
    private const int MostGroups = 300;
    private const int DeepestTag = 8;
    private const int GroupsOfRecords = 20;
    private readonly PlanSql sql;
    private readonly ComparisonSql comparisons;
    private readonly SqlScope scope;
    private readonly RecordBits records;
    private string places = "";

    private ResidentBits(PlanSql sql)
    {
        this.sql = sql;
        scope = new(sql.Scope.Catalog, sql.Scope.Today);
        comparisons = new(scope);
        records = new(scope.Catalog, scope);
    }

    /// <summary>
    /// The statement <c>select groups…, count</c> (of a list: how long it is), and one that says whether every value in question has room in its bits; where not, or
    /// where this is null, rows must be counted.
    /// </summary>
    public static (string Sql, string Fits, SqlScope Scope)? Of(PlanSql sql)
    {
        var bits = new ResidentBits(sql);
        return bits.Statement() is { } text ? (text, $"select coalesce(bool_and(r.fits), true) from community.resident_bits r{bits.places}", bits.scope) : null;
    }

    private QueryPlan Plan => sql.Plan;

    private bool IsList => Plan.Measure.Kind is MeasureKind.List or MeasureKind.Profile;

    private string? Statement()
    {
        if (Plan is not { Record: "person", Measure.Kind: MeasureKind.Count or MeasureKind.Share or MeasureKind.List or MeasureKind.Profile } || sql.Scope.IsPast || sql.LeavesOut || sql.Frame.Record.Current is not null) return null;
        if (Places() is not { } held || Members() is not { } members || Of(Plan.Where) is not { } where || Groups() is not { } groups) return null;
        places = held;
        var whose = Bitset.Every([members, where]).Holds;
        var keys = groups.Select((_, i) => $"g{i}.key").ToList();
        var bits = string.Join(" & ", groups.Select((_, i) => $"g{i}.bits").Prepend("h.bits"));
        var columns = Used(whose, groups).Prepend("r.sex_0 & ~r.sex_0 as nobody").Prepend("r.region").Concat(records.Columns);
        var from = $"(select {string.Join(", ", columns)} from community.resident_bits r{places} offset 0) b";
        var text = $"select {string.Concat(keys.Select(k => k + ", "))}coalesce(sum(bit_count({bits})), 0)::bigint from {from} "
            + $"cross join lateral (select {whose} as bits offset 0) h{string.Concat(groups.Select((g, i) => $" cross join lateral ({g}) g{i} (key, bits)"))}";
        return keys.Count == 0 ? text : $"{text} group by {string.Join(", ", Enumerable.Range(1, keys.Count))} having sum(bit_count({bits})) > 0";
    }

    /// <summary>Each slice once, taken out of line storage once: <c>sex_0 || B''</c> is a value in memory.</summary>
    private static IEnumerable<string> Used(string whose, IReadOnlyList<string> groups) =>
        SliceName().Matches(whose + string.Concat(groups)).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).Where(c => c is not ("region" or "nobody") && !IsOfRecords(c)).Select(c => $"r.{c} || B'' as {c}");

    /// <summary>" where region …", or null where a place is narrower than a community. A community's residents stand under its code.</summary>
    private string? Places()
    {
        var parts = new List<string>();
        foreach (var place in Plan.Places)
        {
            if (place is { Kind: PlaceKind.Estate, Key.Length: > 0 } or { Building.Length: > 0 } or { Unit.Length: > 0 } or { Room.Length: > 0 }) return null;
            if (place.Region == 0) return "";
            var level = RegionRange.Level(place.Region);
            if (level > 3) return null;
            if (level == 1 && scope.Catalog.Rows.Regions.Count(r => r.Level == 1) <= 1) return "";
            var range = RegionRange.Of(place.Region);
            parts.Add($"r.region between {scope.Parameter(range.Low)} and {scope.Parameter(range.High)}");
        }
        return parts.Count == 0 ? "" : " where " + string.Join(" or ", parts);
    }

    /// <summary>Who belongs to the population: residents, or residents of one 居住类型.</summary>
    private Bitset? Members()
    {
        var population = sql.Frame.Population;
        if (population.Region != "{t}.region" || sql.Frame.Members(sql.Asked) is null) return null;
        if (population.Where == "{t}.is_resident") return Bitset.Always;
        var match = OneResidenceType().Match(population.Where ?? "");
        return match.Success && scope.Catalog.Code("person.residence_type", match.Groups[1].Value) is { } code ? Slices.All["residence_type"].OneOf([code]) : null;
    }

    private Bitset? Of(Condition condition, int depth = 0) => condition switch
    {
        All all => All(all.Parts, depth) is { } parts ? Bitset.Every(parts) : null,
        Any any => All(any.Parts, depth) is { } parts ? Bitset.Either(parts) : null,
        Not not => Of(not.Part, depth)?.Not(),
        HasTag tag when scope.Catalog.Tag(tag.Tag) is { Rule: null } onRecord => records.OfTag(scope.Catalog.TagId(onRecord.Name)),
        HasTag tag when depth < DeepestTag && scope.Catalog.Tag(tag.Tag).Rule is { } rule => Of(rule, depth + 1)?.Decided(),
        Compare compare => Of(compare),
        Related related => records.Of(related, sql.Frame),
        _ => null,
    };

    private List<Bitset>? All(IReadOnlyList<Condition> parts, int depth)
    {
        var all = parts.Select(p => Of(p, depth)).ToList();
        return all.Contains(null) ? null : all.OfType<Bitset>().ToList();
    }

    private Bitset? Of(Compare compare)
    {
        if (sql.Frame.Record.Field(compare.Field) is not { Join: null, Column: { } column, Level: null, Part: null }) return null;
        if (column == "is_resident" && compare.Op == Comparison.IsKnown) return Bitset.Always;   // everybody here is
        return Slices.All.TryGetValue(column, out var slices) && comparisons.Test(compare, sql.Frame) is { } test ? Of(test, slices) : null;
    }

    private static Bitset Of(ColumnTest test, Slices slices) => test switch
    {
        ColumnTest.Than than => slices.Compare(than.Op, than.Value),
        ColumnTest.OneOf one => slices.OneOf(one.Codes),
        ColumnTest.NoneOf none => slices.OneOf(none.Codes).Not(),
        ColumnTest.IsKnown => new(slices.Known(), $"(~{slices.Known()})"),
        ColumnTest.Every every => Bitset.Every([.. every.Parts.Select(p => Of(p, slices))]),
        ColumnTest.Either either => Bitset.Either([.. either.Parts.Select(p => Of(p, slices))]),
        ColumnTest.Fails fails => Of(fails.Part, slices).Not(),
        _ => throw new InvalidOperationException($"No bits for {test.GetType().Name}"),
    };

    /// <summary>Each grouping as rows of (key, bits), the key as <see cref="GroupColumns"/> reads it; null where one is not sliced.</summary>
    private List<string>? Groups()
    {
        var groups = new List<string>();
        var most = 1;
        foreach (var key in IsList ? [] : Plan.GroupBy)
        {
            if (OfRecords(key) is { } rows)
            {
                most *= GroupsOfRecords;
                groups.Add(rows);
                continue;
            }
            if (key.Contains('.', StringComparison.Ordinal) || sql.Frame.Record.Field(key) is not { Join: null } field || Group(field) is not { } group) return null;
            most *= group.Count;
            groups.Add("values " + string.Join(", ", group.Select(g => $"({g.Key}, {g.Bits})")));
        }
        return most <= MostGroups ? groups : null;
    }

    /// <summary>By what a related record says, by grid or by estate: the combinations on record are the groups.</summary>
    private string? OfRecords(string key)
    {
        if (key.IndexOf('.') is var dot and > 0)
            return sql.Frame.Record.Relation(key[..dot]) is { } relation ? records.Group(relation, key[(dot + 1)..], GroupColumns.Asked(Plan.Where, key[..dot], scope.Catalog)) : null;
        return sql.Frame.Record.Field(key) switch { { Level: 4 } => records.GroupByPlace("place"), { Part: "estate" } => records.GroupByPlace("estate_id"), _ => null };
    }

    private List<(string Key, string Bits)>? Group(FieldDefinition field)
    {
        if (field.Level is { } level)
            return level > 3 ? null : [($"nullif(b.region / {Width(level)} * {Width(level)}, 0)", Bitset.Everybody)];
        if (field.Part is not null || field.Column is not { } column || !Slices.All.TryGetValue(column, out var slices)) return null;
        if (field.Key == "age_band") return AgeBands(field, slices);
        return field.Domain is { } domain ? Codes(domain, slices) : null;
    }

    private List<(string, string)> Codes(string domain, Slices slices)
    {
        var codes = scope.Catalog.Rows.Codes.Where(c => c.Domain == domain && c.Code > 0).Select(c => c.Code).Distinct().ToList();
        var listed = codes.Select(c => ($"{c}::smallint", slices.OneOf([c]).Holds)).ToList();
        return [.. listed, ("null", $"(~{slices.OneOf(codes).Holds})")];
    }

    /// <summary>Bands as <c>width_bucket</c> numbers them: 0 for the oldest.</summary>
    private List<(string, string)> AgeBands(FieldDefinition field, Slices slices)
    {
        var bounds = GroupColumns.BandStarts(Plan, field, scope.Today);
        var parts = new List<(string, string)>();
        for (var passed = 0; passed <= bounds.Length; passed++)
        {
            var from = passed == 0 ? [] : new[] { slices.Compare(">=", bounds[passed - 1]) };
            var to = passed == bounds.Length ? [] : new[] { slices.Compare("<", bounds[passed]) };
            parts.Add(($"{passed}", Bitset.Every([.. from, .. to]).Holds));
        }
        return [.. parts, ("null", $"(~{slices.Known()})")];
    }

    private static string Width(int level) => level switch { 1 => "1000000000", 2 => "1000000", _ => "1000" };

    private static bool IsOfRecords(string column) => column[0] == 'f' && column.AsSpan(1).ContainsAnyExceptInRange('0', '9') is false;

    [GeneratedRegex(@"b\.([a-z_0-9]+)")]
    private static partial Regex SliceName();

    [GeneratedRegex(@"^\{t\}\.is_resident and \{t\}\.residence_type = \{code:person\.residence_type:([^}]+)\}$")]
    private static partial Regex OneResidenceType();
}
