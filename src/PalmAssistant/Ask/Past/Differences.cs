using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Two days' figures beside each other, with their difference and what that is in percent.</summary>
internal static class Differences
{
    public static Answer Of(ScopedPlan scoped, Answer was, Answer now, DateOnly then, DateOnly later, Catalog catalog)
    {
        var unit = now.Unit;
        if (now.Kind == AnswerKind.Number)
        {
            var name = Tables.ValueName(scoped.Plan, catalog);
            return Frame(scoped, now, then, unit) with
            {
                Value = now.Value - was.Value,
                Headline = $"{then:yyyy-MM-dd}：{Said(was.Value, unit)}；{later:yyyy-MM-dd}：{Said(now.Value, unit)}。{Words(was.Value, now.Value, unit)}",
                Columns = [new("日期", "text"), new(name, "number")],
                Rows = [[$"{then:yyyy-MM-dd}", was.Value], [$"{later:yyyy-MM-dd}", now.Value]],
                Total = 2,
            };
        }
        return Grouped(scoped, was, now, then, later);
    }

    /// <summary>"增加 3 人（+2.5%）", "没有变化", "减少 2 个百分点".</summary>
    public static string Words(decimal? was, decimal? now, string unit)
    {
        if (was is not { } before || now is not { } after) return "有一天没有数，比不出来。";
        var difference = after - before;
        if (difference == 0) return "没有变化。";
        var amount = unit == "%" ? $"{AnswerText.Number(Math.Abs(difference))} 个百分点" : Said(Math.Abs(difference), unit);
        var percent = unit == "%" || before == 0 ? "" : $"（{(difference > 0 ? "+" : "−")}{AnswerText.Number(Percent(before, after) is { } p ? Math.Abs(p) : 0)}%）";
        return $"{(difference > 0 ? "增加" : "减少")} {amount}{percent}。";
    }

    public static decimal? Percent(decimal? was, decimal? now) => was is { } before && before != 0 && now is { } after ? Math.Round((after - before) * 100 / before, 1) : null;

    public static string Said(decimal? value, string unit) => AnswerText.Number(value) + (unit == "%" ? "%" : unit.Length > 0 ? " " + unit : "");

    private static Answer Grouped(ScopedPlan scoped, Answer was, Answer now, DateOnly then, DateOnly later)
    {
        var keys = now.Columns.Count(c => c.Type == "text");
        // A share has its parts behind it; the figure compared stands right after the labels.
        var before = was.Rows.GroupBy(r => Key(r, keys)).ToDictionary(g => g.Key, g => g.First()[keys] as decimal?);
        var counts = scoped.Plan.Measure.Kind is MeasureKind.Count or MeasureKind.Sum;
        var rows = now.Rows.Select(r => (Labels: r.Take(keys).ToList(), Was: before.TryGetValue(Key(r, keys), out var w) ? w : counts ? 0 : null, Now: r[keys] as decimal?)).ToList();
        rows.AddRange(was.Rows.Where(r => !now.Rows.Any(n => Key(n, keys) == Key(r, keys))).Select(r => (r.Take(keys).ToList(), r[keys] as decimal?, counts ? 0 : (decimal?)null)));
        var (sumWas, sumNow) = (rows.Sum(r => r.Was), rows.Sum(r => r.Now));
        return Frame(scoped, now, then, now.Unit) with
        {
            Value = counts ? sumNow - sumWas : null,
            Headline = counts ? $"合计 {then:yyyy-MM-dd}：{Said(sumWas, now.Unit)}；{later:yyyy-MM-dd}：{Said(sumNow, now.Unit)}。{Words(sumWas, sumNow, now.Unit)}" : $"{then:yyyy-MM-dd} 与 {later:yyyy-MM-dd} 相比：",
            Columns = [.. now.Columns.Take(keys), new($"{then:yyyy-MM-dd}", "number"), new($"{later:yyyy-MM-dd}", "number"), new("增减", "number"), new("增减（%）", "number")],
            Rows = [.. rows.Select(r => (IReadOnlyList<object?>)[.. r.Labels, r.Was, r.Now, r.Now - r.Was, Percent(r.Was, r.Now)])],
            Total = rows.Count,
        };
    }

    private static string Key(IReadOnlyList<object?> row, int keys) => string.Join('\u001f', row.Take(keys));

    private static Answer Frame(ScopedPlan scoped, Answer now, DateOnly then, string unit) => new(scoped, AnswerKind.Table)
    {
        Unit = unit, Sources = now.Sources, Sql = now.Sql, Took = now.Took, Notes = [.. now.Notes, $"{then:yyyy-MM-dd} 的数按当天结束时的名册、年龄和标签规则重算"],
    };
}
