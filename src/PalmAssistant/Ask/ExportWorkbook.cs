using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace PalmAssistant.Ask;

/// <summary>
/// An answer as a workbook (Office Open XML, ISO/IEC 29500): a line that says who took it and when, the headers, the rows, the line again, and the same in
/// the header of every printed page; a second sheet says what was counted. Every text is an inline string: nothing in it is ever a formula.
/// </summary>
internal static class ExportWorkbook
{
    private const int WidestColumn = 60;

    public static async Task Write(Stream stream, Answer answer, string understood, IReadOnlyList<string> definitions, string watermark, DateOnly today)
    {
        List<IReadOnlyList<object?>> rows = [[watermark], [.. answer.Columns.Select(c => c.Name)], .. answer.Rows, [watermark]];
        IReadOnlyList<IReadOnlyList<object?>> about =
        [
            ["查询", understood], ["范围", answer.Scoped.Scope.Name], ["口径", string.Join("；", definitions)],
            ["时间与来源", SourceText.Footer(answer.Sources, today)], ["说明", string.Join("；", answer.Notes)], ["领取人", watermark],
        ];
        using var memory = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.Workbook = new Workbook(new Sheets(Sheet(book, 1, "数据", rows, watermark, headerRow: 2), Sheet(book, 2, "说明", about, watermark, headerRow: 0)));
        }
        memory.Position = 0;
        await memory.CopyToAsync(stream);
    }

    private static Sheet Sheet(WorkbookPart book, uint number, string name, IReadOnlyList<IReadOnlyList<object?>> rows, string watermark, uint headerRow)
    {
        var part = book.AddNewPart<WorksheetPart>();
        var data = new SheetData();
        for (var r = 0; r < rows.Count; r++)
        {
            var row = new Row { RowIndex = (uint)(r + 1) };
            for (var c = 0; c < rows[r].Count; c++) row.Append(Cell(rows[r][c], r + 1, c));
            data.Append(row);
        }
        var view = new SheetView { WorkbookViewId = 0 };
        if (headerRow > 0) view.Append(new Pane { VerticalSplit = headerRow, TopLeftCell = $"A{headerRow + 1}", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen });
        part.Worksheet = new Worksheet(new SheetViews(view), Widths(rows), data,
            new HeaderFooter(new OddHeader("&C&9" + watermark.Replace("&", "&&", StringComparison.Ordinal)), new OddFooter("&C&P / &N")));
        return new() { Id = book.GetIdOfPart(part), SheetId = number, Name = name };
    }

    /// <summary>A Chinese character is as wide as two Latin ones; the line that says who took it may run over.</summary>
    private static Columns Widths(IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        var columns = new Columns();
        for (var c = 0; c < rows.Max(r => r.Count); c++)
        {
            var widest = rows.Where(r => r.Count > Math.Max(c, 1)).Take(500).Select(r => r[c]?.ToString() ?? "").Append("").Max(text => text.Sum(letter => letter > 0xff ? 2 : 1));
            columns.Append(new Column { Min = (uint)(c + 1), Max = (uint)(c + 1), Width = Math.Clamp(widest + 2, 8, WidestColumn), CustomWidth = true });
        }
        return columns;
    }

    private static Cell Cell(object? value, int row, int column)
    {
        var cell = new Cell { CellReference = Letters(column) + row.ToString(CultureInfo.InvariantCulture) };
        switch (value)
        {
            case null: return cell;
            case decimal or int or long or short:
                cell.CellValue = new CellValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                return cell;
            default:
                cell.DataType = CellValues.InlineString;
                cell.InlineString = new InlineString(new Text(Printable((string)Safe(value.ToString())!)) { Space = SpaceProcessingModeValues.Preserve });
                return cell;
        }
    }

    private static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters(column / 26 - 1) + (char)('A' + column % 26);

    /// <summary>XML has no place for control characters.</summary>
    private static string Printable(string text) => text.Any(c => c < ' ' && c is not '\n' and not '\t' || c is '\ufffe' or '\uffff' || char.IsSurrogate(c)) ? string.Concat(text.EnumerateRunes().Where(r => r.Value is >= ' ' or '\n' or '\t' && r.Value is not 0xfffe and not 0xffff)) : text;

    /// <summary>A text that a spreadsheet would take for a formula, once copied or saved as CSV, stays a text.</summary>
    internal static object? Safe(object? cell) => cell is string { Length: > 0 } text && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : cell;
}
