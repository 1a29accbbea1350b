using System.Globalization;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Filling;

/// <summary>One table with its lines in place: values by sheet coordinates, so that the workbook's formulas compute over what was filled.</summary>
public sealed class FilledTable
{
    private readonly FormTable table;
    private readonly Dictionary<int, Line> byRow = [];
    private readonly Dictionary<Line, int> rowOf = [];
    private readonly Dictionary<string, FormColumn> columns;
    private readonly HashSet<(int, int)> computing = [];

    public FilledTable(FormTable table, int no, IEnumerable<Line> lines)
    {
        this.table = table;
        Lines = [.. lines.Where(l => l.Table == no && !l.Removed).OrderBy(l => l.Position)];
        columns = table.Columns.ToDictionary(c => c.Letter);
        for (var i = 0; i < Lines.Count; i++)
        {
            rowOf[Lines[i]] = RowOf(Lines[i], i);
            byRow[rowOf[Lines[i]]] = Lines[i];
        }
    }

    public IReadOnlyList<Line> Lines { get; }

    /// <summary>Sheet row of a line: printed rows stand where they are printed, others follow from the first.</summary>
    private int RowOf(Line line, int index) =>
        table.Kind == TableKind.FixedRows && int.TryParse(line.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var printed) ? printed : table.FirstRow + index;

    /// <summary>What a cell shows: typed, prefilled or computed; null when blank.</summary>
    public string? Value(Line line, string column)
    {
        if (table.Kind == TableKind.Form)
        {
            var (row, at) = CellName.Parse(column);
            return Show(FormCell(row, at));
        }
        return Show(At(rowOf[line], CellName.Column(column)));
    }

    /// <summary>Value at a sheet cell: decimal, string, or null.</summary>
    public object? At(int row, int column)
    {
        if (table.Kind == TableKind.Form) return FormCell(row, column);
        var letter = CellName.Letters(column);
        var formula = FormulaAt(row, letter);
        if (formula is not null) return Compute(formula, row, column);
        return byRow.TryGetValue(row, out var line) ? Read(line.Value(letter)) : null;
    }

    private string? FormulaAt(int row, string letter) =>
        table.Formulas.GetValueOrDefault(letter + row)
        ?? (byRow.ContainsKey(row) ? columns.GetValueOrDefault(letter)?.Formula?.Replace("{r}", row.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) : null);

    private object? FormCell(int row, int column)
    {
        var field = table.Fields.FirstOrDefault(f => f.ValueAt == CellName.Of(row, column));
        if (field?.Formula is { } formula) return Compute(formula, row, column);
        return Lines.Count == 0 || field is null ? null : Read(Lines[0].Value(field.ValueAt));
    }

    private object? Compute(string formula, int row, int column)
    {
        if (!computing.Add((row, column))) return null;      // a circle in the workbook
        try { return SheetFormula.Evaluate(formula, At); }
        finally { computing.Remove((row, column)); }
    }

    /// <summary>Tells whether the workbook's own rule over cells holds for a row ("N{r}&lt;=M{r}"); blanks do not offend.</summary>
    public bool Holds(string ruleFormula, int firstRow, Line line)
    {
        var row = rowOf[line];
        return SheetFormula.Evaluate(Moved(ruleFormula, firstRow, row), At) is not false;
    }

    private static string Moved(string formula, int from, int to) =>
        System.Text.RegularExpressions.Regex.Replace(formula, $@"(?<![A-Za-z0-9_$])(\$?[A-Z]{{1,3}}){from}(?![\d(])", m => m.Groups[1].Value + to.ToString(CultureInfo.InvariantCulture));

    private static object? Read(string? text) =>
        string.IsNullOrEmpty(text) ? null : decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : text;

    private static string? Show(object? value) => value switch
    {
        null => null,
        decimal d => d.ToString("0.####", CultureInfo.InvariantCulture),
        bool b => b ? "是" : "否",
        _ => value.ToString(),
    };
}
