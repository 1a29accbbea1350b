using System.Globalization;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Community;
using PalmAssistant.Language;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Filling;

/// <summary>
/// Fills a report from the platform, in the scope of the account that opens it: one query a figure for all rows at once, sent together, and one a list.
/// What the account may not see, or what took too long, stays empty with the reason.
/// </summary>
public sealed class Prefill(CatalogSource catalogs, CommunityQueries queries, RegionFigures figures, Accounts accounts, TimeProvider clock, Audit audit)
{
    private const int AtOnce = 4;
    private const string TooLong = "平台算得太久，这一列没有带出来，请人工填写。";

    /// <summary>One target, as the account sees it.</summary>
    public async Task<Prefilled> For(ReportDesign design, Target target, Account account, DateOnly today, CancellationToken ct) =>
        (await ForAll(design, [target], account, today, ct))[target.Region];

    /// <summary>
    /// Many targets in one go: 40 figures for 137 communities are 40 queries. Asked without the account's grants unless the target is its own,
    /// so a sensitive figure never reaches somebody who could not ask for it.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, Prefilled>> ForAll(ReportDesign design, IReadOnlyList<Target> targets, Account account, DateOnly today, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var asker = targets is [{ } one] && one.Region == account.Region ? account : account with { Grants = [] };
        var gather = new Gathering(design, targets);
        for (var no = 0; no < design.Form.Tables.Count; no++)
        {
            if (design.Form.Tables[no].IsList) await Lists(gather, no, asker, catalog, today, ct);
            else await Figures(gather, no, asker, catalog, today, ct);
        }
        foreach (var target in targets) await Facts(gather, target, account, catalog, today, ct);
        return gather.Finish();
    }

    private async Task Figures(Gathering gather, int no, Account account, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        var table = gather.Design.Form.Tables[no];
        foreach (var target in gather.Targets) gather.AddRows(no, target, RowsOf(table, target, catalog));
        var regions = gather.RegionsOf(no);
        var wanted = gather.Design.Bindings[no].Where(b => b.Value is Figure).ToList();
        var scope = gather.Targets.Count == 1 ? gather.Targets[0] : new Target(account.Region, account.RegionName);
        var columns = await Numbers([.. wanted.Select(f => ((Figure)f.Value).Plans)], scope, regions, account, catalog, today, ct);
        foreach (var (cell, parts) in wanted.Zip(columns)) gather.Put(no, cell.Key, cell.Value, Texts((Figure)cell.Value, parts, regions));
        foreach (var (key, binding) in gather.Design.Bindings[no].Where(b => b.Value is PlaceCount))
            gather.Put(no, key, binding, await Places((PlaceCount)binding, regions, account, catalog, today, ct));
    }

    /// <summary>The figure of each region, as text in the cell's pattern.</summary>
    private static ColumnValues Texts(Figure figure, IReadOnlyList<ColumnNumbers> parts, IReadOnlyList<RowRegion> regions)
    {
        if (parts.FirstOrDefault(p => p.Why is not null) is { } withheld) return new([], null, withheld.Why);
        var texts = regions.ToDictionary(r => r.Code, r => string.Format(CultureInfo.InvariantCulture, figure.Pattern, [.. parts.Select(p => (object)Text(p.ByRegion.GetValueOrDefault(r.Code)))]));
        return new(texts, parts.Select(p => p.Source).FirstOrDefault(s => s is not null), null);
    }

    /// <summary>
    /// Every plan of every column, for all regions: grouped where the regions are of one kind, each by itself where not, and all of them in a
    /// few round trips.
    /// </summary>
    private async Task<IReadOnlyList<IReadOnlyList<ColumnNumbers>>> Numbers(IReadOnlyList<IReadOnlyList<QueryPlan>> columns, Target scope, IReadOnlyList<RowRegion> regions, Account account, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        var level = regions.Select(r => RegionRange.Level(r.Code)).Distinct().ToList();
        Place[] places = regions.Count > 1 && level is [2 or 3 or 4] ? [PlaceOf(scope.Region, scope.Name)] : [.. regions.Select(r => PlaceOf(r.Code, r.Name))];
        string[] groups = regions.Count > 1 && level is [2 or 3 or 4] ? [level[0] switch { 2 => "street", 3 => "community", _ => "grid" }] : [];
        var asked = columns.SelectMany((plans, column) => plans.SelectMany((plan, part) => places.Select(place => (column, part, Scoping: ScopedPlan.For(plan with { Places = [place], GroupBy = groups }, account, catalog))))).ToList();
        var found = await Together([.. asked.Select(a => a.Scoping).OfType<ScopedPlan>().Where(RegionFigures.Takes)], today, ct);
        return [.. columns.Select((plans, column) => plans.Select((_, part) =>
            Added([.. asked.Where(a => a.column == column && a.part == part).Select(a => a.Scoping)], found)).ToList())];
    }

    /// <summary>One column's numbers from what its plans gave, or why there are none.</summary>
    private static ColumnNumbers Added(IReadOnlyList<Scoping> parts, Dictionary<ScopedPlan, RegionFigure?> found)
    {
        var numbers = new Dictionary<long, decimal>();
        (string, DateOnly?)? source = null;
        foreach (var part in parts)
        {
            if (part is Declined declined) return new([], null, declined.Reason);
            if (!found.TryGetValue((ScopedPlan)part, out var figure)) return new([], null, "这一列平台不直接带数，请人工填写。");
            if (figure is null) return new([], null, TooLong);
            foreach (var (region, number) in figure.ByRegion) numbers[region] = number;
            source ??= figure.Sources.Count == 0 ? null : (string.Join('、', figure.Sources.Select(s => s.Source)), figure.Sources.Max(s => (DateOnly?)s.Latest));
        }
        return new(numbers, source, null);
    }

    /// <summary>All figures in at most <see cref="AtOnce"/> round trips at a time, none of them with only a few.</summary>
    private async Task<Dictionary<ScopedPlan, RegionFigure?>> Together(IReadOnlyList<ScopedPlan> plans, DateOnly today, CancellationToken ct)
    {
        var chunks = plans.Chunk(Math.Clamp((plans.Count + AtOnce - 1) / AtOnce, 20, 200)).ToList();
        var found = new Dictionary<ScopedPlan, RegionFigure?>(ReferenceEqualityComparer.Instance);
        foreach (var several in chunks.Chunk(AtOnce))
            foreach (var (chunk, answers) in several.Zip(await Task.WhenAll(several.Select(c => figures.Run(c, today, ct)))))
                foreach (var (plan, answer) in chunk.Zip(answers)) found[plan] = answer;
        return found;
    }

    /// <summary>Grids and estates are known by name; buildings are counted where houses stand.</summary>
    private async Task<ColumnValues> Places(PlaceCount count, IReadOnlyList<RowRegion> regions, Account account, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        var texts = new Dictionary<long, string>();
        foreach (var region in regions)
        {
            var range = RegionRange.Of(region.Code);
            var number = count.Part switch
            {
                PlacePart.Grid => catalog.Rows.Regions.Count(r => r.Level == 4 && range.Contains(r.Code)),
                PlacePart.Estate => catalog.Rows.Estates.Count(e => range.Contains(e.Region)),
                _ => (await Run(new QueryPlan { Record = "house", Places = [PlaceOf(region.Code, region.Name)], GroupBy = ["estate", "building"] }, account, catalog, today, ct)).Answer?.Total ?? 0,
            };
            if (number > 0) texts[region.Code] = number.ToString(CultureInfo.InvariantCulture);
        }
        return new(texts, ("街居摸排", null), null);
    }

    private async Task Lists(Gathering gather, int no, Account account, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        if (gather.Design.RowQueries[no] is not { } query) return;
        var table = gather.Design.Form.Tables[no];
        foreach (var several in gather.Targets.Chunk(AtOnce))
        {
            var lists = await Task.WhenAll(several.Select(t => ListReader.Read(gather.Design.Bindings[no], query, PlaceOf(t.Region, t.Name),
                (plan, offset) => Run(plan, account, catalog, today, ct, offset, CommunityQueries.MostRows))));
            foreach (var (target, list) in several.Zip(lists))
            {
                gather.AddList(no, target, list, table);
                if (list.PersonIds.Count > 0)
                    await audit.Append(new(clock.GetUtcNow(), account.Id, "report", $"填报带出名单：{gather.Design.Form.Title}", "list", new { target = target.Name, understood = query.Understood, rows = list.Rows.Count }, list.PersonIds), ct);
            }
        }
    }

    private async Task Facts(Gathering gather, Target target, Account account, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        foreach (var (no, key, fact) in gather.FactCells())
        {
            var value = fact switch
            {
                AccountFact.Community => target.Name,
                AccountFact.Street => catalog.RegionName(target.Region / 1_000_000 * 1_000_000),
                AccountFact.Filler => account.Name,
                AccountFact.Date => $"{today:yyyy-MM-dd}",
                AccountFact.Secretary => (await accounts.All(ct)).Where(a => a.Role == Role.CommunitySecretary && a.Region == target.Region).Select(a => a.Name).ToList() is [var only] ? only : null,
                _ => null,
            };
            if (value is { Length: > 0 }) gather.PutFact(no, target, key, value, fact);
        }
    }

    private async Task<(Answer? Answer, string? Why)> Run(QueryPlan plan, Account account, Catalog catalog, DateOnly today, CancellationToken ct, int offset = 0, int rows = CommunityQueries.PageRows)
    {
        switch (ScopedPlan.For(plan, account, catalog))
        {
            case Declined declined: return (null, declined.Reason);
            case ScopedPlan scoped:
                return await queries.Run(scoped, today, ct, offset, rows) is Answer answer ? (answer, null) : (null, TooLong);
            default: throw new InvalidOperationException();
        }
    }

    /// <summary>The rows a table has in one target: its grids, its communities, or itself.</summary>
    private static IReadOnlyList<RowRegion> RowsOf(FormTable table, Target target, Catalog catalog)
    {
        if (table.Kind != TableKind.Summary) return [new(target.Region, target.Name)];
        var key = table.Columns.FirstOrDefault(c => c.Type == CellType.Text)?.Leaf ?? "";
        var level = key.StartsWith("网格", StringComparison.Ordinal) ? 4 : key.StartsWith("街道", StringComparison.Ordinal) ? 2 : 3;
        if (level <= RegionRange.Level(target.Region)) return [new(target.Region, target.Name)];
        var range = RegionRange.Of(target.Region);
        var inside = catalog.Rows.Regions.Where(r => r.Level == level && range.Contains(r.Code)).OrderBy(r => r.Code).Select(r => new RowRegion(r.Code, r.Name)).ToList();
        return inside.Count > 0 ? inside : [new(target.Region, target.Name)];
    }

    private static Place PlaceOf(long region, string name) =>
        new(RegionRange.Level(region) switch { 1 => PlaceKind.District, 2 => PlaceKind.Street, 3 => PlaceKind.Community, _ => PlaceKind.Grid }, region.ToString(CultureInfo.InvariantCulture), name) { Region = region };

    private static string Text(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>A column's numbers by region, or why there are none.</summary>
internal sealed record ColumnNumbers(Dictionary<long, decimal> ByRegion, (string Name, DateOnly? Latest)? Source, string? Why);

internal sealed record ColumnValues(Dictionary<long, string> ByRegion, (string Name, DateOnly? Latest)? Source, string? Why);
