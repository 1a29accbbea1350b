using System.Text.Json;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>What the audit keeps of a question and its answer.</summary>
internal static class AskAudit
{
    public static AuditEntry Entry(Turn turn, Reply reply, IReadOnlyList<Answer> answers, QueryPlan? plan = null) => new(
        turn.At, turn.Account.Id, turn.Channel, turn.Text, reply.Palm.Kind,
        new
        {
            role = turn.Account.Role.Name(),
            region = turn.Account.Region,
            conversation = turn.ConversationId,
            understood = reply.Palm.Understood,
            scope = reply.Palm.Scope,
            reason = reply.Palm.Reason,
            purpose = answers.Select(a => a.Scoped.Purpose).FirstOrDefault(p => p is not null),
            plans = Plans(answers, plan),
            milliseconds = Math.Round(answers.Sum(a => a.Took.TotalMilliseconds), 1),
            persons = answers.Sum(Persons),
        },
        [.. answers.SelectMany(a => a.PersonIds)]);

    private static IReadOnlyList<JsonElement> Plans(IReadOnlyList<Answer> answers, QueryPlan? plan) =>
        [.. (plan is null ? answers.Select(a => a.Scoped.Plan) : [plan]).Select(p => JsonSerializer.SerializeToElement(p, CatalogFiles.Json))];

    /// <summary>How many people a figure or list speaks of.</summary>
    private static long Persons(Answer answer) =>
        answer.Scoped.Plan.Record != "person" ? answer.PersonIds.Count
        : answer.Kind is AnswerKind.List or AnswerKind.Profile ? answer.Total
        : answer.Scoped.Plan.Measure.Kind == MeasureKind.Count ? (long)(answer.Value ?? answer.Rows.Sum(r => r[^1] as decimal? ?? 0)) : 0;
}
