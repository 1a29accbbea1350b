using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Keeps the groups whose figure is as asked: 超过50个老人的小区, 没有党员的社区. Places with none count as nought where the catalogue knows all places.</summary>
internal static class GroupFilters
{
    public static List<Tables.Group> Kept(List<Tables.Group> groups, IReadOnlyList<GroupColumn> columns, ScopedPlan scoped, Catalog catalog, List<string> notes)
    {
        if (scoped.Plan.Having is not { } having || scoped.Plan.Measure.Kind == MeasureKind.Share) return groups;
        var all = groups.Where(g => g.Labels.All(l => l != Tables.Unknown)).ToList();
        if (scoped.Plan.Measure.Kind == MeasureKind.Count && having.Holds(0))
        {
            if (columns.Count == 1 && Known(scoped, columns[0], catalog) is { } places)
                all.AddRange(places.Where(p => all.All(g => g.Labels[0] != p)).Select(p => new Tables.Group([p], [null], 0)));
            else notes.Add("一个都没有的没有列出");
        }
        return [.. all.Where(g => g.Value is { } figure && having.Holds(figure))];
    }

    /// <summary>Every place of the level in scope, or null where the catalogue does not know them all.</summary>
    private static IEnumerable<string>? Known(ScopedPlan scoped, GroupColumn column, Catalog catalog)
    {
        if (scoped.Plan.Places.Any(p => p.Kind == PlaceKind.Estate)) return null;
        var ranges = scoped.Plan.Places.Select(p => RegionRange.Of(p.Region)).ToList();
        if (column.Level is { } level) return [.. catalog.Rows.Regions.Where(r => r.Level == level && ranges.Any(x => x.Contains(r.Code))).Select(r => column.Label([r.Code])).OfType<string>().Distinct()];
        return scoped.Plan.GroupBy is ["estate"] ? [.. catalog.Rows.Estates.Where(e => ranges.Any(x => x.Contains(e.Region))).Select(e => e.Name).Distinct()] : null;
    }
}
