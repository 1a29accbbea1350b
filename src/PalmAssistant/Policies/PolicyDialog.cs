using System.Text.RegularExpressions;
using PalmAssistant.Access;
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
public sealed partial class PolicyDialog(PolicyShelf shelf, PolicyRecords records, VectorArm vectors, RegisterReading register, Accounts accounts) : IDialog
{
    private const int LongestFollowUp = 24;

    public string Name => "policy";

    /// <param name="Question">as a question that stands alone</param>
    private sealed record Last(string Question, string Subject, string Title, string? Number, string Clause);

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (Pressed(turn) is { } pressed) return await Note(pressed.Last, pressed.Useful, null, turn, ct);
        if (turn.Text.Length == 0 || turn.Files.Count > 0 || turn.Submitted is not null) return null;
        var last = state.Get<Last>(Name);
        if (last is not null && Verdict().Match(turn.Text) is { Success: true } verdict) return await Note(last, verdict.Groups["useful"].Success, Why(verdict), turn, ct);
        var looks = RuleQuestions.Looks(turn.Text);
        if (!looks && !RuleQuestions.MayBe(turn.Text) && (last is null || !RuleQuestions.GoesOn(turn.Text))) return null;
        var snapshot = await shelf.Open(turn.Today, ct);
        if (snapshot.Index.Documents.Count == 0) return looks && (RuleQuestions.SurelyRule(turn.Text) || !await register.Understands(turn, state, ct)) ? await NothingUploaded(turn, ct) : null;
        var answers = new PolicyAnswers(snapshot, home: await Home(turn.Account, ct));
        // 财政预算 and 天气 are nobody's here, unless a document is plainly about them.
        if (Conversation.Unanswered.MatterOfOthers(turn.Text) is not null && !(last is not null && FollowUps.IsEllipsis(turn.Text)) && !RuleQuestions.SurelyRule(turn.Text) && !answers.IsPlainlyAbout(turn.Text)) return null;
        if (last is not null && RuleQuestions.AsksSource(turn.Text)) return await Reply(last.Question, turn, state, answers, last.Subject, null, ct);
        if (last is not null && await GoesOn(last, turn, state, answers, ct)) return await Reply(FollowUps.Resolve(last.Question, last.Subject, turn.Text), turn, state, answers, last.Subject, FollowUps.NewWords(turn.Text), ct);
        return await IsMine(looks, turn, state, answers, ct) ? await Reply(turn.Text, turn, state, answers, null, null, ct) : null;
    }

    /// <summary>The asker's district and street by name: their rules lead where a question names no place.</summary>
    private async Task<IReadOnlyList<Place>> Home(Account account, CancellationToken ct) =>
        [.. (await register.Around(account, ct)).Where(r => r.Level <= 2).Select(r => new Place(r.Name, r.Level == 1 ? PlaceKind.District : PlaceKind.Street))];

    /// <summary>An empty library is no missing rule: it says so, whom to ask, and keeps the question for whoever fills it.</summary>
    private async Task<Reply> NothingUploaded(Turn turn, CancellationToken ct)
    {
        await records.Unanswered(turn.Text, turn.Account.Id, "no_basis", null, ct);
        var curators = (await accounts.All(ct)).Where(a => a.Role == Role.PolicyCurator && RegionRange.Of(a.Region).Contains(RegionRange.Of(turn.Account.Region))).Select(a => a.Name).Take(3).ToList();
        return turn.Account.Role == Role.PolicyCurator
            ? Conversation.Reply.Unknown("政策库里还没有任何文件，回答不了政策问题。请在“政策库”页面（/policies）上传，或者直接把文件发给我。这个问题已经记下。")
            : Conversation.Reply.Unknown($"政策库里还没有上传任何文件，所以政策问题现在都答不了，不是没有这条规定。请找知识库管理员{(curators.Count > 0 ? "（" + string.Join("、", curators) + "）" : "")}上传相关文件；这个问题已经记下，管理员会看到。居民、房屋、单位的数据照常可以问。");
    }

    /// <summary>
    /// What follows an answer goes on about it when it says so (要什么材料, 那外区户口的呢), or when it is short, the document knows its words as well as any other
    /// and no other document is plainly meant; after a figure of the register only what asks about a procedure.
    /// </summary>
    private async Task<bool> GoesOn(Last last, Turn turn, DialogState state, PolicyAnswers answers, CancellationToken ct)
    {
        var isLast = state.Last is null || state.Last == Name;
        if (turn.Text.Length > LongestFollowUp || RuleQuestions.AsksRegister(turn.Text) || !isLast && FollowUps.IsEllipsis(turn.Text)) return false;
        if (FollowUps.IsEllipsis(turn.Text) || FollowUps.IsBare(turn.Text) || isLast && FollowUps.IsOfTheSame(turn.Text)) return true;
        if (RuleQuestions.GoesOn(turn.Text)) return (isLast || RuleQuestions.Looks(turn.Text)) && !MeansAnother(last, turn.Text, answers);
        if (!isLast || MeansAnother(last, turn.Text, answers) || !answers.IsKnownTo(turn.Text, last.Title, last.Number)) return false;
        return RuleQuestions.Looks(turn.Text) || !await register.Understands(turn, state, ct);
    }

    /// <summary>Alone it is answered by a document of another subject, whose title it names.</summary>
    private static bool MeansAnother(Last last, string text, PolicyAnswers answers) =>
        answers.Answer(text) is { Kind: AnswerKind.Answered, Nearest: { TitleCoverage: >= 0.45f } found } && !PolicyIndex.SharesSubject(found.Clause.Subject, last.Subject);

    /// <summary>Not plainly a rule: a document must speak of it, and the register must not understand it.</summary>
    private async Task<bool> IsMine(bool looks, Turn turn, DialogState state, PolicyAnswers answers, CancellationToken ct)
    {
        if (looks && RuleQuestions.SurelyRule(turn.Text)) return true;
        if (RuleQuestions.ComparesFigures(turn.Text) || await register.Understands(turn, state, ct)) return false;
        // 比最低的高多少, said after a figure: only what a document is plainly about leaves the register.
        if (state.Last == AskContext.Key || RuleQuestions.AsksRegister(turn.Text)) return answers.IsPlainlyAbout(turn.Text);
        if (answers.NamesSubject(turn.Text)) return true;
        return looks ? answers.Answer(turn.Text).Kind != AnswerKind.NoBasis : answers.SpeaksOf(turn.Text);
    }

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

    private async Task<Reply> Reply(string question, Turn turn, DialogState state, PolicyAnswers answers, string? about, string? emphasis, CancellationToken ct)
    {
        var near = await vectors.Near(question, ct);
        var answer = answers.With(near).Answer(question, about, emphasis);
        if (answer.Kind == AnswerKind.Answered)
        {
            var top = answer.Nearest!.Clause;
            state.Set(Name, new Last(question, top.Subject, top.Document.Name, top.Document.Metadata.Number, top.Clause.Label));
            await records.Answered(question, top.Document.Id, top.Clause.Label, turn.Account.Id, ct);
            return PolicyReply.Of(answer, turn.Today, question, FollowUps.Answerable(top));
        }
        await records.Unanswered(question, turn.Account.Id, answer.Kind switch { AnswerKind.TooVague => "too_vague", AnswerKind.OtherRegion => "other_region", _ => "no_basis" },
            answer.Nearest is { } nearest ? $"{nearest.Clause.Document.Name} {nearest.Clause.Clause.Label}" : null, ct);
        return PolicyReply.Of(answer, turn.Today, question);
    }

    [GeneratedRegex(@"^(?:(?<useful>有用|有帮助|对的|答得对|👍)|没用|没有用|没帮助|答非所问|不对|答错了|👎)(?:[，,。！!：:\s]+(?:因为)?(?<why>.*))?$")] private static partial Regex Verdict();
}
