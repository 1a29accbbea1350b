using Npgsql;
using NpgsqlTypes;

namespace PalmAssistant.Imports;

/// <summary>Cleaned rows into a temporary table by COPY, then into the evidence by one statement. Inside the caller's transaction.</summary>
public sealed class Staging(NpgsqlConnection connection, EvidenceTable table)
{
    private NpgsqlBinaryImporter? importer;

    public int Rows { get; private set; }

    public async Task Open(CancellationToken ct)
    {
        await Sql.Run(connection, table.CreateStageSql, ct);
        importer = await connection.BeginBinaryImportAsync(table.CopySql, ct);
    }

    public void Write(ReadOnlySpan<Value> values, int fileId, int rowNumber)
    {
        importer!.StartRow();
        for (var i = 0; i < values.Length; i++) table.Columns[i].Write(importer, values[i]);
        importer.Write(fileId, NpgsqlDbType.Integer);
        importer.Write(rowNumber, NpgsqlDbType.Integer);
        Rows++;
    }

    /// <summary>Closes the COPY without touching the evidence: another COPY may follow on the connection.</summary>
    public async Task Close(CancellationToken ct)
    {
        await importer!.CompleteAsync(ct);
        await importer.DisposeAsync();
    }

    /// <summary>Moves the staged rows on: created, updated, unchanged, and duplicates within the staged rows.</summary>
    public async Task<FileCounts> Upsert(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(table.UpsertSql(), connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        int distinct = (int)reader.GetInt64(0), created = (int)reader.GetInt64(1), updated = (int)reader.GetInt64(2);
        return new() { Created = created, Updated = updated, Unchanged = distinct - created - updated, Duplicates = Rows - distinct };
    }

    /// <summary>Staged rows whose record the evidence already holds from the same file.</summary>
    public async Task<int> CountAlreadyIn(int fileId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(table.CountAlreadyInSql(fileId), connection) { CommandTimeout = 0 };
        return (int)(long)(await command.ExecuteScalarAsync(ct))!;
    }

    public Task Drop(CancellationToken ct) => Sql.Run(connection, table.DropStageSql, ct);
}
