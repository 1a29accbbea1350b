using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace PalmAssistant.Reports.Forms;

/// <summary>SpreadsheetML to <see cref="SheetGrid"/>. Streams rows, so a format dragged to the last row costs little.</summary>
internal static partial class SheetReader
{
    private const int MostRows = 20_000;
    private const int MostColumns = 400;

    public static IReadOnlyList<SheetGrid> ReadAll(SpreadsheetDocument document)
    {
        var book = document.WorkbookPart!;
        var strings = book.SharedStringTablePart?.SharedStringTable?.Elements<SharedStringItem>().Select(i => TextOf(i)).ToList() ?? [];
        var styles = Styles.Of(book.WorkbookStylesPart?.Stylesheet);
        var grids = new List<(SheetGrid Grid, Worksheet Sheet)>();
        foreach (var sheet in book.Workbook!.Sheets!.Elements<Sheet>())
        {
            if (book.GetPartById(sheet.Id!.Value!) is not WorksheetPart part) continue;
            var grid = new SheetGrid { Name = sheet.Name?.Value ?? "", Hidden = sheet.State is not null && sheet.State.Value != SheetStateValues.Visible };
            Fill(grid, part, strings, styles);
            grids.Add((grid, part.Worksheet!));
        }
        foreach (var (grid, sheet) in grids) AddRules(grid, sheet, [.. grids.Select(g => g.Grid)]);
        return [.. grids.Select(g => g.Grid)];
    }

    private static void Fill(SheetGrid grid, WorksheetPart part, IReadOnlyList<string> strings, Styles styles)
    {
        var sheet = part.Worksheet!;
        foreach (var cell in sheet.Descendants<Cell>())
        {
            if (cell.CellReference?.Value is not { } reference) continue;
            var (row, column) = CellName.Parse(reference);
            if (row > MostRows || column > MostColumns) continue;
            var style = styles.At(cell.StyleIndex?.Value ?? 0);
            grid.Add(new(row, column, ValueOf(cell, strings), FormulaOf(cell), style.Bordered, style.Red, style.Date));
        }
        foreach (var merge in sheet.Descendants<MergeCell>())
            if (merge.Reference?.Value is { } reference && CellName.Range(reference) is { Bottom: <= MostRows, Right: <= MostColumns } range)
                grid.Merge(range);
        foreach (var column in sheet.Descendants<Column>().Where(c => c.Hidden?.Value == true))
            for (var c = column.Min!.Value; c <= Math.Min(column.Max!.Value, MostColumns); c++) grid.HiddenColumns.Add((int)c);
        foreach (var comment in part.WorksheetCommentsPart?.Comments?.CommentList?.Elements<Comment>() ?? [])
            if (comment.Reference?.Value is { } reference) grid.Comments[CellName.Parse(reference)] = TextOf(comment.CommentText!);
    }

    private static string? FormulaOf(Cell cell) => cell.CellFormula is { } formula ? formula.Text ?? "" : null;

