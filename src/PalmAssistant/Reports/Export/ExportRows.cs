using System.Globalization;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Export;

/// <summary>Lines of a submission as rows to write.</summary>
public static class ExportRows
{
    public static IReadOnlyList<ExportRow> Of(FormTable table, int no, IEnumerable<Line> lines)
    {
        var filled = new FilledTable(table, no, lines);
        return [.. filled.Lines.Select((line, i) => new ExportRow(
            table.Kind == TableKind.FixedRows ? int.Parse(line.Key, CultureInfo.InvariantCulture) : null,
            Values(table, line, i)))];
    }

    private static Dictionary<string, string> Values(FormTable table, Line line, int index)
    {
        var values = line.Columns.Select(c => (Column: c, Value: line.Value(c))).Where(x => !string.IsNullOrEmpty(x.Value)).ToDictionary(x => x.Column, x => x.Value!);
        foreach (var sequence in table.Columns.Where(c => c.Type == CellType.Sequence)) values[sequence.Letter] = (index + 1).ToString(CultureInfo.InvariantCulture);
        return values;
    }
}
