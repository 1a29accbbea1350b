using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>One grouping of a figure: its SQL expressions, and how a row's values become a label and an order.</summary>
internal sealed record GroupColumn(string Name, IReadOnlyList<string> Sql, Func<object?[], string?> Label)
{
    /// <summary>What groups are ordered by where they have an order of their own (age bands, 文化程度, months); null = by size.</summary>
    public Func<object?[], IComparable?>? Natural { get; init; }

    /// <summary>A region level: all its regions in scope, so that empty ones can be told.</summary>
    public int? Level { get; init; }
}

/// <summary>Makes the groupings of a plan.</summary>
internal sealed class GroupColumns(PlanSql sql, Place scope)
{
    private readonly Catalog catalog = sql.Scope.Catalog;
    private readonly List<string> joins = [];
    private readonly Dictionary<string, RecordFrame> related = [];

    /// <summary>Joins of related records grouped by or measured; each row may then stand several times.</summary>
    public IReadOnlyList<string> Joins => joins;

    public GroupColumn Of(string key)
    {
        var (frame, field) = Find(key);
        var age = field.Kind == FieldKind.Age;
        return field switch
        {
            { Key: "age_band" } => AgeBand(frame, field),
            { Level: { } level } => Region(frame, field, level),
            { Part: "estate" } => new(field.Name, [frame.Column(field)], v => v[0] is int id ? catalog.Estate(id)?.Name : null),
            { Part: "building" } => Building(frame, field),
            { Domain: { } domain } => new(field.Name, [frame.Column(field)], v => v[0] is short code ? catalog.Label(domain, code) : null)
            {
                Natural = field.Kind == FieldKind.Ordered ? v => v[0] is short code ? catalog.Rank(domain, catalog.Label(domain, code) ?? "") ?? code : null : null,
            },
            _ when age => new(field.Name, [FigureSql.Years(frame.Column(field), sql.Scope)], v => v[0] is null ? null : v[0] + "岁") { Natural = v => v[0] as IComparable },
            { Kind: FieldKind.Month } => new(field.Name, [frame.Column(field)], v => v[0] is DateOnly d ? $"{d:yyyy-MM}" : null) { Natural = v => v[0] as IComparable },
            { Kind: FieldKind.Date } => new(field.Name, [$"extract(year from {frame.Column(field)})::int"], v => v[0] is int y ? $"{y}年" : null) { Natural = v => v[0] as IComparable },
            { Kind: FieldKind.Number } => new(field.Name, [frame.Column(field)], v => v[0] is null ? null : $"{v[0]:0.##}{field.Unit}") { Natural = v => v[0] as IComparable },
            _ => new(field.Name, [frame.Column(field)], v => v[0]?.ToString() is { Length: > 0 } text ? text : null),
        };
    }

    /// <summary>The frame and field of a key; a dotted one joins the related records once.</summary>
    public (RecordFrame Frame, FieldDefinition Field) Find(string key)
    {
        var dot = key.IndexOf('.');
        if (dot < 0) return (sql.Frame, sql.Frame.Record.Field(key) ?? throw new UnknownInCatalog("项目", key));
        var frame = Related(key[..dot], key[(dot + 1)..]);
        return (frame, frame.Record.Field(key[(dot + 1)..]) ?? throw new UnknownInCatalog("项目", key));
    }

    private RecordFrame Related(string key, string field)
    {
        if (related.TryGetValue(key, out var known)) return known;
        var relation = sql.Frame.Record.Relation(key) ?? throw new UnknownInCatalog("关系", key);
        var frame = sql.Conditions.Frame(relation);
        var where = Asked(sql.Plan.Where, key, catalog);
        joins.Add($" join {frame.From()} on {sql.Frame.FillRelation(relation, frame.Alias)}{sql.Conditions.Conditions(where, frame, asked: new HashSet<string> { field })}");
        return related[key] = frame;
    }

    /// <summary>What the plan itself asks of the relation: 在保 of "按救助类别统计在保的", directly or through a tag.</summary>
    public static Condition Asked(Condition condition, string relation, Catalog catalog) =>
        AskedOf(condition, relation, catalog).Aggregate(Condition.Always, (all, next) => all.And(next));

    private static IEnumerable<Condition> AskedOf(Condition condition, string relation, Catalog catalog) => condition switch
    {
        All all => all.Parts.SelectMany(p => AskedOf(p, relation, catalog)),
        Related { AtLeast: 1 } r when r.Relation == relation => [r.Where],
        HasTag tag when catalog.FindTag(tag.Tag)?.Rule is { } rule => AskedOf(rule, relation, catalog),
        _ => [],
    };

    private GroupColumn AgeBand(RecordFrame frame, FieldDefinition field)
    {
        var bounds = Bands(sql.Plan, field);
        var days = BandStarts(sql.Plan, field, sql.Scope.Today);
        return new(field.Name, [$"width_bucket({frame.Column(field)}, {sql.Scope.Parameter(days)})"],
            v => v[0] is int passed ? BandName(bounds, bounds.Length - passed) : null)
        { Natural = v => v[0] is int passed ? -passed : null };
    }

    private static int[] Bands(QueryPlan plan, FieldDefinition field) => [.. (plan.AgeBands.Count > 0 ? plan.AgeBands : field.Bands).Distinct().Order()];

    /// <summary>The first birth date after each band, oldest band first. A birth date lies before its band's; counting those passed gives the bands not reached.</summary>
    public static DateOnly[] BandStarts(QueryPlan plan, FieldDefinition field, DateOnly today) =>
        [.. Bands(plan, field).Select(b => AgeBounds.BornBy(b, today).AddDays(1)).Reverse()];

    /// <param name="reached">how many bounds an age has reached</param>
    private static string BandName(int[] bounds, int reached) =>
        reached == 0 ? $"{bounds[0]}岁以下" : reached == bounds.Length ? $"{bounds[^1]}岁及以上"
        : bounds[reached] - 1 == bounds[reached - 1] ? $"{bounds[reached - 1]}岁" : $"{bounds[reached - 1]}-{bounds[reached] - 1}岁";

    private GroupColumn Region(RecordFrame frame, FieldDefinition field, int level)
    {
        var prefixed = level == 4 && RegionRange.Level(scope.Region) < 3;
        return new(field.Name, [frame.Column(field)], v => v[0] is long code && RegionRange.Level(code) == level && catalog.RegionName(code) is { } name
            ? (prefixed ? catalog.RegionName(code / 1000 * 1000) : "") + name : null)
        { Level = level };
    }

    private GroupColumn Building(RecordFrame frame, FieldDefinition field)
    {
        var one = sql.Plan.Places is [{ Kind: PlaceKind.Estate, Key.Length: > 0 }] || sql.Plan.GroupBy.Contains("estate");
        var house = frame.HouseAlias();
        return new(field.Name, [$"{house}.estate_id", $"{house}.building"], v => v[1] is string { Length: > 0 } building
            ? (one || v[0] is not int id ? "" : catalog.Estate(id)?.Name) + (char.IsAsciiLetterOrDigit(building[^1]) ? building + "号楼" : building) : null)
        { Natural = v => v[1] is string b ? (v[0] as int? ?? 0, int.TryParse(b, out var n) ? n : int.MaxValue, b) : null };
    }
}