    private static string ValueOf(Cell cell, IReadOnlyList<string> strings)
    {
        if (cell.InlineString is { } inline) return TextOf(inline);
        var text = cell.CellValue?.Text ?? "";
        var shared = cell.DataType is not null && cell.DataType.Value == CellValues.SharedString;
        return shared && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var index) && index < strings.Count ? strings[index] : text;
    }

    /// <summary>Visible text without phonetic guides.</summary>
    private static string TextOf(OpenXmlElement element) =>
        string.Concat(element.Descendants<Text>().Where(t => t.Parent is not PhoneticRun).Select(t => t.Text));

    private static void AddRules(SheetGrid grid, Worksheet sheet, IReadOnlyList<SheetGrid> all)
    {
        foreach (var rule in sheet.Descendants<DataValidation>())
        {
            if (rule.SequenceOfReferences is null) continue;
            var kind = rule.Type is { } type ? ((IEnumValue)type.Value).Value : "none";
            var first = rule.Formula1?.Text;
            var choices = kind == "list" ? Choices(first ?? "", grid, all) : [];
            var (low, high) = Bounds(rule, Number(first), Number(rule.Formula2?.Text));
            var ranges = (rule.SequenceOfReferences.InnerText ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(CellName.Range).ToList();
            grid.Rules.Add(new(ranges, new(kind, low, high, kind == "custom" ? first : null, rule.Error?.Value), choices));
        }
    }

    private static (decimal?, decimal?) Bounds(DataValidation rule, decimal? first, decimal? second) =>
        (rule.Operator is { } op ? ((IEnumValue)op.Value).Value : "between") switch
        {
            "equal" => (first, first),
            "greaterThan" => (first + 1, null),
            "greaterThanOrEqual" => (first, null),
            "lessThan" => (null, first - 1),
            "lessThanOrEqual" => (null, first),
            "between" => (first, second),
            _ => (null, null),
        };

    /// <summary>A number, an Excel serial, or DATE(y,m,d) as a serial.</summary>
    private static decimal? Number(string? formula)
    {
        if (formula is null) return null;
        if (DateFormula().Match(formula) is { Success: true } m && TryDate(m, out var date)) return date.DayNumber - new DateOnly(1899, 12, 30).DayNumber;
        return decimal.TryParse(formula, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static bool TryDate(Match m, out DateOnly date) =>
        DateOnly.TryParseExact($"{m.Groups[1].Value}-{int.Parse(m.Groups[2].Value):00}-{int.Parse(m.Groups[3].Value):00}", "yyyy-MM-dd", out date);

    private static IReadOnlyList<string> Choices(string formula, SheetGrid own, IReadOnlyList<SheetGrid> all)
    {
        if (formula.StartsWith('"')) return [.. formula.Trim('"').Split([',', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        var parts = formula.Split('!');
        var grid = parts.Length > 1 ? all.FirstOrDefault(g => g.Name == parts[0].Trim('\'')) : own;
        if (grid is null || !CellReference().IsMatch(parts[^1])) return [];
        var range = CellName.Range(parts[^1]);
        return [.. from row in Enumerable.Range(range.Top, Math.Min(range.Height, 500)) from column in Enumerable.Range(range.Left, range.Width)
                   let text = grid.TextAt(row, column) where text.Length > 0 select text];
    }

    [GeneratedRegex(@"^\s*DATE\(\s*(\d{4})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex DateFormula();

    [GeneratedRegex(@"^\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?$")]
    private static partial Regex CellReference();

    /// <summary>The three style facts that carry meaning, by cell format index.</summary>
    private sealed record Styles(IReadOnlyList<(bool Bordered, bool Red, bool Date)> Formats)
    {
        public (bool Bordered, bool Red, bool Date) At(uint index) => index < Formats.Count ? Formats[(int)index] : default;

        public static Styles Of(Stylesheet? sheet)
        {
            if (sheet?.CellFormats is null) return new([]);
            var red = sheet.Fonts?.Elements<Font>().Select(IsRed).ToList() ?? [];
            var bordered = sheet.Borders?.Elements<Border>().Select(IsBordered).ToList() ?? [];
            var formats = sheet.NumberingFormats?.Elements<NumberingFormat>().ToDictionary(f => f.NumberFormatId!.Value, f => f.FormatCode?.Value ?? "") ?? [];
            return new([.. sheet.CellFormats.Elements<CellFormat>().Select(f => (
                bordered.ElementAtOrDefault((int)(f.BorderId?.Value ?? 0)),
                red.ElementAtOrDefault((int)(f.FontId?.Value ?? 0)),
                IsDate(f.NumberFormatId?.Value ?? 0, formats)))]);
        }

        private static bool IsRed(Font font) => font.Color?.Rgb?.Value is { Length: >= 6 } rgb
            && Convert.ToInt32(rgb[^6..^4], 16) >= 0xC0 && Convert.ToInt32(rgb[^4..^2], 16) < 0x50 && Convert.ToInt32(rgb[^2..], 16) < 0x50;

        private static bool IsBordered(Border border) =>
            new BorderPropertiesType?[] { border.LeftBorder, border.RightBorder, border.TopBorder, border.BottomBorder }.Count(b => b?.Style is not null && b.Style.Value != BorderStyleValues.None) >= 2;

        private static bool IsDate(uint id, Dictionary<uint, string> formats) =>
            id is >= 14 and <= 17 or >= 27 and <= 31 or 57 or 58 || (formats.TryGetValue(id, out var code) && code.Contains('y', StringComparison.OrdinalIgnoreCase));
    }
}
