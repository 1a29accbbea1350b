using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PalmAssistant.Imports.Cleaning;
using PalmAssistant.Imports.Readers;

namespace PalmAssistant.Imports;

/// <summary>
/// One file into the evidence, in one transaction: either all of it is there, with its line in source.file, or nothing.
/// A file whose content was taken before changes nothing.
/// </summary>
public sealed class FileImport(NpgsqlConnection connection, ProfileCatalog catalog, Knowledge knowledge, DateOnly today)
{
    private const int ReportEvery = 20_000;

    /// <exception cref="DropFileError">The file cannot be taken; nothing of it was.</exception>
    public async Task<FileSummary> Run(string path, Profile profile, Action<double, long> progress, CancellationToken ct)
    {
        var name = Path.GetFileName(path);
        var hash = await Hash(path, ct);
        if (await Known(hash, ct) is { } before) return new(name, profile.Prefix, before, AlreadyImported: true);

        await using var transaction = await connection.BeginTransactionAsync(ct);
        var table = await EvidenceTable.Describe(profile, connection, ct);
        var fileId = await NextFileId(ct);
        var staging = new Staging(connection, table);
        var notes = new RowNotes(profile, fileId);
        FileCounts seen;
        string encoding;
        using (var rows = DropFile.Open(path))
        {
            var header = HeaderRow.Find(rows, profile, catalog);
            await staging.Open(ct);
            seen = Stage(rows, header, table, staging, notes, fileId, progress, ct);
            encoding = rows.Encoding;
        }
        await staging.Close(ct);
        await Pending.Announce(connection, profile.Record, staging.Rows, ct);
        var written = await staging.Upsert(ct);
        await staging.Drop(ct);
        var counts = seen with { Created = written.Created, Updated = written.Updated, Unchanged = written.Unchanged, Duplicates = written.Duplicates };
        await notes.Save(connection, ct);
        await knowledge.Save(connection, ct);
        await Journal(fileId, name, profile, hash, new FileInfo(path).Length, encoding, counts, ct);
        await transaction.CommitAsync(ct);
        return new(name, profile.Prefix, counts);
    }

    private FileCounts Stage(IRowReader rows, HeaderRow header, EvidenceTable table, Staging staging, RowNotes notes, int fileId, Action<double, long> progress, CancellationToken ct)
    {
        var cleaner = new RowCleaner(table, header, knowledge.Gazetteer, knowledge.Addresses, knowledge.Codes, knowledge.Estates);
        int blank = 0, headers = 0, totals = 0, quarantined = 0, repaired = 0;
        var read = 0L;
        while (rows.Read())
        {
            if (++read % ReportEvery == 0)
            {
                ct.ThrowIfCancellationRequested();
                progress(rows.Progress, read);
            }
            switch (RowKinds.Of(rows, header))
            {
                case RowKind.Blank: blank++; continue;
                case RowKind.RepeatedHeader: headers++; continue;
                case RowKind.Total: totals++; continue;
            }
            if (cleaner.Clean(rows) is { } reason)
            {
                notes.Quarantine(rows, header, reason, cleaner.Likeness());
                quarantined++;
            }
            else staging.Write(cleaner.Values, fileId, rows.RowNumber);
            if (cleaner.Repairs.Count == 0) continue;
            notes.Repaired(rows.RowNumber, cleaner.Repairs);
            repaired++;
        }
        return new() { Blank = blank, Headers = headers, Totals = totals, Quarantined = quarantined, Repaired = repaired };
    }

