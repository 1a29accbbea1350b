using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Policies.Library;

/// <summary>What an uploader states instead of what the text says; null = as read.</summary>
public sealed record MetadataOverride(string? Title, string? Number, string? Issuer, string? Level, DateOnly? SignedOn, DateOnly? EffectiveFrom, DateOnly? ValidUntil);

/// <summary>What became of an upload: the document (and whether the same bytes were there already), or the reason in Chinese why there is none.</summary>
public sealed record UploadOutcome(PolicyDocument? Document, bool Known, string? Problem);

/// <summary>A clause as a curator corrected it; <paramref name="Id"/> null = a new one.</summary>
public sealed record ClauseCorrection(long? Id, string Label, string? Chapter, string? Heading, string Text);

/// <summary>The documents in the database. Every change goes through <see cref="PolicyChanges"/>: it can be taken back and is in the audit.</summary>
public sealed class PolicyLibrary(NpgsqlDataSource source, PalmClock clock, PolicyChanges changes)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Published documents of the same number as $1, or of none and of the same title and date. Two halves, each with its index.</summary>
    private const string SameAs = """
        select older.id from policy.document newer join policy.document older on older.number = newer.number where newer.id = $1 and older.id <> $1 and older.state = 'Published'
        union all
        select older.id from policy.document newer join policy.document older on older.title = newer.title and older.signed_on is not distinct from newer.signed_on
        where newer.id = $1 and newer.number is null and older.number is null and older.id <> $1 and older.state = 'Published'
        """;

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
        try
        {
            var id = await Store(fileName, bytes, hash, metadata, clauses, publish, by, ct);
            var stored = (await Find(id, ct))!;
            return new(stored with { Metadata = stored.Metadata with { Warnings = metadata.Warnings } }, false, null);
        }
        catch (PostgresException twice) when (twice.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return new(await FindByHash(hash, ct), true, null);   // somebody sent the same bytes at the same time
        }
    }

    private async Task<long> Store(string fileName, byte[] bytes, byte[] hash, PolicyMetadata metadata, IReadOnlyList<Clause> clauses, bool publish, string by, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var id = await Insert(connection, fileName, bytes, hash, metadata, by, ct);
        await InsertParts(connection, id, metadata, clauses, ct);
        long[] touched = publish ? [id, .. await Superseded(connection, id, ct)] : [id];
        var before = JsonNode.Parse(await PolicyChanges.Snapshot(connection, touched, false, ct))!;
        foreach (var document in before["documents"]!.AsArray().Where(d => d!["id"]!.GetValue<long>() == id)) document!["state"] = nameof(DocumentState.Deleted);
        if (publish)
        {
            await MakePublished(connection, id, ct);
            await Execute(connection, "update policy.document set version = version + 1 where id = any ($1)", ct, touched);
        }
        var says = $"上传《{metadata.Title}》{(publish ? "并发布" : "")}";
        var change = await changes.Record(connection, by, "upload", says, id, before.ToJsonString(), await PolicyChanges.Snapshot(connection, touched, false, ct), ct);
        await transaction.CommitAsync(ct);
        await changes.Log(change, by, "upload", says, ct);
        return id;
    }

    public async Task<IReadOnlyList<PolicyDocument>> All(CancellationToken ct) => await Load("d.state <> 'Deleted'", null, true, ct);

    /// <summary>All documents without their clauses: for lists, and for who repeals whom.</summary>
    public async Task<IReadOnlyList<PolicyDocument>> Heads(CancellationToken ct) => await Load("d.state <> 'Deleted'", null, false, ct);

    public async Task<PolicyDocument?> Find(long id, CancellationToken ct) => (await Load("d.id = $1 and d.state <> 'Deleted'", id, true, ct)).FirstOrDefault();

    public async Task<IReadOnlyList<PolicyDocument>> Find(long[] ids, CancellationToken ct) => ids.Length == 0 ? [] : await Load("d.id = any ($1) and d.state <> 'Deleted'", ids, true, ct);

    /// <summary>A mark for each published document that moves with every change of it.</summary>
    public async Task<Dictionary<long, uint>> Marks(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select id, xmin from policy.document where state = 'Published'");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var marks = new Dictionary<long, uint>();
        while (await reader.ReadAsync(ct)) marks[reader.GetInt64(0)] = reader.GetFieldValue<uint>(1);
        return marks;
    }

    /// <summary>Number of clauses a document, for lists.</summary>
    public async Task<Dictionary<long, int>> ClauseCounts(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select document_id, count(*)::int from policy.clause group by document_id");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var counts = new Dictionary<long, int>();
        while (await reader.ReadAsync(ct)) counts[reader.GetInt64(0)] = reader.GetInt32(1);
        return counts;
    }

    /// <summary>The original bytes with their name.</summary>
    public async Task<(string Name, byte[] Bytes)?> File(long id, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select file_name, content from policy.document where id = $1 and state <> 'Deleted'");
        command.Parameters.AddWithValue(id);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetString(0), reader.GetFieldValue<byte[]>(1)) : null;
    }

    /// <summary>Published documents that this one would put in the past: the same number, or none and the same title and date.</summary>
    public async Task<IReadOnlyList<long>> Superseded(long id, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await Superseded(connection, id, ct);
    }

    public async Task<ChangeResult> Publish(long id, string by, CancellationToken ct, int? version = null) =>
        await changes.Make("publish", $"发布《{await Title(id, ct)}》", [id, .. await Superseded(id, ct)], version, false, by, connection => MakePublished(connection, id, ct), ct);

    public async Task<ChangeResult> Withdraw(long id, string by, CancellationToken ct, int? version = null) =>
        await changes.Make("withdraw", $"撤回《{await Title(id, ct)}》", [id], version, false, by, connection => Execute(connection, "update policy.document set state = 'Withdrawn' where id = $1", ct, id), ct);

    public async Task<ChangeResult> MarkRepealed(long id, DateOnly? from, string by, CancellationToken ct, int? version = null) =>
        await changes.Make("repeal", from is { } day ? $"《{await Title(id, ct)}》标记为自{day:yyyy-MM-dd}起废止" : $"取消《{await Title(id, ct)}》的废止标记", [id], version, false, by,
            connection => Execute(connection, "update policy.document set marked_repealed_on = $2 where id = $1", ct, id, from is { } on ? on : DBNull.Value), ct);

    public async Task<ChangeResult> Correct(long id, MetadataOverride stated, string by, CancellationToken ct, int? version = null) =>
        await changes.Make("edit", $"更正《{await Title(id, ct)}》的信息", [id], version, false, by, connection => Execute(connection, """
            update policy.document set title = coalesce($2, title), number = case when $3 = '' then null else coalesce($3, number) end, issuer = coalesce($4, issuer), level = coalesce($5, level),
                signed_on = coalesce($6, signed_on), effective_from = coalesce($7, effective_from), valid_until = coalesce($8, valid_until) where id = $1
            """, ct, id, Text(stated.Title), Text(stated.Number is { Length: > 0 } number ? MetadataReader.Normalise(number) : stated.Number), Text(stated.Issuer), Text(stated.Level), Day(stated.SignedOn), Day(stated.EffectiveFrom), Day(stated.ValidUntil)), ct);

    /// <summary>The clauses as a curator put them: those left out go, those without an id are new, the order is the list's.</summary>
    public async Task<ChangeResult> CorrectClauses(long id, IReadOnlyList<ClauseCorrection> clauses, string by, CancellationToken ct, int? version = null) =>
        await changes.Make("clauses", $"更正《{await Title(id, ct)}》的条款", [id], version, true, by, async connection =>
        {
            var kept = clauses.Where(c => c.Id is not null).Select(c => c.Id!.Value).ToArray();
            await Execute(connection, "delete from policy.clause where document_id = $1 and id <> all ($2)", ct, id, kept);
            for (var position = 0; position < clauses.Count; position++) await Put(connection, id, position, clauses[position], ct);
        }, ct);

    private static Task Put(NpgsqlConnection connection, long id, int position, ClauseCorrection clause, CancellationToken ct) => clause.Id is { } known
        ? Execute(connection, """
            update policy.clause set position = $3, label = $4, chapter = $5, heading = $6, text = $7, items = case when text = $7 then items else '[]' end where id = $1 and document_id = $2
            """, ct, known, id, position, clause.Label, Text(clause.Chapter), Text(clause.Heading), clause.Text)
        : Execute(connection, "insert into policy.clause (document_id, position, label, chapter, heading, text) values ($1, $2, $3, $4, $5, $6)", ct, id, position, clause.Label, Text(clause.Chapter), Text(clause.Heading), clause.Text);

    /// <summary>Nobody sees it any more; the list of changes can bring it back.</summary>
    public async Task<ChangeResult> Delete(long id, string by, CancellationToken ct)
    {
        var older = await Ids("select id from policy.document where superseded_by = $1 and state = 'Superseded'", id, ct);
        return await changes.Make("delete", $"删除《{await Title(id, ct)}》", [id, .. older], null, false, by, async connection =>
        {
            await Execute(connection, "update policy.document set superseded_by = null, state = 'Published' where id = any ($1)", ct, older);
            await Execute(connection, "update policy.document set state = 'Deleted' where id = $1", ct, id);
        }, ct);
    }

    private static async Task MakePublished(NpgsqlConnection connection, long id, CancellationToken ct)
    {
        await Execute(connection, "update policy.document set state = 'Published', published_at = now() where id = $1", ct, id);
        await Execute(connection, $"update policy.document set state = 'Superseded', superseded_by = $1 where id in ({SameAs})", ct, id);
    }

    private static async Task<List<long>> Superseded(NpgsqlConnection connection, long id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(SameAs, connection);
        command.Parameters.AddWithValue(id);
        return await Ids(command, ct);
    }

    private async Task<long[]> Ids(string sql, long id, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue(id);
        return [.. await Ids(command, ct)];
    }

    private static async Task<List<long>> Ids(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ids = new List<long>();
        while (await reader.ReadAsync(ct)) ids.Add(reader.GetInt64(0));
        return ids;
    }

    private async Task<string> Title(long id, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select title from policy.document where id = $1");
        command.Parameters.AddWithValue(id);
        return await command.ExecuteScalarAsync(ct) as string ?? "";
    }

    private async Task<PolicyDocument?> FindByHash(byte[] hash, CancellationToken ct) => (await Load("d.sha256 = $1 and d.state in ('Draft', 'Published')", hash, true, ct)).FirstOrDefault();

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

    private async Task<List<PolicyDocument>> Load(string condition, object? value, bool withClauses, CancellationToken ct)
    {
        var clauses = new Dictionary<long, List<Clause>>();
        var documents = new List<PolicyDocument>();
        await using var connection = await source.OpenConnectionAsync(ct);
        await using (var command = Command(connection, $"""
            select d.id, d.title, d.number, d.issuer, d.level, d.signed_on, d.effective_from, d.valid_until, d.state, d.marked_repealed_on,
                (select coalesce(json_agg(json_build_object('kind', kind, 'title', title, 'number', number, 'clause', clause)), '[]')::text from policy.relation r where r.document_id = d.id), d.version
            from policy.document d where {condition} order by d.id
            """, value))
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct)) documents.Add(DocumentOf(reader, clauses[reader.GetInt64(0)] = []));
        if (!withClauses) return documents;
        await using (var command = Command(connection, $"select c.document_id, c.label, c.chapter, c.heading, c.text, c.items::text, c.id from policy.clause c join policy.document d on d.id = c.document_id where {condition} order by c.document_id, c.position", value))
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                if (clauses.TryGetValue(reader.GetInt64(0), out var of)) of.Add(ClauseOf(reader));
        return documents;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object? value)
    {
        var command = new NpgsqlCommand(sql, connection);
        if (value is not null) command.Parameters.AddWithValue(value);
        return command;
    }

    private static Clause ClauseOf(NpgsqlDataReader reader)
    {
        var items = reader.GetString(5);
        return new(reader.GetString(1), Maybe(reader, 2), Maybe(reader, 3), reader.GetString(4), items == "[]" ? [] : JsonSerializer.Deserialize<List<ClauseItem>>(items, Json)!) { Id = reader.GetInt64(6) };
    }

    private static PolicyDocument DocumentOf(NpgsqlDataReader reader, List<Clause> clauses)
    {
        DateOnly? Date(int i) => reader.IsDBNull(i) ? null : reader.GetFieldValue<DateOnly>(i);
        var relations = JsonSerializer.Deserialize<List<PolicyRelation>>(reader.GetString(10), Json)!;
        var metadata = new PolicyMetadata(reader.GetString(1), Maybe(reader, 2), Maybe(reader, 3), reader.GetString(4), Date(5), Date(6), Date(7), relations);
        return new(reader.GetInt64(0), metadata, Enum.Parse<DocumentState>(reader.GetString(8)), Date(9), clauses) { Version = reader.GetInt32(11) };
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
