using System.Diagnostics;
using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// Runs a scoped plan: parameterised SQL as the read-only role, its limits set for this transaction alone, with a time limit and a row cap.
/// Takes nothing but a <see cref="ScopedPlan"/>.
/// </summary>
public sealed class CommunityQueries(NpgsqlDataSource database, CatalogSource catalogs, PalmSettings? settings = null)
{
    public const int PageRows = 20;

    /// <summary>The most rows of one page, whoever asks.</summary>
    public const int MostRows = 5000;

    /// <summary>The most groups of one table.</summary>
    public const int MostGroups = 2000;

    /// <summary>Up to so many are ranked one by one.</summary>
    private const int MostRanked = 2000;
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private readonly TimeSpan limit = settings?.QueryTimeout ?? Limit;
    private readonly Suppression suppression = new(settings?.SuppressBelow ?? 5);

    public async Task<QueryResult> Run(ScopedPlan scoped, DateOnly today, CancellationToken ct, int offset = 0, int rows = PageRows)
    {
        var started = Stopwatch.GetTimestamp();
        var catalog = await catalogs.Current(ct);
        try
        {
            var answer = scoped.Plan.Measure.Kind switch
            {
                MeasureKind.List or MeasureKind.Profile => await List(scoped, catalog, today, offset, Math.Clamp(rows, 1, MostRows), ct),
                MeasureKind.Share => await Share(scoped, catalog, today, ct),
                _ when scoped.Plan is { IsRatio: true, Minus: { } by } => TwoFigures.Times(await Figure(scoped, catalog, today, ct), await Figure(scoped.OutOf(by), catalog, today, ct), catalog),
                _ when scoped.Plan.Minus is { } minus => TwoFigures.Of(await Figure(scoped, catalog, today, ct), await Figure(scoped.OutOf(minus), catalog, today, ct), catalog),
                _ => await Figure(scoped, catalog, today, ct),
            };
            if (scoped.FiguresOnly) answer = await Suppressed(answer, catalog, today, ct);
            return answer with { Sources = SourcesOf(scoped.Plan, catalog), Took = Stopwatch.GetElapsedTime(started) };
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && !ct.IsCancellationRequested)
        {
            return new TookTooLong(limit);
        }
    }

    /// <summary>Small figures of people whom the account may not list say no more than that they are small.</summary>
    private async Task<Answer> Suppressed(Answer answer, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        if (answer.Kind != AnswerKind.Number || answer.Scoped.Plan.Measure.Kind != MeasureKind.Count || suppression.IsSmall(answer.Value)) return suppression.Hide(answer);
        foreach (var around in Suppression.Around(answer.Scoped, catalog))
        {
            var other = await Figure(around, catalog, today, ct);
            if (suppression.TellsByDifference(answer, other.Kind == AnswerKind.Table ? suppression.Hide(other) : other)) return Suppression.Withheld(answer);
        }
        return answer;
    }

    /// <summary>The statements a plan would run, for tests and for showing; nothing is executed.</summary>
    public static IReadOnlyList<string> Explain(ScopedPlan scoped, Catalog catalog, DateOnly today)
    {
        var sql = new PlanSql(scoped.Plan, catalog, today);
        if (Gained(scoped.Plan) is { } before) sql = sql.NotOn(before, today);
        if (scoped.Plan.Measure.Kind is not (MeasureKind.List or MeasureKind.Profile)) return [FigureSql.Of(sql, scoped.Scope).Sql];
        return [new ListSql(new PlanSql(scoped.Plan, catalog, today)).Count(), new ListSql(sql).Page(scoped.Columns, 0, PageRows).Sql];
    }

    private async Task<Answer> Figure(ScopedPlan scoped, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        var sql = new PlanSql(scoped.Plan, catalog, today);
        if (Gained(scoped.Plan) is { } before) sql = sql.NotOn(before, today);
        var (text, groups) = FigureSql.Of(sql, scoped.Scope);
        var (results, ran) = await Counted(scoped, [(text, sql)], ct);
        var rows = results[0];
        var unit = Units.Of(scoped.Plan, catalog);
        if (groups.Count == 0)
            return new(scoped, AnswerKind.Number) { Value = Units.Number(rows[0][0], scoped.Plan), Unit = unit, Sql = ran };
        return Tables.Of(scoped, groups, rows, unit, catalog) with { Sql = ran };
    }

