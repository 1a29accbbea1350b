using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// “独居老人为啥跟民政那边的数对不上”: the same question counted the ways departments count it (by residence, by 户籍, as the department's register has it,
/// the dead still in it), how many of these people two sources disagree on, and how fresh each source is.
/// </summary>
public sealed partial class SourcesCompared(CatalogSource catalogs, IReader reader, Trends trends, Audit audit) : IDialog
{
    private const int MostKinds = 5;

    public string Name => "sources-compared";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Submitted is not null || turn.Files.Count > 0 || !Asked().IsMatch(turn.Text)) return null;
        var catalog = await catalogs.Current(ct);
        var subject = Around().Replace(turn.Text, "");
        var plans = state.Get<AskContext>(AskContext.Key)?.Plans;
        if (subject.Length > 0)
        {
            if (await reader.Read(new Question(subject, turn.Today, catalog.Words, plans ?? [], ScopedPlan.Home(turn.Account, catalog)), ct) is not Understood understood) return null;
            plans = understood.Plans;
        }
        if (plans is not [var plan]) return await Noted(turn, Reply.Clarify("您说的是哪个数？请先查一次，或者带上名称，例如“独居老人为啥跟民政那边的数对不上”。", []), [], ct);
        if (plan.Record != "person") return await Noted(turn, OneSource(plan, catalog), [], ct);
        plan = plan with { Measure = Measure.Count, GroupBy = [], Ranking = null, Show = [], ComparedWith = null, Trend = null, Change = Change.Net, AsOf = null };
        if (ScopedPlan.For(plan, turn.Account, catalog) is Declined declined) return await Noted(turn, Reply.Denied(declined.Reason), [], ct);
        return await Compare(plan, turn, catalog, ct);
    }

    private async Task<Reply> Compare(QueryPlan plan, Turn turn, Catalog catalog, CancellationToken ct)
    {
        var answers = new List<(string Way, Answer Answer)>();
        foreach (var (way, as_) in Ways(plan, catalog))
            if (ScopedPlan.For(as_, turn.Account, catalog) is ScopedPlan scoped && await trends.Answer(scoped, catalog, turn.Today, ct) is Answer { Kind: AnswerKind.Number } answer) answers.Add((way, answer));
        var kinds = ScopedPlan.For(plan with { GroupBy = ["conflicts.field", "conflicts.golden_source", "conflicts.other_source"], Where = plan.Where.And(new Related("conflicts", Condition.Always)) }, turn.Account, catalog) is ScopedPlan grouped
            && await trends.Answer(grouped, catalog, turn.Today, ct) is Answer { Kind: AnswerKind.Table } disagreed ? disagreed.Rows.Take(MostKinds).Select(r => $"{r[0]}：{r[1]}和{r[2]}说的不一样，{AnswerText.Cell(r[3])} 人").ToList() : [];
        var sources = answers.SelectMany(a => a.Answer.Sources).DistinctBy(s => s.Source).OrderBy(s => s.Latest).ToList();
        var first = answers[0].Answer;
        var table = first with
        {
            Kind = AnswerKind.Table,
            Unit = "",
            Value = null,
            Columns = [new("怎么数", "text"), new("人数", "number")],
            Rows = [.. answers.Select(a => (IReadOnlyList<object?>)[a.Way, a.Answer.Value])],
            Total = answers.Count,
            Headline = "数对不上，多半是数法不同或更新有先后。同一个条件，几种数法：",
            Sources = sources,
            Notes = [.. kinds, .. sources.Count > 1 ? [$"最旧的是{sources[0].Source}（{sources[0].Latest:yyyy-MM-dd}），最新的是{sources[^1].Source}（{sources[^1].Latest:yyyy-MM-dd}），中间的变动只有一边有"] : Array.Empty<string>()],
        };
        var reply = AnswerReply.Of(table, catalog, turn.Today);
        return await Noted(turn, reply with { Palm = reply.Palm with { Understood = reply.Palm.Understood + " · 各来源对比" }, Suggestions = [] }, [.. answers.Select(a => a.Answer)], ct);
    }

    /// <summary>The same condition, counted as others count it.</summary>
    private static IEnumerable<(string Way, QueryPlan Plan)> Ways(QueryPlan plan, Catalog catalog)
    {
        var registers = PlanRelations.Of(plan.Where, catalog).Distinct().Select(r => catalog.Record("person").Relation(r)).OfType<RelationDefinition>().Where(r => catalog.Record(r.Record) is { Unit: "人次", Sensitive.Count: 0 }).ToList();
        yield return ("平台的数：住在这里的（实有人口）", plan with { Population = plan.Population ?? "resident" });
        yield return ("按户口数：户口在这里的（户籍人口）", plan with { Population = "hukou" });
        yield return ("　户口在这里、人不住这里", plan with { Population = "away" });
        yield return ("　人住这里、户口在别处", plan with { Population = "resident", Where = plan.Where.And(new Compare("residence_type", Comparison.In, "人在户不在", "流动人口")) });
        foreach (var register in registers)
        {
            var name = catalog.Record(register.Record).Name;
            yield return ($"{name}名册里在世的，不管住没住在这里", plan with { Population = "known" });
            yield return ($"{name}名册里还有、但已去世的", plan with { Population = "deceased" });
        }
        yield return ("这些人里，两个来源说法不一的（比对差异）", plan with { Where = plan.Where.And(new Related("conflicts", Condition.Always)) });
        foreach (var tag in Tags(plan.Where))
            yield return ($"摸排手写了“{tag}”、按规则不算的", new QueryPlan { Record = "conflict", Places = plan.Places, Where = new All([new Compare("field", Comparison.Equal, "标签"), new Compare("other", Comparison.Equal, tag)]) });
    }

    private static IEnumerable<string> Tags(Condition where) => where switch { All all => all.Parts.SelectMany(Tags), HasTag tag => [tag.Tag], _ => [] };

    private static Reply OneSource(QueryPlan plan, Catalog catalog)
    {
        var record = catalog.Record(plan.Record);
        var sources = catalog.Rows.Sources.Where(s => s.Record == plan.Record).Select(s => $"{s.Source}（{s.Latest:yyyy-MM-dd}）").ToList();
        return Reply.Unknown($"{record.Name}只有一个来源：{(sources.Count > 0 ? string.Join("、", sources) : string.Join("、", record.Sources))}，平台没有另一边的数可以对。对不上时先看两边的日期和口径：{record.Population(plan.Population).Definition}。");
    }

    private async Task<Reply> Noted(Turn turn, Reply reply, IReadOnlyList<Answer> answers, CancellationToken ct)
    {
        await audit.Append(AskAudit.Entry(turn, reply, answers), ct);
        return reply;
    }

    private const string Others = "民政|公安|派出所|残联|医保|人社|教育|卫健|卫生|退役军人|摸排|市场监管|计生|司法|街道|区里|上级|部门|他们|别人|系统";

    [GeneratedRegex($"(?:为啥|为什么|为何|怎么|咋)(?:会|就|老|总)?.*(?:对不上|对不齐|不一样|不一致|不相符|不符|有出入|差这么多|差那么多|差很多|差了)|(?:{Others})(?:局|委|那边|那里|那儿|给的|报的|下发的)?的?(?:数据|数字|数|人数|名单)?(?:对不上|不一样|不一致|有出入)|^(?:这个|这)?(?:数据|数字|数)(?:跟.{{0,8}})?对不上")]
    private static partial Regex Asked();

    [GeneratedRegex($"(?:为啥|为什么|为何|怎么|咋)(?:会|就|老|总)?|(?:跟|和|与|同)?(?:{Others})(?:局|委|部门|那边|那里|那儿|给的|报的|下发的|系统)*的?(?:数据|数字|数目|数|人数|名单|台账)?|(?:这个|这|我们|咱们|咱)?(?:的)?(?:数据|数字|数)(?=对|不|有|差|$)|(?:的)?(?:都|总|老)?(?:对不上|对不齐|不一样|不一致|不相符|不符|有出入|差这么多|差那么多|差很多|差了)(?:呢|啊|呀|吗|了)?|[？?。，, ]")]
    private static partial Regex Around();
}
