using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Answers data questions: reads the sentence into plans, narrows them to the account, runs them, and says what was counted.</summary>
public sealed class AskData(IReader reader, CatalogSource catalogs, CommunityQueries queries, EstateChoice estates, NameFinder names, Profiles profiles, Trends trends, Audit audit) : IDialog
{
    private static readonly HashSet<string> NextPage = ["下一页", "下页", "更多", "看更多", "还有呢", "还有吗", "继续看", "后面的", "接着看", "往下看", "翻页"];
    private static readonly HashSet<string> FirstPage = ["上一页", "前一页"];

    public string Name => AskContext.Key;

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Submitted is not null || turn.Files.Count > 0 || turn.Text.Length == 0) return null;
        var trace = await Answer(turn, state.Get<AskContext>(AskContext.Key), ct, state.Get<PassedOver>(PassedOver.Key));
        if (trace.Context is not { } context)
        {
            state.Set(PassedOver.Key, PassedOver.Of(turn, trace.Reply));
            return trace.Reply;
        }
        state.Remove(PassedOver.Key);
        var last = state.Get<AskContext>(AskContext.Key);
        state.Set(AskContext.Key, context with { Earlier = ReferenceEquals(context.Plans, last?.Plans) ? last?.Earlier : last?.Plans });
        state.Remove(Briefing.Key);      // what is taken along now is this answer
        return trace.Reply;
    }

    /// <summary>Every stage from question to reply; <c>palm ask</c> prints it.</summary>
    public async Task<AskTrace> Answer(Turn turn, AskContext? before, CancellationToken ct, PassedOver? passed = null)
    {
        var catalog = await catalogs.Current(ct);
        var trace = new AskTrace { Text = turn.Text, Account = turn.Account, Today = turn.Today };
        var page = Page(turn, before);
        if (page > 0 && page >= before!.Total) return trace with { Reply = Reply.Done($"已经是最后一页，一共 {before.Total} 条，后面没有了。"), Context = before };
        if (page is { } offset) return await Run(trace, turn, before!.Plans, offset, catalog, ct);
        var question = new Question(turn.Text, turn.Today, catalog.Words, before?.Plans ?? [], ScopedPlan.Home(turn.Account, catalog)) { Earlier = before?.Earlier ?? [] };
        trace = trace with { Reading = await Read(question, turn.Account, ct) };
        return trace.Reading switch
        {
            Understood when OneOfMany.AskBack(turn.Text, before) is { } whom => trace with { Reply = await Noted(turn, AskBack(whom), ct) },
            Understood understood => await Run(trace, turn, understood.Plans, 0, catalog, ct, passed is null ? null : await passed.Note(question, understood, reader, ct)),
            Ambiguous ambiguous => trace with { Reply = await Noted(turn, AskBack(ambiguous), ct) },
            Unplaced { IsData: true } unplaced => trace with { Reply = await Noted(turn, NotUnderstood.Reply(unplaced, turn.Account), ct) },
            _ => trace,
        };
    }

    /// <summary>A plan that another dialog made of what was said, answered as if it had been read here.</summary>
    public async Task<Reply?> Shown(Turn turn, QueryPlan plan, DialogState state, CancellationToken ct)
    {
        var trace = await Run(new AskTrace { Text = turn.Text, Account = turn.Account, Today = turn.Today }, turn, [plan], 0, await catalogs.Current(ct), ct);
        if (trace.Context is { } context) state.Set(AskContext.Key, context);
        return trace.Reply;
    }

    /// <summary>Words not understood at first may be part of a business's name; then the sentence is read once more.</summary>
    private async Task<Reading> Read(Question question, Account account, CancellationToken ct)
    {
        var reading = await reader.Read(question, ct);
        if (reading is not Unplaced unplaced || await names.Find(unplaced, account, ct) is not { Count: > 0 } found) return reading;
        return await reader.Read(question with { Names = found }, ct) is Understood named ? named : reading;
    }

    /// <summary>The offset of the page asked for, or null when no page is.</summary>
    private static int? Page(Turn turn, AskContext? before)
    {
        if (before?.Plans is not [{ Measure.Kind: MeasureKind.List }]) return null;
        var said = Plain.Of(turn.Text);
        return NextPage.Contains(said) ? before.Offset + CommunityQueries.PageRows : FirstPage.Contains(said) ? Math.Max(0, before.Offset - CommunityQueries.PageRows) : null;
    }

    private async Task<AskTrace> Run(AskTrace trace, Turn turn, IReadOnlyList<QueryPlan> plans, int offset, Catalog catalog, CancellationToken ct, string? note = null)
    {
        var answers = new List<Answer>();
        var gaps = new List<string>();
        foreach (var plan in plans)
        {
            var scoping = ScopedPlan.For(plan, turn.Account, catalog);
            if (scoping is Declined declined)
                return trace with { Plans = plans, Scopings = [.. trace.Scopings, scoping], Reply = await Noted(turn, Reply.Denied(declined.Reason), ct, plan) };
            var scoped = (ScopedPlan)scoping;
            if (NotHandedOver(plan, catalog) is { } missing)
                return trace with { Plans = plans, Scopings = [.. trace.Scopings, scoping], Reply = await Noted(turn, Reply.Unknown($"还没有任何来源报送过“{missing}”数据，暂时没有办法统计。"), ct, plan) };
            if (SurveyTags.NeverRecorded(plan, catalog) is { } tag)
                return trace with { Plans = plans, Scopings = [.. trace.Scopings, scoping], Reply = await Noted(turn, Reply.Unknown($"“{tag}”要靠摸排人员登记，目前全库还没有一个人登记过，说不出有多少。"), ct, plan) };
            trace = trace with { Plans = plans, Scopings = [.. trace.Scopings, scoping] };
            if (await estates.Choose(scoped, turn.Text, catalog, ct) is { } choice)
                return trace with { Reply = await Noted(turn, AskBack(choice), ct, plan) };
            switch (await LookUp(scoped, catalog, turn, offset, ct))
            {
                case Answer answer: answers.Add(await profiles.Complete(answer, catalog, turn.Today, ct)); break;
                case NotKnownThen then when answers.Count > 0:
                    gaps.Add(NoHistory.Reply(then, scoped).Text);      // what is known is answered all the same
                    break;
                case NotKnownThen then:
                    return trace with { Reply = await Noted(turn, NoHistory.Reply(then, scoped), ct, plan), Context = new([.. plans.Select(Today)]) };
                case TookTooLong slow:
                    return trace with { Reply = await Noted(turn, Reply.Unknown($"这个问题算了 {slow.Limit.TotalSeconds:0} 秒还没有结果，请缩小范围再问，例如限定到一个社区。"), ct, plan) };
            }
        }
        if (note is not null) answers[0] = answers[0] with { Notes = [note, .. answers[0].Notes] };
        var reply = answers.Count == 1 ? AnswerReply.Of(answers[0], catalog, turn.Today) : AnswerReply.OfMany(answers, catalog, turn.Today);
        if (gaps.Count > 0) reply = reply with { Text = string.Join("\n\n", [reply.Text, .. gaps]) };
        await audit.Append(AskAudit.Entry(turn, reply, answers), ct);
        return trace with { Answers = answers, Reply = reply, Context = new(plans, offset, answers is [{ Kind: AnswerKind.List } list] ? list.Total : null) };
    }

    /// <summary>What goes on from a day nobody knows goes on from today.</summary>
    private static QueryPlan Today(QueryPlan plan) => plan with { AsOf = null, ComparedWith = null, Change = Change.Net, Trend = null };

    /// <summary>Who is looked up by name or number and lives elsewhere now is still found where the 户籍 is.</summary>
    private async Task<QueryResult> LookUp(ScopedPlan scoped, Catalog catalog, Turn turn, int offset, CancellationToken ct)
    {
        if (Trends.IsOfThePast(scoped.Plan, turn.Today)) return await trends.Run(scoped, catalog, turn.Today, offset, ct);
        var result = await queries.Run(scoped, turn.Today, ct, offset);
        if (result is not Answer { Total: 0, Kind: AnswerKind.List } || scoped.Plan is not { Record: "person", Population: null } || !LooksUpSomebody(scoped.Plan.Where)) return result;
        return ScopedPlan.For(scoped.Plan with { Population = "known" }, turn.Account, catalog) is ScopedPlan wider ? await queries.Run(wider, turn.Today, ct, offset) : result;
    }

    private static bool LooksUpSomebody(Condition where) => where switch
    {
        All all => all.Parts.Any(LooksUpSomebody),
        Compare { Field: "name" or "id_number" or "phone", Op: Comparison.Equal } => true,
        _ => false,
    };

    /// <summary>A kind of record the plan needs and nobody has handed over: its absence is no zero.</summary>
    internal static string? NotHandedOver(QueryPlan plan, Catalog catalog) =>
        PlanTouches.Of(plan, catalog).Records.Where(r => r is not ("identity" or "person_tag" or "conflict") && !catalog.IsFilled(r)).Select(r => catalog.Record(r).Name).FirstOrDefault();

    private async Task<Reply> Noted(Turn turn, Reply reply, CancellationToken ct, QueryPlan? plan = null)
    {
        await audit.Append(AskAudit.Entry(turn, reply, [], plan), ct);
        return reply;
    }

    private static Reply AskBack(Ambiguous ambiguous)
    {
        var options = ambiguous.Options.Select(o => new PalmOption(o.Label, o.Say)).ToList();
        return Reply.Clarify(ambiguous.Question, options) with { Card = "ask/clarify", CardData = new { question = ambiguous.Question, options } };
    }
}
