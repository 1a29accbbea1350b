using System.Globalization;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Export;

/// <summary>Lines of a submission as rows to write.</summary>
public static class ExportRows
{
    /// <param name="before">how many rows stand above: numbering goes on from there</param>
    public static IReadOnlyList<ExportRow> Of(FormTable table, int no, IEnumerable<Line> lines, int before = 0)
    {
        var filled = new FilledTable(table, no, lines);
        return [.. filled.Lines.Select((line, i) => new ExportRow(
            table.Kind == TableKind.FixedRows ? int.Parse(line.Key, CultureInfo.InvariantCulture) : null,
            Values(table, line, before + i)))];
    }

    private static Dictionary<string, string> Values(FormTable table, Line line, int index)
    {
        var values = new Dictionary<string, string>(line.Prefilled.Count + line.Typed.Count + 1);
        foreach (var (column, value) in line.Prefilled) if (value.Length > 0) values[column] = value;
        foreach (var (column, typed) in line.Typed)
            if (string.IsNullOrEmpty(typed.Value)) values.Remove(column);
            else values[column] = typed.Value;
        foreach (var sequence in table.Columns.Where(c => c.Type == CellType.Sequence)) values[sequence.Letter] = (index + 1).ToString(CultureInfo.InvariantCulture);
        return values;
    }
}
