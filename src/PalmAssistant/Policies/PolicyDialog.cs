using PalmAssistant.Conversation;
using PalmAssistant.Policies.Answers;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies;

/// <summary>
/// Answers questions about rules with the clause that decides, word for word. Takes a turn when it asks for a rule, an amount, a condition, a procedure,
/// materials or a deadline (<see cref="RuleQuestions.Looks"/>), or when it goes on about the last policy; figures of the register are not its business.
/// </summary>
public sealed class PolicyDialog(PolicyShelf shelf, PolicyRecords records) : IDialog
{
    public string Name => "policy";

    private sealed record Last(string Question, string Subject, long Document, string Clause);

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Text.Length == 0 || turn.Files.Count > 0 || turn.Submitted is not null) return null;
        var last = state.Get<Last>(Name);
        var goesOn = last is not null && RuleQuestions.GoesOn(turn.Text);
        if (!goesOn && !RuleQuestions.Looks(turn.Text)) { state.Remove(Name); return null; }
        var snapshot = await shelf.Open(turn.Today, ct);
        if (goesOn && RuleQuestions.AsksSource(turn.Text)) return await Reply(last!.Question, turn, state, snapshot, null, ct);
        return await Reply(turn.Text, turn, state, snapshot, goesOn ? last!.Subject : null, ct);
    }

    private async Task<Reply> Reply(string question, Turn turn, DialogState state, PolicyShelf.Snapshot snapshot, string? about, CancellationToken ct)
    {
        var answer = new PolicyAnswers(snapshot).Answer(question, about);
        if (answer.Kind == AnswerKind.Answered)
        {
            var top = answer.Nearest!.Clause;
            state.Set(Name, new Last(question, PolicyIndex.Subject(top.Document.Name), top.Document.Id, top.Clause.Label));
            await records.Answered(question, top.Document.Id, top.Clause.Label, ct);
        }
        else await records.Unanswered(question, turn.Account.Id, answer.Kind switch { AnswerKind.TooVague => "too_vague", AnswerKind.OtherRegion => "other_region", _ => "no_basis" },
            answer.Nearest is { } near ? $"{near.Clause.Document.Name} {near.Clause.Clause.Label}" : null, ct);
        return PolicyReply.Of(answer, turn.Today);
    }
}
