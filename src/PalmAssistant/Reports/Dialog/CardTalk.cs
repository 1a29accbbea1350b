using PalmAssistant.Community;
using PalmAssistant.Reports.Pages;

namespace PalmAssistant.Reports.Dialog;

/// <summary>A report opened from its card, and values typed into one: saved cell by cell as on the page, nobody overwritten; the card itself is answered once.</summary>
public sealed class CardTalk(OpenReport open, FillCells fill, CatalogSource catalogs)
{
    public const string Fill = "reports/fill", Open = "reports/open";

    /// <summary>Null when the pressed card is not ours.</summary>
    public async Task<Talk?> Pressed(Talk talk, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        var act = values.GetValueOrDefault("act");
        if (act is not (Fill or Open) || !Guid.TryParse(values.GetValueOrDefault("submission"), out var id)) return null;
        if (!MayFill(await open.Handle(id, talk.Account, talk.Turn.Today, ct), talk, out var opened)) return talk.Refuse("这张表不在您的范围内，无权打开或填写。");
        talk = talk with { Opened = opened, Memory = talk.Memory.Answered() with { Open = id } };
        if (act == Open) return (talk with { GoesOn = true, LeavesCardOpen = true }).Say(ReportWords.Opened(opened), ReportWords.Data(opened));
        if (!opened.Submission.IsWithFiller) return talk.Say(ReportWords.Locked(opened.Submission.State));
        var changes = Changes(values);
        if (changes.Count == 0) return (talk with { GoesOn = true }).Say("没有填新的内容，原来的都在。");
        var answer = (await fill.Handle(new(opened, talk.Account, await catalogs.Current(ct)), changes, talk.Account, ct))!;
        var again = (await open.Handle(id, talk.Account, talk.Turn.Today, ct))!;
        var parts = new List<string>();
        if (answer.Saved.Count > 0) parts.Add($"记下了：{string.Join('，', answer.Saved.Select(s => $"{ReportWords.CellName(again, CellKey.Parse(s.Key))} {s.Value.Value ?? "空"}"))}。");
        parts.AddRange(answer.Overtaken.Select(o => $"{ReportWords.CellName(again, CellKey.Parse(o.Key))}：{o.Value.ByName}刚填了 {o.Value.Value ?? "空"}，没有覆盖；要用您的请再填一次。"));
        parts.AddRange(answer.Refused.Values.Distinct());
        parts.Add(ReportWords.Left(again));
        return (talk with { Opened = again, GoesOn = true }).Say(string.Join('\n', parts.Where(p => p.Length > 0)), ReportWords.Data(again));
    }

    private static bool MayFill(OpenedReport? found, Talk talk, out OpenedReport opened)
    {
        opened = found!;
        return found is not null && OpenReport.Fills(talk.Account, found.Submission.Target);
    }

    /// <summary>Inputs c0, c1 … stand for the cells and versions the card was made with; an empty one is no change.</summary>
    private static List<CellChange> Changes(IReadOnlyDictionary<string, string> values)
    {
        var (cells, seen) = (values.GetValueOrDefault("cells", "").Split('|'), values.GetValueOrDefault("seen", "").Split('|'));
        return [.. cells.Select((cell, i) => (cell, i)).Where(x => values.GetValueOrDefault($"c{x.i}") is { Length: > 0 })
            .Select(x => new CellChange(x.cell, values[$"c{x.i}"], x.i < seen.Length && int.TryParse(seen[x.i], out var version) ? version : 0, null))];
    }
}
