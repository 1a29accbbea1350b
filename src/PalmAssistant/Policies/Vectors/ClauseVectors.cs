using System.Globalization;
using Npgsql;
using Pgvector;

namespace PalmAssistant.Policies.Vectors;

/// <summary>How far the vectors of an embedder have come.</summary>
public sealed record EmbeddingProgress(string Embedder, long Done, long Total, bool Ready)
{
    public int Percent => Total == 0 ? 100 : (int)(100 * Done / Total);
}

/// <summary>A clause that has no vector yet.</summary>
public sealed record BareClause(long Id, string Text);

/// <summary>
/// The vectors in PostgreSQL (pgvector), apart by the embedder that made them: each has its own HNSW index over cosine distance,
/// a partial one on a fixed size, as pgvector wants it.
/// </summary>
public sealed class ClauseVectors(NpgsqlDataSource source, PalmClock clock)
{
    /// <summary>The clauses nearest to a vector, with the cosine, best first.</summary>
    public async Task<IReadOnlyList<(long Clause, float Likeness)>> Near(string embedder, float[] vector, int take, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var wide = new NpgsqlCommand($"set local hnsw.ef_search = {Math.Clamp(take, 40, 400)}", connection)) await wide.ExecuteNonQueryAsync(ct);
        await using var command = new NpgsqlCommand($"select clause_id, vector::vector({vector.Length}) <=> $1::vector({vector.Length}) from policy.embedding where embedder = {Literal(embedder)} order by 2 limit {take}", connection);
        command.Parameters.AddWithValue(Text(vector));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var near = new List<(long, float)>();
        while (await reader.ReadAsync(ct)) near.Add((reader.GetInt64(0), 1 - (float)reader.GetDouble(1)));
        return near;
    }

    /// <summary>The embedder is known from now on; a second call changes nothing.</summary>
    public Task Register(string name, int dimensions, byte[]? model, int trainedOn, CancellationToken ct) => Execute(
        "insert into policy.embedder (name, dimensions, model, trained_on, made_at) values ($1, $2, $3, $4, $5) on conflict (name) do nothing", ct,
        name, dimensions, model is null ? DBNull.Value : model, trainedOn, clock.GetUtcNow());

    /// <summary>The newest space trained here, with its size of library.</summary>
    public async Task<(string Name, byte[] Model, int TrainedOn, bool Ready)?> NewestModel(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select name, model, trained_on, ready from policy.embedder where model is not null order by ready desc, made_at desc, name desc limit 1");
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetInt32(2), reader.GetBoolean(3)) : null;
    }

    public async Task<EmbeddingProgress> Progress(string embedder, CancellationToken ct)
    {
        await using var command = source.CreateCommand("""
            select (select count(*) from policy.embedding where embedder = $1), (select count(*) from policy.clause), coalesce((select ready from policy.embedder where name = $1), false)
            """);
        command.Parameters.AddWithValue(embedder);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new(embedder, reader.GetInt64(0), reader.GetInt64(1), reader.GetBoolean(2));
    }

    /// <summary>Clauses without a vector of this embedder, in the order of their ids. <paramref name="after"/> skips those looked at before.</summary>
    public async Task<IReadOnlyList<BareClause>> Bare(string embedder, long after, int take, CancellationToken ct)
    {
        await using var command = source.CreateCommand("""
            select c.id, concat_ws(' ', d.title, c.chapter, c.heading, c.text) from policy.clause c join policy.document d on d.id = c.document_id
            where c.id > $2 and not exists (select from policy.embedding e where e.embedder = $1 and e.clause_id = c.id) order by c.id limit $3
            """);
        command.Parameters.AddWithValue(embedder);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(take);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var bare = new List<BareClause>();
        while (await reader.ReadAsync(ct)) bare.Add(new(reader.GetInt64(0), reader.GetString(1)));
        return bare;
    }

    /// <summary>Clauses that went or changed in the meantime are left out: they come again.</summary>
    public async Task Keep(string embedder, IReadOnlyList<BareClause> clauses, IReadOnlyList<float[]> vectors, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Run(connection, "create temp table made (id bigint, vector text) on commit drop", ct);
        await using (var rows = await connection.BeginTextImportAsync("copy made from stdin", ct))
            for (var i = 0; i < clauses.Count; i++) await rows.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{clauses[i].Id}\t{Text(vectors[i])}\n"));
        await using (var insert = new NpgsqlCommand("insert into policy.embedding (embedder, clause_id, vector) select $1, c.id, m.vector::vector from made m join policy.clause c on c.id = m.id on conflict do nothing", connection))
        {
            insert.Parameters.AddWithValue(embedder);
            await insert.ExecuteNonQueryAsync(ct);
        }
        await transaction.CommitAsync(ct);
    }

    /// <summary>All clauses are in: its own index is built (minutes for half a million), older embedders and their indexes go.</summary>
    public async Task Finish(string embedder, int dimensions, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await Run(connection, "set maintenance_work_mem = '1GB'", ct);
        await Run(connection, "set max_parallel_maintenance_workers = 2", ct);
        await Run(connection, $"create index if not exists {IndexName(embedder)} on policy.embedding using hnsw ((vector::vector({dimensions})) vector_cosine_ops) where embedder = {Literal(embedder)}", ct);
        await Run(connection, "reset maintenance_work_mem", ct);
        await Run(connection, "reset max_parallel_maintenance_workers", ct);
        foreach (var old in await Others(connection, embedder, ct))
        {
            await Run(connection, $"drop index if exists policy.{IndexName(old)}", ct);
            await Run(connection, $"delete from policy.embedder where name = {Literal(old)}", ct);
        }
        await Run(connection, $"update policy.embedder set ready = true where name = {Literal(embedder)}", ct);
    }

    private static async Task<List<string>> Others(NpgsqlConnection connection, string embedder, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select name from policy.embedder where name <> $1", connection);
        command.Parameters.AddWithValue(embedder);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await reader.ReadAsync(ct)) names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>Moves with every change of the library.</summary>
    public async Task<long> Revision(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select last_value from policy.revision");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public async Task<long> Clauses(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select count(*) from policy.clause");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>A spread of clauses to train on, the same for the same library.</summary>
    public async Task<IReadOnlyList<string>> Sample(int most, CancellationToken ct)
    {
        await using var command = source.CreateCommand("""
            select concat_ws(' ', d.title, c.chapter, c.heading, c.text) from (select id from policy.clause order by hashint8(id), id limit $1) s join policy.clause c on c.id = s.id join policy.document d on d.id = c.document_id
            """);
        command.Parameters.AddWithValue(most);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var texts = new List<string>();
        while (await reader.ReadAsync(ct)) texts.Add(reader.GetString(0));
        return texts;
    }

    private static string Text(float[] vector) => new Vector(vector).ToString();

    /// <summary>A partial index is used only for a literal. Names hold no quote (checked by the table).</summary>
    private static string Literal(string embedder) => $"'{embedder.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string IndexName(string embedder) =>
        "embedding_" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(embedder)))[..16].ToString(CultureInfo.InvariantCulture);

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task Execute(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(ct);
    }
}
