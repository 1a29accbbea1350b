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

    public string Count()
    {
        var counted = sql.Frame.Record.Distinct is { } distinct ? $"count(distinct {sql.Frame.Alias}.{distinct})" : "count(*)";
        return $"select {counted} from {sql.Frame.From()}{sql.WhereText}";
    }

    /// <summary>First the record's id and its person's id, then the columns' expressions.</summary>
    public (string Sql, IReadOnlyList<ListColumn> Columns) Page(IReadOnlyList<string> fields, int offset, int rows)
    {
        var columns = fields.Where(HasColumn).Select(Column).ToList();
        var select = string.Join(", ", new[] { sql.Frame.Id, PersonId() }.Concat(columns.SelectMany(c => c.Sql)));
        var order = Order();
        var text = $"select {select} from {sql.Frame.From()}{sql.WhereText} order by {order}";
        if (sql.Plan.Ranking is { Top: { } top } && sql.Plan.Ranking.Field is not null)
            return ($"select * from ({text.Replace($" order by {order}", "", StringComparison.Ordinal)} order by {RankingOrder()} fetch first {sql.Scope.Parameter(top)} rows with ties) ranked limit {sql.Scope.Parameter(rows)} offset {sql.Scope.Parameter(offset)}", columns);
        return ($"{text} limit {sql.Scope.Parameter(rows)} offset {sql.Scope.Parameter(offset)}", columns);
    }

    private string PersonId() => sql.Frame.Record.Key switch
    {
        "person" => sql.Frame.Id,
        "house" or "entity" or "venue" => "null::int",
        _ => $"{sql.Frame.Alias}.person_id",
    };

    private string Order() => sql.Plan.Ranking?.Field is null ? sql.Frame.Id : $"{RankingOrder()}, {sql.Frame.Id}";

    private string RankingOrder()
    {
        var ranking = sql.Plan.Ranking!;
        var field = sql.Frame.Record.Field(ranking.Field!) ?? throw new UnknownInCatalog("项目", ranking.Field!);
        // The older somebody is, the earlier the birth date.
        var descending = field.Kind == FieldKind.Age ? !ranking.Descending : ranking.Descending;
        return $"{sql.Frame.Column(field)} {(descending ? "desc" : "asc")} nulls last";
    }

    private bool HasColumn(string key) => key.Contains('.') || sql.Frame.Record.Field(key) is { Compose: not "tags" };

    private ListColumn Column(string key)
    {
        if (key.IndexOf('.') is var dot and > 0) return Related(key[..dot], key[(dot + 1)..]);
        var field = sql.Frame.Record.Field(key) ?? throw new UnknownInCatalog("项目", key);
        if (field.Compose == "address") return Address(field);
        if (field.Part == "building" || field.Part == "unit") return new(field.Name, "text", [sql.Frame.Column(field)], v => v[0]);
        return Plain(field, sql.Frame.Column(field));
    }

    /// <summary>What related records say, several joined by 、.</summary>
    private ListColumn Related(string key, string fieldKey)
    {
        var relation = sql.Frame.Record.Relation(key) ?? throw new UnknownInCatalog("关系", key);
        var frame = sql.Conditions.Frame(relation);
        var field = frame.Record.Field(fieldKey) ?? throw new UnknownInCatalog("项目", fieldKey);
        var column = frame.Column(field);
        var where = sql.Frame.FillRelation(relation, frame.Alias) + sql.Conditions.Conditions(Condition.Always, frame);
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
        var house = sql.Frame.HouseAlias();
        var estate = sql.Frame.Record.Key == "house" ? $"{house}.estate_id" : $"coalesce({house}.estate_id, {sql.Frame.Estate ?? "null::int"})";
        return new(field.Name, "text", [estate, $"{house}.building", $"{house}.unit", $"{house}.room"],
            v => HouseAddress.Of(v[0] is int id ? catalog.Estate(id)?.Name : null, v[1] as string, v[2] as string, v[3] as string));
    }
}
