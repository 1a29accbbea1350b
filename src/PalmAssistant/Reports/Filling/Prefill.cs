using System.Globalization;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Community;
using PalmAssistant.Language;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Filling;

/// <summary>
/// Fills a report from the platform, in the scope of the account that opens it: one query a figure for all rows at once, one a list.
/// What the account may not see, or what took too long, stays empty with the reason.
/// </summary>
public sealed class Prefill(CatalogSource catalogs, CommunityQueries queries, Accounts accounts, TimeProvider clock, Audit audit)
{
    private const int AtOnce = 4;

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
        var wanted = gather.Design.Bindings[no].Where(b => b.Value is Figure or PlaceCount).ToList();
        foreach (var chunk in wanted.Chunk(AtOnce))
            await Task.WhenAll(chunk.Select(async cell =>
            {
                var scope = gather.Targets.Count == 1 ? gather.Targets[0] : new Target(account.Region, account.RegionName);
                var filled = cell.Value is Figure figure
                    ? await Values(figure, scope, regions, account, catalog, today, ct)
                    : await Places((PlaceCount)cell.Value, regions, account, catalog, today, ct);
                lock (gather) gather.Put(no, cell.Key, cell.Value, filled);
            }));
    }

    /// <summary>The figure of each region, as text in the cell's pattern.</summary>
    private async Task<ColumnValues> Values(Figure figure, Target scope, IReadOnlyList<RowRegion> regions, Account account, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        var parts = new List<ColumnNumbers>();
        foreach (var plan in figure.Plans)
        {
            var numbers = await Numbers(plan, scope, regions, account, catalog, today, ct);
            if (numbers.Why is not null) return new([], null, numbers.Why);
            parts.Add(numbers);
        }
        var texts = regions.Where(r => parts.All(p => p.ByRegion.ContainsKey(r.Code)))
            .ToDictionary(r => r.Code, r => string.Format(CultureInfo.InvariantCulture, figure.Pattern, [.. parts.Select(p => (object)Text(p.ByRegion[r.Code]))]));
        return new(texts, parts.Select(p => p.Source).FirstOrDefault(s => s is not null), null);
    }

    private async Task<ColumnNumbers> Numbers(QueryPlan plan, Target scope, IReadOnlyList<RowRegion> regions, Account account, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        var byName = regions.GroupBy(r => r.Name).ToDictionary(g => g.Key, g => g.ToList());
        var level = regions.Select(r => RegionRange.Level(r.Code)).Distinct().ToList();
        var together = regions.Count > 1 && byName.Values.All(v => v.Count == 1) && level is [2 or 3 or 4] && (level[0] != 4 || RegionRange.Level(scope.Region) == 3);
        if (!together) return await OneByOne(plan, regions, account, catalog, today, ct);
        var grouped = plan with { Places = [PlaceOf(scope.Region, scope.Name)], GroupBy = [level[0] switch { 2 => "street", 3 => "community", _ => "grid" }] };
        var (answer, why) = await Run(grouped, account, catalog, today, ct);
        if (answer is null) return new([], null, why);
        var found = answer.Rows.ToDictionary(r => r[0]?.ToString() ?? "", r => (decimal?)r[1] ?? 0);
        return new(regions.ToDictionary(r => r.Code, r => found.GetValueOrDefault(r.Name)), SourceOf(answer), null);
    }

    private async Task<ColumnNumbers> OneByOne(QueryPlan plan, IReadOnlyList<RowRegion> regions, Account account, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        var numbers = new Dictionary<long, decimal>();
        (string, DateOnly?)? source = null;
        foreach (var region in regions)
        {
            var (answer, why) = await Run(plan with { Places = [PlaceOf(region.Code, region.Name)] }, account, catalog, today, ct);
            if (answer is null) return new([], null, why);
            numbers[region.Code] = answer.Value ?? 0;
            source ??= SourceOf(answer);
        }
        return new(numbers, source, null);
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
        foreach (var target in gather.Targets)
        {
            var list = await ListReader.Read(gather.Design.Bindings[no], query, PlaceOf(target.Region, target.Name),
                (plan, offset) => Run(plan, account, catalog, today, ct, offset, CommunityQueries.MostRows));
            gather.AddList(no, target, list, gather.Design.Form.Tables[no]);
            if (list.PersonIds.Count > 0)
                await audit.Append(new(clock.GetUtcNow(), account.Id, "report", $"填报带出名单：{gather.Design.Form.Title}", "list", new { target = target.Name, understood = query.Understood, rows = list.Rows.Count }, list.PersonIds), ct);
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
                return await queries.Run(scoped, today, ct, offset, rows) is Answer answer ? (answer, null) : (null, "平台算得太久，这一列没有带出来，请人工填写。");
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

    private static (string, DateOnly?)? SourceOf(Answer answer) =>
        answer.Sources.Count == 0 ? null : (string.Join('、', answer.Sources.Select(s => s.Source)), answer.Sources.Max(s => (DateOnly?)s.Latest));

    private static string Text(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>A column's numbers by region, or why there are none.</summary>
internal sealed record ColumnNumbers(Dictionary<long, decimal> ByRegion, (string Name, DateOnly? Latest)? Source, string? Why);

internal sealed record ColumnValues(Dictionary<long, string> ByRegion, (string Name, DateOnly? Latest)? Source, string? Why);
