using System.Security.Cryptography;
using Npgsql;

namespace PalmAssistant.Ask;

/// <summary>A file that may be fetched for a while by whoever holds its address.</summary>
public sealed record ExportFile(string Account, string Name, string Path, DateTimeOffset Until);

/// <summary>Exported files under the data folder: an unguessable address each, gone when their time is over.</summary>
public sealed class ExportFiles(NpgsqlDataSource database, PalmSettings settings)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(2);

    /// <summary>Keeps the file's bytes and answers its address: "/exports/…".</summary>
    public async Task<string> Keep(string account, string name, Func<Stream, Task> write, int rows, CancellationToken ct)
    {
        await RemoveOld(ct);
        var path = Path.Combine("exports", Guid.NewGuid().ToString("N") + Path.GetExtension(name));
        Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
        await using (var file = new FileStream(Full(path), FileMode.CreateNew)) await write(file);
        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(24)).ToLowerInvariant();
        var now = TimeProvider.System.GetUtcNow();
        await using var command = database.CreateCommand("insert into access.export_file values ($1, $2, $3, $4, $5, $6, $7)");
        foreach (var value in new object[] { Hash(token), account, name, path, rows, now, now + Life }) command.Parameters.Add(new() { Value = value });
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

    private async Task RemoveOld(CancellationToken ct)
    {
        await using var command = database.CreateCommand("delete from access.export_file where until <= $1 returning path");
        command.Parameters.Add(new() { Value = TimeProvider.System.GetUtcNow() });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) File.Delete(Full(row.GetString(0)));
    }

    private string Full(string path) => Path.Combine(settings.DataFolder, path);

    private static byte[] Hash(string token) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token));
}
