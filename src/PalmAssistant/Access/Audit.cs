using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace PalmAssistant.Access;

/// <summary>One question and what came of it.</summary>
/// <param name="Channel">directline, command, report …</param>
/// <param name="PersonIds">whom a list or profile showed; empty for figures</param>
/// <param name="Content">role, scope, understood, plan, reason, milliseconds, persons: whatever explains it, written as JSON</param>
public sealed record AuditEntry(DateTimeOffset At, string Account, string Channel, string Said, string Kind, object Content, IReadOnlyList<int> PersonIds);

/// <summary>A row of the audit as it is kept.</summary>
public sealed record AuditRow(long Id, DateTimeOffset At, string Account, string Channel, string Said, string Kind, string Content, int[] PersonIds, byte[] Previous, byte[] Hash);

/// <summary>What a check of the whole chain found. <paramref name="BrokenAt"/>: the first row whose hash does not follow from its content and the row before; null = intact.</summary>
public sealed record AuditCheck(long Rows, long? BrokenAt);

/// <summary>
/// The append-only log of who asked what and of whom. Each row's hash is SHA-256 over the previous hash and the row's content,
/// so a changed, inserted or missing row breaks the chain (<see cref="Verify"/>).
/// </summary>
public sealed class Audit(NpgsqlDataSource database)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<long> Append(AuditEntry entry, CancellationToken ct)
    {
        var at = new DateTimeOffset(entry.At.UtcTicks / 10 * 10, TimeSpan.Zero);   // PostgreSQL keeps microseconds
        var content = JsonSerializer.Serialize(entry.Content, Json);
        var persons = entry.PersonIds.Distinct().Order().ToArray();
        await using var command = database.CreateCommand("select access.append_audit($1, $2, $3, $4, $5, $6, $7, $8)");
        command.Parameters.Add(new() { Value = at });
        foreach (var text in new[] { entry.Account, entry.Channel, Clean(entry.Said), entry.Kind, Clean(content) }) command.Parameters.Add(new() { Value = text });
        command.Parameters.Add(new() { Value = persons, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = Body(at, entry.Account, entry.Channel, Clean(entry.Said), entry.Kind, Clean(content), persons) });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Reads the whole chain, oldest first, to the end that was written down: a row cut off at the end shows too.</summary>
    public async Task<AuditCheck> Verify(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var (expectedId, previous) = await Anchor(connection, ct);
        var (lastId, lastHash) = await Head(connection, ct);
        long rows = 0;
        await using var command = new NpgsqlCommand(Columns + " order by id", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var row = Read(reader);
            rows++;
            if (row.Id != expectedId || !row.Previous.AsSpan().SequenceEqual(previous) || !row.Hash.AsSpan().SequenceEqual(Hash(previous, row))) return new(rows, row.Id);
            (previous, expectedId) = (row.Hash, row.Id + 1);
        }
        return new(rows, expectedId != lastId + 1 || !previous.AsSpan().SequenceEqual(lastHash) ? expectedId : null);
    }

    /// <summary>Who was shown any of these persons, newest first.</summary>
    public Task<IReadOnlyList<AuditRow>> Of(IReadOnlyList<int> persons, int most, CancellationToken ct) => Rows(" where person_ids && $1 order by id desc limit $2", ct, persons.ToArray(), most);

    /// <summary>What an account did, newest first.</summary>
    public Task<IReadOnlyList<AuditRow>> By(string account, int most, CancellationToken ct) => Rows(" where account = $1 order by id desc limit $2", ct, account, most);

    /// <summary>Workbooks handed out, newest first: of exactly this content, or with any of these people in them. Null = all.</summary>
    public Task<IReadOnlyList<AuditRow>> Exports(string? understood, IReadOnlyList<int> persons, int most, CancellationToken ct) => understood is null
        ? Rows(" where kind = 'file' order by id desc limit $1", ct, most)
        : Rows(" where kind = 'file' and (content::jsonb ->> 'understood' = $1 or person_ids && $2) order by id desc limit $3", ct, understood, persons.ToArray(), most);

    private async Task<IReadOnlyList<AuditRow>> Rows(string where, CancellationToken ct, params object[] values)
    {
        await using var command = database.CreateCommand(Columns + where);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<AuditRow>();
        while (await reader.ReadAsync(ct)) rows.Add(Read(reader));
        return rows;
    }

    /// <summary>Removes what is older than <paramref name="before"/>; never the last six months.</summary>
    /// <returns>how many rows went</returns>
    public async Task<long> Prune(DateTimeOffset before, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select access.prune_audit($1)");
        command.Parameters.Add(new() { Value = before.ToUniversalTime() });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private const string Columns = "select id, at, account, channel, said, kind, content, person_ids, previous, hash from access.audit";

    /// <summary>Where the chain begins: at the first row, or after what was pruned.</summary>
    private static async Task<(long NextId, byte[] Hash)> Anchor(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select last_id, hash from access.audit_pruned order by last_id desc limit 1", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0) + 1, reader.GetFieldValue<byte[]>(1)) : (1, []);
    }

    private static async Task<(long LastId, byte[] Hash)> Head(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select last_id, hash from access.audit_head", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : (0, []);
    }

    private static AuditRow Read(NpgsqlDataReader r) => new(
        r.GetInt64(0), r.GetFieldValue<DateTimeOffset>(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6),
        r.GetFieldValue<int[]>(7), r.GetFieldValue<byte[]>(8), r.GetFieldValue<byte[]>(9));

    private static byte[] Hash(byte[] previous, AuditRow row) =>
        SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(Body(row.At, row.Account, row.Channel, row.Said, row.Kind, row.Content, row.PersonIds))]);

    private static string Body(DateTimeOffset at, string account, string channel, string said, string kind, string content, int[] persons) =>
        string.Join('\u001f', (at.UtcTicks / 10).ToString(CultureInfo.InvariantCulture), account, channel, said, kind, content, string.Join(',', persons));

    /// <summary>PostgreSQL keeps no NUL in text.</summary>
    private static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal);
}
