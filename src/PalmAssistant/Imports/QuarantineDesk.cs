using Npgsql;

namespace PalmAssistant.Imports;

/// <summary>Where people work through the quarantine: read the rows, correct cells, replay. A taken row shows in the golden records at once.</summary>
public sealed class QuarantineDesk : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly ProfileCatalog catalog;

    private QuarantineDesk(NpgsqlConnection connection, ProfileCatalog catalog) => (this.connection, this.catalog) = (connection, catalog);

    public static async Task<QuarantineDesk> Open(string connectionString, ProfileCatalog catalog, CancellationToken ct)
    {
        var connection = ImportDrop.Unpooled(connectionString);
        await connection.OpenAsync(ct);
        return new(connection, catalog);
    }

    /// <summary>The open rows, oldest file first.</summary>
    public async Task<IReadOnlyList<QuarantinedRow>> List(int limit, CancellationToken ct) =>
        await Quarantine.List(connection, limit, ct);

    /// <summary>Replays a row with some cells corrected (canonical header → cell). Null when it was taken, otherwise why it still cannot be.</summary>
    public async Task<string?> Fix(long id, IReadOnlyDictionary<string, string> corrections, string by, DateOnly today, CancellationToken ct)
    {
        await ImportDrop.Locked(connection, ct);
        try
        {
            var refused = await new Quarantine(connection, catalog, await Knowledge.Load(connection, ct)).Fix(id, corrections, by, ct);
            if (refused is null) await GoldenMerge.Run(connection, today, (_, _) => { }, ct);
            return refused;
        }
        finally
        {
            await ImportDrop.Unlocked(connection, CancellationToken.None);
        }
    }

    /// <summary>Puts a row aside for good; it stays readable. False when it was settled before.</summary>
    public async Task<bool> Dismiss(long id, string by, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("update source.quarantine set state = 3, settled_by = $2, settled_at = now() where id = $1 and state = 0", connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = by });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
