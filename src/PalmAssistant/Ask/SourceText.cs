using PalmAssistant.Community;

namespace PalmAssistant.Ask;

/// <summary>How fresh the figures are: "数据截至 2026-11-01；来源：街居摸排（2026-10-28）".</summary>
internal static class SourceText
{
    public static string Footer(IReadOnlyList<SourceRow> sources, DateOnly today) =>
        $"数据截至 {today:yyyy-MM-dd}" + (sources.Count == 0 ? "" : "；来源：" + string.Join("、", sources.Select(s => $"{s.Source}（{s.Latest:yyyy-MM-dd}）")));
}
