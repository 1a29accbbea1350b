using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// Figures and lists of residents, of who has a 户籍 here and of occupied houses over <c>community.resident_bits</c> and <c>hukou_bits</c> (schema 138) instead
/// of over rows: the same figure and the same columns as <see cref="FigureSql"/>, in milliseconds for a million residents. Only what is sliced can be asked of it; everything else is null.
/// </summary>
internal sealed partial class ResidentBits
{
    private const int MostGroups = 300;
    private const int DeepestTag = 8;
    private const int GroupsOfRecords = 20;
    private const int FewAreOlder = 75;
    private readonly PlanSql sql;
    private readonly ComparisonSql comparisons;
    private readonly SqlScope scope;
    private readonly RecordBits records;
    private readonly HouseBits houses;
    private readonly List<string> steps = [];
    private readonly RecordFrame person;
    private string places = "";
    private string table = "community.resident_bits";

    private ResidentBits(PlanSql sql)
    {
        this.sql = sql;
        scope = new(sql.Scope.Catalog, sql.Scope.Today);
        comparisons = new(scope);
        records = new(scope.Catalog, scope, comparisons);
        houses = new(Let);
        person = IsHouse ? Frame("person") : sql.Frame;
    }

    /// <summary>
    /// The statement <c>select groups…, measure</c> (of a list: how long it is), and one that says whether every value in question has room in its bits; where not, or
    /// where this is null, rows must be counted.
    /// </summary>
    public static (string Sql, string Fits, SqlScope Scope)? Of(PlanSql sql) =>
        new ResidentBits(sql) is var bits && bits.Figure() is { } text ? (text, bits.Fits(), bits.scope) : null;

    /// <summary>The statement <c>select total, ids</c> of one page of a list, in the order community, house, person.</summary>
    public static (string Sql, string Fits, SqlScope Scope)? Page(PlanSql sql, int offset, int rows) =>
        new ResidentBits(sql) is var bits && bits.PageOf(offset, rows) is { } text ? (text, bits.Fits(), bits.scope) : null;

    private QueryPlan Plan => sql.Plan;

    private bool IsHouse => Plan.Record == "house";

    private bool IsHukou => table == "community.hukou_bits";

    private bool IsList => Plan.Measure.Kind is MeasureKind.List or MeasureKind.Profile;

    private string Fits()
    {
        var values = records.Valued.Count == 0 ? "" : $" and not exists (select from community.resident_values v where not v.fits and v.record = any ({scope.Parameter(records.Valued.ToArray())}))";
        return $"select coalesce(bool_and(r.fits), true){values} from {table} r{places}";
    }

    private string? Figure()
    {
        if (IsFewByAge() || Whose() is not { } whose || Groups() is not { } groups) return null;
        var keys = groups.Select((_, i) => $"u{i}.key").ToList();
        var bits = string.Join(" & ", groups.Select((_, i) => $"u{i}.bits").Prepend("h.bits"));
        if (Measured(bits) is not { } measure) return null;
        var laterals = string.Concat(groups.Select((g, i) => $" cross join lateral (select array_agg(key) as keys, array_agg(bits) as bits from ({g}) g (key, bits) offset 0) g{i} cross join lateral unnest(g{i}.keys, g{i}.bits) u{i} (key, bits)"));
        var text = $"select {string.Concat(keys.Select(k => k + ", "))}{measure.Sql} from {Source(whose, string.Concat(groups) + measure.Sql)}{laterals}{measure.From}";
        return keys.Count == 0 ? text : $"{text} group by {string.Join(", ", Enumerable.Range(1, keys.Count))} having sum(bit_count({bits})) > 0";
    }

    private string? PageOf(int offset, int rows)
    {
        if (!IsList || Whose() is not { } whose) return null;
        var (from, many) = (scope.Parameter(offset), scope.Parameter(rows));
        var id = IsHouse ? "(select p.house_id from community.person p where p.id = r.ids[n.at + 1])" : "r.ids[n.at + 1]";
        return $"""
            with hits as materialized (select b.region, h.bits, bit_count(h.bits) as n from {Source(whose, "")}),
            placed as materialized (select *, sum(n) over (order by region) - n as before from hits where n > 0)
            select coalesce((select sum(n) from hits), 0)::bigint, array(
                select {id} from (
                    select p.region, found.at from placed p cross join lateral (
                        select at from generate_series(0, length(p.bits) - 1, 32) part cross join lateral generate_series(part, least(part + 31, length(p.bits) - 1)) at
                        where bit_count(substring(p.bits from part + 1 for 32)) > 0 and get_bit(p.bits, at) = 1 order by at offset greatest(0, {from} - p.before)::bigint limit {many}) found
                    where p.before < {from} + {many} and p.before + p.n > {from} order by p.region, found.at limit {many}) n
                join (select r.region, r.ids || array[]::int[] as ids from {table} r where r.region in (select region from placed where before < {from} + {many} and before + n > {from}) offset 0) r
                    on r.region = n.region order by n.region, n.at)
            """;
    }

