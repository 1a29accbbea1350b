using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Export;

/// <summary>Draws the blank of a report made by words: title, header, room for rows, a total row of formulas. <see cref="FilledWorkbook"/> fills it like an uploaded one.</summary>
public static class DrawnWorkbook
{
    public static byte[] Draw(ReportForm form)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var sheets = new Sheets();
            foreach (var table in form.Tables)
            {
                var part = book.AddNewPart<WorksheetPart>();
                part.Worksheet = Sheet(form, table);
                sheets.Append(new Sheet { Id = book.GetIdOfPart(part), SheetId = (uint)sheets.ChildElements.Count + 1, Name = table.Sheet });
            }
            book.Workbook = new Workbook(sheets);
        }
        return stream.ToArray();
    }

    private static Worksheet Sheet(ReportForm form, FormTable table)
    {
        var last = table.Columns[^1].Letter;
        var data = new SheetData(
            new Row(Text("A1", form.Title, 1)) { RowIndex = 1, Height = 30, CustomHeight = true },
            new Row(table.Columns.Select(c => Text(c.Letter + "2", c.Name, 2))) { RowIndex = 2 },
            new Row(table.Columns.Select(c => new Cell { CellReference = c.Letter + "3", StyleIndex = 3 })) { RowIndex = 3 });
        if (table.TotalRow == 4)
            data.Append(new Row(table.Columns.Select((c, i) => i == 0 ? Text("A4", "合计", 2)
                : table.Formulas.TryGetValue(c.Letter + "4", out var sum) ? new Cell { CellReference = c.Letter + "4", StyleIndex = 3, CellFormula = new CellFormula(sum) } : new Cell { CellReference = c.Letter + "4", StyleIndex = 3 }))
            { RowIndex = 4 });
        return new Worksheet(new Columns(new Column { Min = 1, Max = (uint)table.Columns.Count, Width = 18, CustomWidth = true }), data, new MergeCells(new MergeCell { Reference = $"A1:{last}1" }));
    }

    private static Cell Text(string at, string text, uint style) => new() { CellReference = at, StyleIndex = style, DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) };

    /// <summary>Formats: 0 plain, 1 title, 2 header, 3 data.</summary>
    private static Stylesheet Styles() => new(
        new Fonts(new Font(new FontSize { Val = 11 }), new Font(new Bold(), new FontSize { Val = 16 }), new Font(new Bold(), new FontSize { Val = 11 })),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border(), new Border(Side<LeftBorder>(), Side<RightBorder>(), Side<TopBorder>(), Side<BottomBorder>())),
        new CellFormats(new CellFormat(), Centred(1, 0), Centred(2, 1), Centred(0, 1)));

    private static CellFormat Centred(uint font, uint border) =>
        new(new Alignment { Horizontal = HorizontalAlignmentValues.Center, Vertical = VerticalAlignmentValues.Center, WrapText = true }) { FontId = font, BorderId = border, ApplyAlignment = true, ApplyBorder = true };

    private static T Side<T>() where T : BorderPropertiesType, new() => new() { Style = BorderStyleValues.Thin };
}
