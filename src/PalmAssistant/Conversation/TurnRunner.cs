using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PalmAssistant.Access;

namespace PalmAssistant.Conversation;

/// <summary>
/// Runs one open turn of a conversation: who speaks, what is remembered, which dialog takes it, and the answer with the new state saved
/// in one transaction. Here is the only catch: a bug becomes an "error" reply with a support id. A lost database is no bug: the turn stays open.
/// </summary>
public sealed partial class TurnRunner(ConversationLog log, ConversationFeed feed, ActivityWriter writer, Accounts accounts, TurnLimit limit, Notices notices,
    PalmClock clock, PalmSettings settings, IServiceScopeFactory scopes, ILogger<TurnRunner> logger)
{
    public const int LongestText = 2000;
    private const int MostRestarts = 3;
    private static readonly TimeSpan QuickAnswer = TimeSpan.FromMilliseconds(150);   // quicker needs no typing mark

    /// <returns>false when the conversation has no open turn</returns>
    public async Task<bool> RunNext(string conversation, CancellationToken ct)
    {
        if (await log.NextTurn(conversation, ct) is not { } open) return false;
        var started = Stopwatch.GetTimestamp();
        string kind;
        try
        {
            kind = await Save(open, await Decide(open, ct), ct);
        }
        catch (Exception bug) when (!ct.IsCancellationRequested && bug is not NpgsqlException { IsTransient: true })
        {
            kind = await Save(open, new(Failed(conversation, bug)), ct);
        }
        feed.Ring(conversation);
        Answered(conversation, kind, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return true;
    }

    /// <param name="State">the state to save, JSON; null = as it was</param>
    private sealed record Decision(Reply Reply, string? State = null, string? AnsweredCard = null);

    private async Task<string> Save(OpenTurn open, Decision decision, CancellationToken ct)
    {
        var reply = decision.Reply;
        var made = reply.Card is null ? null : Guid.NewGuid().ToString("N");
        var news = await notices.Open(open.AccountId, ct);
        await log.Answer(open, [.. news.Select(n => ActivityWriter.Progress(n.Text, ReplyTo(open))), writer.Message(reply, ReplyTo(open), made)], decision.State, new(made, decision.AnsweredCard, FirstLine(reply.Text)), ct);
        await notices.Told(news, ct);
        return reply.Palm.Kind;
    }

    private async Task<Decision> Decide(OpenTurn open, CancellationToken ct)
    {
        if (await accounts.Find(open.AccountId, ct) is not { } account) return new(Reply.Denied("这个账号不存在或已停用，请联系系统管理员。"));
        if (!limit.Allows(account.Id)) return new(TooFast(open));
        if (open.Resumed > MostRestarts) throw new InvalidOperationException("The turn was open at several restarts.");
        var turn = Turn(open, account);
        if (turn.Text.Length > LongestText) return new(Refused($"这句话有 {turn.Text.Length} 个字，一次最多 {LongestText} 个字，请分开说，或作为文件上传。"));
        var card = turn.Submitted?.GetValueOrDefault("card");
        if (card is not null && await log.FindCard(open.Conversation, card, ct) is var (known, outcome) && (!known || outcome is not null))
            return new(Reply.Done(known ? $"这张卡片已经办过了：{outcome}" : "这张卡片已经失效，请重新发起。"));
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(settings.TurnTimeout);
        try
        {
            var state = ReadState(open.State);
            var reply = await WithTyping(open, Offer(turn, state, timeout.Token), ct);
            return new(reply, WriteState(state), reply.LeavesCardOpen ? null : card);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return new(Refused($"这个问题算了 {settings.TurnTimeout.TotalSeconds:0} 秒还没有结果，已经停下。请缩小范围再问，例如限定到一个社区。"));
        }
    }

    /// <summary>“重新开始” always works; then the dialog that waits for something; then the order of <see cref="Assistant"/>.</summary>
    private async Task<Reply> Offer(Turn turn, DialogState state, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var dialogs = scope.ServiceProvider.GetServices<IDialog>().OrderBy(d => d is StartOver ? 0 : d.Name == state.Unfinished ? 1 : 2);
        foreach (var dialog in dialogs)
        {
            if (await dialog.Take(turn, state, ct) is not { } reply) continue;
            if (reply.Palm.Kind != "unknown") state.Last = dialog.Name;      // what was not understood changes no subject
            return dialog.Name == state.Unfinished || state.WaitingHint is not { } hint ? reply : reply with { Text = $"{reply.Text}\n\n{hint}" };
        }
        return Unanswered.Reply(turn);
    }

    private async Task<Reply> WithTyping(OpenTurn open, Task<Reply> working, CancellationToken ct)
    {
        if (await Task.WhenAny(working, Task.Delay(QuickAnswer, ct)) != working)
        {
            await log.Say(open.Conversation, ActivityWriter.Typing(ReplyTo(open)), ct);
            feed.Ring(open.Conversation);
        }
        return await working;
    }

    private Turn Turn(OpenTurn open, Account account)
    {
        var submitted = Submitted(open.Body["value"]);
        var say = submitted?.GetValueOrDefault("say");
        return new(open.Message, open.Conversation, open.Channel, account, (say ?? Text(open.Body["text"])).Trim(), open.At, clock.Today)
        {
            Submitted = say is null ? submitted : null,
            Files = [.. open.Files.Select(f => f with { Path = Path.Combine(settings.DataFolder, f.Path) })],
            Progress = async (text, ct) =>
            {
                await log.Say(open.Conversation, ActivityWriter.Progress(text, ReplyTo(open)), ct);
                feed.Ring(open.Conversation);
            },
        };
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";

    /// <summary>The values of a pressed card as strings; Web Chat sends numbers and toggles as strings, other clients do not.</summary>
    private static Dictionary<string, string>? Submitted(JsonNode? value)
    {
        if (value is not JsonObject values) return null;
        return values.ToDictionary(v => v.Key, v => v.Value switch { null => "", JsonValue text => text.ToString(), var other => other.ToJsonString(ActivityWriter.Json) });
    }

    private sealed record SavedState(string? Unfinished, Dictionary<string, JsonElement>? Values);

    private static DialogState ReadState(string json)
    {
        var saved = JsonSerializer.Deserialize<SavedState>(json, DialogState.JsonOptions)!;
        return new(saved.Values) { Unfinished = saved.Unfinished };
    }

    private static string WriteState(DialogState state) =>
        JsonSerializer.Serialize(new SavedState(state.Unfinished, new(state.Values)), DialogState.JsonOptions);

    private static string ReplyTo(OpenTurn open) => ActivityWriter.Id(open.Conversation, open.Sequence);

    private static string FirstLine(string text) => text.Split('\n', 2)[0];

    private static Reply Refused(string reason) => new(reason, new PalmData("error") { Reason = reason });

    /// <summary>Nothing is lost: what was typed is one tap away, a pressed card stays open.</summary>
    private static Reply TooFast(OpenTurn open)
    {
        if (Submitted(open.Body["value"]) is not null) return Refused("您按得太快了，这一下没有办理，请稍等几秒再按一次。");
        var said = Text(open.Body["text"]).Trim();
        return Refused("您发得太快了，这一句没有处理，请稍等几秒再发一次。") with { Suggestions = said.Length is > 0 and <= 100 ? [new("再发一次：" + (said.Length > 20 ? said[..20] + "…" : said), said)] : [] };
    }

    private Reply Failed(string conversation, Exception bug)
    {
        var id = Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();
        TurnFailed(bug, conversation, id);
        var reason = $"出了点问题，这句话没有办成。请稍后再试；仍然不行，请把编号 {id} 告诉系统管理员。";
        return new(reason, new PalmData("error") { Reason = reason, Id = id });
    }

    [LoggerMessage(LogLevel.Error, "Turn failed in conversation {Conversation}, support id {SupportId}")]
    private partial void TurnFailed(Exception bug, string conversation, string supportId);

    [LoggerMessage(LogLevel.Information, "Answered {Kind} in conversation {Conversation} after {Milliseconds:0.0} ms")]
    private partial void Answered(string conversation, string kind, double milliseconds);
}
