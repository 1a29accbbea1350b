using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>What of an answer is drawn, and how: bars for groups and two days, a line for months, a pyramid for ages by sex. Pure.</summary>
internal static class ChartOf
{
    private const int MostBars = 25;

    /// <summary>Null when there is nothing that could be drawn.</summary>
    public static Chart? Answer(Answer answer, ChartKind? wanted, Catalog catalog, DateOnly today)
    {
        if (answer.Rows.Count == 0) return null;
        var understood = AnswerReply.Said(answer.Scoped, catalog);
        var plan = answer.Scoped.Plan;
        var keys = answer.Columns.TakeWhile(c => c.Type == "text").Count();
        if (keys == 0 || keys == answer.Columns.Count) return null;
        var frame = new Chart(ChartKind.Bars, understood, $"范围：{answer.Scoped.Scope.Name}；{SourceText.Footer(answer, today)}", [], [], answer.Unit, "");
        var chart = plan switch
        {
            { GroupBy: ["age_band", "sex"] } when wanted == ChartKind.Pyramid => Pyramid(frame, answer, catalog),
            { Trend: not null, GroupBy.Count: 0 } => Line(frame, answer),
            { Trend: not null } => Ends(frame, answer, keys),
            _ => Bars(frame, answer, keys),
        };
        return chart is null ? null : chart with { Alt = AltOf(chart) };
    }

    private static Chart Pyramid(Chart frame, Answer answer, Catalog catalog)
    {
        var bands = answer.Rows.Select(r => (string)r[0]!).Where(b => b != Tables.Unknown).Distinct().OrderBy(FirstYear).ToList();
        ChartSeries Side(string sex) => new(sex, [.. bands.Select(b => answer.Rows.Where(r => Equals(r[0], b) && Equals(r[1], sex)).Sum(r => (double?)(r[2] as decimal?) ?? 0)).Select(v => (double?)v)]);
        var plan = answer.Scoped.Plan;
        var whom = PlanWords.Of(plan with { Places = [], GroupBy = [], AgeBands = [] }, catalog.Words, answer.Scoped.Scope.Name).Split(" · ").SkipLast(1);
        return frame with { Kind = ChartKind.Pyramid, Title = string.Join(" · ", whom) + " · 年龄金字塔", Categories = bands, Series = [Side("男"), Side("女")] };
    }

    private static int FirstYear(string band) => int.TryParse(string.Concat(band.TakeWhile(char.IsAsciiDigit)), out var year) ? year : 0;

    private static Chart Line(Chart frame, Answer answer) => frame with
    {
        Kind = ChartKind.Line,
        Categories = [.. answer.Rows.Select(r => DayName((string)r[0]!))],
        Series = [new(answer.Columns[1].Name, [.. answer.Rows.Select(r => (double?)(r[1] as decimal?))])],
    };

    // 2026-10-31 is the end of October and called so.
    private static string DayName(string day)
    {
        var date = DateOnly.ParseExact(day, "yyyy-MM-dd");
        return date.AddDays(1).Day == 1 ? $"{date:yyyy-MM}" : $"{date:MM-dd}";
    }

    /// <summary>Groups over months: the first and the last day that are known.</summary>
    private static Chart? Ends(Chart frame, Answer answer, int keys)
    {
        var known = Enumerable.Range(keys, answer.Columns.Count - keys).Where(c => answer.Rows.Any(r => r[c] is decimal)).ToList();
        return known.Count == 0 ? null : Of(frame, answer, keys, known[0] == known[^1] ? [known[0]] : [known[0], known[^1]]);
    }

    private static Chart Bars(Chart frame, Answer answer, int keys)
    {
        if (answer.Scoped.Plan.ComparedWith is not null && answer.Columns.Count > keys + 1) return Of(frame, answer, keys, [keys, keys + 1]);
        if (keys == 2 && answer.Rows.Select(r => r[1]).Distinct().Count() == 2) return Beside(frame, answer);
        return Of(frame, answer, keys, [keys]);
    }

    private static Chart Of(Chart frame, Answer answer, int keys, IReadOnlyList<int> columns)
    {
        var rows = answer.Rows.Take(MostBars).ToList();
        return frame with
        {
            Footer = (answer.Rows.Count > MostBars ? $"只画前 {MostBars} 个；" : "") + frame.Footer,
            Categories = [.. rows.Select(r => string.Join(" ", r.Take(keys)))],
            Series = [.. columns.Select(c => new ChartSeries(answer.Columns[c].Name, [.. rows.Select(r => (double?)(r[c] as decimal?))]))],
        };
    }

    // 各小区按性别分: one colour a sex.
    private static Chart Beside(Chart frame, Answer answer)
    {
        var groups = answer.Rows.Select(r => (string)r[0]!).Distinct().Take(MostBars).ToList();
        var names = answer.Rows.Select(r => (string)r[1]!).Distinct().Order(StringComparer.Ordinal).Reverse().ToList();
        return frame with
        {
            Categories = groups,
            Series = [.. names.Select(n => new ChartSeries(n, [.. groups.Select(g => (double?)(answer.Rows.FirstOrDefault(r => Equals(r[0], g) && Equals(r[1], n))?[2] as decimal? ?? 0))]))],
        };
    }

    private static string AltOf(Chart chart)
    {
        var kind = chart.Kind switch { ChartKind.Line => "折线图", ChartKind.Pyramid => "人口金字塔", _ => "柱状图" };
        var unit = chart.Unit == "%" ? "%" : " " + chart.Unit;
        var first = chart.Series[0];
        var known = Enumerable.Range(0, chart.Categories.Count).Where(i => first.Values[i] is not null).ToList();
        if (known.Count == 0) return $"{kind}：{chart.Title}";
        string At(int i, ChartSeries s) => $"{chart.Categories[i]} {AnswerText.Number((decimal?)s.Values[i])}{unit}";
        return $"{kind}：{chart.Title}。" + chart.Kind switch
        {
            ChartKind.Line => known.Count == 1 ? $"只有一天：{At(known[0], first)}。" : $"从 {At(known[0], first)}到 {At(known[^1], first)}。",
            ChartKind.Pyramid => string.Join("；", chart.Series.Select(s => $"{s.Name}共 {AnswerText.Number((decimal?)s.Values.Sum())}{unit}，最多的是 {At(Largest(s), s)}")) + "。",
            _ => $"共 {chart.Categories.Count} 组，最多的是 {At(Largest(chart.Series[^1]), chart.Series[^1])}。",
        };
    }

    private static int Largest(ChartSeries series) => Enumerable.Range(0, series.Values.Count).MaxBy(i => series.Values[i] ?? double.MinValue);
}
