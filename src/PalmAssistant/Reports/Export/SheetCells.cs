using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Export;

/// <summary>The cells of one sheet by name, made where there is none. Rows are looked up once: a roll-up has tens of thousands.</summary>
internal sealed class SheetCells
{
    private readonly SheetData data;
    private readonly SortedDictionary<uint, Row> rows = [];
    private uint last;

    public SheetCells(WorksheetPart part)
    {
        data = part.Worksheet!.GetFirstChild<SheetData>()!;
        foreach (var row in data.Elements<Row>())
            if (row.RowIndex?.Value is { } at) { rows[at] = row; last = Math.Max(last, at); }
    }

    public Cell At(string reference)
    {
        var (at, column) = CellName.Parse(reference);
        var row = RowAt((uint)at);
        if (row.Elements<Cell>().FirstOrDefault(c => c.CellReference?.Value == reference) is { } there) return there;
        var cell = new Cell { CellReference = reference };
        var next = row.Elements<Cell>().FirstOrDefault(c => CellName.Parse(c.CellReference!.Value!).Column > column);
        if (next is null) row.Append(cell); else row.InsertBefore(cell, next);
        return cell;
    }

    private Row RowAt(uint at)
    {
        if (rows.TryGetValue(at, out var there)) return there;
        var made = new Row { RowIndex = at };
        if (at > last) { data.Append(made); last = at; }
        else data.InsertBefore(made, rows.First(r => r.Key > at).Value);
        return rows[at] = made;
    }
}
