using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>One shown column: its SQL expressions and how their values become a cell.</summary>
internal sealed record ListColumn(string Name, string Type, IReadOnlyList<string> Sql, Func<object?[], object?> Cell);

/// <summary>The statements of a list: how many records, and one page of them.</summary>
internal sealed class ListSql(PlanSql sql, bool unmasked = false)
{
    private readonly Catalog catalog = sql.Scope.Catalog;
    private RecordFrame shown = sql.Frame;

    public string Count()
    {
        if (sql.Plan.Ranking is { Top: { } top, Field: not null })
        {
            var ranking = RankingOrder();
            return $"select count(*) from (select from {sql.Frame.From()}{Where(ranking)} order by {ranking.Order} fetch first {sql.Scope.Parameter(top)} rows with ties) few";
        }
        var counted = sql.Frame.Record.Distinct is { } distinct ? $"count(distinct {sql.Frame.Alias}.{distinct})" : "count(*)";
        return $"select {counted} from {sql.Frame.From()}{sql.WhereText}";
    }

    /// <summary>First the record's id and its person's id, then the columns' expressions. Which records comes first, from narrow indexes alone; their columns are read for the page only.</summary>
    public (string Sql, IReadOnlyList<ListColumn> Columns) Page(IReadOnlyList<string> fields, int offset, int rows)
    {
        var ranking = sql.Plan.Ranking?.Field is null ? null : RankingOrder();
        if (sql.Frame.Record.Id != "id" || sql.Scope.IsPast || sql.LeavesOut) return Whole(fields, ranking, offset, rows);
        var which = $"select {sql.Frame.Id} as id{(ranking is null ? "" : $", {ranking.Value} as rank")} from {sql.Frame.From()}{Where(ranking)} order by {ranking?.Order ?? InOrder()}";
        var one = $"limit {sql.Scope.Parameter(rows)} offset {sql.Scope.Parameter(offset)}";
        // Many may be level with the last: the page is cut before columns are read.
        var found = ranking is not null && sql.Plan.Ranking!.Top is { } top
            ? $"select t.id, t.rank from ({which} fetch first {sql.Scope.Parameter(top)} rows with ties) t order by t.rank {ranking.Direction}, t.id {one}"
            : $"{which}{(ranking is null ? "" : $", {sql.Frame.Id}")} {one}";
        return Shown(fields, $"({found}) k", ranking is null ? "k.id" : $"k.rank {ranking.Direction}, k.id");
    }

    /// <summary>The records of these ids, in their order.</summary>
    public (string Sql, IReadOnlyList<ListColumn> Columns) Of(IReadOnlyList<string> fields, int[] ids) =>
        Shown(fields, $"unnest({sql.Scope.Parameter(ids)}) with ordinality k (id, nth)", "k.nth");

    private (string, IReadOnlyList<ListColumn>) Shown(IReadOnlyList<string> fields, string which, string order)
    {
        shown = new(sql.Frame.Record, sql.Frame.Population, sql.Frame.Alias, sql.Scope);
        var columns = fields.Where(HasColumn).Select(Column).ToList();
        var select = string.Join(", ", new[] { shown.Id, PersonId() }.Concat(columns.SelectMany(c => c.Sql)));
        // The record itself is joined first: what hangs on it follows.
        var from = shown.From();
        var rest = from[$"{sql.Scope.Table(shown.Record.Table)} {shown.Alias}".Length..];
        return ($"select {select} from {which} join {shown.Record.Table} {shown.Alias} on {shown.Id} = k.id{rest} order by {order}", columns);
    }

    /// <summary>Records without an id of their own, and those of another day, all columns at once.</summary>
    private (string, IReadOnlyList<ListColumn>) Whole(IReadOnlyList<string> fields, Rank? ranking, int offset, int rows)
    {
        var columns = fields.Where(HasColumn).Select(Column).ToList();
        var select = string.Join(", ", new[] { sql.Frame.Id, PersonId() }.Concat(columns.SelectMany(c => c.Sql)));
        var text = $"select {select} from {sql.Frame.From()}{Where(ranking)}";
        var one = $"limit {sql.Scope.Parameter(rows)} offset {sql.Scope.Parameter(offset)}";
        return ranking is not null && sql.Plan.Ranking!.Top is { } top
            ? ($"select * from ({text} order by {ranking.Order} fetch first {sql.Scope.Parameter(top)} rows with ties) ranked {one}", columns)
            : ($"{text} order by {(ranking is null ? "" : ranking.Order + ", ")}{sql.Frame.Id} {one}", columns);
    }

    private string PersonId() => sql.Frame.Record.Key switch
    {
        "person" => shown.Id,
        "house" or "entity" or "venue" => "null::int",
        _ => $"{shown.Alias}.person_id",
    };

    /// <summary>By id. Held to one region, its index finds the rows and they are sorted; walking all ids for them would go through the whole district.</summary>
    private string InOrder() => sql.Frame.Range is null ? sql.Frame.Id : $"{sql.Frame.Id} + 0";

