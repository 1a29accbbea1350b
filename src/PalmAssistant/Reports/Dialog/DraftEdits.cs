using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>Words of a design changed by saying so. Pure.</summary>
internal static class DraftEdits
{
    /// <returns>null when no one column is called so</returns>
    public static ReportDesign? Renamed(ReportDesign design, string from, string to)
    {
        var found = design.Form.Tables.SelectMany((t, no) => t.Columns.Where(c => !c.Hidden && c.Name.Replace("·", "", StringComparison.Ordinal).Contains(from, StringComparison.Ordinal)).Select(c => (No: no, Column: c))).ToList();
        if (found.Count > 1 && found.Where(f => f.Column.Name == from || f.Column.Leaf == from).ToList() is { Count: 1 } exact) found = exact;
        if (found is not [var one]) return null;
        var tables = design.Form.Tables.Select((t, no) => no != one.No ? t : t with { Columns = [.. t.Columns.Select(c => c.Letter == one.Column.Letter ? c with { Path = [.. c.Path.Take(c.Path.Count - 1), to] } : c)] }).ToList();
        return design with { Form = design.Form with { Tables = tables } };
    }

    /// <summary>A note more, or one instead of all that were said before; notes of an uploaded sheet stand in the sheet and stay.</summary>
    public static ReportDesign Noted(ReportDesign design, Intent.Note note)
    {
        var kept = note.Instead ? design.Form.Notes.Where(n => n.At.Length > 0) : design.Form.Notes;
        return design with { Form = design.Form with { Notes = [.. kept, new FormNote(design.Form.Tables[0].Sheet, "", note.Words)] } };
    }

    public static ReportDesign Titled(ReportDesign design, string title) => design with { Form = design.Form with { Title = title } };
}
