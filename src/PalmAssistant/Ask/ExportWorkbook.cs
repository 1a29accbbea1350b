using System.Globalization;
using MiniExcelLibs;

namespace PalmAssistant.Ask;

/// <summary>An answer as a workbook: a line that says who took it and when, the headers, the rows; a second sheet says what was counted.</summary>
internal static class ExportWorkbook
{
    public static Task Write(Stream stream, Answer answer, string understood, IReadOnlyList<string> definitions, string watermark, DateOnly today)
    {
        var rows = new List<Dictionary<string, object?>> { Row([watermark]), Row(answer.Columns.Select(c => (object?)c.Name)) };
        rows.AddRange(answer.Rows.Select(r => Row(r.Select(Safe))));
        rows.Add(Row([watermark]));
        var about = new List<Dictionary<string, object?>>
        {
            Row(["查询", understood]), Row(["范围", answer.Scoped.Scope.Name]), Row(["口径", string.Join("；", definitions)]),
            Row(["时间与来源", SourceText.Footer(answer.Sources, today)]), Row(["说明", string.Join("；", answer.Notes)]), Row(["领取人", watermark]),
        };
        return MiniExcel.SaveAsAsync(stream, new Dictionary<string, object> { ["数据"] = rows, ["说明"] = about }, printHeader: false);
    }

    private static Dictionary<string, object?> Row(IEnumerable<object?> cells) =>
        cells.Select((cell, i) => (cell, i)).ToDictionary(x => "c" + x.i.ToString(CultureInfo.InvariantCulture), x => x.cell);

    /// <summary>A text that a spreadsheet would take for a formula stays a text.</summary>
    internal static object? Safe(object? cell) => cell is string { Length: > 0 } text && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : cell;
}
