using Npgsql;
using PalmAssistant.Language;

namespace PalmAssistant.Community;

/// <summary>
/// Hands out the current <see cref="Catalog"/>. At most once a second it asks the database whether an import has finished since
/// (one cheap row) and reloads only then. Thread-safe; a caller keeps the catalogue it got for the whole turn.
/// </summary>
public sealed class CatalogSource(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile State? state;

    private sealed record State(Catalog Catalog, string Version, long CheckedAt);

    public async ValueTask<Catalog> Current(CancellationToken ct)
    {
        if (state is { } known && clock.GetElapsedTime(known.CheckedAt) < Interval) return known.Catalog;
        await gate.WaitAsync(ct);
        try
        {
            if (state is { } fresh && clock.GetElapsedTime(fresh.CheckedAt) < Interval) return fresh.Catalog;
            await using var connection = await database.OpenConnectionAsync(ct);
            var version = await Version(connection, ct);
            var catalog = state is { } old && old.Version == version ? old.Catalog : new Catalog(CatalogFiles.Load(), await CatalogQueries.Load(connection, ct));
            state = new State(catalog, version, clock.GetTimestamp());
            return catalog;
        }
        finally { gate.Release(); }
    }

    private static async Task<string> Version(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select concat_ws('/', (select max(imported_at) from community.source_freshness), (select count(*) from community.source_freshness),
                   (select max(id) from community.estate), (select count(*) from community.value_code), (select count(*) from community.region), (select max(id) from community.tag),
                   (select max(day) from history.merged), (select count(*) from history.known))
            """, connection);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }
}

/// <summary>Reads the rows a catalogue is built from.</summary>
internal static class CatalogQueries
{
    public static async Task<CatalogRows> Load(NpgsqlConnection connection, CancellationToken ct) => new(
        await Rows(connection, "select domain, code, label, rank from community.value_code", r => new CodeRow(r.GetString(0), r.GetInt16(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetInt16(3)), ct),
        await Rows(connection, "select code, name, level from community.region order by code", r => new RegionRow(r.GetInt64(0), r.GetString(1), r.GetInt16(2)), ct),
        await Rows(connection, "select id, region, name from community.estate order by id", r => new EstateRow(r.GetInt32(0), r.GetInt64(1), r.GetString(2)), ct),
        await Rows(connection, "select id, name, sensitive, exists (select from community.person_tag p where p.tag = t.id) from community.tag t", r => new TagRow(r.GetInt16(0), r.GetString(1), r.GetBoolean(2), r.GetBoolean(3)), ct),
        await Newest(connection, ct),
        await Filled(connection, ct),
        await Rows(connection, "select source, record, latest from community.source_freshness", r => new SourceRow(r.GetString(0), r.GetString(1), r.GetFieldValue<DateOnly>(2)), ct))
    {
        Texts = await Texts(connection, ct),
        KnownSince = (await Rows(connection, "select record, since from history.known", r => (Table: r.GetString(0), Since: r.GetFieldValue<DateOnly>(1)), ct)).ToDictionary(k => k.Table, k => k.Since),
        NewestThen = await Rows(connection, "select record, field, day, value from history.newest", r => new NewestThen(r.GetString(0), r.GetString(1), r.GetFieldValue<DateOnly>(2), NewestValue(r.GetString(3))), ct),
        ImportDays = await Rows(connection, "select day from history.merged order by day", r => r.GetFieldValue<DateOnly>(0), ct),
    };

    /// <summary>A month is written as its first day, a year as a number.</summary>
    private static object NewestValue(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var month) ? month : int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The commonest texts of every field marked as known.</summary>
    private static async Task<IReadOnlyList<TextRow>> Texts(NpgsqlConnection connection, CancellationToken ct)
    {
        var texts = new List<TextRow>();
        foreach (var (record, field) in CatalogFiles.Load().Records.SelectMany(r => r.Fields.Where(f => f is { Known: true, Column: not null }).Select(f => (r, f))))
        {
            var table = field.Join is { } join ? record.Joins[join].Table : record.Table;
            texts.AddRange(await Rows(connection, $"select {field.Column} from {table} where {field.Column} is not null group by 1 order by count(*) desc, 1 limit {MostTexts}", r => new TextRow(record.Key, field.Key, r.GetString(0)), ct));
        }
        return texts;
    }

    private const int MostTexts = 3000;

    /// <summary>Kinds of record of which the database holds any: a department that has sent nothing must not read as "none".</summary>
    private static async Task<IReadOnlyList<string>> Filled(NpgsqlConnection connection, CancellationToken ct)
    {
        var sql = string.Join(" union all ", CatalogFiles.Load().Records.Select(r => $"select '{r.Key}' where exists (select from {r.Table})"));
        return await Rows(connection, sql, r => r.GetString(0), ct);
    }

    private static async Task<IReadOnlyList<NewestRow>> Newest(NpgsqlConnection connection, CancellationToken ct)
    {
        var rows = new List<NewestRow>();
        foreach (var (record, field) in CatalogFiles.Load().Records.SelectMany(r => r.Fields.Where(f => f.Newest).Select(f => (r, f))))
        {
            await using var command = new NpgsqlCommand($"select max({field.Column}) from {record.Table}", connection);
            await using var reader = await command.ExecuteReaderAsync(ct);
            if (await reader.ReadAsync(ct) && !await reader.IsDBNullAsync(0, ct))
                rows.Add(new(record.Key, field.Key, field.Kind is FieldKind.Date or FieldKind.Month ? reader.GetFieldValue<DateOnly>(0) : (int)reader.GetInt16(0)));
        }
        return rows;
    }

    private static async Task<IReadOnlyList<T>> Rows<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) rows.Add(read(reader));
        return rows;
    }
}
