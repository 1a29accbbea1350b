using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>A figure of each region it was asked for; regions that have none are left out.</summary>
/// <param name="ByRegion">15-digit code → figure</param>
public sealed record RegionFigure(IReadOnlyDictionary<long, decimal> ByRegion, IReadOnlyList<SourceRow> Sources);

/// <summary>
/// Many figures of one account in one round trip: the same statements, role and limits as <see cref="CommunityQueries"/>, sent together. A plan
/// counts one place, or its street, community or grid are the groups. What the time limit stops is null.
/// </summary>
public sealed class RegionFigures(NpgsqlDataSource database, CatalogSource catalogs, PalmSettings? settings = null)
{
    private readonly TimeSpan limit = settings?.QueryTimeout ?? CommunityQueries.Limit;

    /// <summary>Whether a plan is a plain figure of one place or by regions, which is all that can be asked here.</summary>
    public static bool Takes(ScopedPlan scoped) =>
        scoped is { FiguresOnly: false, Plan: { Measure.Kind: MeasureKind.Count or MeasureKind.Sum, Minus: null, Having: null, Ranking: null, ComparedWith: null, AsOf: null, Trend: null } }
        && scoped.Plan.GroupBy is [] or ["street" or "community" or "grid"];

    public async Task<IReadOnlyList<RegionFigure?>> Run(IReadOnlyList<ScopedPlan> plans, DateOnly today, CancellationToken ct)
    {
        if (plans.Count == 0) return [];
        var catalog = await catalogs.Current(ct);
        try
        {
            return await Together(plans, catalog, today, ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && !ct.IsCancellationRequested)
        {
            if (plans.Count == 1) return [null];
            var half = plans.Count / 2;      // the slow one is found by halves; the others still come
            return [.. await Run([.. plans.Take(half)], today, ct), .. await Run([.. plans.Skip(half)], today, ct)];
        }
    }

    private async Task<IReadOnlyList<RegionFigure?>> Together(IReadOnlyList<ScopedPlan> plans, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        var figures = plans.Select(p => Statement.Of(p, catalog, today)).ToList();
        await using var connection = await database.OpenConnectionAsync(ct);
        var first = await Read(connection, plans, [.. figures.Select((f, i) => (i, f, OverRows: false))], ct);
        var unfit = figures.Select((f, i) => (i, f, OverRows: true)).Where(x => first[x.i] is null).ToList();
        var again = unfit.Count == 0 ? [] : await Read(connection, plans, unfit, ct);
        return [.. plans.Select((p, i) => Figure(p, first[i] ?? again[i]!, catalog))];
    }

    /// <summary>Rows by plan; null where the bits have no room for a value and rows must be counted.</summary>
    private async Task<Dictionary<int, List<(long? Region, object? Value)>?>> Read(NpgsqlConnection connection, IReadOnlyList<ScopedPlan> plans, List<(int No, Statement Statement, bool OverRows)> asked, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (no, statement, overRows) in asked)
        {
            batch.BatchCommands.Add(ReaderSettings.Command(plans[no].Limits, limit));
            foreach (var command in statement.Commands(overRows)) batch.BatchCommands.Add(command);
        }
        var rows = new Dictionary<int, List<(long?, object?)>?>();
        await using var reader = await batch.ExecuteReaderAsync(ct);
        foreach (var (no, statement, overRows) in asked)
        {
            await reader.NextResultAsync(ct);      // from the settings
            var fits = true;
            if (!overRows && statement.HasBits)
            {
                fits = await reader.ReadAsync(ct) && reader.GetBoolean(0);
                await reader.NextResultAsync(ct);
            }
            var found = new List<(long?, object?)>();
            while (await reader.ReadAsync(ct))
                found.Add(reader.FieldCount == 1 ? (null, Value(reader, 0)) : (Value(reader, 0) as long?, Value(reader, 1)));
            rows[no] = fits ? found : null;
            await reader.NextResultAsync(ct);      // to the next settings
        }
        return rows;
    }

    private static object? Value(NpgsqlDataReader reader, int i) => reader.IsDBNull(i) ? null : reader.GetValue(i);

    private static RegionFigure Figure(ScopedPlan scoped, List<(long? Region, object? Value)> rows, Catalog catalog)
    {
        var figures = new Dictionary<long, decimal>();
        foreach (var (region, value) in rows)
            if ((scoped.Plan.GroupBy.Count == 0 ? scoped.Plan.Places[0].Region : region) is { } code)
                figures[code] = figures.GetValueOrDefault(code) + (Units.Number(value, scoped.Plan) ?? 0);
        return new(figures, CommunityQueries.SourcesOf(scoped.Plan, catalog));
    }

    /// <summary>A figure over rows, and over bits where all that it asks is sliced.</summary>
    private sealed record Statement(string Rows, SqlScope RowsScope, (string Sql, string Fits, SqlScope Scope)? Bits)
    {
        public bool HasBits => Bits is not null;

        public static Statement Of(ScopedPlan scoped, Catalog catalog, DateOnly today)
        {
            var sql = new PlanSql(scoped.Plan, catalog, today);
            return new(FigureSql.Of(sql, scoped.Scope).Sql, sql.Scope, ResidentBits.Of(sql));
        }

        public IEnumerable<NpgsqlBatchCommand> Commands(bool overRows) =>
            !overRows && Bits is { } bits ? [bits.Scope.Command(bits.Fits), bits.Scope.Command(bits.Sql)] : [RowsScope.Command(Rows)];
    }
}
