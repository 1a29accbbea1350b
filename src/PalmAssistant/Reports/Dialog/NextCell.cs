using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>What is missing or wrong asked for one after the other; a bare value answers. Long lists are filled on the page or all at once. Pure.</summary>
internal static class NextCell
{
    private const int MostAskedForOneByOne = 30;

    /// <summary>The talk with the next question at its end; unchanged when something else waits or nothing is left.</summary>
    public static Talk Ask(Talk talk)
    {
        if (talk.Opened is not { Submission.IsWithFiller: true } opened || talk.Stops || talk.Memory.Waits is not (null or "cell")) return talk;
        var open = opened.Problems.Where(p => p.Kind is not ProblemKind.ReasonMissing && !talk.Memory.Skipped.Contains(p.Cell.ToString())).ToList();
        if (open.Count == 0 && talk.Memory is { Waits: "cell", Cell: { } sentBack } && opened.Submission.Remarks.TryGetValue(sentBack, out var remark) && remark.Returned) return talk;
        if (open.Count is 0 or > MostAskedForOneByOne || SlotOf(opened, open[0].Cell) is not { } slot) return talk with { Memory = talk.Memory.Waits == "cell" ? talk.Memory.Answered() : talk.Memory };
        var cell = open[0].Cell;
        var question = Question(opened, slot, open);
        var asked = talk with { Memory = talk.Memory with { Waits = "cell", Cell = cell.ToString() } };
        return (asked with { Said = [.. asked.Said, question] }).Suggest([.. slot.Choices.Take(5).Select(c => (c, c)), ("先跳过", "跳过")]);
    }

    private static string Question(OpenedReport report, Slot slot, IReadOnlyList<Problem> open)
    {
        var same = open.Where(p => p.Cell.Table == open[0].Cell.Table && p.Cell.Column == open[0].Cell.Column).Select(p => p.Cell).Distinct().ToList();
        var kind = slot.Type switch
        {
            CellType.Choice when slot.Choices.Count > 0 => $"（{string.Join('、', slot.Choices)}）",
            CellType.Date => "（几月几日）",
            CellType.Integer or CellType.Number => "，直接说数就行",
            _ => "，直接说就行",
        };
        var hint = report.Submission.Sources.TryGetValue($"{slot.Table}/{slot.Column}", out var source) && source.Name == LastPeriod.Source ? $"（{source.Understood}）" : "";
        if (same.Count > 1) return $"“{slot.Name}”有 {same.Count} 行要填{kind}。都一样请说“全部：{slot.Name}…”；一行一行来的话，先说{open[0].Row}的。";
        var wrong = open[0].Kind == ProblemKind.Missing ? "" : $"（{open[0].Words}）";
        return $"{(open[0].Row.Length > 0 && report.Submission.Lines.Count(l => l.Table == slot.Table) > 1 ? open[0].Row + "的" : "")}“{slot.Name}”{(slot.Type is CellType.Integer or CellType.Number ? "是多少" : "填什么")}{wrong}{hint}{kind}。";
    }

    private static Slot? SlotOf(OpenedReport report, CellKey cell) => Slot.Of(report.Design).FirstOrDefault(s => s.Table == cell.Table && s.Column == cell.Column);
}
