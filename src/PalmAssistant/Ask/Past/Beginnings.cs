using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// What 新增 can mean. By the register: counted at the end and not at the beginning. By its own date, where a record carries one (成立日期,
/// 起始年月, 发证日期): begun in between. Both are said when both are known; they differ by what is registered late, ended or moved.
/// </summary>
internal static class Beginnings
{
    /// <summary>The condition "begun between these days", both included, or null where nothing asked for carries such a date.</summary>
    public static Condition? Condition(QueryPlan plan, DateOnly from, DateOnly to, Catalog catalog)
    {
        var record = catalog.Record(plan.Record);
        if (record.Begins is { } own) return Between(own, from, to);
        var relation = PlanRelations.Of(plan.Where, catalog).Distinct().ToList();
        if (relation is not [var one] || record.Relation(one) is not { } related || catalog.Record(related.Record).Begins is not { } begins) return null;
        return new Related(one, Between(begins, from, to));
    }

    public static Answer Of(Answer came, decimal was, decimal now, DateOnly before, DateOnly end, Answer? dated)
    {
        var gained = came.Value ?? 0;
        var lost = was + gained - now;
        return came with
        {
            Headline = $"{before.AddDays(1):yyyy-MM-dd} 至 {end:yyyy-MM-dd} 新增 {Differences.Said(gained, came.Unit)}、减少 {Differences.Said(lost, came.Unit)}，由 {AnswerText.Number(was)} 变为 {AnswerText.Number(now)}。{Differences.Words(was, now, came.Unit)}",
            Notes = [.. came.Notes, $"新增：{end:yyyy-MM-dd} 在册、{before:yyyy-MM-dd} 不在册的（含迁入、新登记和新达到条件的）", .. dated is null ? Array.Empty<string>() : [$"按登记日期算，这段时间开始的有 {Differences.Said(dated.Value, dated.Unit)}"]],
        };
    }

    /// <summary>The register's memory does not reach back; the dates on file do.</summary>
    public static Answer Alone(Answer dated, DateOnly before, DateOnly end, DateOnly? since) => dated with
    {
        Headline = dated.Kind == AnswerKind.Number ? $"按登记日期，{before.AddDays(1):yyyy-MM-dd} 至 {end:yyyy-MM-dd} 开始的有 {Differences.Said(dated.Value, dated.Unit)}。" : null,
        Notes = [.. dated.Notes, "只数现在在册的" + (since is { } day ? $"；平台从 {day:yyyy-MM-dd} 起留有历史，没有更早的，所以不是名册对比" : "")],
    };

    private static Compare Between(string field, DateOnly from, DateOnly to) => new(field, Comparison.Between, from, to);
}