    private async Task<Answer> Share(ScopedPlan scoped, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        var whole = scoped.OutOf((scoped.Plan.OutOf ?? scoped.Plan with { Where = Condition.Always }) with { GroupBy = scoped.Plan.IsOfAll ? [] : scoped.Plan.GroupBy, Measure = Measure.Count, AsOf = scoped.Plan.AsOf });
        var part = new PlanSql(scoped.Plan, catalog, today);
        var all = new PlanSql(whole.Plan, catalog, today);
        var (partText, groups) = FigureSql.Of(part, scoped.Scope);
        var (results, ran) = await Counted(scoped, [(partText, part), (FigureSql.Of(all, scoped.Scope).Sql, all)], ct);
        return Shares.Of(scoped, groups, results[0], results[1], catalog) with { Sql = ran };
    }

    /// <summary>Groups and measure of each figure: over bits where everything asked is sliced and fits, else over rows.</summary>
    private async Task<(IReadOnlyList<List<object?[]>> Rows, IReadOnlyList<string> Ran)> Counted(ScopedPlan scoped, IReadOnlyList<(string Rows, PlanSql Plan)> figures, CancellationToken ct)
    {
        var overRows = figures.Select(f => (Text: f.Rows, f.Plan.Scope)).ToList();
        var overBits = figures.Select(f => ResidentBits.Of(f.Plan)).ToList();
        if (overBits.Contains(null)) return (await Execute(scoped, overRows, ct), [.. overRows.Select(s => s.Text)]);
        var counted = await Execute(scoped, [.. overBits.SelectMany(b => new[] { (b!.Value.Fits, b.Value.Scope), (b.Value.Sql, b.Value.Scope) })], ct);
        var fits = counted.Where((_, i) => i % 2 == 0).All(rows => rows[0][0] is true);
        return fits
            ? ([.. counted.Where((_, i) => i % 2 == 1)], [.. overBits.Select(b => b!.Value.Sql)])
            : (await Execute(scoped, overRows, ct), [.. overRows.Select(s => s.Text)]);
    }

    private async Task<Answer> List(ScopedPlan scoped, Catalog catalog, DateOnly today, int offset, int rows, CancellationToken ct)
    {
        var (counted, found, columns, ran) = await OverBits(scoped, catalog, today, offset, rows, ct) ?? await OverRows(scoped, catalog, today, offset, rows, ct);
        var total = IsFewAtTop(scoped.Plan) ? await AtTop(scoped, catalog, today, offset, rows, found.Count, ct) : counted;
        return new(scoped, scoped.Plan.Measure.Kind == MeasureKind.Profile && total == 1 ? AnswerKind.Profile : AnswerKind.List)
        {
            Columns = [.. columns.Select(c => new AnswerColumn(c.Name, c.Type))],
            Rows = [.. found.Select(row => Cells(row, columns))],
            RecordIds = [.. found.Select(row => (int)row[0]!)],
            PersonIds = [.. found.Select(row => row[1]).OfType<int>()],
            Total = total,
            Notes = scoped.Plan.Ranking is { Top: { } top, Field: not null } && total > top ? [$"与第 {top} 名并列的都算在内"] : [],
            Offset = offset,
            Unit = Units.Of(scoped.Plan with { Measure = Measure.Count }, catalog),
            Sql = ran,
        };
    }

    /// <summary>
    /// How many and who, read off the bits, then the page's columns by id; null where bits do not hold what is asked. A ranking among few is a ranking of those ids;
    /// among many, and of everybody, it is found soonest by walking the field's index.
    /// </summary>
    private async Task<ListPage?> OverBits(ScopedPlan scoped, Catalog catalog, DateOnly today, int offset, int rows, CancellationToken ct)
    {
        var ranked = scoped.Plan.Ranking?.Field is not null;
        var mostRanked = scoped.Plan.Where is All { Parts.Count: 0 } ? 0 : MostRanked;
        if (Gained(scoped.Plan) is not null || ResidentBits.Page(new PlanSql(scoped.Plan, catalog, today), ranked ? 0 : offset, ranked ? mostRanked : rows) is not { } bits) return null;
        var counted = await Execute(scoped, [(bits.Fits, bits.Scope), (bits.Sql, bits.Scope)], ct);
        if (counted[0][0][0] is not true) return null;
        var (total, ids) = ((int)(long)counted[1][0][0]!, (int[])counted[1][0][1]!);
        var plan = new PlanSql(scoped.Plan, catalog, today);
        if (ranked && total <= mostRanked) plan = plan.Among(ids);
        var list = new ListSql(plan, scoped.Purpose is not null);
        var (text, columns) = ranked ? list.Page(scoped.Columns, offset, rows) : list.Of(scoped.Columns, ids);
        var page = ids.Length == 0 && (!ranked || total == 0) ? [] : (await Execute(scoped, [(text, plan.Scope)], ct))[0];
        return new(total, page, columns, [bits.Sql, text]);
    }

