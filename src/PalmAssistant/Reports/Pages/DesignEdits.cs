using System.Text.RegularExpressions;
using PalmAssistant.Community;
using PalmAssistant.Language;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Pages;

/// <param name="Note">口径, a line each; null = as it is</param>
public sealed record DesignEdit(string Title, string? Note, string? Period, IReadOnlyList<TableEdit> Tables);

/// <param name="Rows">whose records a list shows, in words; null = as it is</param>
public sealed record TableEdit(int No, string? Rows, IReadOnlyList<ColumnEdit> Columns);

/// <param name="Column">letter or field cell; empty for a new column</param>
/// <param name="Fill">keep, auto, people, words, field, formula, option</param>
/// <param name="Say">the words, the field's key, the formula over column names, or the number of the option</param>
public sealed record ColumnEdit(string? Column, string Name, string Type, string? Unit, bool Required, IReadOnlyList<string>? Choices, decimal? Minimum, decimal? Maximum, string Fill, string? Say);

/// <summary>Edits a design. Pure. A workbook's layout stays as it came: there columns keep their names and places; what is drawn here may change in everything.</summary>
public sealed partial class DesignEdits(Catalog catalog, Func<string, Reading> read, DateOnly today)
{
    private const int MostColumns = 60;

    /// <returns>the design, or why it cannot be</returns>
    public (ReportDesign? Design, string? Why) Apply(Report report, DesignEdit edit)
    {
        if (edit.Title.Trim().Length is 0 or > 60) return (null, "表名要 1 到 60 个字。");
        var (design, drawn) = (report.Design, report.Workbook is null);
        var (tables, bindings, queries) = (design.Form.Tables.ToList(), design.Bindings.ToList(), design.RowQueries.ToList());
        foreach (var change in edit.Tables.Where(t => t.No >= 0 && t.No < tables.Count))
        {
            if (change.Rows is { Length: > 0 } rows && queries[change.No]?.Understood != rows)
            {
                if (RowsOf(tables[change.No], rows) is not { } query) return (null, $"名单范围“{rows}”没有看懂，请换个说法，例如“80岁以上老人”“重度残疾人”。");
                queries[change.No] = query;
            }
            var (table, bound, why) = drawn ? Redraw(design, change, queries[change.No]) : Refill(design, change, queries[change.No]);
            if (why is not null) return (null, why);
            (tables[change.No], bindings[change.No]) = (table!, bound!);
        }
        IReadOnlyList<FormNote> notes = edit.Note is null ? design.Form.Notes : [.. edit.Note.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(20).Select(n => new FormNote(tables[0].Sheet, "A1", n))];
        return (design with
        {
            Form = design.Form with { Title = edit.Title.Trim(), Tables = tables, Notes = notes, Period = Enum.TryParse<ReportPeriod>(edit.Period, true, out var period) ? period : design.Form.Period },
            Bindings = bindings,
            RowQueries = queries,
        }, null);
    }

    /// <summary>What words would be bound to in a table: a figure in a summary, a field of the row in a list.</summary>
    public CellBinding Bound(ReportDesign design, int table, string words, string? unit)
    {
        var target = design.Form.Tables[table];
        if (target.IsList && design.RowQueries[table] is null) return Nobody.Knows;
        FormColumn[] columns = target.IsList ? [new("A", [words], CellType.Text)] : [new("A", ["社区"], CellType.Text), new("B", [words], CellType.Integer) { Unit = unit }];
        var form = new ReportForm(design.RowQueries[table]?.Understood ?? "表", [new() { Sheet = "表", Kind = target.IsList ? target.Kind : TableKind.Summary, Columns = columns }]) { Notes = design.Form.Notes };
        return new Binder(catalog.Words, read, today).Bind(form).BindingOf(0, target.IsList ? "A" : "B");
    }

    private RowQuery? RowsOf(FormTable table, string words) =>
        new Binder(catalog.Words, read, today).Bind(new(words, [new() { Sheet = "表", Kind = table.Kind, Columns = [new("A", ["姓名"], CellType.Text)] }])).RowQueries[0];

