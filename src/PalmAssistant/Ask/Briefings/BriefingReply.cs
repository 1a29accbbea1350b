using System.Globalization;
using PalmAssistant.Conversation;

namespace PalmAssistant.Ask;

/// <summary>A briefing as a reply: the text as it would be read out, and a card that leads to the sources of its figures.</summary>
internal static class BriefingReply
{
    public static Reply Of(Briefing briefing)
    {
        var day = briefing.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var footer = Footer(briefing);
        return new Reply($"{briefing.Title}\n{string.Join("\n", briefing.Paragraphs)}\n{footer}", new PalmData("table")
        {
            Understood = briefing.Title, AsOf = day,
            Result = new()
            {
                Columns = [new("序号", "number"), new("说的是", "text"), new("数", "number"), new("单位", "text"), new("问法", "text")], Total = briefing.Figures.Count,
                Rows = [.. briefing.Figures.Select(f => (IReadOnlyList<object?>)[f.Number, f.Understood, f.Value, f.Unit, f.Ask])],
            },
        })
        {
            Card = "ask/briefing", CardData = Card(briefing), LeavesCardOpen = true,
            Suggestions = [new("每个数的来源", "每个数的来源"), new("导出Word", "导出Word"), .. briefing.Figures.Count > 0 ? [new("第1个数哪来的", "第1个数哪来的")] : Array.Empty<SuggestedAction>()],
        };
    }

    public static object Card(Briefing briefing) => new
    {
        title = briefing.Title,
        footer = Footer(briefing),
        paragraphs = briefing.Paragraphs.Select(p => new { text = p }),
        figures = briefing.Figures.Select(f => new
        {
            mark = BriefingText.Mark(f.Number),
            value = f.Said,
            f.Understood,
            f.Ask,
            proof = string.Join("；", f.Definitions) + $"（来源：{string.Join("、", f.Sources)}）",
        }),
    };

    private static string Footer(Briefing briefing) =>
        $"范围：{briefing.Scope}；数据截至 {briefing.Day:yyyy-MM-dd}；共 {briefing.Figures.Count} 个数，{briefing.Paragraphs.Sum(BriefingText.Length)} 字" + (briefing.Notes.Count > 0 ? "；" + string.Join("；", briefing.Notes) : "");
}
