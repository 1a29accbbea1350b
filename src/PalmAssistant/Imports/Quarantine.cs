using System.Text.Json;
using Npgsql;
using PalmAssistant.Imports.Readers;

namespace PalmAssistant.Imports;

/// <summary>A row kept for a person to decide.</summary>
public sealed record QuarantinedRow(long Id, string File, int Row, string Kind, string Reason, string? Name, IReadOnlyDictionary<string, string> Cells);

/// <summary>
/// Rows without a usable key. After every import they look for their person by 姓名+出生日期 among all names any source gives to
/// people with an identity number; exactly one must have them. What stays is for people (<see cref="QuarantineDesk"/>).
/// </summary>
internal sealed class Quarantine(NpgsqlConnection connection, ProfileCatalog catalog, Knowledge knowledge)
{
    private const string Open = "select q.id, q.file_id, q.row_no, q.kind, q.cells::text";

    /// <summary>Gives every open row whose person is certain its key, and takes it in. How many were taken.</summary>
    public async Task<int> Match(CancellationToken ct)
    {
        var rows = await Rows($"""
            {Open}, min(n.key)
            from source.quarantine q
            join source.person_name n on n.name = q.name and n.key > 0 and source.id_birth(n.key) = to_char(q.birth, 'YYYYMMDD')::integer
            where q.state = 0 and q.name is not null and q.birth is not null and (q.reason like '证件号码%' or q.reason like '出生医学证明编号%')
            group by q.id
            having min(n.key) = max(n.key)
            """, ct);
        return await Take(rows, state: 1, by: null, ct);
    }

    /// <summary>After regions came in: takes the open rows that only lacked theirs. How many were taken.</summary>
    public async Task<int> RetryRegions(CancellationToken ct) =>
        await Take(await Rows($"{Open}, null::bigint from source.quarantine q where q.state = 0 and q.reason like '%{RowCleaner.UnknownRegion}%'", ct), state: 1, by: null, ct);

    /// <summary>The open rows, oldest file first.</summary>
    public static async Task<IReadOnlyList<QuarantinedRow>> List(NpgsqlConnection connection, int limit, CancellationToken ct)
    {
        var rows = new List<QuarantinedRow>();
        await using var command = new NpgsqlCommand("""
            select q.id, f.name, q.row_no, q.kind, q.reason, q.name, q.cells::text
            from source.quarantine q join source.file f on f.id = q.file_id where q.state = 0 order by q.file_id, q.row_no limit $1
            """, connection);
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(3), reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetString(5), Cells(reader.GetString(6))));
        return rows;
    }

    /// <summary>Replays a row with some cells corrected. Null when it was taken, otherwise why it still cannot be.</summary>
    public async Task<string?> Fix(long id, IReadOnlyDictionary<string, string> corrections, string by, CancellationToken ct)
    {
        var rows = await Rows($"{Open}, null::bigint from source.quarantine q where q.state = 0 and q.id = {id}", ct);
        if (rows.Count == 0) return "这一行已经处理过了";
        var cells = new Dictionary<string, string>(Cells(rows[0].Cells), StringComparer.Ordinal);
        foreach (var (header, cell) in corrections) cells[header] = cell;
        var row = rows[0] with { Cells = JsonSerializer.Serialize(cells) };
        return await Take([row], state: 2, by, ct) == 1 ? null : await Reason(row, ct);
    }

    private async Task<int> Take(List<Row> rows, short state, string? by, CancellationToken ct)
    {
        var taken = 0;
        foreach (var group in rows.GroupBy(r => (r.Kind, r.FileId)))
            if (catalog.Profiles.FirstOrDefault(p => p.Prefix == group.Key.Kind) is { } profile)
                taken += await Take(profile, group.Key.FileId, [.. group], state, by, ct);
        return taken;
    }

    // One file's rows in one transaction.
    private async Task<int> Take(Profile profile, int fileId, List<Row> rows, short state, string? by, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var table = await EvidenceTable.Describe(profile, connection, ct);
        var staging = new Staging(connection, table);
        var cleaner = Cleaner(table);
        var taken = new List<Row>();
        await staging.Open(ct);
        foreach (var row in rows)
        {
            if (cleaner.Clean(new CellsRow(profile, Cells(row.Cells), row.RowNumber), row.Key) is not null) continue;
            staging.Write(cleaner.Values, fileId, row.RowNumber);
            taken.Add(row);
        }
        await staging.Close(ct);
        var sameFile = await staging.CountAlreadyIn(fileId, ct);
        await Pending.Announce(connection, profile.Record, staging.Rows, ct);
        var counts = await staging.Upsert(ct);
        await staging.Drop(ct);
        await knowledge.Save(connection, ct);
        await Settle(taken, state, by, ct);
        await Recount(fileId, taken.Count, counts, sameFile, ct);
        await transaction.CommitAsync(ct);
        return taken.Count;
    }

    private async Task<string?> Reason(Row row, CancellationToken ct)
    {
        if (catalog.Profiles.FirstOrDefault(p => p.Prefix == row.Kind) is not { } profile) return $"没有 {row.Kind} 的导入配置";
        var table = await EvidenceTable.Describe(profile, connection, ct);
        return Cleaner(table).Clean(new CellsRow(profile, Cells(row.Cells), row.RowNumber)) ?? "未能写入";
    }

    private RowCleaner Cleaner(EvidenceTable table) =>
        new(table, HeaderRow.Canonical(table.Profile), knowledge.Gazetteer, knowledge.Addresses, knowledge.Codes, knowledge.Estates);

    private async Task Settle(List<Row> taken, short state, string? by, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            update source.quarantine q set state = $1, matched = t.key, settled_by = $2, settled_at = now(), cells = t.cells::jsonb
            from unnest($3, $4, $5) t (id, key, cells) where q.id = t.id
            """, connection);
        command.Parameters.Add(new() { Value = state });
        command.Parameters.Add(new() { Value = (object?)by ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = taken.Select(r => r.Id).ToArray() });
        command.Parameters.Add(new() { Value = taken.Select(r => r.Key).ToArray(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = taken.Select(r => r.Cells).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }

    // A row that leaves quarantine is counted where it went. One whose record the same file already holds is a duplicate.
    private async Task Recount(int fileId, int taken, FileCounts counts, int sameFile, CancellationToken ct)
    {
        var unchanged = Math.Max(0, counts.Unchanged - sameFile);
        var updated = counts.Updated - Math.Max(0, sameFile - counts.Unchanged);
        var duplicates = taken - counts.Created - updated - unchanged;
        await Sql.Run(connection, $"""
            update source.file set quarantined = quarantined - {taken}, created = created + {counts.Created}, updated = updated + {updated},
                unchanged = unchanged + {unchanged}, duplicates = duplicates + {duplicates}, skipped = skipped + {duplicates} where id = {fileId}
            """, ct);
    }

    private async Task<List<Row>> Rows(string sql, CancellationToken ct)
    {
        var rows = new List<Row>();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add(new(reader.GetInt64(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetString(3), reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetInt64(5)));
        return rows;
    }

    private static Dictionary<string, string> Cells(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;

    private sealed record Row(long Id, int FileId, int RowNumber, string Kind, string Cells, long? Key);
}