    /// <summary>The few at the top have a known value; of all of them in order, those of an unknown one come last.</summary>
    private string Where(Rank? ranking) =>
        ranking is null || sql.Plan.Ranking!.Top is null ? sql.WhereText : $"{(sql.Where.Length > 0 ? sql.WhereText + " and" : " where")} {ranking.Value} is not null";

    private Rank RankingOrder()
    {
        var ranking = sql.Plan.Ranking!;
        var (field, value) = RankedBy(ranking.Field!);
        // The older somebody is, the earlier the birth date.
        var descending = field.Kind == FieldKind.Age ? !ranking.Descending : ranking.Descending;
        return new(value, $"{(descending ? "desc" : "asc")}{(ranking.Top is null ? " nulls last" : "")}");
    }

    /// <summary>The field's column; of related records the greatest (or least) of them.</summary>
    private (FieldDefinition Field, string Value) RankedBy(string key)
    {
        if (key.IndexOf('.') is not (var dot and > 0))
            return sql.Frame.Record.Field(key) is { } own && (own.Column is not null || own.Part is not null || own.Level is not null) ? (own, sql.Frame.Column(own)) : throw new UnknownInCatalog("项目", key);
        var relation = sql.Frame.Record.Relation(key[..dot]) ?? throw new UnknownInCatalog("关系", key);
        var frame = sql.Conditions.Frame(relation);
        var field = frame.Record.Field(key[(dot + 1)..]) ?? throw new UnknownInCatalog("项目", key);
        var column = frame.Column(field);
        var most = sql.Plan.Ranking!.Descending == (field.Kind != FieldKind.Age) ? "max" : "min";
        return (field, $"(select {most}({column}) from {frame.From()} where {sql.Frame.FillRelation(relation, frame.Alias)}{sql.Conditions.Conditions(Condition.Always, frame)})");
    }

    private sealed record Rank(string Value, string Direction)
    {
        public string Order => $"{Value} {Direction}";
    }

    private bool HasColumn(string key) => key.Contains('.') || shown.Record.Field(key) is { Compose: not "tags" };

    private ListColumn Column(string key)
    {
        if (key.IndexOf('.') is var dot and > 0) return Related(key[..dot], key[(dot + 1)..]);
        var field = shown.Record.Field(key) ?? throw new UnknownInCatalog("项目", key);
        if (field.Compose == "address") return Address(field);
        if (field.Part == "building" || field.Part == "unit") return new(field.Name, "text", [shown.Column(field)], v => v[0]);
        return Plain(field, shown.Column(field));
    }

    /// <summary>What related records say, several joined by 、.</summary>
    private ListColumn Related(string key, string fieldKey)
    {
        var relation = shown.Record.Relation(key) ?? throw new UnknownInCatalog("关系", key);
        var frame = sql.Conditions.Frame(relation);
        var field = frame.Record.Field(fieldKey) ?? throw new UnknownInCatalog("项目", fieldKey);
        var column = frame.Column(field);
        var where = shown.FillRelation(relation, frame.Alias) + sql.Conditions.Conditions(Condition.Always, frame);
        var plain = Plain(field, column);
        return new(field.Name, "text", [$"array(select ({column})::text from {frame.From()} where {where} order by 1)"],
            v => v[0] is string[] many ? string.Join("、", many.Select(text => plain.Cell([field.Domain is null ? text : (object?)short.Parse(text)]))) : null);
    }

    private ListColumn Plain(FieldDefinition field, string column) => field switch
    {
        { Kind: FieldKind.Age } => new(field.Name, "number", [FigureSql.Years(column, sql.Scope)], v => v[0]),
        { Domain: { } domain } => new(field.Name, "text", [column], v => v[0] is short code ? catalog.Label(domain, code) : null),
        { Level: { } level } => new(field.Name, "text", [column], v => v[0] is long code && RegionRange.Level(code) == level ? catalog.RegionName(code) : null),
        { Part: "estate" } => new(field.Name, "text", [column], v => v[0] is int id ? catalog.Estate(id)?.Name : null),
        { Kind: FieldKind.Date } => new(field.Name, "date", [column], v => v[0] is DateOnly d ? d.ToString("yyyy-MM-dd") : v[0]),
        { Kind: FieldKind.Month } => new(field.Name, "text", [column], v => v[0] is DateOnly d ? d.ToString("yyyy-MM") : v[0]),
        { Kind: FieldKind.Number } => new(field.Name, "number", [column], v => v[0]),
        { Mask: { } mask } => new(field.Name, "text", [column], v => unmasked ? v[0] : Masking.Of(mask, v[0] as string)),
        _ => new(field.Name, "text", [column], v => v[0]),
    };

    /// <summary>东方小区3号楼2单元501; where no house is known, the estate or the 户籍 address.</summary>
    private ListColumn Address(FieldDefinition field)
    {
        var house = shown.HouseAlias();
        var estate = shown.Record.Key == "house" ? $"{house}.estate_id" : $"coalesce({house}.estate_id, {shown.Estate ?? "null::int"})";
        return new(field.Name, "text", [estate, $"{house}.building", $"{house}.unit", $"{house}.room"],
            v => HouseAddress.Of(v[0] is int id ? catalog.Estate(id)?.Name : null, v[1] as string, v[2] as string, v[3] as string));
    }
}
