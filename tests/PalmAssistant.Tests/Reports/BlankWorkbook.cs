using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace PalmAssistant.Tests.Reports;

/// <summary>Makes the blank workbooks a district sends: texts at cells, merges, drawn areas, drop-downs, hidden sheets and columns.</summary>
internal sealed class BlankWorkbook
{
    private readonly List<BlankSheet> sheets = [];

    public BlankSheet Sheet(string name, bool hidden = false)
    {
        var sheet = new BlankSheet(name, hidden);
        sheets.Add(sheet);
        return sheet;
    }

    public byte[] Bytes()
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var list = new DocumentFormat.OpenXml.Spreadsheet.Sheets();
            foreach (var sheet in sheets)
            {
                var part = book.AddNewPart<WorksheetPart>();
                part.Worksheet = sheet.ToWorksheet();
                list.Append(new Sheet { Id = book.GetIdOfPart(part), SheetId = (uint)sheets.IndexOf(sheet) + 1, Name = sheet.Name, State = sheet.Hidden ? SheetStateValues.Hidden : SheetStateValues.Visible });
            }
            book.Workbook = new Workbook(list);
        }
        return stream.ToArray();
    }

    /// <summary>Formats: 0 plain, 1 bordered, 2 bordered with a red font.</summary>
    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Color { Rgb = "FFFF0000" })),
        new Fills(new Fill()),
        new Borders(new Border(), new Border(new LeftBorder { Style = BorderStyleValues.Thin }, new RightBorder { Style = BorderStyleValues.Thin }, new TopBorder { Style = BorderStyleValues.Thin }, new BottomBorder { Style = BorderStyleValues.Thin })),
        new CellFormats(new CellFormat(), new CellFormat { BorderId = 1 }, new CellFormat { BorderId = 1, FontId = 1 }));
}

internal sealed class BlankSheet(string name, bool hidden)
{
    private readonly SortedDictionary<int, SortedDictionary<int, Cell>> rows = [];
    private readonly List<string> merges = [];
    private readonly List<DataValidation> rules = [];
    private readonly List<Column> columns = [];

    public string Name => name;
    public bool Hidden => hidden;

    /// <summary>Writes texts from a cell to the right; a text beginning with "=" is a formula, "" stays blank.</summary>
    public BlankSheet Row(int row, string from, params string[] texts)
    {
        var column = PalmAssistant.Reports.Forms.CellName.Column(from);
        foreach (var text in texts) Put(row, column++, text);
        return this;
    }

    public BlankSheet Merge(params string[] ranges) { merges.AddRange(ranges); return this; }

    /// <summary>Draws borders over a range.</summary>
    public BlankSheet Draw(string range)
    {
        var r = PalmAssistant.Reports.Forms.CellName.Range(range);
        for (var row = r.Top; row <= r.Bottom; row++)
            for (var column = r.Left; column <= r.Right; column++) At(row, column).StyleIndex = 1;
        return this;
    }

    public BlankSheet Red(string cell)
    {
        var (row, column) = PalmAssistant.Reports.Forms.CellName.Parse(cell);
        At(row, column).StyleIndex = 2;
        return this;
    }

    public BlankSheet Choices(string range, string formula)
    {
        rules.Add(new DataValidation(new Formula1(formula)) { Type = DataValidationValues.List, SequenceOfReferences = new ListValue<StringValue> { InnerText = range } });
        return this;
    }

    public BlankSheet Whole(string range, int low, int high)
    {
        rules.Add(new DataValidation(new Formula1(low.ToString()), new Formula2(high.ToString())) { Type = DataValidationValues.Whole, SequenceOfReferences = new ListValue<StringValue> { InnerText = range } });
        return this;
    }

    public BlankSheet Hide(string letter)
    {
        var column = (uint)PalmAssistant.Reports.Forms.CellName.Column(letter);
        columns.Add(new Column { Min = column, Max = column, Hidden = true, Width = 8 });
        return this;
    }

    public Worksheet ToWorksheet()
    {
        var sheet = new Worksheet();
        if (columns.Count > 0) sheet.Append(new Columns(columns));
        sheet.Append(new SheetData(rows.Select(r => new Row(r.Value.Values) { RowIndex = (uint)r.Key })));
        if (merges.Count > 0) sheet.Append(new MergeCells(merges.Select(m => new MergeCell { Reference = m })));
        if (rules.Count > 0) sheet.Append(new DataValidations(rules));
        return sheet;
    }

    private void Put(int row, int column, string text)
    {
        if (text.Length == 0) return;
        var cell = At(row, column);
        if (text.StartsWith('=')) cell.CellFormula = new CellFormula(text[1..]);
        else { cell.DataType = CellValues.InlineString; cell.InlineString = new InlineString(new Text(text)); }
    }

    private Cell At(int row, int column)
    {
        if (!rows.TryGetValue(row, out var cells)) rows[row] = cells = [];
        if (!cells.TryGetValue(column, out var cell)) cells[column] = cell = new Cell { CellReference = PalmAssistant.Reports.Forms.CellName.Of(row, column) };
        return cell;
    }
}
