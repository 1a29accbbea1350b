using System.Security.Cryptography;
using Npgsql;

namespace PalmAssistant.Ask;

/// <summary>A file that may be fetched for a while by the account it was made for.</summary>
public sealed record ExportFile(string Account, string Name, string Path, DateTimeOffset Until);

/// <summary>Exported files under the data folder: an unguessable address each, gone when their time is over.</summary>
public sealed class ExportFiles(NpgsqlDataSource database, PalmSettings settings)
{
    /// <summary>How long a file may be fetched.</summary>
    public TimeSpan Life => settings.ExportLife;

    /// <summary>Keeps a file of figures, in which nobody's number stands.</summary>
    public Task<string> Keep(string account, string name, Func<Stream, Task> write, int rows, CancellationToken ct) => Keep(account, name, write, rows, null, name, ct);

    /// <summary>Keeps the file's bytes and answers its address: "/exports/…".</summary>
    /// <param name="purpose">what full numbers were asked for; null = masked</param>
    public async Task<string> Keep(string account, string name, Func<Stream, Task> write, int rows, string? purpose, string understood, CancellationToken ct)
    {
        await RemoveOld(ct);
        var path = Path.Combine("exports", Guid.NewGuid().ToString("N") + Path.GetExtension(name));
        Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
        await using (var file = new FileStream(Full(path), FileMode.CreateNew)) await write(file);
        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(24)).ToLowerInvariant();
        var now = TimeProvider.System.GetUtcNow();
        await using var command = database.CreateCommand("insert into access.export_file values ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
        foreach (var value in new object[] { Hash(token), account, name, path, rows, now, now + settings.ExportLife, (object?)purpose ?? DBNull.Value, understood }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
        return "/exports/" + token;
    }

    /// <summary>Null when there is no such address or its time is over. The path is absolute.</summary>
    public async Task<ExportFile?> Find(string token, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select account, name, path, until from access.export_file where token_hash = $1 and until > $2");
        command.Parameters.Add(new() { Value = Hash(token) });
        command.Parameters.Add(new() { Value = TimeProvider.System.GetUtcNow() });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(row.GetString(0), row.GetString(1), Full(row.GetString(2)), row.GetFieldValue<DateTimeOffset>(3)) : null;
    }

    /// <summary>Closes an account's open links before their time and removes the files.</summary>
    /// <returns>how many</returns>
    public Task<int> Revoke(string account, CancellationToken ct) => Remove("delete from access.export_file where account = $1 and until > $2 returning path", ct, account, TimeProvider.System.GetUtcNow());

    private Task<int> RemoveOld(CancellationToken ct) => Remove("delete from access.export_file where until <= $1 returning path", ct, TimeProvider.System.GetUtcNow());

    private async Task<int> Remove(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(ct);
        var removed = 0;
        for (; await row.ReadAsync(ct); removed++) File.Delete(Full(row.GetString(0)));
        return removed;
    }

    private string Full(string path) => Path.Combine(settings.DataFolder, path);

    private static byte[] Hash(string token) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token));
}
