namespace PalmAssistant.Reports.Forms;

/// <summary>A sheet as it is looked at: texts, formulas, merges, and the few styles that carry meaning (borders, red headers, hidden columns).</summary>
public sealed class SheetGrid
{
    private readonly Dictionary<(int Row, int Column), GridCell> cells = [];
    private readonly Dictionary<(int Row, int Column), CellRange> merged = [];

    public required string Name { get; init; }
    public bool Hidden { get; init; }
    public HashSet<int> HiddenColumns { get; } = [];
    public List<GridRule> Rules { get; } = [];
    public Dictionary<(int Row, int Column), string> Comments { get; } = [];

    /// <summary>Last row and column that hold a text or formula; formats dragged further down do not count.</summary>
    public int LastRow { get; private set; }
    public int LastColumn { get; private set; }

    public void Add(GridCell cell)
    {
        cells[(cell.Row, cell.Column)] = cell;
        if (!cell.IsWritten) return;
        LastRow = Math.Max(LastRow, cell.Row);
        LastColumn = Math.Max(LastColumn, cell.Column);
    }

    public void Merge(CellRange range)
    {
        for (var row = range.Top; row <= range.Bottom; row++)
            for (var column = range.Left; column <= range.Right; column++)
                merged[(row, column)] = range;
    }

    public GridCell? At(int row, int column) => cells.GetValueOrDefault((row, column));

    /// <summary>The merged block over a cell, or the cell alone.</summary>
    public CellRange BlockAt(int row, int column) => merged.GetValueOrDefault((row, column)) ?? new(row, column, row, column);

    /// <summary>Text of the block over a cell, white space at the ends removed; "" when blank.</summary>
    public string TextAt(int row, int column)
    {
        var block = BlockAt(row, column);
        return At(block.Top, block.Left)?.Text.Trim() ?? "";
    }

    public bool HasFormula(int row, int column) => At(row, column)?.Formula is not null;

    /// <summary>Blocks with text or formula that begin in a row, left to right.</summary>
    public IReadOnlyList<CellRange> WrittenIn(int row) =>
        [.. Enumerable.Range(1, LastColumn).Where(c => At(row, c) is { IsWritten: true }).Select(c => BlockAt(row, c)).Where(b => b.Top == row).Distinct()];

    public bool IsBordered(int row) => Enumerable.Range(1, Math.Max(1, LastColumn)).Any(c => At(row, c) is { Bordered: true });

    public GridRule? RuleAt(int row, int column) => Rules.FirstOrDefault(r => r.Covers(row, column));
}

/// <param name="Formula">without the leading "="</param>
public sealed record GridCell(int Row, int Column, string Text, string? Formula, bool Bordered, bool Red, bool DateFormat)
{
    public bool IsWritten => Formula is not null || !string.IsNullOrWhiteSpace(Text);
}

public sealed record CellRange(int Top, int Left, int Bottom, int Right)
{
    public int Width => Right - Left + 1;
    public int Height => Bottom - Top + 1;
}

/// <summary>A data validation of the workbook over some ranges; Choices are already looked up, hidden dictionary sheets included.</summary>
public sealed record GridRule(IReadOnlyList<CellRange> Ranges, CellRule Rule, IReadOnlyList<string> Choices)
{
    public bool Covers(int row, int column) => Ranges.Any(r => row >= r.Top && row <= r.Bottom && column >= r.Left && column <= r.Right);
}
