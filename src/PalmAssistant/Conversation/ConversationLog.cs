using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace PalmAssistant.Conversation;

/// <summary>The stored conversation: an append-only log of activities, its open turns and its state. Plain SQL, one round trip a step.</summary>
public sealed partial class ConversationLog(NpgsqlDataSource database)
{
    private static readonly TimeProvider Real = TimeProvider.System;     // when something was said is real time, whatever day is pinned

    /// <summary>Starts a conversation that already holds what the bot says first.</summary>
    public async Task Open(string id, string channel, string account, JsonObject greeting, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            with made as (insert into conversation.conversation (id, channel, account_id, started_at, last_at, last_sequence) values ($1, $2, $3, $4, $4, 1) on conflict do nothing returning id)
            insert into conversation.activity select id, 1, $4, $5 from made
            """);
        Add(command, id, channel, account, Real.GetUtcNow());
        AddJson(command, Storable(greeting));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Whose conversation it is; null when there is none.</summary>
    public async Task<string?> Owner(string id, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select account_id from conversation.conversation where id = $1");
        Add(command, id);
        return await command.ExecuteScalarAsync(ct) as string;
    }

    /// <summary>Stores a message before it is acknowledged. The same <paramref name="message"/> again answers the first one's sequence and changes nothing.</summary>
    /// <returns>null when there is no such conversation</returns>
    public async Task<(long Sequence, bool IsNew)?> Receive(string conversation, string message, JsonObject body, bool wantsAnswer, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select stored_sequence, is_new from conversation.receive($1, $2, $3, $4, $5)");
        Add(command, conversation, message);
        AddJson(command, Storable(body));
        Add(command, Real.GetUtcNow(), wantsAnswer);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetInt64(0), row.GetBoolean(1)) : null;
    }

    public async Task RecordUpload(string id, string conversation, string message, IncomingFile file, CancellationToken ct)
    {
        await using var command = database.CreateCommand("insert into conversation.upload values ($1, $2, $3, $4, $5, $6, $7, $8)");
        Add(command, id, conversation, message, file.Name, file.ContentType, file.Length, file.Path, Real.GetUtcNow());
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<IncomingFile?> FindUpload(string id, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select name, content_type, length, path from conversation.upload where id = $1");
        Add(command, id);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3)) : null;
    }

    /// <summary>What was said after a watermark, oldest first, at most <paramref name="most"/> activities.</summary>
    public async Task<(IReadOnlyList<JsonObject> Activities, long Watermark)> Read(string conversation, long after, int most, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select sequence, at, body::text from conversation.activity where conversation_id = $1 and sequence > $2 order by sequence limit $3");
        Add(command, conversation, after, most);
        await using var row = await command.ExecuteReaderAsync(ct);
        var activities = new List<JsonObject>();
        while (await row.ReadAsync(ct))
        {
            after = row.GetInt64(0);
            activities.Add(ActivityWriter.Stored(row.GetString(2), conversation, after, row.GetFieldValue<DateTimeOffset>(1)));
        }
        return (activities, after);
    }

    /// <summary>Says something outside an answer: typing, progress, a notice.</summary>
    public async Task<long> Say(string conversation, JsonObject activity, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select conversation.say($1, $2, $3)");
        Add(command, conversation);
        AddJson(command, [activity]);
        Add(command, Real.GetUtcNow());
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Says something unasked in the account's newest conversation, in the caller's transaction; the caller rings the feed after committing.</summary>
    /// <returns>the conversation; null when the account has none yet</returns>
    public static async Task<string?> Tell(NpgsqlConnection connection, string account, JsonObject activity, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select c.id, conversation.say(c.id, $2, $3) from (select id from conversation.conversation where account_id = $1 order by last_at desc limit 1) c", connection);
        Add(command, account);
        AddJson(command, [activity]);
        Add(command, Real.GetUtcNow());
        return await command.ExecuteScalarAsync(ct) as string;
    }

    /// <summary>The oldest open turn with all that is needed to run it.</summary>
    public async Task<OpenTurn?> NextTurn(string conversation, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select t.message_id, t.sequence, t.resumed, a.at, a.body::text, c.channel, c.account_id, c.state::text,
                   (select jsonb_agg(jsonb_build_object('name', u.name, 'contentType', u.content_type, 'length', u.length, 'path', u.path) order by u.at, u.id)
                    from conversation.upload u where u.conversation_id = t.conversation_id and u.message_id = t.message_id)::text
            from conversation.turn t
            join conversation.activity a on a.conversation_id = t.conversation_id and a.sequence = t.sequence
            join conversation.conversation c on c.id = t.conversation_id
            where t.conversation_id = $1 and t.done_at is null order by t.sequence limit 1
            """);
        Add(command, conversation);
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        var files = row.IsDBNull(8) ? [] : JsonSerializer.Deserialize<IncomingFile[]>(row.GetString(8), DialogState.JsonOptions)!;
        return new(conversation, row.GetString(0), row.GetInt64(1), row.GetInt16(2), row.GetFieldValue<DateTimeOffset>(3),
            JsonNode.Parse(row.GetString(4))!.AsObject(), row.GetString(5), row.GetString(6), row.GetString(7), files);
    }

    /// <summary>Saves the answer, the new state (null = as it was) and what became of cards, and closes the turn: all or nothing, and once.</summary>
    /// <returns>false when it was answered meanwhile, by another process</returns>
    public async Task<bool> Answer(OpenTurn turn, IReadOnlyList<JsonObject> said, string? state, CardMark cards, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select conversation.answer($1, $2, $3, $4, $5, $6, $7, $8)");
        Add(command, turn.Conversation, turn.Message);
        AddJson(command, said);
        Add(command, Real.GetUtcNow());
        command.Parameters.Add(new() { Value = (object?)state ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        foreach (var text in new[] { cards.Made, cards.Answered, cards.Outcome })
            command.Parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>A card of this conversation and, when it was answered, what became of it.</summary>
    public async Task<(bool Known, string? Outcome)> FindCard(string conversation, string card, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select answered_at is not null, outcome from conversation.card where id = $1 and conversation_id = $2");
        Add(command, card, conversation);
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return (false, null);
        return (true, row.GetBoolean(0) ? row.GetString(1) : null);
    }

    /// <summary>Conversations with an open turn that is at least this old, oldest first.</summary>
    public async Task<IReadOnlyList<string>> Waiting(TimeSpan age, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select t.conversation_id from conversation.turn t join conversation.activity a on a.conversation_id = t.conversation_id and a.sequence = t.sequence
            where t.done_at is null and a.at <= $1 group by t.conversation_id order by min(a.at)
            """);
        Add(command, Real.GetUtcNow() - age);
        await using var row = await command.ExecuteReaderAsync(ct);
        var conversations = new List<string>();
        while (await row.ReadAsync(ct)) conversations.Add(row.GetString(0));
        return conversations;
    }

    /// <summary>At start: counts the restart on every open turn, so one that brings the service down is not tried for ever.</summary>
    public async Task MarkResumed(CancellationToken ct)
    {
        await using var command = database.CreateCommand("update conversation.turn set resumed = resumed + 1 where done_at is null");
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Removes conversations that have been silent since a day long past.</summary>
    /// <returns>how many</returns>
    public async Task<int> Forget(DateTimeOffset silentSince, CancellationToken ct)
    {
        await using var command = database.CreateCommand("delete from conversation.conversation where last_at < $1");
        Add(command, silentSince);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>PostgreSQL's jsonb holds every character but U+0000.</summary>
    private static string Storable(JsonObject body) => NullCharacter().Replace(body.ToJsonString(ActivityWriter.Json), "$1");

    [GeneratedRegex(@"(?<!\\)((?:\\\\)*)\\u0000")]
    private static partial Regex NullCharacter();

    private static void Add(NpgsqlCommand command, params object[] values)
    {
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
    }

    private static void AddJson(NpgsqlCommand command, string json) => command.Parameters.Add(new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb });

    private static void AddJson(NpgsqlCommand command, IReadOnlyList<JsonObject> bodies) => command.Parameters.Add(JsonArray(bodies));

    private static NpgsqlParameter JsonArray(IReadOnlyList<JsonObject> bodies) => new()
    {
        Value = bodies.Select(Storable).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
    };
}

/// <summary>A stored message that has no answer yet.</summary>
/// <param name="Message">the channel's message id</param>
/// <param name="Resumed">how often a restart found it open</param>
/// <param name="State">saved dialog state, JSON</param>
public sealed record OpenTurn(string Conversation, string Message, long Sequence, int Resumed, DateTimeOffset At, JsonObject Body,
    string Channel, string AccountId, string State, IReadOnlyList<IncomingFile> Files);

/// <summary>The card an answer carries and the card a turn answered.</summary>
public readonly record struct CardMark(string? Made, string? Answered, string? Outcome);
