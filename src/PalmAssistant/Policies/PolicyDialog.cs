using System.Text.RegularExpressions;
using PalmAssistant.Conversation;
using PalmAssistant.Policies.Answers;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies;

/// <summary>
/// Answers questions about rules with the clause that decides, word for word. Takes a turn when it asks for a rule, an amount, a condition, a procedure,
/// materials or a deadline (<see cref="RuleQuestions.Looks"/>), or when it goes on about the last policy; figures of the register are not its business.
/// </summary>
public sealed partial class PolicyDialog(PolicyShelf shelf, PolicyRecords records) : IDialog
{
    public string Name => "policy";

    private sealed record Last(string Question, string Subject, string Title, string? Number, string Clause);

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Text.Length == 0 || turn.Files.Count > 0 || turn.Submitted is not null) return null;
        var last = state.Get<Last>(Name);
        if (last is not null && Verdict().Match(turn.Text) is { Success: true } verdict) return await Note(last, verdict, turn, ct);
        var goesOn = last is not null && RuleQuestions.GoesOn(turn.Text);
        if (!goesOn && !RuleQuestions.Looks(turn.Text)) { state.Remove(Name); return null; }
        var snapshot = await shelf.Open(turn.Today, ct);
        if (goesOn && RuleQuestions.AsksSource(turn.Text)) return await Reply(last!.Question, turn, state, snapshot, null, ct);
        // Words that may ask for a rule or for the register, and no document speaks of them: the register's dialog is asked next.
        if (!goesOn && !RuleQuestions.SurelyRule(turn.Text) && new PolicyAnswers(snapshot).Answer(turn.Text).Kind == AnswerKind.NoBasis) { state.Remove(Name); return null; }
        return await Reply(turn.Text, turn, state, snapshot, goesOn ? last!.Subject : null, ct);
    }

    /// <summary>有用, 没用 and why: remembered for the clause, and for curators.</summary>
    private async Task<Reply> Note(Last last, Match verdict, Turn turn, CancellationToken ct)
    {
        var useful = verdict.Groups["useful"].Success;
        var why = verdict.Groups["why"].Value.Trim();
        await records.Said(last.Question, last.Title, last.Number, last.Clause, useful, why.Length > 0 ? why : null, turn.Account.Id, pinned: false, ct);
        return Conversation.Reply.Done(useful ? "记下了，谢谢。以后类似的问题会先想到这一条。" : $"记下了，知识库管理员会看到{(why.Length > 0 ? "您说的原因" : "；说“没用，因为…”可以补充原因")}。");
    }

    private async Task<Reply> Reply(string question, Turn turn, DialogState state, PolicyShelf.Snapshot snapshot, string? about, CancellationToken ct)
    {
        var answer = new PolicyAnswers(snapshot).Answer(question, about);
        if (answer.Kind == AnswerKind.Answered)
        {
            var top = answer.Nearest!.Clause;
            state.Set(Name, new Last(about is null ? question : $"{about}，{question}", PolicyIndex.Subject(top.Document.Name), top.Document.Name, top.Document.Metadata.Number, top.Clause.Label));
            await records.Answered(question, top.Document.Id, top.Clause.Label, ct);
        }
        else await records.Unanswered(question, turn.Account.Id, answer.Kind switch { AnswerKind.TooVague => "too_vague", AnswerKind.OtherRegion => "other_region", _ => "no_basis" },
            answer.Nearest is { } near ? $"{near.Clause.Document.Name} {near.Clause.Clause.Label}" : null, ct);
        return PolicyReply.Of(answer, turn.Today);
    }

    [GeneratedRegex(@"^(?:(?<useful>有用|有帮助|对的|答得对|👍)|没用|没有用|没帮助|答非所问|不对|答错了|👎)(?:[，,。！!：:\s]+(?:因为)?(?<why>.*))?$")] private static partial Regex Verdict();
}
