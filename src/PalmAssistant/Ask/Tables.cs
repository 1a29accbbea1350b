using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Rows of a grouped figure: labelled, same names added up, ordered, and cut to what was asked.</summary>
internal static class Tables
{
    public const string Unknown = "未知";

    internal sealed record Group(IReadOnlyList<string> Labels, IReadOnlyList<IComparable?> Order, decimal? Value);

    public static Answer Of(ScopedPlan scoped, IReadOnlyList<GroupColumn> groups, List<object?[]> rows, string unit, Catalog catalog)
    {
        var (folded, notes) = Fold(rows, groups, scoped.Plan, catalog);
        folded = GroupFilters.Kept(folded, groups, scoped, catalog, notes);
        var ordered = Ordered(folded, groups, scoped.Plan);
        var shown = Top(ordered, scoped.Plan);
        if (scoped.Plan.Having is null) notes.AddRange(Empty(folded, groups, scoped, catalog));
        if (ordered.Count > CommunityQueries.MostGroups) notes.Add($"分组太多，只列出前 {CommunityQueries.MostGroups} 组");
        return new(scoped, AnswerKind.Table)
        {
            Columns = [.. groups.Select(g => new AnswerColumn(g.Name, "text")), new AnswerColumn(ValueName(scoped.Plan, catalog), "number")],
            Rows = [.. shown.Take(CommunityQueries.MostGroups).Select(g => (IReadOnlyList<object?>)[.. g.Labels, g.Value])],
            Total = shown.Count,
            Unit = unit,
            Notes = notes,
        };
    }

    public static string ValueName(QueryPlan plan, Catalog catalog)
    {
        var record = catalog.Record(plan.Record);
        var field = plan.Measure.Field is { } key ? Units.FieldOf(key, record, catalog)?.Name : null;
        return plan.Measure.Kind switch
        {
            MeasureKind.Average => "平均" + field,
            MeasureKind.Sum => field + "合计",
            MeasureKind.Minimum => "最小" + field,
            MeasureKind.Maximum => "最大" + field,
            _ => Units.Of(plan with { Measure = Measure.Count }, catalog) switch { "人" => "人数", "套" => "套数", "户" => "户数", "家" => "家数", var u => $"数量（{u}）" },
        };
    }

    /// <summary>One row a label. Same-named estates of different communities are added up and told apart in a note.</summary>
    private static (List<Group> Groups, List<string> Notes) Fold(List<object?[]> rows, IReadOnlyList<GroupColumn> columns, QueryPlan plan, Catalog catalog)
    {
        var notes = new List<string>();
        var groups = new List<Group>();
        foreach (var same in rows.Select(r => Labelled(r, columns, plan)).GroupBy(g => string.Join('\u001f', g.Group.Labels)))
        {
            var parts = same.ToList();
            var adds = plan.Measure.Kind is MeasureKind.Count or MeasureKind.Sum or MeasureKind.Share;
            if (parts.Count == 1 || !adds) { groups.AddRange(parts.Select(p => p.Group)); continue; }
            groups.Add(parts[0].Group with { Value = parts.Sum(p => p.Group.Value ?? 0) });
            if (plan.GroupBy.Count == 1 && plan.GroupBy[0] == "estate" && parts.All(p => p.Row[0] is int))
                notes.Add($"“{parts[0].Group.Labels[0]}”有同名小区，已合计：" + string.Join("、", parts.Select(p => $"{catalog.RegionName(catalog.Estate((int)p.Row[0]!)?.Region ?? 0)} {p.Group.Value:0.##}")));
        }
        return (groups, notes);
    }

    private static (object?[] Row, Group Group) Labelled(object?[] row, IReadOnlyList<GroupColumn> columns, QueryPlan plan)
    {
        var labels = new List<string>();
        var order = new List<IComparable?>();
        var at = 0;
        foreach (var column in columns)
        {
            var values = row[at..(at + column.Sql.Count)];
            labels.Add(column.Label(values) ?? Unknown);
            order.Add(column.Natural?.Invoke(values));
            at += column.Sql.Count;
        }
        return (row, new(labels, order, Units.Number(row[at], plan)));
    }

    internal static List<Group> Ordered(List<Group> groups, IReadOnlyList<GroupColumn> columns, QueryPlan plan)
    {
        var known = groups.OrderBy(g => g.Labels.All(l => l == Unknown) ? 1 : 0);
        if (plan.Ranking is { } ranking)
            return Settled(ranking.Descending ? known.ThenByDescending(g => g.Value) : known.ThenBy(g => g.Value));
        for (var i = 0; i < columns.Count; i++)
        {
            var at = i;
            if (columns[at].Natural is not null) known = known.ThenBy(g => g.Order[at] is null ? 1 : 0).ThenBy(g => g.Order[at]);
            else if (columns.Count > 1 && at < columns.Count - 1) known = known.ThenBy(g => g.Labels[at], StringComparer.Ordinal);
        }
        return Settled(known.ThenByDescending(g => g.Value));
    }

    /// <summary>Groups alike in all that orders them stand by name, so that the same question has the same table.</summary>
    private static List<Group> Settled(IOrderedEnumerable<Group> groups) => [.. groups.ThenBy(g => string.Join('\u001f', g.Labels), StringComparer.Ordinal)];

    /// <summary>The first N, those that tie with the last of them included; unknown keys never rank.</summary>
    private static List<Group> Top(List<Group> ordered, QueryPlan plan)
    {
        var ranked = ordered.Where(g => g.Labels.Any(l => l != Unknown)).ToList();
        if (plan.Ranking?.Nth is { } nth) return ranked.Count < nth ? [] : [.. ranked.Where(g => g.Value == ranked[nth - 1].Value)];
        if (plan.Ranking?.Top is not { } top) return ordered;
        return ranked.Count <= top ? ranked : [.. ranked.TakeWhile((g, i) => i < top || g.Value == ranked[top - 1].Value)];
    }

    /// <summary>Regions in scope that have none: told, not shown among the ranked.</summary>
    private static IEnumerable<string> Empty(List<Group> groups, IReadOnlyList<GroupColumn> columns, ScopedPlan scoped, Catalog catalog)
    {
        if (columns is not [{ Level: { } level }] || scoped.Plan.Measure.Kind != MeasureKind.Count || scoped.Plan.Places.Any(p => p.Kind == PlaceKind.Estate)) yield break;
        var present = groups.Select(g => g.Labels[0]).ToHashSet();
        var range = scoped.Plan.Places.Select(p => RegionRange.Of(p.Region)).ToList();
        var empty = catalog.Rows.Regions.Where(r => r.Level == level && range.Any(x => x.Contains(r.Code)) && !present.Any(l => l.EndsWith(r.Name, StringComparison.Ordinal))).Select(r => r.Name).ToList();
        if (empty.Count > 0) yield return empty.Count <= 5 ? $"{string.Join("、", empty)}为 0" : $"另有 {empty.Count} 个{columns[0].Name}为 0";
    }
}