    private static async Task<byte[]> Hash(string path, CancellationToken ct)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        return await SHA256.HashDataAsync(stream, ct);
    }

    private async Task<FileCounts?> Known(byte[] hash, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select created + updated + unchanged, quarantined, blank, headers, totals, duplicates, repaired from source.file where sha256 = $1", connection);
        command.Parameters.Add(new() { Value = hash });
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;
        return new()
        {
            Unchanged = reader.GetInt32(0), Quarantined = reader.GetInt32(1), Blank = reader.GetInt32(2), Headers = reader.GetInt32(3),
            Totals = reader.GetInt32(4), Duplicates = reader.GetInt32(5), Repaired = reader.GetInt32(6),
        };
    }

    private async Task<int> NextFileId(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select nextval(pg_get_serial_sequence('source.file', 'id'))::integer", connection);
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task Journal(int id, string name, Profile profile, byte[] hash, long bytes, string encoding, FileCounts c, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            insert into source.file (id, name, kind, source, sha256, bytes, encoding, today, read, created, updated, unchanged, skipped, quarantined, blank, headers, totals, duplicates, repaired)
            overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            """, connection);
        foreach (var value in new object[] { id, name, profile.Prefix, profile.Source, hash, bytes, encoding, today, c.Read, c.Created, c.Updated, c.Unchanged, c.Skipped, c.Quarantined, c.Blank, c.Headers, c.Totals, c.Duplicates, c.Repaired })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>What is noted of single rows while a file is read: repairs, and rows set aside whole. Written after the COPY, which holds the connection.</summary>
public sealed class RowNotes(Profile profile, int fileId)
{
    private readonly List<(int Row, string Field, string What, string Before)> repairs = [];
    private readonly List<(int Row, string Reason, string? Name, DateOnly? Birth, string? RawKey, string Cells)> quarantined = [];

    public void Repaired(int row, IReadOnlyList<CellRepair> cells)
    {
        foreach (var cell in cells) repairs.Add((row, cell.Header, RepairNames.Of(cell.What), cell.Before.Length > 200 ? cell.Before[..200] : cell.Before));
    }

    public void Quarantine(IRowReader row, HeaderRow header, string reason, (string? Name, DateOnly? Birth) likeness)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var c = 0; c < profile.Columns.Count; c++)
            if (header.Cell(c) is var at and >= 0) cells[profile.Columns[c].Header] = row.Cell(at).Replace("\0", "", StringComparison.Ordinal);
        var key = profile.PersonColumn ?? profile.Columns.FirstOrDefault(c => c.Filled) ?? profile.Columns[0];
        quarantined.Add((row.RowNumber, reason, likeness.Name, likeness.Birth, cells.GetValueOrDefault(key.Header), JsonSerializer.Serialize(cells)));
    }

    public async Task Save(NpgsqlConnection connection, CancellationToken ct)
    {
        if (repairs.Count > 0)
        {
            await using var importer = await connection.BeginBinaryImportAsync("copy source.repair (file_id, row_no, field, what, before) from stdin (format binary)", ct);
            foreach (var (row, field, what, before) in repairs)
            {
                importer.StartRow();
                importer.Write(fileId, NpgsqlDbType.Integer);
                importer.Write(row, NpgsqlDbType.Integer);
                importer.Write(field, NpgsqlDbType.Text);
                importer.Write(what, NpgsqlDbType.Text);
                importer.Write(before.Replace("\0", "", StringComparison.Ordinal), NpgsqlDbType.Text);
            }
            await importer.CompleteAsync(ct);
        }
        if (quarantined.Count == 0) return;
        await using var rows = await connection.BeginBinaryImportAsync("copy source.quarantine (file_id, row_no, kind, reason, name, birth, raw_key, cells) from stdin (format binary)", ct);
        foreach (var (row, reason, name, birth, rawKey, cells) in quarantined)
        {
            rows.StartRow();
            rows.Write(fileId, NpgsqlDbType.Integer);
            rows.Write(row, NpgsqlDbType.Integer);
            rows.Write(profile.Prefix, NpgsqlDbType.Text);
            rows.Write(reason, NpgsqlDbType.Text);
            WriteOrNull(rows, name, NpgsqlDbType.Text);
            if (birth is { } date) rows.Write(date, NpgsqlDbType.Date); else rows.WriteNull();
            WriteOrNull(rows, rawKey?.Replace("\0", "", StringComparison.Ordinal), NpgsqlDbType.Text);
            rows.Write(cells, NpgsqlDbType.Jsonb);
        }
        await rows.CompleteAsync(ct);
    }

    private static void WriteOrNull(NpgsqlBinaryImporter importer, string? text, NpgsqlDbType type)
    {
        if (text is null) importer.WriteNull(); else importer.Write(text, type);
    }
}
