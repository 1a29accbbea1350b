using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using PalmAssistant.Access;

namespace PalmAssistant.Policies.Library;

public enum ChangeResult { Done, NotFound, ChangedByAnother }

/// <summary>A change as curators see it in the list of what was done.</summary>
/// <param name="Says">发布《…》</param>
/// <param name="CanUndo">not undone, and nothing that was changed after it stands in the way</param>
public sealed record ChangeRow(long Id, DateTimeOffset At, string By, string What, string Says, bool Undone, bool CanUndo);

/// <summary>What came of taking a change back: the words of the change, or why it cannot be taken back.</summary>
public sealed record UndoOutcome(string? Says, string? Problem);

/// <summary>
/// The one door through which curators change anything. Each change is one transaction: the work, what was before and after, the revision by which readers
/// know to reload; and one row of the audit. It can be taken back as long as nothing later changed the same thing.
/// </summary>
public sealed class PolicyChanges(NpgsqlDataSource source, PalmClock clock, Audit audit)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A change of documents.</summary>
    /// <param name="documents">locked while it is made; the first is the one the curator looked at</param>
    /// <param name="version">of the first, as the curator saw it; null = whatever it is</param>
    /// <param name="work">returns further documents that it touched</param>
    public async Task<ChangeResult> Make(string what, string says, long[] documents, int? version, bool clauses, string by, Func<NpgsqlConnection, Task> work, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Versions(connection, documents, ct) is not { } versions) return ChangeResult.NotFound;
        if (version is { } seen && versions[documents[0]] != seen) return ChangeResult.ChangedByAnother;
        var before = await Snapshot(connection, documents, clauses, ct);
        await work(connection);
        await Execute(connection, "update policy.document set version = version + 1 where id = any ($1)", ct, documents);
        var id = await Record(connection, by, what, says, documents[0], before, await Snapshot(connection, documents, clauses, ct), null, ct);
        await transaction.CommitAsync(ct);
        await Log(id, by, what, says, ct);
        return ChangeResult.Done;
    }

    /// <summary>A change of something that is there or not: a synonym, a pin, a regression question, a settled question.</summary>
    public async Task MakeOf(string what, string says, JsonObject thing, bool there, string by, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Put(connection, thing, there, by, ct);
        var id = await Record(connection, by, what, says, 0, Of(thing, !there), Of(thing, there), null, ct);
        await transaction.CommitAsync(ct);
        await Log(id, by, what, says, ct);
    }

    /// <summary>Records a change inside a transaction of the caller, who calls <see cref="Log"/> after the commit.</summary>
    internal Task<long> Record(NpgsqlConnection connection, string by, string what, string says, long document, string? before, string? after, CancellationToken ct) =>
        Record(connection, by, what, says, document, before, after, null, ct);

    internal static async Task<string> Snapshot(NpgsqlConnection connection, long[] documents, bool clauses, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select policy.snapshot($1, $2)::text", connection);
        command.Parameters.AddWithValue(documents);
        command.Parameters.AddWithValue(clauses);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

    internal Task Log(long change, string by, string what, string says, CancellationToken ct) =>
        audit.Append(new(clock.GetUtcNow(), by, "policies", says, "policy-change", new { change, what }, []), ct);

    /// <summary>The newest changes first.</summary>
    public async Task<IReadOnlyList<ChangeRow>> Recent(int take, CancellationToken ct)
    {
        await using var command = source.CreateCommand("""
            select c.id, c.at, c.by, c.what, c.says, c.undone, not c.undone and c.undoes is null and (c.before is not null) and not exists (
                select from jsonb_array_elements(c.after -> 'documents') a join policy.document d on d.id = (a ->> 'id')::bigint where d.version <> (a ->> 'version')::int)
            from policy.change c order by c.id desc limit $1
            """);
        command.Parameters.AddWithValue(take);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<ChangeRow>();
        while (await reader.ReadAsync(ct)) rows.Add(new(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetBoolean(5), reader.GetBoolean(6)));
        return rows;
    }

    /// <summary>Takes a change back. Twice is once.</summary>
    public async Task<UndoOutcome> Undo(long change, string by, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Find(connection, change, ct) is not { } made) return new(null, "没有这条记录。");
        if (made.Undone) return new(made.Says, null);
        if (made.Before is null || made.IsUndo) return new(null, "这一步不能撤销。");
        if (await ChangedSince(connection, change, ct)) return new(null, "这份文件后来又有改动，请先撤销后面的改动。");
        var says = $"撤销：{made.Says}";
        if (made.Before["documents"] is JsonArray) await Execute(connection, "select policy.restore($1::jsonb)", ct, made.Before.ToJsonString());
        else await Put(connection, (JsonObject)made.Before["thing"]!, made.Before["there"]!.GetValue<bool>(), by, ct);
        await Execute(connection, "update policy.change set undone = true where id = $1", ct, change);
        var id = await Record(connection, by, "undo", says, made.Target, null, null, change, ct);
        await transaction.CommitAsync(ct);
        await Log(id, by, "undo", says, ct);
        return new(made.Says, null);
    }

    private sealed record Made(string Says, bool Undone, bool IsUndo, JsonObject? Before, long Target);

    private static async Task<Made?> Find(NpgsqlConnection connection, long change, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select says, undone, undoes is not null, before::text, target from policy.change where id = $1 for update", connection);
        command.Parameters.AddWithValue(change);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;
        return new(reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.IsDBNull(3) ? null : (JsonObject)JsonNode.Parse(reader.GetString(3))!, long.TryParse(reader.GetString(4), out var target) ? target : 0);
    }

    private static async Task<bool> ChangedSince(NpgsqlConnection connection, long change, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select exists (select from policy.change c, jsonb_array_elements(c.after -> 'documents') a join policy.document d on d.id = (a ->> 'id')::bigint
            where c.id = $1 and d.version <> (a ->> 'version')::int)
            """, connection);
        command.Parameters.AddWithValue(change);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private static string Of(JsonObject thing, bool there) => new JsonObject { ["thing"] = thing.DeepClone(), ["there"] = there }.ToJsonString(Json);

    /// <summary>Makes a thing be there or not. <c>kind</c> says which: synonym, pin, regression, settled.</summary>
    private async Task Put(NpgsqlConnection connection, JsonObject thing, bool there, string by, CancellationToken ct)
    {
        object Field(string name) => thing[name]?.GetValue<string>() is { } value ? value : DBNull.Value;
        var now = clock.GetUtcNow();
        var work = ((string?)thing["kind"], there) switch
        {
            ("synonym", true) => Execute(connection, "insert into policy.synonym (say, means, by, at) values ($1, $2, $3, $4) on conflict do nothing", ct, Field("say"), Field("means"), by, now),
            ("synonym", false) => Execute(connection, "delete from policy.synonym where say = $1 and means = $2", ct, Field("say"), Field("means")),
            ("pin", true) => Execute(connection, "insert into policy.feedback (question, title, number, clause, useful, account, said_at, pinned) values ($1, $2, $3, $4, true, $5, $6, true)", ct, Field("question"), Field("title"), Field("number"), Field("clause"), by, now),
            ("pin", false) => Execute(connection, "delete from policy.feedback where pinned and question = $1 and title = $2 and clause = $3", ct, Field("question"), Field("title"), Field("clause")),
            ("regression", true) => Execute(connection, "insert into policy.regression (question, title, number, clause, by, at) values ($1, $2, $3, $4, $5, $6) on conflict (question) do update set title = excluded.title, number = excluded.number, clause = excluded.clause", ct, Field("question"), Field("title"), Field("number"), Field("clause"), by, now),
            ("regression", false) => Execute(connection, "delete from policy.regression where question = $1", ct, Field("question")),
            ("settled", var settled) => Execute(connection, "update policy.unanswered set settled = $2 where question = $1", ct, Field("question"), settled),
            _ => throw new InvalidOperationException($"Unknown kind of thing: {thing["kind"]}"),
        };
        await work;
    }

    /// <summary>Locks the documents; null when one is not there.</summary>
    private static async Task<Dictionary<long, int>?> Versions(NpgsqlConnection connection, long[] documents, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select id, version from policy.document where id = any ($1) and state <> 'Deleted' order by id for update", connection);
        command.Parameters.AddWithValue(documents);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var versions = new Dictionary<long, int>();
        while (await reader.ReadAsync(ct)) versions[reader.GetInt64(0)] = reader.GetInt32(1);
        return versions.ContainsKey(documents[0]) ? versions : null;
    }

    private async Task<long> Record(NpgsqlConnection connection, string by, string what, string says, long document, string? before, string? after, long? undoes, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("with moved as (select nextval('policy.revision')) insert into policy.change (at, by, what, target, before, after, says, undoes) select $1, $2, $3, $4, $5, $6, $7, $8 from moved returning id", connection);
        foreach (var value in new object[] { clock.GetUtcNow(), by, what, document.ToString(System.Globalization.CultureInfo.InvariantCulture) }) command.Parameters.AddWithValue(value);
        command.Parameters.AddWithValue(NpgsqlDbType.Jsonb, before is null ? DBNull.Value : before);
        command.Parameters.AddWithValue(NpgsqlDbType.Jsonb, after is null ? DBNull.Value : after);
        command.Parameters.AddWithValue(says);
        command.Parameters.AddWithValue(NpgsqlDbType.Bigint, undoes is { } id ? id : DBNull.Value);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(ct);
    }
}
