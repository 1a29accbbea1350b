using PalmAssistant.Community;

namespace PalmAssistant.Ask;

/// <summary>How fresh the figures are: "数据截至 2026-11-01；来源：街居摸排（2026-10-28）".</summary>
internal static class SourceText
{
    /// <summary>Of an answer: as of the day it was counted for.</summary>
    public static string Footer(Answer answer, DateOnly today) =>
        answer.Scoped.Plan.AsOf is { } day && day < today ? $"按 {day:yyyy-MM-dd} 当天结束时的数据" + (answer.Sources.Count == 0 ? "" : "；来源：" + string.Join("、", answer.Sources.Select(s => s.Source))) : Footer(answer.Sources, today);

    public static string Footer(IReadOnlyList<SourceRow> sources, DateOnly today) =>
        $"数据截至 {today:yyyy-MM-dd}" + (sources.Count == 0 ? "" : "；来源：" + string.Join("、", sources.Select(s => $"{s.Source}（{s.Latest:yyyy-MM-dd}）")));
}
