using Npgsql;

namespace PalmAssistant.Conversation;

/// <summary>What an account is to be told, whoever decided it: said once, before the answer of its next turn, whatever the conversation.</summary>
public sealed class Notices(NpgsqlDataSource database)
{
    private const int Most = 5;

    public async Task Tell(string account, string text, CancellationToken ct)
    {
        await using var command = database.CreateCommand("insert into conversation.notice (account_id, text) values ($1, $2)");
        command.Parameters.Add(new() { Value = account });
        command.Parameters.Add(new() { Value = text });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What has not been told yet, oldest first, a few at a time. It stays open until <see cref="Told"/>: a kill in between tells it again rather than never.</summary>
    public async Task<IReadOnlyList<Notice>> Open(string account, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select id, text from conversation.notice where account_id = $1 and told_at is null order by id limit $2");
        command.Parameters.Add(new() { Value = account });
        command.Parameters.Add(new() { Value = Most });
        await using var row = await command.ExecuteReaderAsync(ct);
        var open = new List<Notice>();
        while (await row.ReadAsync(ct)) open.Add(new(row.GetInt64(0), row.GetString(1)));
        return open;
    }

    public async Task Told(IReadOnlyList<Notice> notices, CancellationToken ct)
    {
        if (notices.Count == 0) return;
        await using var command = database.CreateCommand("update conversation.notice set told_at = now() where id = any($1)");
        command.Parameters.Add(new() { Value = notices.Select(n => n.Id).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }
}

public sealed record Notice(long Id, string Text);
