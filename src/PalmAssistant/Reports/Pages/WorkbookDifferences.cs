using System.Globalization;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Pages;

/// <param name="Brought">what the platform had brought there; null when it brought nothing</param>
public sealed record WorkbookDifference(CellKey Cell, string Row, string Column, string? Before, string After, int Seen, string? Brought);

/// <summary>A filled workbook against the open report, cell by cell. Pure: nothing is taken. An empty cell of the workbook is no change.</summary>
public static class WorkbookDifferences
{
    public static IReadOnlyList<WorkbookDifference> Of(FormReading reading, IReadOnlyList<SheetGrid> grids) =>
        [.. reading.Opened.Design.Form.Tables.SelectMany((table, no) => OfTable(reading, table, no, grids))];

    /// <summary>Tells a workbook of this report from a stranger: at least one of its sheets is there by name.</summary>
    public static bool Fits(ReportForm form, IReadOnlyList<SheetGrid> grids) => form.Tables.Any(t => grids.Any(g => g.Name == t.Sheet && g.LastRow > 0));

    private static IEnumerable<WorkbookDifference> OfTable(FormReading reading, FormTable table, int no, IReadOnlyList<SheetGrid> grids)
    {
        if (grids.FirstOrDefault(g => g.Name == table.Sheet) is not { } grid) yield break;
        var cells = reading.Cells;
        var slots = cells.Slots.Where(s => s.Table == no && s.IsFillers && s.Type != CellType.File).ToList();
        var lines = new FilledTable(table, no, reading.Opened.Submission.Lines).Lines;
        for (var i = 0; i < lines.Count; i++)
            foreach (var slot in slots)
            {
                var key = new CellKey(no, lines[i].Key, slot.Column);
                if (!cells.IsOpen(key)) continue;
                var (row, column) = Place(table, lines[i], i, slot);
                if (grid.HasFormula(row, column)) continue;
                var after = CellText.Normal(slot.Type, Dated(grid.TextAt(row, column), slot.Type));
                var before = lines[i].Value(slot.Column);
                if (after is not null && after != before)
                    yield return new(key, Checks.RowName(reading.Opened.Design, lines[i]), slot.Name, before, after, lines[i].Version(slot.Column), lines[i].Prefilled.GetValueOrDefault(slot.Column));
            }
    }

    private static (int Row, int Column) Place(FormTable table, Line line, int index, Slot slot) => table.Kind switch
    {
        TableKind.Form => CellName.Parse(slot.Column),
        TableKind.FixedRows => (int.Parse(line.Key, CultureInfo.InvariantCulture), CellName.Column(slot.Column)),
        _ => (table.FirstRow + index, CellName.Column(slot.Column)),
    };

    /// <summary>Dates may come back as serials (days since 1899-12-30).</summary>
    private static string Dated(string text, CellType type) =>
        type == CellType.Date && decimal.TryParse(text.Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out var serial) && serial is > 20_000 and < 80_000
            ? $"{new DateOnly(1899, 12, 30).AddDays((int)serial):yyyy-MM-dd}" : text;
}
