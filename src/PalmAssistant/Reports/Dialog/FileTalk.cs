using PalmAssistant.Community;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;
using PalmAssistant.Reports.Pages;

namespace PalmAssistant.Reports.Dialog;

/// <summary>A photo or file sent while a report is open goes into the cell that asks for one; where several do, the row is asked for. Never asked for by itself.</summary>
public sealed class FileTalk(OpenReport open, FillCells fill, Attachments attachments, CatalogSource catalogs, PalmSettings settings)
{
    /// <summary>Null when nothing open wants a file: it is then somebody else's.</summary>
    public async Task<Talk?> Take(Talk talk, CancellationToken ct)
    {
        if (talk.Opened is not { Submission.IsWithFiller: true } opened || !OpenReport.Fills(talk.Account, opened.Submission.Target)) return null;
        var cells = Cells(opened).ToList();
        if (cells.Count == 0) return null;
        var words = Wording.Squeeze(talk.Turn.Text);
        var meant = cells.Where(c => words.Length > 1 && (c.Row.Length > 1 && words.Contains(c.Row, StringComparison.Ordinal) || c.Slot.Path[^1].Length > 1 && words.Contains(c.Slot.Path[^1], StringComparison.Ordinal))).ToList();
        var chosen = meant.Count > 0 ? meant : cells;
        if (chosen.Count > 1 && chosen.Where(c => c.Line.Value(c.Slot.Column) is null).ToList() is [var free]) chosen = [free];
        if (chosen.Count > 1) return talk.AskBack($"《{opened.Issue.Title}》有 {chosen.Count} 处要传文件，这是哪一处的？请连同文件再发一次，写上行名，例如“{chosen[0].Row}{chosen[0].Slot.Path[^1]}”。");
        var (line, slot, row) = chosen[0];
        var key = new CellKey(slot.Table, line.Key, slot.Column);
        foreach (var file in talk.Turn.Files)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(settings.DataFolder, file.Path), ct);
            if (Attachments.WhyNot(file.Name, bytes.AsSpan(0, Math.Min(bytes.Length, 32)), bytes.Length) is { } why) return talk.Say(why, new("error") { Reason = why }, stops: true);
            await attachments.Keep(opened.Submission.Id, key, file.Name, bytes, talk.Account, ct);
        }
        var names = (await attachments.Of(opened.Submission.Id, ct)).GetValueOrDefault(key.ToString()) ?? [];
        await fill.Handle(new(opened, talk.Account, await catalogs.Current(ct)), [new(key.ToString(), string.Join('、', names.Select(n => n.Name)), int.MaxValue, null)], talk.Account, ct);
        var again = (await open.Handle(opened.Submission.Id, talk.Account, talk.Turn.Today, ct))!;
        return (talk with { Opened = again, GoesOn = true }).Say($"收到，放在{(row.Length > 0 && cells.Count > 1 ? $"{row}的" : "")}“{slot.Name}”（共 {names.Count} 个文件）。{ReportWords.Left(again)}", ReportWords.Data(again));
    }

    private static IEnumerable<(Line Line, Slot Slot, string Row)> Cells(OpenedReport opened)
    {
        var slots = Slot.Of(opened.Design).Where(s => s.Type == CellType.File && s.IsFillers).ToList();
        return from slot in slots from line in opened.Submission.Lines where line.Table == slot.Table && !line.Removed orderby line.Position select (line, slot, Checks.RowName(opened.Design, line));
    }
}
