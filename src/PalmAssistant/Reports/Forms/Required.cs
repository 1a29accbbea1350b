namespace PalmAssistant.Reports.Forms;

/// <summary>
/// Which cells a person must fill. What the form marks (red header, *, 必填) decides alone; an unmarked form wants its validated columns,
/// and one without validations its figures. Remarks, photos and hidden helpers are never wanted.
/// </summary>
internal static class Required
{
    public static IReadOnlyList<FormTable> Mark(IReadOnlyList<FormTable> tables, IReadOnlyList<FormNote> notes)
    {
        var marked = tables.Any(t => t.Columns.Any(c => c.Required) || t.Fields.Any(f => f.Required));
        return marked ? tables : [.. tables.Select(Mark)];
    }

    private static FormTable Mark(FormTable table)
    {
        var validated = table.Columns.Any(c => c.Rule is not null || c.Choices.Count > 0);
        return table with
        {
            Columns = [.. table.Columns.Select(c => c with { Required = !IsOptional(c) && (validated ? IsValidated(c) : c.Type is CellType.Integer or CellType.Number or CellType.Choice) })],
            Fields = [.. table.Fields.Select(f => f with { Required = f.Type is CellType.Choice })],
        };
    }

    private static bool IsValidated(FormColumn column) => column.Rule is not null || column.Choices.Count > 0;

    private static bool IsOptional(FormColumn column) =>
        column.Hidden || column.Type is CellType.File or CellType.Sequence || column.Leaf is "备注" or "说明" || column.Leaf.StartsWith("其他", StringComparison.Ordinal);
}
