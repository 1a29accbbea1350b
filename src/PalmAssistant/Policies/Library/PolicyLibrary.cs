using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Policies.Library;

/// <summary>What an uploader states instead of what the text says; null = as read.</summary>
public sealed record MetadataOverride(string? Title, string? Number, string? Issuer, string? Level, DateOnly? SignedOn, DateOnly? EffectiveFrom, DateOnly? ValidUntil);

/// <summary>What became of an upload: the document (and whether the same bytes were there already), or the reason in Chinese why there is none.</summary>
public sealed record UploadOutcome(PolicyDocument? Document, bool Known, string? Problem);

/// <summary>The documents in the database. Every change moves the revision by which readers know to reload, and leaves a row in the change log.</summary>
public sealed class PolicyLibrary(NpgsqlDataSource source, PalmClock clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads and stores one file. Bytes that are there already are recognised; a file of a number that is there already is its new version.</summary>
    public async Task<UploadOutcome> Upload(string fileName, byte[] bytes, MetadataOverride? stated, bool publish, string by, CancellationToken ct)
    {
        var hash = SHA256.HashData(bytes);
        if (await FindByHash(hash, ct) is { } known)
        {
            if (publish && known.State == DocumentState.Draft) { await Publish(known.Id, by, ct); known = (await Find(known.Id, ct))!; }
            return new(known, true, null);
        }
        var reading = PolicyFile.Read(fileName, bytes);
        if (reading.Draft is not { } draft) return new(null, false, reading.Problem);
        var clauses = ClauseCutter.Cut(draft);
        if (clauses.Count == 0) return new(null, false, $"“{fileName}”里没有找到正文；请核对文件内容。");
        var metadata = Apply(MetadataReader.Read(draft, clauses), stated);
        if (metadata.Title.Length == 0) metadata = metadata with { Title = Path.GetFileNameWithoutExtension(fileName) };
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var id = await Insert(connection, fileName, bytes, hash, metadata, by, ct);
        await InsertParts(connection, id, metadata, clauses, ct);
        await Record(connection, by, "upload", id, null, new { metadata.Title, metadata.Number, publish }, ct);
        if (publish) await MakePublished(connection, id, ct);
        await transaction.CommitAsync(ct);
        return new(new(id, metadata, publish ? DocumentState.Published : DocumentState.Draft, null, clauses), false, null);
    }

    public async Task<IReadOnlyList<PolicyDocument>> All(CancellationToken ct) => await Load("true", null, ct);

    public async Task<PolicyDocument?> Find(long id, CancellationToken ct) => (await Load("d.id = $1", id, ct)).FirstOrDefault();

    /// <summary>The original bytes with their name.</summary>
    public async Task<(string Name, byte[] Bytes)?> File(long id, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select file_name, content from policy.document where id = $1");
        command.Parameters.AddWithValue(id);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetString(0), reader.GetFieldValue<byte[]>(1)) : null;
    }

    public Task<bool> Publish(long id, string by, CancellationToken ct) => Change(id, by, "publish", MakePublished, ct);

    public Task<bool> Withdraw(long id, string by, CancellationToken ct) =>
        Change(id, by, "withdraw", (connection, at, token) => Execute(connection, "update policy.document set state = 'Withdrawn' where id = $1", token, at), ct);

    public Task<bool> MarkRepealed(long id, DateOnly? from, string by, CancellationToken ct) =>
        Change(id, by, "repeal", (connection, at, token) => Execute(connection, "update policy.document set marked_repealed_on = $2 where id = $1", token, at, from is { } day ? day : DBNull.Value), ct);

    public Task<bool> Correct(long id, MetadataOverride stated, string by, CancellationToken ct) => Change(id, by, "edit", async (connection, at, token) =>
    {
        await Execute(connection, """
            update policy.document set title = coalesce($2, title), number = coalesce($3, number), issuer = coalesce($4, issuer), level = coalesce($5, level),
                signed_on = coalesce($6, signed_on), effective_from = coalesce($7, effective_from), valid_until = coalesce($8, valid_until) where id = $1
            """, token, at, Text(stated.Title), Text(stated.Number), Text(stated.Issuer), Text(stated.Level), Day(stated.SignedOn), Day(stated.EffectiveFrom), Day(stated.ValidUntil));
    }, ct);

    /// <summary>Removes the document and its clauses for good; the log keeps that it was there.</summary>
    public Task<bool> Delete(long id, string by, CancellationToken ct) => Change(id, by, "delete", async (connection, at, token) =>
    {
        await Execute(connection, "update policy.document set superseded_by = null, state = 'Published' where superseded_by = $1", token, at);
        await Execute(connection, "delete from policy.document where id = $1", token, at);
    }, ct);

    private async Task<bool> Change(long id, string by, string what, Func<NpgsqlConnection, long, CancellationToken, Task> change, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } before) return false;
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await change(connection, id, ct);
        await Record(connection, by, what, id, new { before.Metadata.Title, before.Metadata.Number, State = before.State.ToString(), before.MarkedRepealedOn, before.Metadata }, null, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static async Task MakePublished(NpgsqlConnection connection, long id, CancellationToken ct)
    {
        await Execute(connection, "update policy.document set state = 'Published', published_at = now() where id = $1", ct, id);
        await Execute(connection, """
            update policy.document older set state = 'Superseded', superseded_by = $1 from policy.document newer
            where newer.id = $1 and older.id <> $1 and older.state = 'Published'
              and (older.number = newer.number or older.number is null and newer.number is null and older.title = newer.title and older.signed_on is not distinct from newer.signed_on)
            """, ct, id);
    }

    private async Task<PolicyDocument?> FindByHash(byte[] hash, CancellationToken ct) => (await Load("d.sha256 = $1 and d.state in ('Draft', 'Published')", hash, ct)).FirstOrDefault();

    private static PolicyMetadata Apply(PolicyMetadata read, MetadataOverride? stated) => stated is null ? read : read with
    {
        Title = stated.Title ?? read.Title,
        Number = stated.Number is { Length: > 0 } number ? MetadataReader.Normalise(number) : read.Number,
        Issuer = stated.Issuer ?? read.Issuer,
        Level = stated.Level ?? read.Level,
        SignedOn = stated.SignedOn ?? read.SignedOn,
        EffectiveFrom = stated.EffectiveFrom ?? read.EffectiveFrom,
        ValidUntil = stated.ValidUntil ?? read.ValidUntil,
    };

    private async Task<long> Insert(NpgsqlConnection connection, string fileName, byte[] bytes, byte[] hash, PolicyMetadata m, string by, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            insert into policy.document (sha256, file_name, content, title, number, issuer, level, signed_on, effective_from, valid_until, state, uploaded_by, uploaded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'Draft', $11, $12) returning id
            """, connection);
        foreach (var value in new object[] { hash, fileName, bytes, m.Title, Text(m.Number), Text(m.Issuer), m.Level, Day(m.SignedOn), Day(m.EffectiveFrom), Day(m.ValidUntil), by, clock.GetUtcNow() })
            command.Parameters.AddWithValue(value);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task InsertParts(NpgsqlConnection connection, long id, PolicyMetadata metadata, IReadOnlyList<Clause> clauses, CancellationToken ct)
    {
        await using (var rows = await connection.BeginBinaryImportAsync("copy policy.clause (document_id, position, label, chapter, heading, text, items) from stdin (format binary)", ct))
        {
            for (var position = 0; position < clauses.Count; position++)
            {
                var clause = clauses[position];
                await rows.WriteRowAsync(ct, id, position, clause.Label, Text(clause.Chapter), Text(clause.Heading), clause.Text);
                await rows.WriteAsync(JsonSerializer.Serialize(clause.Items, Json), NpgsqlDbType.Jsonb, ct);
            }
            await rows.CompleteAsync(ct);
        }
        foreach (var relation in metadata.Relations)
            await Execute(connection, "insert into policy.relation (document_id, kind, title, number, clause) values ($1, $2, $3, $4, $5)", ct, id, relation.Kind, Text(relation.Title), Text(relation.Number), Text(relation.Clause));
    }

    private async Task Record(NpgsqlConnection connection, string by, string what, long target, object? before, object? after, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("", connection);
        command.CommandText = "with moved as (select nextval('policy.revision')) insert into policy.change (at, by, what, target, before, after) select $1, $2, $3, $4, $5, $6 from moved";
        command.Parameters.AddWithValue(clock.GetUtcNow());
        command.Parameters.AddWithValue(by);
        command.Parameters.AddWithValue(what);
        command.Parameters.AddWithValue(target.ToString(System.Globalization.CultureInfo.InvariantCulture));
        command.Parameters.AddWithValue(NpgsqlDbType.Jsonb, before is null ? DBNull.Value : JsonSerializer.Serialize(before, Json));
        command.Parameters.AddWithValue(NpgsqlDbType.Jsonb, after is null ? DBNull.Value : JsonSerializer.Serialize(after, Json));
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<List<PolicyDocument>> Load(string condition, object? value, CancellationToken ct)
    {
        await using var command = source.CreateCommand($"""
            select d.id, d.title, d.number, d.issuer, d.level, d.signed_on, d.effective_from, d.valid_until, d.state, d.marked_repealed_on,
                (select coalesce(json_agg(json_build_object('kind', kind, 'title', title, 'number', number, 'clause', clause)), '[]')::text from policy.relation r where r.document_id = d.id),
                c.label, c.chapter, c.heading, c.text, c.items::text
            from policy.document d join policy.clause c on c.document_id = d.id where {condition} order by d.id, c.position
            """);
        if (value is not null) command.Parameters.AddWithValue(value);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var documents = new List<PolicyDocument>();
        var clauses = new List<Clause>();
        while (await reader.ReadAsync(ct))
        {
            if (documents.Count == 0 || documents[^1].Id != reader.GetInt64(0)) documents.Add(DocumentOf(reader, clauses = []));
            var items = reader.GetString(15);
            clauses.Add(new(reader.GetString(11), Maybe(reader, 12), Maybe(reader, 13), reader.GetString(14), items == "[]" ? [] : JsonSerializer.Deserialize<List<ClauseItem>>(items, Json)!));
        }
        return documents;
    }

    private static PolicyDocument DocumentOf(NpgsqlDataReader reader, List<Clause> clauses)
    {
        DateOnly? Date(int i) => reader.IsDBNull(i) ? null : reader.GetFieldValue<DateOnly>(i);
        var relations = JsonSerializer.Deserialize<List<PolicyRelation>>(reader.GetString(10), Json)!;
        var metadata = new PolicyMetadata(reader.GetString(1), Maybe(reader, 2), Maybe(reader, 3), reader.GetString(4), Date(5), Date(6), Date(7), relations);
        return new(reader.GetInt64(0), metadata, Enum.Parse<DocumentState>(reader.GetString(8)), Date(9), clauses);
    }

    private static string? Maybe(NpgsqlDataReader reader, int i) => reader.IsDBNull(i) ? null : reader.GetString(i);
    private static object Text(string? text) => text is null ? DBNull.Value : text;
    private static object Day(DateOnly? day) => day is { } d ? d : DBNull.Value;

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(ct);
    }
}
