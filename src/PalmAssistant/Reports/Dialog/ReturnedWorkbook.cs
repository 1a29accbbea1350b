using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>A filled workbook sent back in: its cells against the open report, the differences shown; typed cells are taken, changed prefilled ones ask why.</summary>
public sealed class ReturnedWorkbook(ReportSubmissions submissions, OpenReport open, PalmSettings settings, TimeProvider clock)
{
    private const int ShownDifferences = 12;

    public async Task<Talk?> Take(Talk talk, CancellationToken ct)
    {
        if (talk.Opened is not { } opened) return talk.AskBack("这是填好的表吗？请先说“打开”要填的那张表，再传上来。");
        if (!opened.Submission.IsWithFiller) return talk.Say(ReportWords.Locked(opened.Submission.State), stops: true);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(settings.DataFolder, talk.Turn.Files[0].Path), ct);
        if (WorkbookFile.Open(bytes) is OpenedWorkbook.Refused refused) return talk.Say(refused.Reason, new("error") { Reason = refused.Reason });
        var grids = ((OpenedWorkbook.Sheets)WorkbookFile.Open(bytes)).All;
        var differences = opened.Design.Form.Tables.SelectMany((t, no) => Differences(opened, t, no, grids)).ToList();
        if (differences.Count == 0) return talk.Say("和平台上这份一样，没有要改的。");
        var taken = differences.Where(d => d.Brought is null).ToList();
        await submissions.Change(opened.Submission.Id, talk.Account, s => taken.Select(d => s.Fill(d.Cell, d.After, d.Seen, "从上传的表带入", talk.Account, clock.GetUtcNow())).ToList(), ct);
        var again = (await open.Handle(opened.Submission.Id, talk.Account, talk.Turn.Today, ct))!;
        var asks = differences.Where(d => d.Brought is not null).ToList();
        var text = $"和平台上这份比，有 {differences.Count} 处不同，填的 {taken.Count} 处已带入：\n{string.Join('\n', taken.Take(ShownDifferences).Select(d => $"· {ReportWords.CellName(again, d.Cell)}：{d.Before ?? "空"} → {d.After}"))}";
        if (asks.Count > 0) text += $"\n改了平台带的数，要说原因才改（说“某某改成几”）：\n{string.Join('\n', asks.Take(ShownDifferences).Select(d => $"· {ReportWords.CellName(again, d.Cell)}：平台 {d.Brought}，表里 {d.After}"))}";
        return (talk with { Opened = again }).Say($"{text}\n{ReportWords.Left(again)}", ReportWords.Data(again));
    }

    private static IEnumerable<Difference> Differences(OpenedReport opened, FormTable table, int no, IReadOnlyList<SheetGrid> grids)
    {
        if (grids.FirstOrDefault(g => g.Name == table.Sheet) is not { } grid) yield break;
        var slots = Slot.Of(opened.Design).Where(s => s.Table == no && s.IsFillers).ToList();
        var lines = new FilledTable(table, no, opened.Submission.Lines).Lines;
        for (var i = 0; i < lines.Count; i++)
            foreach (var slot in slots)
            {
                var (row, column) = table.Kind == TableKind.Form ? CellName.Parse(slot.Column)
                    : (table.Kind == TableKind.FixedRows ? int.Parse(lines[i].Key, System.Globalization.CultureInfo.InvariantCulture) : table.FirstRow + i, CellName.Column(slot.Column));
                if (grid.HasFormula(row, column)) continue;
                var after = Normal(grid.TextAt(row, column), slot.Type);
                var before = lines[i].Value(slot.Column);
                if (after.Length > 0 && after != before)
                    yield return new(new(no, lines[i].Key, slot.Column), before, after, lines[i].Version(slot.Column), lines[i].Prefilled.GetValueOrDefault(slot.Column));
            }
    }

    /// <summary>Dates come back as serials, numbers with trailing zeros.</summary>
    private static string Normal(string text, CellType type)
    {
        var bare = text.Trim();
        if (!decimal.TryParse(bare, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var number)) return bare;
        if (type == CellType.Date && number is > 20_000 and < 80_000) return new DateOnly(1899, 12, 30).AddDays((int)number).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return type is CellType.Integer or CellType.Number ? number.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) : bare;
    }

    private sealed record Difference(CellKey Cell, string? Before, string After, int Seen, string? Brought);
}
