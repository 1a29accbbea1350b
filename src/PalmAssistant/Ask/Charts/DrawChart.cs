using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>“画个图”, “各社区独居老人画个柱状图”, “画个人口金字塔”, “折线图”: the last answer, or the question said with it, as a picture with scope, date and source in it.</summary>
public sealed partial class DrawChart(CatalogSource catalogs, AskData ask, Trends trends, ChartPictures pictures, Audit audit) : IDialog
{
    private static readonly int[] PyramidBands = [.. Enumerable.Range(0, 18).Select(i => i * 5)];

    public string Name => "chart";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Submitted is not null || turn.Files.Count > 0 || Picture().Matches(turn.Text) is not { Count: > 0 } said) return null;
        var kind = KindOf(string.Concat(said.Select(m => m.Value)));
        var rest = Wishes().Replace(Wishes().Replace(Asking().Replace(turn.Text, ""), ""), "").Trim();
        var catalog = await catalogs.Current(ct);
        var before = state.Get<AskContext>(AskContext.Key);
        if (rest.Length > 0)
        {
            var trace = await ask.Answer(turn with { Text = kind == ChartKind.Pyramid ? rest + PeopleIn(rest) : rest }, before, ct);
            if (trace.Reply is null) return null;
            if (trace.Context is not { } asked) return trace.Reply;
            before = asked;
        }
        if (kind == ChartKind.Pyramid && rest.Length == 0 && before?.Plans is not [{ Record: "person" }]) before = new([new QueryPlan { Record = "person" }]);
        if (before?.Plans is not [var plan]) return Reply.Unknown("要画什么？请先查一次，例如“各社区独居老人有多少”，再说“画个图”。");
        if (Shaped(plan, kind, catalog) is not { } shaped) return await Noted(turn, WhatBy(plan, catalog), [], ct);
        if (ScopedPlan.For(shaped, turn.Account, catalog) is not ScopedPlan scoped) return await Noted(turn, Reply.Denied(((Declined)ScopedPlan.For(shaped, turn.Account, catalog)).Reason), [], ct);
        state.Set(AskContext.Key, new AskContext([shaped]));
        return await Draw(turn, scoped, kind, catalog, ct);
    }

    private async Task<Reply> Draw(Turn turn, ScopedPlan scoped, ChartKind? kind, Catalog catalog, CancellationToken ct)
    {
        switch (await trends.Answer(scoped, catalog, turn.Today, ct))
        {
            case NotKnownThen then: return await Noted(turn, NoHistory.Reply(then, scoped), [], ct);
            case Answer answer:
                var table = AnswerReply.Of(answer, catalog, turn.Today);
                if (answer.Instead is not null) return await Noted(turn, table with { Text = table.Text + "\n有人数太少、不显示的格子，画成图会让人猜出来，所以只给表。" }, [answer], ct);
                if (ChartOf.Answer(answer, kind, catalog, turn.Today) is not { } chart) return await Noted(turn, table with { Text = table.Text + "\n这些数画不成图，先看表。" }, [answer], ct);
                if (!pictures.CanDraw) return await Noted(turn, table with { Text = table.Text + "\n服务器没有装中文字体，画不了图（系统管理员可运行 ./palm setup）。" }, [answer], ct);
                var file = await pictures.Keep(turn.Account.Id, chart, ct);
                return await Noted(turn, new Reply($"{chart.Alt}\n{chart.Footer}", table.Palm) { Files = [file], Suggestions = [new("导出来", "导出来")] }, [answer], ct);
            default: return Reply.Unknown("这张图要的数算得太久，请缩小范围再画。");
        }
    }

    /// <summary>The plan as something that can be drawn, or null when it is not said by what: one figure alone is no picture.</summary>
    private static QueryPlan? Shaped(QueryPlan plan, ChartKind? kind, Catalog catalog)
    {
        var figures = plan.Measure.Kind is MeasureKind.List or MeasureKind.Profile ? plan with { Measure = Measure.Count, Show = [], Ranking = null } : plan;
        if (kind == ChartKind.Pyramid) return figures.Record != "person" ? null : figures with { GroupBy = ["age_band", "sex"], AgeBands = PyramidBands, Measure = Measure.Count, Ranking = null, ComparedWith = null, Trend = null, Change = Change.Net };
        if (kind == ChartKind.Line) return figures.Trend is not null ? figures : figures with { Trend = new(null, TrendStep.Month), ComparedWith = null, AsOf = null, Change = Change.Net, GroupBy = [], Ranking = null };
        return figures.GroupBy.Count > 0 || figures.Trend is not null || figures is { ComparedWith: not null, Change: Change.Net } ? figures : null;
    }

    private static Reply WhatBy(QueryPlan plan, Catalog catalog)
    {
        var record = catalog.Record(plan.Record);
        var by = new[] { "community", "estate", "sex", "age_band", "kind", "status", "industry" }.Select(record.Field).OfType<FieldDefinition>().Where(f => f.Groups).Take(4).Select(f => new PalmOption("按" + f.Name, $"按{f.Name}分画个图"));
        var options = by.Append(new("按月变化", "画个折线图")).ToList();
        const string Question = "一个数画不成图，您想按什么画？";
        return Reply.Clarify(Question, options) with { Card = "ask/clarify", CardData = new { question = Question, options } };
    }

    private static ChartKind? KindOf(string said) =>
        said.Contains("金字塔", StringComparison.Ordinal) || said.Contains("性别年龄", StringComparison.Ordinal) || said.Contains("年龄性别", StringComparison.Ordinal) ? ChartKind.Pyramid
        : said.Contains("折线", StringComparison.Ordinal) || said.Contains("曲线", StringComparison.Ordinal) || said.Contains("走势图", StringComparison.Ordinal) || said.Contains("趋势图", StringComparison.Ordinal) ? ChartKind.Line
        : said.Contains('柱') || said.Contains("条形", StringComparison.Ordinal) ? ChartKind.Bars : null;

    // "松鹤社区的金字塔" leaves a place alone; whose pyramid it is, is not in doubt.
    private static string PeopleIn(string rest) => rest.EndsWith('人') || rest.EndsWith("人口", StringComparison.Ordinal) || rest.EndsWith("有多少", StringComparison.Ordinal) ? "" : "有多少人";

    private async Task<Reply> Noted(Turn turn, Reply reply, IReadOnlyList<Answer> answers, CancellationToken ct)
    {
        await audit.Append(AskAudit.Entry(turn, reply, answers), ct);
        return reply;
    }

    private const string Pictures = "人口(?:年龄)?金字塔(?:图)?|年龄金字塔(?:图)?|金字塔(?:图)?|(?:人口)?(?:性别年龄|年龄性别)(?:结构|构成)?(?:图|分布图)?|柱状图|柱形图|柱图|条形图|直方图|折线图|曲线图|走势图|趋势图|线图|饼图|饼状图|统计图|图表|图形|(?<=画|画成|画个|画张|画幅|画一个|画一张|画一幅|出个|出张|来个|来张|做个|做张|做成|转成|生成|换成|变成|结构|分布|占比|对比|情况|变化)图(?!书)";

    [GeneratedRegex(Pictures)]
    private static partial Regex Picture();

    // The picture with the words that only ask for it: "画成柱状图给我看看".
    [GeneratedRegex("(?:[，,、]|请|麻烦|再|帮我|帮忙|给我|并且?|然后|并|用|以|画成|做成|转成|换成|变成|生成|画出来?|画|做|出|来|弄)*(?:一[个张幅份]|[个张幅份])?的?(?:" + Pictures + ")(?:画出来|画|做|展示|显示|表示|呈现|出来|来|一下|给我看看|看一看|看看|看|吧|呢|吗|行吗|可以吗|给我|。|！|!|？|[?])*")]
    private static partial Regex Asking();

    // "把它", "画一下": what is left of a request when the picture is gone.
    [GeneratedRegex("^(?:请|麻烦|帮我|帮忙|给我|把|能不能|可以|能|画一下|画出|画)+|^(?:这个|这些|上面的?|它|结果|数据|表格|表|刚才的?|这|的)+$|(?:的|，|,|。|也)+$")]
    private static partial Regex Wishes();
}
