using Npgsql;

namespace PalmAssistant.Policies.Library;

/// <summary>What staff asked and said: answers given, questions without a basis, 有用/没用.</summary>
public sealed class PolicyRecords(NpgsqlDataSource source, PalmClock clock)
{
    public Task Answered(string question, long document, string clause, CancellationToken ct) =>
        Execute("insert into policy.answered (document_id, clause, question, asked_at) values ($1, $2, $3, $4)", ct, document, clause, question, clock.GetUtcNow());

    /// <param name="why">no_basis, other_region or too_vague</param>
    public Task Unanswered(string question, string account, string why, string? nearest, CancellationToken ct) =>
        Execute("insert into policy.unanswered (question, account, asked_at, why, nearest) values ($1, $2, $3, $4, $5)", ct, question, account, clock.GetUtcNow(), why, nearest is null ? DBNull.Value : nearest);

    public Task Said(string question, string title, string? number, string clause, bool useful, string? why, string account, bool pinned, CancellationToken ct) =>
        Execute("insert into policy.feedback (question, title, number, clause, useful, why, account, said_at, pinned) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", ct,
            question, title, number is null ? DBNull.Value : number, clause, useful, why is null ? DBNull.Value : why, account, clock.GetUtcNow(), pinned);

    private async Task Execute(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(ct);
    }
}
