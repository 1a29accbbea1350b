namespace PalmAssistant.Reports.Forms;

/// <summary>One sheet, read from top to bottom: title, meta lines, tables, notes.</summary>
internal sealed class SheetForm
{
    private readonly List<FormTable> tables = [];
    private readonly List<MetaLine> meta = [];
    private readonly List<FormNote> notes = [];
    private string? caption;

    private SheetForm(SheetGrid grid) => Grid = grid;

    public SheetGrid Grid { get; }
    public string? Title { get; private set; }
    public string? Unit { get; private set; }
    public IReadOnlyList<FormTable> Tables => tables;
    public IReadOnlyList<MetaLine> Meta => meta;
    public IReadOnlyList<FormNote> Notes => notes;

    public static SheetForm Read(SheetGrid grid)
    {
        var sheet = new SheetForm(grid);
        for (var row = 1; row <= grid.LastRow;) row = sheet.Take(row);
        return sheet;
    }

    /// <summary>Takes what begins in a row; returns the row after it.</summary>
    private int Take(int row)
    {
        if (Grid.WrittenIn(row).Count == 0) return row + 1;
        if (LabelSheet.At(Grid, row) is { } form)
        {
            tables.Add(new() { Sheet = Grid.Name, Kind = TableKind.Form, Caption = caption, Fields = form.Fields, FirstRow = row, LastRow = form.Next - 1 });
            return form.Next;
        }
        if (HeaderBlock.At(Grid, row) is { } header)
        {
            var table = TableReader.Read(Grid, header, caption, Title ?? Grid.Name);
            tables.Add(table);
            caption = null;
            return Math.Max(table.LastRow, table.TotalRow ?? 0) + 1;
        }
        foreach (var block in Grid.WrittenIn(row)) TakeLine(block);
        return row + 1;
    }

    private void TakeLine(CellRange block)
    {
        var text = Grid.TextAt(block.Top, block.Left);
        var at = CellName.Of(block.Top, block.Left);
        if (Wording.IsAttachmentNumber(text)) return;
        if (Wording.UnitLine(text) is { } unit) Unit ??= unit;
        else if (Title is not null && Wording.IsCaption(text) && !Wording.IsNote(text)) caption = Wording.Squeeze(text);
        else if (Wording.IsNote(text) || Title is not null && tables.Count > 0 && !Wording.IsMeta(text)) notes.Add(new(Grid.Name, at, text));
        else if (Wording.IsMeta(text) || Title is not null) meta.Add(new(Grid.Name, at, text));
        else Title = Wording.Squeeze(text);
    }
}
