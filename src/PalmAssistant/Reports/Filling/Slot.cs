using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Filling;

/// <summary>A column of a table or a field of a form-like sheet, seen alike: what may be put there and what fills it.</summary>
public sealed record Slot(int Table, string Column, IReadOnlyList<string> Path, CellType Type, CellBinding Binding)
{
    public string? Unit { get; init; }
    public bool Required { get; init; }
    public bool Hidden { get; init; }
    public IReadOnlyList<string> Choices { get; init; } = [];
    public CellRule? Rule { get; init; }
    public int? MaximumLength { get; init; }
    public string? Formula { get; init; }
    public string Name => string.Join('·', Path);

    /// <summary>A person may put something here; all else is the platform's, the workbook's or the reviewer's.</summary>
    public bool IsFillers => !Hidden && Type != CellType.Sequence && Formula is null && Binding is not (RowNumber or RegionName or Computed or ByReviewer or FromAccount { Fact: not AccountFact.Secretary });

    public static IReadOnlyList<Slot> Of(ReportDesign design) =>
        [.. design.Form.Tables.SelectMany((table, no) => table.Kind == TableKind.Form
            ? table.Fields.Select(f => OfField(design, no, f))
            : table.Columns.Select(c => OfColumn(design, no, table, c)))];

    private static Slot OfColumn(ReportDesign design, int no, FormTable table, FormColumn column) =>
        new(no, column.Letter, column.Path, column.Type, KeyOf(table, column) ? new RegionName() : design.BindingOf(no, column.Letter))
        {
            Unit = column.Unit ?? (column.Type is CellType.Integer ? design.Form.Unit : null), Required = column.Required, Hidden = column.Hidden,
            Choices = column.Choices, Rule = column.Rule, Formula = column.Formula,
        };

    private static Slot OfField(ReportDesign design, int no, FormField field) =>
        new(no, field.ValueAt, field.Path, field.Type, design.BindingOf(no, field.ValueAt))
        { Unit = field.Unit, Required = field.Required, Choices = field.Choices, MaximumLength = field.MaximumLength, Formula = field.Formula };

    /// <summary>Printed row labels are the form's own.</summary>
    private static bool KeyOf(FormTable table, FormColumn column) =>
        table.Kind == TableKind.FixedRows && table.KeyColumns.Contains(column.Letter);
}