    /// <summary>One high age and nothing else: few are that old, and the index of birth dates (person_born) counts them sooner than sixteen slices of everybody.</summary>
    private bool IsFewByAge() =>
        Plan.Record == "person" && Plan.GroupBy.Count == 0 && Plan.Measure.Kind == MeasureKind.Count && sql.Frame.Population.Where == "{t}.is_resident"
        && Plan.Where is Compare { Field: "age", Op: Comparison.AtLeast or Comparison.More, Values: [{ Number: >= FewAreOlder }, ..] };

    /// <summary>"(select … from resident_bits) b cross join …, h.bits": each slice once, taken out of line storage once (<c>sex_0 || B''</c> is a value in memory).</summary>
    private string Source(string whose, string more)
    {
        var used = SliceName().Matches(whose + string.Concat(steps) + more).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal)
            .Where(c => c is not ("region" or "nobody" or "named" or "phoned") && !IsOfRecords(c)).Select(c => $"r.{c} || B'' as {c}");
        var columns = used.Prepend("r.sex_0 & ~r.sex_0 as nobody").Prepend("r.region").Concat(records.Columns);
        return $"(select {string.Join(", ", columns)} from {table} r{places} offset 0) b{string.Concat(steps)} cross join lateral (select {whose} as bits offset 0) h";
    }

    /// <summary>A step of its own, worked out once for each community however often it is spoken of.</summary>
    private string Let(string bits)
    {
        var step = $" cross join lateral (select {bits} as bits offset 0) s";
        var at = steps.FindIndex(s => s.StartsWith(step, StringComparison.Ordinal));
        if (at < 0) steps.Add(step + (at = steps.Count));
        return $"s{at}.bits";
    }

    /// <summary>The bits of all who are asked for, or null.</summary>
    private string? Whose()
    {
        if (sql.Scope.IsPast || sql.LeavesOut || sql.Frame.Record.Current is not null || Plan.Record is not ("person" or "house")) return null;
        if (Members() is not { } members || Places() is not { } held) return null;
        if ((IsHouse ? OfHouse(Plan.Where) : Of(Plan.Where)) is not { } where) return null;
        return Bitset.Every([members, held, where]).Holds;
    }

    /// <summary>The communities asked for stand in <see cref="places"/>, an estate is a condition; null where a place is narrower. A community's residents stand under its code.</summary>
    private Bitset? Places()
    {
        var parts = new List<string>();
        if (Plan.Places is [{ Kind: PlaceKind.Estate, Key.Length: > 0, Building: null or "", Unit: null or "", Room: null or "" } estate] && !IsHukou)
        {
            var id = scope.Parameter(int.Parse(estate.Key, System.Globalization.CultureInfo.InvariantCulture));
            places = $" where r.region in (select e.region from community.resident_facts e where e.record = 'person' and e.estate_id = {id})";
            return records.OfEstate(id);
        }
        foreach (var place in Plan.Places)
        {
            if (place is { Kind: PlaceKind.Estate, Key.Length: > 0 } or { Building.Length: > 0 } or { Unit.Length: > 0 } or { Room.Length: > 0 }) return null;
            if (place.Region == 0) return Bitset.Always;
            var level = RegionRange.Level(place.Region);
            if (level > 3) return null;
            if (level == 1 && scope.Catalog.Rows.Regions.Count(r => r.Level == 1) <= 1) return Bitset.Always;
            var range = RegionRange.Of(place.Region);
            parts.Add($"r.region between {scope.Parameter(range.Low)} and {scope.Parameter(range.High)}");
        }
        places = parts.Count == 0 ? "" : " where " + string.Join(" or ", parts);
        return Bitset.Always;
    }

    /// <summary>Who belongs to the population: residents, residents of one 居住类型, who has a 户籍 here; of houses those that somebody lives in.</summary>
    private Bitset? Members()
    {
        var population = sql.Frame.Population;
        if (IsHouse) return population.Where == "{t}.residents > 0" || population.Where is null && MeansSomebody(Plan.Where) ? new(HouseBits.Heads, $"(~{HouseBits.Heads})") : null;
        if (population is { Where: "{t}.is_hukou", Region: "{t}.hukou_region" })
        {
            table = "community.hukou_bits";
            return Bitset.Always;
        }
        if (population.Region != "{t}.region" || sql.Frame.Members(sql.Asked) is null) return null;
        if (population.Where == "{t}.is_resident") return Bitset.Always;
        var match = OneResidenceType().Match(population.Where ?? "");
        return match.Success && scope.Catalog.Code("person.residence_type", match.Groups[1].Value) is { } code ? Slices.All["residence_type"].OneOf([code]) : null;
    }

    private RecordFrame Frame(string key) => scope.Catalog.Record(key) is var record ? new(record, record.Population(null), scope.Alias(), scope) : throw new InvalidOperationException();

    private Bitset? Of(Condition condition, int depth = 0) => condition switch
    {
        All all => Every(all.Parts, p => Of(p, depth)) is { } parts ? Bitset.Every(parts) : null,
        Any any => Every(any.Parts, p => Of(p, depth)) is { } parts ? Bitset.Either(parts) : null,
        Not not => Of(not.Part, depth)?.Not(),
        HasTag tag when scope.Catalog.Tag(tag.Tag) is { Rule: null } onRecord => IsHukou ? null : records.OfTag(scope.Catalog.TagId(onRecord.Name)),
        HasTag tag when depth < DeepestTag && scope.Catalog.Tag(tag.Tag).Rule is { } rule => Of(rule, depth + 1)?.Decided(),
        Compare compare => Of(compare),
        _ when IsHukou => null,
        Related { Relation: "household", AtLeast: <= 1 } others => Of(others.Where, depth) is { } whose ? Had(houses.Others(whose.Holds)) : null,
        Related related => records.Of(related, person),
        _ => null,
    };

    /// <summary>A condition on a house, standing at the first who lives there.</summary>
    private Bitset? OfHouse(Condition condition, int depth = 0) => condition switch
    {
        All all => Every(all.Parts, p => OfHouse(p, depth)) is { } parts ? Bitset.Every(parts) : null,
        Any any => Every(any.Parts, p => OfHouse(p, depth)) is { } parts ? Bitset.Either(parts) : null,
        Not not => OfHouse(not.Part, depth)?.Not(),
        HasTag tag when depth < DeepestTag && scope.Catalog.Tag(tag.Tag).Rule is { } rule => OfHouse(rule, depth + 1)?.Decided(),
        Compare { Field: "status" or "usage" or "residents" } compare when comparisons.Test(compare, sql.Frame) is { } test => Slices.All["house_" + compare.Field].Of(test),
        Related { Relation: "residents", AtLeast: <= 6 } some => Of(some.Where, depth) is { } whose ? Had(houses.AtLeast(Math.Max(1, some.AtLeast), whose.Holds)) : null,
        _ => null,
    };

    /// <summary>Whether only a house that somebody lives in can meet it.</summary>
    private bool MeansSomebody(Condition condition) => condition switch
    {
        All all => all.Parts.Any(MeansSomebody),
        Any any => any.Parts.Count > 0 && any.Parts.All(MeansSomebody),
        HasTag tag => scope.Catalog.FindTag(tag.Tag)?.Rule is { } rule && MeansSomebody(rule),
        Related related => related.Relation == "residents",
        _ => false,
    };

    private Bitset Had(string bits) => Let(bits) is var had ? new(had, $"(~{had})") : Bitset.Never;

    private static List<Bitset>? Every(IReadOnlyList<Condition> parts, Func<Condition, Bitset?> of)
    {
        var all = parts.Select(of).ToList();
        return all.Contains(null) ? null : all.OfType<Bitset>().ToList();
    }

    private Bitset? Of(Compare compare)
    {
        if (person.Record.Field(compare.Field) is not { Column: { } column, Level: null, Part: null } field) return null;
        if (field.Join == "identity") return IsHukou ? null : records.OfIdentity(compare, column);
        if (field.Join is not null) return null;
        if (column == "is_resident" && compare.Op == Comparison.IsKnown && !IsHukou) return Bitset.Always;   // everybody here is
        return SlicesOf(field) is { } slices && comparisons.Test(compare, person) is { } test ? slices.Of(test) : null;
    }

    private Slices? SlicesOf(FieldDefinition field) =>
        Slices.All.TryGetValue(field.Key == "birthday" ? field.Key : field.Column ?? "", out var slices) && (!IsHukou || slices.IsOfHukou) ? slices : null;

    [GeneratedRegex(@"\bb\.([a-z_0-9]+)")]
    private static partial Regex SliceName();

    private static bool IsOfRecords(string column) => column[0] == 'f' && column.AsSpan(1).ContainsAnyExceptInRange('0', '9') is false;

    [GeneratedRegex(@"^\{t\}\.is_resident and \{t\}\.residence_type = \{code:person\.residence_type:([^}]+)\}$")]
    private static partial Regex OneResidenceType();
}