    /// <summary>A drawn table: columns in the order given, lettered anew, totals and formulas with them.</summary>
    private (FormTable?, IReadOnlyDictionary<string, CellBinding>?, string?) Redraw(ReportDesign design, TableEdit edit, RowQuery? rows)
    {
        if (edit.Columns.Count is 0 or > MostColumns) return (null, null, $"一张表要 1 到 {MostColumns} 列。");
        if (edit.Columns.GroupBy(c => c.Name.Trim()).FirstOrDefault(g => g.Count() > 1) is { } twice) return (null, null, $"“{twice.Key}”出现了两次，列名不能重复。");
        var letters = edit.Columns.Select((c, i) => (Name: c.Name.Trim(), Letter: CellName.Letters(i + 1))).ToDictionary(c => c.Name, c => c.Letter);
        var (columns, bindings) = (new List<FormColumn>(), new Dictionary<string, CellBinding>());
        foreach (var (change, i) in edit.Columns.Select((c, i) => (c, i)))
        {
            var letter = CellName.Letters(i + 1);
            if (Column(letter, [change.Name.Trim()], change, letters) is not { Why: null } made) return (null, null, Column(letter, [change.Name.Trim()], change, letters).Why);
            columns.Add(made.Column! with { Required = i > 0 && change.Required });
            bindings[letter] = i == 0 && design.Form.Tables[edit.No].Kind == TableKind.Summary ? new RegionName { Understood = "本行的社区" } : Binding(design, edit.No, change, made.Column!, rows);
        }
        var formulas = columns.Where(c => c.Type is CellType.Integer or CellType.Number && c.Unit != "%").ToDictionary(c => $"{c.Letter}4", c => $"SUM({c.Letter}3:{c.Letter}3)");
        return (design.Form.Tables[edit.No] with { Columns = columns, Formulas = formulas, TotalRow = 4 }, bindings, null);
    }

    /// <summary>A workbook's table: columns stay where they are; type, choices, limits and what fills them may change.</summary>
    private (FormTable?, IReadOnlyDictionary<string, CellBinding>?, string?) Refill(ReportDesign design, TableEdit edit, RowQuery? rows)
    {
        var table = design.Form.Tables[edit.No];
        var (columns, fields, bindings) = (table.Columns.ToList(), table.Fields.ToList(), new Dictionary<string, CellBinding>(design.Bindings[edit.No]));
        var letters = table.Columns.GroupBy(c => c.Name).ToDictionary(g => g.Key, g => g.First().Letter);
        foreach (var change in edit.Columns)
        {
            if (columns.FindIndex(c => c.Letter == change.Column) is >= 0 and var at)
            {
                var made = Column(columns[at].Letter, columns[at].Path, change, letters);
                if (made.Why is { } why) return (null, null, why);
                var kept = columns[at];
                columns[at] = made.Column! with { Formula = change.Fill == "formula" ? made.Column!.Formula : kept.Formula, Hidden = kept.Hidden, Comment = kept.Comment, Rule = made.Column!.Rule ?? (kept.Rule?.Formula is null ? null : kept.Rule) };
                bindings[kept.Letter] = Binding(design, edit.No, change, columns[at], rows);
            }
            else if (fields.FindIndex(f => f.ValueAt == change.Column) is >= 0 and var field)
            {
                fields[field] = fields[field] with { Type = TypeOf(change.Type) ?? fields[field].Type, Required = change.Required, Choices = change.Choices ?? fields[field].Choices };
                bindings[fields[field].ValueAt] = Binding(design, edit.No, change, new("B", fields[field].Path, fields[field].Type) { Unit = fields[field].Unit }, rows);
            }
        }
        return (table with { Columns = columns, Fields = fields }, bindings, null);
    }

