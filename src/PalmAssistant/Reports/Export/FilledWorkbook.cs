using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using PalmAssistant.Reports.Forms;
using CellType = PalmAssistant.Reports.Forms.CellType;

namespace PalmAssistant.Reports.Export;

/// <summary>One row to write: sheet column letter (or field cell) → text.</summary>
/// <param name="Printed">the sheet row it belongs to; null = the next free one from the table's first</param>
public sealed record ExportRow(int? Printed, IReadOnlyDictionary<string, string> Values);

/// <summary>
/// Writes values into the uploaded blank in its own layout: merges, formulas, footnotes and hidden helpers stay. A list or summary that outgrows
/// its printed rows pushes what is below down. Texts are written as texts, never as formulas.
/// </summary>
public static partial class FilledWorkbook
{
    /// <param name="rows">one list a table</param>
    /// <param name="meta">words of a label → what goes behind it (填报单位 → 春和社区)</param>
    public static byte[] Write(byte[] blank, ReportForm form, IReadOnlyList<IReadOnlyList<ExportRow>> rows, IReadOnlyDictionary<string, string> meta)
    {
        using var stream = new MemoryStream();
        stream.Write(blank);
        using (var document = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            foreach (var sheet in form.Tables.Select(t => t.Sheet).Distinct())
            {
                var part = SheetOf(document, sheet);
                if (part is null) continue;
                foreach (var line in form.Meta.Where(m => m.Sheet == sheet)) PutMeta(new SheetCells(part), line, meta);
                // From the bottom up, so that rows pushed down do not move a table still to be written.
                foreach (var (table, no) in form.Tables.Select((t, i) => (t, i)).Where(x => x.t.Sheet == sheet).OrderByDescending(x => x.t.FirstRow)) Put(part, table, rows[no]);
            }
            Recalculate(document);
        }
        return stream.ToArray();
    }

    private static WorksheetPart? SheetOf(SpreadsheetDocument document, string name) =>
        document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().FirstOrDefault(s => s.Name?.Value == name) is { } sheet ? document.WorkbookPart.GetPartById(sheet.Id!.Value!) as WorksheetPart : null;

    private static void Put(WorksheetPart part, FormTable table, IReadOnlyList<ExportRow> rows)
    {
        if (table.Kind == TableKind.Form)
        {
            var sheet = new SheetCells(part);
            foreach (var (cell, text) in rows.SelectMany(r => r.Values)) Put(sheet, cell, text, table.Fields.FirstOrDefault(f => f.ValueAt == cell)?.Type ?? CellType.Text);
            return;
        }
        var room = table.LastRow - table.FirstRow + 1;
        var needed = rows.Count(r => r.Printed is null);
        if (needed > room && table.Kind != TableKind.FixedRows) Insert(part, table.LastRow, needed - room);
        var (cells, next) = (new SheetCells(part), table.FirstRow);
        var types = table.Columns.ToDictionary(c => c.Letter, c => c.Type);
        foreach (var row in rows)
        {
            var at = row.Printed ?? next++;
            foreach (var (letter, text) in row.Values) Put(cells, letter + at, text, types.GetValueOrDefault(letter, CellType.Text));
        }
    }

