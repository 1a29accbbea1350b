using PalmAssistant.Access;
using PalmAssistant.Community;

namespace PalmAssistant.Ask;

/// <summary>A part of a whole in percent, two decimals; grouped, the part and the whole stand beside it.</summary>
internal static class Shares
{
    public static Answer Of(ScopedPlan scoped, IReadOnlyList<GroupColumn> groups, List<object?[]> part, List<object?[]> whole, Catalog catalog)
    {
        if (groups.Count == 0)
        {
            var (p, w) = (Convert.ToDecimal(part[0][0]), Convert.ToDecimal(whole[0][0]));
            return new(scoped, AnswerKind.Number) { Value = Percent(p, w), Unit = "%", Notes = w == 0 ? ["总数为 0，没有比例"] : [$"{p:0} ÷ {w:0}"] };
        }
        var all = scoped.OutOf(scoped.Plan with { Ranking = null, Having = null });   // ranked by the share, not by the part
        if (scoped.Plan.IsOfAll) whole = [.. part.Select(row => (object?[])[.. row.SkipLast(1), whole[0][0]])];      // the same whole beside every part
        var parts = Tables.Of(all, groups, part, "", catalog).Rows.ToDictionary(Key, r => (decimal)r[^1]!);
        var table = Tables.Of(all, groups, whole, "%", catalog) with { Scoped = scoped };
        var rows = table.Rows.Select(r => (IReadOnlyList<object?>)[.. r.SkipLast(1), Percent(parts.GetValueOrDefault(Key(r)), (decimal)r[^1]!), parts.GetValueOrDefault(Key(r)), r[^1]]);
        if (scoped.Plan.Having is { } having) rows = rows.Where(r => r[groups.Count] is decimal share && having.Holds(share) && (string?)r[0] != Tables.Unknown);
        if (scoped.Plan.Ranking is { } ranking)
        {
            rows = ranking.Descending ? rows.OrderByDescending(r => (decimal?)r[groups.Count]) : rows.OrderBy(r => (decimal?)r[groups.Count]);
            if (ranking.Top is { } top) rows = rows.Take(top);
            if (ranking.Nth is { } nth) rows = rows.Skip(nth - 1).Take(1);
        }
        return table with
        {
            Columns = [.. table.Columns.SkipLast(1), new("占比（%）", "number"), new(Tables.ValueName(scoped.Plan, catalog), "number"), new("总数", "number")],
            Rows = [.. rows],
            Total = scoped.Plan.Having is null ? table.Total : rows.Count(),
        };
    }

    private static string Key(IReadOnlyList<object?> row) => string.Join('\u001f', row.Take(row.Count - 1));

    private static decimal? Percent(decimal part, decimal whole) => whole == 0 ? null : Math.Round(part * 100 / whole, 2);
}