    private static (FormColumn? Column, string? Why) Column(string letter, IReadOnlyList<string> path, ColumnEdit change, Dictionary<string, string> letters)
    {
        var name = path[^1];
        if (name.Length is 0 or > 40) return (null, "列名要 1 到 40 个字。");
        if (TypeOf(change.Type) is not { } type) return (null, $"“{name}”的类型不对。");
        var choices = (change.Choices ?? []).Select(c => c.Trim()).Where(c => c.Length > 0).Distinct().ToList();
        if (type == CellType.Choice && choices.Count < 2) return (null, $"“{name}”是选项，请写两个以上的选项。");
        if (change.Minimum > change.Maximum) return (null, $"“{name}”的最小值比最大值大。");
        string? formula = null;
        if (change.Fill == "formula" && (formula = FormulaOf(change.Say ?? "", letters, name)) is null) return (null, $"“{name}”的公式没有看懂。请用列名和加减乘除写，例如“老人数-助浴需求”；提到的列要在这张表里。");
        return (new(letter, path, type)
        {
            Unit = string.IsNullOrWhiteSpace(change.Unit) ? null : change.Unit.Trim(), Required = change.Required && formula is null, Choices = type == CellType.Choice ? choices : [], Formula = formula,
            Rule = change.Minimum is null && change.Maximum is null ? null : new(type == CellType.Text ? "textLength" : "decimal", change.Minimum, change.Maximum, null, null),
        }, null);
    }

    /// <summary>"老人数-助浴需求" → "B{r}-C{r}"; null when a word is no column or the whole does not compute.</summary>
    internal static string? FormulaOf(string said, IReadOnlyDictionary<string, string> letters, string self)
    {
        var formula = said.Trim().TrimStart('=').Replace('（', '(').Replace('）', ')').Replace('×', '*').Replace('÷', '/').Replace('＋', '+').Replace('－', '-').Replace('，', ',');
        foreach (var (name, letter) in letters.Where(l => l.Key != self).OrderByDescending(l => l.Key.Length)) formula = formula.Replace(name, $"\u0001{letter}{{r}}\u0002", StringComparison.Ordinal);
        formula = formula.Replace("\u0001", "", StringComparison.Ordinal).Replace("\u0002", "", StringComparison.Ordinal);
        if (formula.Length == 0 || HanOrQuote().IsMatch(formula)) return null;
        return SheetFormula.Evaluate(formula.Replace("{r}", "1", StringComparison.Ordinal), (_, _) => 1m) is decimal ? formula : null;
    }

    private CellBinding Binding(ReportDesign design, int table, ColumnEdit change, FormColumn column, RowQuery? rows)
    {
        var before = change.Column is { Length: > 0 } letter ? design.BindingOf(table, letter) : null;
        return change.Fill switch
        {
            "people" => Nobody.Knows,
            "formula" => new Computed(column.Formula!),
            "field" when change.Say is { } field && rows is not null && catalog.Words.Records.First(r => r.Key == rows.Plan.Record).Fields.FirstOrDefault(f => f.Key == field && f.Lists) is { } known => new RowField(known.Key) { Understood = known.Name },
            "words" => Bound(design with { RowQueries = [.. design.RowQueries.Select((q, i) => i == table ? rows : q)] }, table, change.Say ?? column.Leaf, column.Unit),
            "option" when before is Undecided undecided && int.TryParse(change.Say, out var at) && at >= 0 && at < undecided.Options.Count => Settled(design, table, undecided, undecided.Options[at], column),
            "auto" => Bound(design, table, string.Concat(column.Path), column.Unit),
            _ => before ?? Bound(design, table, column.Leaf, column.Unit),
        };
    }

    private CellBinding Settled(ReportDesign design, int table, Undecided question, ReadingOption option, FormColumn column)
    {
        if (new Binder(catalog.Words, read, today).Settle(question, option.Label) is Figure figure) return figure;
        return Bound(design, table, option.Say, column.Unit) is Figure said ? said : question;
    }

    private static CellType? TypeOf(string type) => Enum.TryParse<CellType>(type, true, out var known) ? known : null;

    [GeneratedRegex("[\u4e00-\u9fff\"'&]")] private static partial Regex HanOrQuote();
}
