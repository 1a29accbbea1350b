using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>A trend as a table: a row a day, or, grouped, a row a group with a column a day.</summary>
internal static class SeriesTable
{
    public static Answer Of(ScopedPlan figures, ScopedPlan scoped, IReadOnlyList<(DateOnly Day, Answer Answer)> points, DateOnly? cutAt, Catalog catalog)
    {
        var last = points[^1].Answer;
        var notes = new List<string>(last.Notes);
        if (cutAt is { } known) notes.Add($"平台从 {known:yyyy-MM-dd} 起留有历史，没有更早的");
        if (points.Count == 1) notes.Add("目前只有这一天的数，看不出变化");
        var frame = new Answer(scoped, AnswerKind.Table) { Unit = last.Unit, Sources = last.Sources, Sql = last.Sql, Took = last.Took, Notes = notes };
        if (last.Kind == AnswerKind.Table) return Grouped(frame, points, figures);
        var (first, end) = (points[0], points[^1]);
        return frame with
        {
            Value = end.Answer.Value - first.Answer.Value,
            Headline = points.Count == 1 ? $"{end.Day:yyyy-MM-dd}：{Differences.Said(end.Answer.Value, last.Unit)}"
                : $"从 {first.Day:yyyy-MM-dd} 的 {Differences.Said(first.Answer.Value, last.Unit)}到 {end.Day:yyyy-MM-dd} 的 {Differences.Said(end.Answer.Value, last.Unit)}，{Differences.Words(first.Answer.Value, end.Answer.Value, last.Unit)}",
            Columns = [new("截至", "text"), new(Tables.ValueName(figures.Plan, catalog), "number"), new("增减", "number")],
            Rows = [.. points.Select((p, i) => (IReadOnlyList<object?>)[$"{p.Day:yyyy-MM-dd}", p.Answer.Value, i == 0 ? null : p.Answer.Value - points[i - 1].Answer.Value])],
            Total = points.Count,
        };
    }

    private static Answer Grouped(Answer frame, IReadOnlyList<(DateOnly Day, Answer Answer)> points, ScopedPlan figures)
    {
        var last = points[^1].Answer;
        var keys = last.Columns.Count(c => c.Type == "text");
        var counts = figures.Plan.Measure.Kind is MeasureKind.Count or MeasureKind.Sum;
        string Key(IReadOnlyList<object?> row) => string.Join('\u001f', row.Take(keys));
        var days = points.Select(p => p.Answer.Rows.GroupBy(Key).ToDictionary(g => g.Key, g => g.First()[keys] as decimal?)).ToList();
        var labels = points.Reverse().SelectMany(p => p.Answer.Rows).DistinctBy(Key).ToList();
        return frame with
        {
            Columns = [.. last.Columns.Take(keys), .. points.Select(p => new AnswerColumn($"{p.Day:yyyy-MM-dd}", "number"))],
            Rows = [.. labels.Select(row => (IReadOnlyList<object?>)[.. row.Take(keys), .. days.Select(d => d.TryGetValue(Key(row), out var value) ? value : counts ? 0 : (object?)null)])],
            Total = labels.Count,
        };
    }
}
