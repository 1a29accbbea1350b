using System.Text.RegularExpressions;
using PalmAssistant.Ask;
using PalmAssistant.Conversation;
using PalmAssistant.Policies.Answers;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Search;
using PalmAssistant.Policies.Vectors;
using AnswerKind = PalmAssistant.Policies.Answers.AnswerKind;

namespace PalmAssistant.Policies;

/// <summary>
/// Answers questions about rules with the clause that decides, word for word. Takes a turn when it asks for a rule, an amount, a condition, a procedure,
/// materials or a deadline (<see cref="RuleQuestions.Looks"/>), or when it goes on about the last policy; figures of the register are not its business.
/// </summary>
public sealed partial class PolicyDialog(PolicyShelf shelf, PolicyRecords records, VectorArm vectors, RegisterReading register) : IDialog
{
    public string Name => "policy";

    /// <param name="Question">as a question that stands alone</param>
    private sealed record Last(string Question, string Subject, string Title, string? Number, string Clause);

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (Pressed(turn) is { } pressed) return await Note(pressed.Last, pressed.Useful, null, turn, ct);
        if (turn.Text.Length == 0 || turn.Files.Count > 0 || turn.Submitted is not null) return null;
        var last = state.Get<Last>(Name);
        if (last is not null && Verdict().Match(turn.Text) is { Success: true } verdict) return await Note(last, verdict.Groups["useful"].Success, Why(verdict), turn, ct);
        var goesOn = last is not null && RuleQuestions.GoesOn(turn.Text);
        var looks = goesOn || RuleQuestions.Looks(turn.Text);
        if (!looks && !RuleQuestions.MayBe(turn.Text)) { state.Remove(Name); return null; }
        var snapshot = await shelf.Open(turn.Today, ct);
        // Nothing in it names a rule: a document must speak plainly of it, and the register must not understand it.
        if (!looks && (!new PolicyAnswers(snapshot).IsPlainlyAbout(turn.Text) || await register.Understands(turn, state, ct))) { state.Remove(Name); return null; }
        if (goesOn && RuleQuestions.AsksSource(turn.Text)) return await Reply(last!.Question, turn, state, snapshot, null, ct);
        var about = goesOn ? last!.Subject : null;
        // Words that may ask for a rule or for the register, and no document speaks of them: the register's dialog is asked next.
        if (!goesOn && looks && !RuleQuestions.SurelyRule(turn.Text) && (await GoesOnAboutFigures(turn, state, ct) || new PolicyAnswers(snapshot).Answer(turn.Text).Kind == AnswerKind.NoBasis)) { state.Remove(Name); return null; }
        return await Reply(turn.Text, turn, state, snapshot, about, ct);
    }

    /// <summary>没领高龄津贴的呢, said about a figure just given.</summary>
    private async Task<bool> GoesOnAboutFigures(Turn turn, DialogState state, CancellationToken ct) => state.Last == AskContext.Key && await register.Understands(turn, state, ct);

    private static (Last Last, bool Useful)? Pressed(Turn turn)
    {
        var act = turn.Submitted?.GetValueOrDefault("act");
        if (act is not ("policies/useful" or "policies/useless")) return null;
        string Value(string name) => turn.Submitted!.GetValueOrDefault(name) ?? "";
        return (new(Value("question"), "", Value("title"), Value("number") is { Length: > 0 } number ? number : null, Value("clause")), act == "policies/useful");
    }

    private static string? Why(Match verdict) => verdict.Groups["why"].Value.Trim() is { Length: > 0 } why ? why : null;

    /// <summary>有用, 没用 and why: remembered for the clause, and for curators.</summary>
    private async Task<Reply> Note(Last last, bool useful, string? why, Turn turn, CancellationToken ct)
    {
        await records.Said(last.Question, last.Title, last.Number, last.Clause, useful, why, turn.Account.Id, ct);
        if (useful) return Conversation.Reply.Done("记下了，谢谢。以后类似的问题会先想到这一条。");
        if (why is not null) return Conversation.Reply.Done("记下了，知识库管理员会看到您说的原因。");
        return Conversation.Reply.Done("记下了，知识库管理员会看到。哪里不对？点一下或直接说“没用，因为…”。") with
        {
            Suggestions = [.. new[] { "答非所问", "条款不对", "已经过时", "太笼统", "金额不对" }.Select(reason => new SuggestedAction(reason, $"没用，{reason}"))],
        };
    }

    private async Task<Reply> Reply(string question, Turn turn, DialogState state, PolicyShelf.Snapshot snapshot, string? about, CancellationToken ct)
    {
        var near = await vectors.Near(about is null ? question : $"{about}，{question}", ct);
        var answer = new PolicyAnswers(snapshot, near).Answer(question, about);
        if (answer.Kind == AnswerKind.Answered)
        {
            var top = answer.Nearest!.Clause;
            var whole = about is null ? question : $"{about}，{question}";
            state.Set(Name, new Last(whole, PolicyIndex.Subject(top.Document.Name), top.Document.Name, top.Document.Metadata.Number, top.Clause.Label));
            await records.Answered(question, top.Document.Id, top.Clause.Label, turn.Account.Id, ct);
            return PolicyReply.Of(answer, turn.Today, whole);
        }
        await records.Unanswered(question, turn.Account.Id, answer.Kind switch { AnswerKind.TooVague => "too_vague", AnswerKind.OtherRegion => "other_region", _ => "no_basis" },
            answer.Nearest is { } nearest ? $"{nearest.Clause.Document.Name} {nearest.Clause.Clause.Label}" : null, ct);
        return PolicyReply.Of(answer, turn.Today, question);
    }

    [GeneratedRegex(@"^(?:(?<useful>有用|有帮助|对的|答得对|👍)|没用|没有用|没帮助|答非所问|不对|答错了|👎)(?:[，,。！!：:\s]+(?:因为)?(?<why>.*))?$")] private static partial Regex Verdict();
}
