using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// Figures of earlier days and what became of them: one day, two days compared, who came in between, a row of months. All are counted
/// from the history under the same scope as today's, or not at all: a day before the register's memory is <see cref="NotKnownThen"/>.
/// </summary>
public sealed class Trends(CommunityQueries queries)
{
    public static bool IsOfThePast(QueryPlan plan, DateOnly today) => plan.ComparedWith is not null || plan.Trend is not null || plan.AsOf < today;

    /// <summary>A figure of today or of the past.</summary>
    public Task<QueryResult> Answer(ScopedPlan scoped, Catalog catalog, DateOnly today, CancellationToken ct) =>
        IsOfThePast(scoped.Plan, today) ? Run(scoped, catalog, today, 0, ct) : queries.Run(scoped, today, ct);

    public async Task<QueryResult> Run(ScopedPlan scoped, Catalog catalog, DateOnly today, int offset, CancellationToken ct)
    {
        var plan = scoped.Plan;
        var since = catalog.KnownSince(PlanTouches.Of(plan, catalog).Records.Where(r => r != "conflict" || plan.Record == "conflict"));
        if (plan is { Change: Change.Gained, ComparedWith: { } before }) return await Gained(scoped, before, since, catalog, today, offset, ct);
        if (plan.Trend is { } trend) return await Series(scoped, trend, since, catalog, today, ct);
        if (Earliest(plan) is { } day && day < today && (since is null || day < since)) return new NotKnownThen(day, since);
        if (plan.ComparedWith is not { } then) return await queries.Run(scoped, today, ct, offset);
        return await Compared(scoped, then, catalog, today, ct);
    }

    private static DateOnly? Earliest(QueryPlan plan) => new[] { plan.ComparedWith, plan.AsOf }.Min();

    private async Task<QueryResult> Compared(ScopedPlan scoped, DateOnly then, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        var figures = scoped.Plan.Measure.Kind is MeasureKind.List or MeasureKind.Profile ? scoped.On(null) : scoped;
        var later = scoped.Plan.AsOf is { } asOf && asOf < today ? asOf : today;
        if (await queries.Run(figures.On(then), today, ct) is not Answer was) return new TookTooLong(CommunityQueries.Limit);
        if (await queries.Run(figures.On(later < today ? later : null), today, ct) is not Answer now) return new TookTooLong(CommunityQueries.Limit);
        if (now.Kind == AnswerKind.List) return now with { Headline = $"{then:yyyy-MM-dd}：{was.Total} {was.Unit}；{later:yyyy-MM-dd}：{now.Total} {now.Unit}。{Differences.Words(was.Total, now.Total, now.Unit)}" };
        return Differences.Of(scoped, was, now, then, later, catalog);
    }

    /// <summary>Who is counted at the end and was not at the beginning; and, where the register dates it, how many records began in between.</summary>
    private async Task<QueryResult> Gained(ScopedPlan scoped, DateOnly before, DateOnly? since, Catalog catalog, DateOnly today, int offset, CancellationToken ct)
    {
        var end = scoped.Plan.AsOf is { } asOf && asOf < today ? asOf : today;
        var dated = await Dated(scoped, before, end, catalog, today, ct);
        if (since is null || before < since) return dated is null ? new NotKnownThen(before, since) : Beginnings.Alone(dated, before, end, since);
        if (await queries.Run(scoped, today, ct, offset) is not Answer came) return new TookTooLong(CommunityQueries.Limit);
        if (came.Kind != AnswerKind.Number) return came;
        if (await queries.Run(scoped.On(before), today, ct) is not Answer was || await queries.Run(scoped.On(end < today ? end : null), today, ct) is not Answer now) return new TookTooLong(CommunityQueries.Limit);
        return Beginnings.Of(came, was.Value ?? 0, now.Value ?? 0, before, end, dated);
    }

    private async Task<Answer?> Dated(ScopedPlan scoped, DateOnly before, DateOnly end, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        if (scoped.Plan.Measure.Kind != MeasureKind.Count || Beginnings.Condition(scoped.Plan, before.AddDays(1), end, catalog) is not { } began) return null;
        return await queries.Run(scoped.On(null).And(began), today, ct) as Answer;
    }

    private async Task<QueryResult> Series(ScopedPlan scoped, TrendSpan trend, DateOnly? since, Catalog catalog, DateOnly today, CancellationToken ct)
    {
        if (since is not { } first) return new NotKnownThen(trend.From ?? today, null);
        var figures = scoped.Plan.Measure.Kind is MeasureKind.List or MeasureKind.Profile ? ScopedPlan.For(scoped.Plan with { Measure = Measure.Count }, scoped.Account, catalog) as ScopedPlan ?? scoped : scoped;
        var points = new List<(DateOnly Day, Answer Answer)>();
        foreach (var day in TrendDays.Of(trend, first, today))
        {
            if (await queries.Run(figures.On(day < today ? day : null), today, ct) is not Answer answer) return new TookTooLong(CommunityQueries.Limit);
            points.Add((day, answer));
        }
        return SeriesTable.Of(figures, scoped, points, trend.From < first ? first : null, catalog);
    }
}
