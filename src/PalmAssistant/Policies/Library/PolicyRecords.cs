using Npgsql;

namespace PalmAssistant.Policies.Library;

/// <summary>What staff asked and said: answers given, questions without a basis, 有用/没用.</summary>
public sealed class PolicyRecords(NpgsqlDataSource source, PalmClock clock)
{
    /// <summary>Counted for curators; a crash may lose the last second of it, so no answer waits for the disk.</summary>
    public Task Answered(string question, long document, string clause, string account, CancellationToken ct) =>
        Execute("""
            with soon as materialized (select set_config('synchronous_commit', 'off', true))
            insert into policy.answered (document_id, clause, question, asked_at, account) select $1, $2, $3, $4, $5 from soon
            """, ct, document, clause, question, clock.GetUtcNow(), account);

    /// <summary>What staff asked most in the last quarter, the oftenest first.</summary>
    public async Task<IReadOnlyList<string>> AskedLately(int take, CancellationToken ct)
    {
        await using var command = source.CreateCommand("""
            select question from (select question, asked_at from policy.answered where asked_at > $1 union all select question, asked_at from policy.unanswered where asked_at > $1 and why = 'no_basis') asked
            group by question order by count(*) desc, max(asked_at) desc limit $2
            """);
        command.Parameters.AddWithValue(clock.GetUtcNow().AddDays(-90));
        command.Parameters.AddWithValue(take);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var questions = new List<string>();
        while (await reader.ReadAsync(ct)) questions.Add(reader.GetString(0));
        return questions;
    }

    /// <param name="why">no_basis, other_region or too_vague</param>
    public Task Unanswered(string question, string account, string why, string? nearest, CancellationToken ct) =>
        Execute("insert into policy.unanswered (question, account, asked_at, why, nearest) values ($1, $2, $3, $4, $5)", ct, question, account, clock.GetUtcNow(), why, nearest is null ? DBNull.Value : nearest);

    /// <summary>What a colleague says of an answer. Saying it again replaces what the same one said before: the reason often comes second.</summary>
    public Task Said(string question, string title, string? number, string clause, bool useful, string? why, string account, CancellationToken ct) =>
        Execute("""
            with before as (delete from policy.feedback where question = $1 and title = $2 and clause = $4 and account = $7 and not pinned returning why)
            insert into policy.feedback (question, title, number, clause, useful, why, account, said_at, pinned)
            select $1, $2, $3::text, $4, $5, coalesce($6::text, case when not $5 then (select max(why) from before) end), $7, $8, false
            """, ct, question, title, number is null ? DBNull.Value : number, clause, useful, why is null ? DBNull.Value : why, account, clock.GetUtcNow());

    /// <summary>The library's revision, and the newest word that staff said of an answer.</summary>
    public async Task<(long Library, long Heard)> Revision(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select (select last_value from policy.revision), (select coalesce(max(id), 0) from policy.feedback)");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>Questions whose clause was found useful more often than not, or that a curator pinned.</summary>
    public async Task<IReadOnlyList<(string Question, string Title, string? Number, string Clause)>> Confirmed(CancellationToken ct)
    {
        await using var command = source.CreateCommand("""
            select question, title, number, clause from policy.feedback group by question, title, number, clause
            having bool_or(pinned) or count(*) filter (where useful) > count(*) filter (where not useful)
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var confirmed = new List<(string, string, string?, string)>();
        while (await reader.ReadAsync(ct)) confirmed.Add((reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3)));
        return confirmed;
    }

    /// <summary>What nobody could be told, the most asked first; alike ones are counted together.</summary>
    public Task<IReadOnlyList<OpenQuestion>> Open(CancellationToken ct) => OpenQuestions("""
        select min(question), count(*), max(asked_at), min(why), min(nearest) from policy.unanswered where not settled
        group by regexp_replace(question, '[[:punct:][:space:]吗呢吧啊的了]', '', 'g') order by count(*) desc, max(asked_at) desc limit 200
        """, ct);

    /// <summary>Answers that staff found of no use, with why.</summary>
    public Task<IReadOnlyList<OpenQuestion>> BadlyRated(CancellationToken ct) => OpenQuestions("""
        select question, count(*), max(said_at), string_agg(distinct coalesce(why, ''), '；'), title || ' ' || clause from policy.feedback where not useful
        group by question, title, clause order by count(*) desc, max(said_at) desc limit 200
        """, ct);

    /// <summary>Which clauses are asked most.</summary>
    public Task<IReadOnlyList<OpenQuestion>> MostAsked(CancellationToken ct) => OpenQuestions("""
        select min(a.question), count(*), max(a.asked_at), '', d.title || ' ' || a.clause from policy.answered a join policy.document d on d.id = a.document_id
        group by d.title, a.clause order by count(*) desc limit 50
        """, ct);

    private async Task<IReadOnlyList<OpenQuestion>> OpenQuestions(string sql, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var questions = new List<OpenQuestion>();
        while (await reader.ReadAsync(ct))
            questions.Add(new(reader.GetString(0), reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2), reader.IsDBNull(3) ? "" : reader.GetString(3), reader.IsDBNull(4) ? "" : reader.GetString(4)));
        return questions;
    }

    private async Task Execute(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>A question for curators to look at.</summary>
/// <param name="Why">why there was no answer, or why the answer was of no use</param>
/// <param name="Clause">the clause that came nearest or was cited</param>
public sealed record OpenQuestion(string Question, long Times, DateTimeOffset Last, string Why, string Clause);
