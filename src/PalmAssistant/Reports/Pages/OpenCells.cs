using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Pages;

/// <summary>Which cells of a report a person may put something into. Pure.</summary>
public sealed class OpenCells
{
    private readonly ReportDesign design;
    private readonly IReadOnlyDictionary<string, CellSource> sources;
    private readonly Dictionary<(int Table, string Column), Slot> slots;

    public OpenCells(ReportDesign design, IReadOnlyDictionary<string, CellSource> sources)
    {
        (this.design, this.sources) = (design, sources);
        slots = Slot.Of(design).ToDictionary(s => (s.Table, s.Column));
    }

    public IEnumerable<Slot> Slots => slots.Values;

    public Slot? SlotOf(CellKey cell) => slots.GetValueOrDefault((cell.Table, cell.Column));

    /// <summary>Blocked cells, formulas and what the account may not see are not the filler's.</summary>
    public bool IsOpen(CellKey cell)
    {
        if (SlotOf(cell) is not { IsFillers: true } slot) return false;
        var table = design.Form.Tables[cell.Table];
        if (table.Kind == TableKind.FixedRows && (table.Blocked.Contains(cell.Column + cell.Row) || table.Formulas.ContainsKey(cell.Column + cell.Row) || design.BindingOf(cell.Table, cell.Column + cell.Row) is Computed)) return false;
        return !IsWithheld(slot, cell.Row);
    }

    /// <summary>Where a cell's prefilled value comes from: its own entry first (printed rows), then its column's.</summary>
    public CellSource? SourceOf(CellKey cell) => sources.GetValueOrDefault($"{cell.Table}/{cell.Column}{cell.Row}") ?? sources.GetValueOrDefault($"{cell.Table}/{cell.Column}");

    private bool IsWithheld(Slot slot, string row) => SourceOf(new(slot.Table, row, slot.Column)) is { Name: CellSource.Withheld };
}