    private async Task<ListPage> OverRows(ScopedPlan scoped, Catalog catalog, DateOnly today, int offset, int rows, CancellationToken ct)
    {
        var (count, page) = (new PlanSql(scoped.Plan, catalog, today), new PlanSql(scoped.Plan, catalog, today));
        if (Gained(scoped.Plan) is { } before) (count, page) = (count.NotOn(before, today), page.NotOn(before, today));
        var counting = new ListSql(count).Count();
        var (text, columns) = new ListSql(page, scoped.Purpose is not null).Page(scoped.Columns, offset, rows);
        if (IsFewAtTop(scoped.Plan)) return new(0, (await Execute(scoped, [(text, page.Scope)], ct))[0], columns, [text]);
        var both = await Execute(scoped, [(counting, count.Scope), (text, page.Scope)], ct);
        return new((int)(long)both[0][0][0]!, both[1], columns, [counting, text]);
    }

    private static bool IsFewAtTop(QueryPlan plan) => plan.Ranking is { Top: not null, Field: not null };

    /// <summary>How many stand at the top: those of a known value, and all who are level with the last. A page that is not full has said it; only a full one is counted.</summary>
    private async Task<int> AtTop(ScopedPlan scoped, Catalog catalog, DateOnly today, int offset, int rows, int found, CancellationToken ct)
    {
        if (found < rows && (found > 0 || offset == 0)) return offset + found;
        var plan = new PlanSql(scoped.Plan, catalog, today);
        if (Gained(scoped.Plan) is { } before) plan = plan.NotOn(before, today);
        return (int)(long)(await Execute(scoped, [(new ListSql(plan).Count(), plan.Scope)], ct))[0][0][0]!;
    }

    /// <param name="Total">how many there are in all; unset of a few at the top, see <see cref="AtTop"/></param>
    private sealed record ListPage(int Total, IReadOnlyList<object?[]> Rows, IReadOnlyList<ListColumn> Columns, IReadOnlyList<string> Sql);

    /// <summary>The day after which those asked for came, or null where all are asked for.</summary>
    private static DateOnly? Gained(QueryPlan plan) => plan.Change == Change.Gained ? plan.ComparedWith : null;

    private static IReadOnlyList<object?> Cells(object?[] row, IReadOnlyList<ListColumn> columns)
    {
        var cells = new List<object?>();
        var at = 2;
        foreach (var column in columns)
        {
            cells.Add(column.Cell(row[at..(at + column.Sql.Count)]));
            at += column.Sql.Count;
        }
        return cells;
    }

    /// <summary>One round trip: the role and its limits, then the statements, all in one transaction that ends with it.</summary>
    private async Task<IReadOnlyList<List<object?[]>>> Execute(ScopedPlan scoped, IReadOnlyList<(string Text, SqlScope Scope)> statements, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(ReaderSettings.Command(scoped.Limits, limit));
        foreach (var (text, scope) in statements) batch.BatchCommands.Add(scope.Command(text));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var results = new List<List<object?[]>>();
        while (await reader.NextResultAsync(ct)) results.Add(await Rows(reader, ct));
        return results;
    }

    private static async Task<List<object?[]>> Rows(NpgsqlDataReader reader, CancellationToken ct)
    {
        var rows = new List<object?[]>();
        while (rows.Count < 100_000 && await reader.ReadAsync(ct))
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : Value(reader, i);
            rows.Add(row);
        }
        return rows;
    }

    private static object Value(NpgsqlDataReader reader, int i) =>
        reader.GetDataTypeName(i) == "date" ? reader.GetFieldValue<DateOnly>(i) : reader.GetValue(i);

    /// <summary>The sources behind the kinds of record the plan really reads, with the newest date of each.</summary>
    internal static IReadOnlyList<SourceRow> SourcesOf(QueryPlan plan, Catalog catalog)
    {
        var records = PlanTouches.Of(plan, catalog).Records;
        return [.. catalog.Rows.Sources.Where(s => records.Contains(s.Record) || s.Record == "person" && records.Contains("identity"))
            .GroupBy(s => s.Source).Select(g => g.MaxBy(s => s.Latest)!).OrderBy(s => s.Source, StringComparer.Ordinal)];
    }
}
