using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>The statement of a figure, grouped or not: <c>select groups…, measure from … group by …</c>.</summary>
internal static class FigureSql
{
    /// <summary>Column count of all groups, so that the reader knows where the measure is.</summary>
    public static (string Sql, IReadOnlyList<GroupColumn> Groups) Of(PlanSql sql, Place scope)
    {
        var columns = new GroupColumns(sql, scope);
        var groups = sql.Plan.GroupBy.Select(columns.Of).ToList();
        var measure = Measure(sql, columns);
        var keys = groups.SelectMany(g => g.Sql).ToList();
        var select = string.Join(", ", keys.Append(measure));
        var text = $"select {select} from {sql.Frame.From()}{string.Concat(columns.Joins)}{sql.WhereText}";
        if (keys.Count > 0) text += " group by " + string.Join(", ", Enumerable.Range(1, keys.Count));
        return (text, groups);
    }

    /// <summary>Whole years since a birth date.</summary>
    public static string Years(string column, SqlScope scope) => $"extract(year from age({scope.Parameter(scope.Today)}::timestamp, {column}::timestamp))::int";

    private static string Measure(PlanSql sql, GroupColumns columns)
    {
        var measure = sql.Plan.Measure;
        if (measure.Kind is MeasureKind.Count or MeasureKind.Share or MeasureKind.List or MeasureKind.Profile || measure.Field is null) return Count(sql, columns);
        var (frame, field) = columns.Find(measure.Field);
        var value = field.Kind == FieldKind.Age ? Years(frame.Column(field), sql.Scope) : frame.Column(field);
        if (field.Kind is not (FieldKind.Age or FieldKind.Number)) throw new UnknownInCatalog("可以计算的数", field.Name);
        return measure.Kind switch
        {
            MeasureKind.Average when measure.Per is { } per => $"(sum({value})::numeric / nullif(sum({columns.Find(per).Frame.Column(columns.Find(per).Field)}), 0))",
            MeasureKind.Average => $"avg({value})::numeric",
            MeasureKind.Sum => $"sum({value})::numeric",
            MeasureKind.Minimum => $"min({value})::numeric",
            _ => $"max({value})::numeric",
        };
    }

    private static string Count(PlanSql sql, GroupColumns columns)
    {
        if (sql.Frame.Record.Distinct is { } distinct) return $"count(distinct {sql.Frame.Alias}.{distinct})";
        return columns.Joins.Count > 0 ? $"count(distinct {sql.Frame.Id})" : "count(*)";
    }
}
