using System.Globalization;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Makes replies of answers: text, card and <c>channelData.palm</c>, each with scope, date, definition and sources.</summary>
internal static class AnswerReply
{
    public static Reply Of(Answer answer, Catalog catalog, DateOnly today)
    {
        var understood = Said(answer.Scoped, catalog);
        var definitions = Definitions.Of(answer.Scoped.Plan, catalog);
        var text = AnswerText.Of(answer, understood)
            + (answer.Notes.Count > 0 ? "\n" + string.Join("；", answer.Notes) : "")
            + (definitions.Count > 0 ? "\n口径：" + string.Join("；", definitions) : "")
            + "\n" + SourceText.Footer(answer, today);
        return new Reply(text, Palm(answer, understood, today))
        {
            Card = "ask/" + answer.Kind.ToString().ToLowerInvariant(),
            CardData = AnswerCard.Of(answer, understood, definitions, today),
            LeavesCardOpen = true,
            Suggestions = Suggestions(answer),
        };
    }

    /// <summary>Several questions of one message: one table where all are figures, else the texts and the last one's data.</summary>
    public static Reply OfMany(IReadOnlyList<Answer> answers, Catalog catalog, DateOnly today)
    {
        if (answers.Any(a => a.Kind != AnswerKind.Number))
        {
            var replies = answers.Select(a => Of(a, catalog, today)).ToList();
            return replies[^1] with { Text = string.Join("\n\n", replies.Select(r => r.Text)) };
        }
        var figures = new Answer(answers[0].Scoped, AnswerKind.Table)
        {
            Columns = [new("问的是", "text"), new("结果", "number"), new("单位", "text")],
            Rows = [.. Differences([.. answers.Select(a => Said(a.Scoped, catalog))]).Zip(answers, (label, a) => (IReadOnlyList<object?>)[label, a.Instead is { } instead ? instead : a.Value, a.Unit])],
            Total = answers.Count,
            Notes = [.. answers.SelectMany(a => a.Notes).Distinct()],
            Sources = [.. answers.SelectMany(a => a.Sources).DistinctBy(s => s.Source)],
        };
        var understood = string.Join("；", answers.Select(a => Said(a.Scoped, catalog)));
        var definitions = answers.SelectMany(a => Definitions.Of(a.Scoped.Plan, catalog)).Distinct().ToList();
        var lines = answers.Select(a => AnswerText.Of(a, Said(a.Scoped, catalog)));
        return new Reply(string.Join("\n", lines) + "\n口径：" + string.Join("；", definitions) + "\n" + SourceText.Footer(figures.Sources, today), Palm(figures, understood, today))
        {
            Card = "ask/table",
            CardData = AnswerCard.Of(figures, understood, definitions, today),
            LeavesCardOpen = true,
        };
    }

    /// <summary>What tells the questions apart: "晴岚街道 · 实有人口 · 性别=男 · 人数" beside "… · 性别=女 · 人数" are 男 and 女. The whole sentence where nothing short does.</summary>
    private static IEnumerable<string> Differences(IReadOnlyList<string> understood)
    {
        var parts = understood.Select(u => u.Split(" · ")).ToList();
        var own = parts.Select(p => p.Where(part => !parts.All(other => other.Contains(part))).ToList()).ToList();
        return own.All(o => o.Count == 1) && own.Select(o => o[0]).Distinct().Count() == own.Count
            ? own.Select(o => o[0].Split('=') is [_, var value] ? value : o[0])
            : understood;
    }

    public static string Said(ScopedPlan scoped, Catalog catalog) =>
        PlanWords.Of(scoped.Plan with { Places = [] }, catalog.Words, scoped.Scope.Name);

    private static PalmData Palm(Answer answer, string understood, DateOnly today) => new(answer.Kind.ToString().ToLowerInvariant())
    {
        Understood = understood,
        Scope = new(RegionRange.Short(answer.Scoped.Scope.Region == 0 ? answer.Scoped.Account.Region : answer.Scoped.Scope.Region), answer.Scoped.Scope.Name),
        AsOf = (answer.Scoped.Plan.AsOf is { } day && day < today ? day : today).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Result = answer.Kind == AnswerKind.Number
            ? new() { Value = answer.Value, Unit = answer.Unit }
            : new() { Value = answer.Headline is null ? null : answer.Value, Unit = answer.Headline is null ? null : answer.Unit, Columns = [.. answer.Columns.Select(c => new PalmColumn(c.Name, c.Type))], Rows = answer.Rows, Total = answer.Total },
        Sources = [.. answer.Sources.Select(s => new PalmSource(s.Source, s.Latest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))],
    };

    private static IReadOnlyList<SuggestedAction> Suggestions(Answer answer)
    {
        var actions = new List<SuggestedAction>();
        if (answer.Kind == AnswerKind.Number && answer.Value > 0 && !answer.Scoped.FiguresOnly && answer.Scoped.Plan.Measure.Kind == MeasureKind.Count) actions.Add(new("列出名单", "列出名单"));
        if (answer.Kind == AnswerKind.List && answer.Offset + answer.Rows.Count < answer.Total) actions.Add(new("下一页", "下一页"));
        if (answer.Kind == AnswerKind.Table && answer.Scoped.Plan.Trend is not null && answer.Rows.Count(r => r[1] is not null) > 1) actions.Add(new("画折线图", "画个折线图"));
        else if (answer.Kind == AnswerKind.Table && answer.Total is > 1 and <= 60 && answer.Scoped.Plan.GroupBy.Count is 1 or 2) actions.Add(new("画个图", "画个图"));
        if (answer.Kind is AnswerKind.List or AnswerKind.Table && answer.Total > 0) actions.Add(new("导出来", "导出来"));
        return actions;
    }
}
