using Npgsql;

namespace PalmAssistant.Imports;

/// <summary>What the golden records do not show yet: written with the evidence, cleared by the merge, so an interrupted import is known.</summary>
internal static class Pending
{
    /// <summary>Above this many rows the people concerned are not listed one by one: everyone is derived again.</summary>
    private const int MostListed = 50_000;

    /// <summary>Before rows of one kind of record are written, in their transaction.</summary>
    public static Task Announce(NpgsqlConnection connection, string record, int rows, CancellationToken ct) =>
        Sql.Run(connection, $"update source.pending set dirty = true{(record is "house" or "region" || rows > MostListed ? ", everything = true" : "")}{(record is "entity" or "venue" ? ", bodies = true" : "")}", ct);

    /// <summary>Dirty: something is to be merged. Everything: for everyone.</summary>
    public static async Task<(bool Dirty, bool Everything)> Read(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select dirty, everything from source.pending", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetBoolean(0), reader.GetBoolean(1));
    }
}