    private static void Put(SheetCells cells, string reference, string text, CellType type)
    {
        var cell = cells.At(reference);
        if (cell.CellFormula is not null) return;
        cell.RemoveAllChildren();
        var numeric = type is CellType.Integer or CellType.Number or CellType.Sequence && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _);
        if (numeric)
        {
            cell.DataType = CellValues.Number;
            cell.CellValue = new CellValue(text);
            return;
        }
        cell.DataType = CellValues.InlineString;
        cell.InlineString = new InlineString(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve });
    }

    private static void PutMeta(SheetCells cells, MetaLine line, IReadOnlyDictionary<string, string> meta)
    {
        var cell = cells.At(line.At);
        var text = line.Text;
        foreach (var (label, value) in meta)
            text = Regex.Replace(text, $@"({label}[^：:]{{0,8}}[：:])(?=\s*$|\s{{2,}}|\s*年\s*月\s*日)(\s*年\s*月\s*日)?", m => m.Groups[1].Value + value);
        if (text == line.Text) return;
        cell.RemoveAllChildren();
        cell.DataType = CellValues.InlineString;
        cell.InlineString = new InlineString(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve });
    }

    /// <summary>XML 1.0 has no control characters.</summary>
    private static string Clean(string text) => Control().Replace(text, "");

    /// <summary>Adds rows after a row, copies of it without values; everything below moves: cells, formulas, merges, validations.</summary>
    private static void Insert(WorksheetPart part, int after, int count)
    {
        var sheet = part.Worksheet!;
        var data = sheet.GetFirstChild<SheetData>()!;
        foreach (var row in data.Elements<Row>().Where(r => r.RowIndex!.Value > after).Reverse().ToList()) Move(row, (int)row.RowIndex!.Value + count);
        foreach (var formula in data.Descendants<CellFormula>().Where(f => f.Text.Length > 0)) formula.Text = Moved(formula.Text, after, count);
        foreach (var merge in sheet.Descendants<MergeCell>()) merge.Reference = Moved(merge.Reference!.Value!, after, count, stretch: false);
        foreach (var rule in sheet.Descendants<DataValidation>().Where(r => r.SequenceOfReferences is not null))
            rule.SequenceOfReferences = new ListValue<StringValue>(rule.SequenceOfReferences!.InnerText!.Split(' ').Select(r => new StringValue(Moved(r, after, count))));
        if (data.Elements<Row>().FirstOrDefault(r => r.RowIndex!.Value == after) is not { } model) return;
        for (var i = count; i >= 1; i--)
        {
            var copy = (Row)model.CloneNode(true);
            Move(copy, after + i);
            foreach (var cell in copy.Elements<Cell>())
            {
                if (cell.CellFormula is { } formula) formula.Text = Regex.Replace(formula.Text, $@"(?<![A-Za-z0-9_$])(\$?[A-Z]{{1,3}}){after}(?![\d(])", m => m.Groups[1].Value + (after + i));
                else { cell.RemoveAllChildren(); cell.DataType = null; }
            }
            data.InsertAfter(copy, model);
        }
    }

    private static void Move(Row row, int to)
    {
        row.RowIndex = (uint)to;
        foreach (var cell in row.Elements<Cell>()) cell.CellReference = CellName.Letters(CellName.Parse(cell.CellReference!.Value!).Column) + to;
    }

    /// <summary>References below move; a range that ends in the row stretches over what was added.</summary>
    private static string Moved(string text, int after, int count, bool stretch = true)
    {
        var moved = Reference().Replace(text, m =>
        {
            var row = int.Parse(m.Groups[3].Value, CultureInfo.InvariantCulture);
            return row > after ? m.Groups[1].Value + m.Groups[2].Value + (row + count) : m.Value;
        });
        return stretch ? Regex.Replace(moved, $@"(:\$?[A-Z]{{1,3}}\$?){after}(?!\d)", m => m.Groups[1].Value + (after + count)) : moved;
    }

    /// <summary>Values of formulas are computed anew when the file is opened.</summary>
    private static void Recalculate(SpreadsheetDocument document)
    {
        var book = document.WorkbookPart!.Workbook!;
        var properties = book.CalculationProperties ?? book.AppendChild(new CalculationProperties());
        properties.FullCalculationOnLoad = true;
        properties.ForceFullCalculation = true;
        foreach (var cell in document.WorkbookPart.WorksheetParts.SelectMany(p => p.Worksheet!.Descendants<Cell>()).Where(c => c.CellFormula is not null)) cell.CellValue?.Remove();
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9_])(\$?[A-Z]{1,3})(\$?)(\d+)(?![\d(])")] private static partial Regex Reference();
    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F]")] private static partial Regex Control();
}
