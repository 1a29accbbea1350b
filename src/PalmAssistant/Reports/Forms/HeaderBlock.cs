namespace PalmAssistant.Reports.Forms;

/// <summary>The header of a table: which rows it takes and the path from top to leaf over every column. Merged or merely left blank beside, one to four levels.</summary>
public sealed record HeaderBlock(int Top, int Bottom, int Left, int Right)
{
    private const int MostLevels = 4;

    /// <summary>Tells whether a header begins in this row; null when it does not.</summary>
    public static HeaderBlock? At(SheetGrid grid, int row)
    {
        var blocks = grid.WrittenIn(row);
        if (blocks.Count < 2 || !blocks.All(b => CouldBeHeader(grid, b))) return null;
        var bottom = BottomOf(grid, row, blocks);
        var left = blocks[0].Left;
        var right = Math.Max(blocks[^1].Right, LastWritten(grid, row, bottom));
        var covered = Enumerable.Range(left, right - left + 1).Count(c => Enumerable.Range(row, bottom - row + 1).Any(r => grid.TextAt(r, c).Length > 0));
        return covered >= 0.75 * (right - left + 1) && blocks.Count(b => !Wording.IsNumber(Text(grid, b))) >= 2 ? new(row, bottom, left, right) : null;
    }

    /// <summary>Header texts over a column from top to leaf, white space removed, a text spanning several levels named once.</summary>
    public IReadOnlyList<string> PathOf(SheetGrid grid, int column)
    {
        var path = new List<string>();
        CellRange? last = null;
        for (var row = Top; row <= Bottom; row++)
        {
            var block = grid.BlockAt(row, column);
            if (block == last) continue;
            last = block;
            var text = Wording.Squeeze(grid.TextAt(row, column));
            if (text.Length == 0 && row < Bottom) text = UnmergedGroup(grid, row, column);
            if (path.Count > 0 && Wording.IsUnit(text)) path[^1] += $"（{text.Trim('（', '）', '(', ')')}）";
            else if (text.Length > 0 && (path.Count == 0 || path[^1] != text)) path.Add(text);
        }
        return path;
    }

    /// <summary>A group text that was not merged stands left of the blanks it covers: the nearest one whose own column has something below.</summary>
    private string UnmergedGroup(SheetGrid grid, int row, int column)
    {
        for (var c = column - 1; c >= Left; c--)
        {
            var text = grid.TextAt(row, c);
            if (text.Length == 0) continue;
            var isGroup = grid.BlockAt(row, c).Width == 1 && Enumerable.Range(row + 1, Bottom - row).Any(r => grid.BlockAt(r, c).Top == r && grid.TextAt(r, c).Length > 0);
            return isGroup ? Wording.Squeeze(text) : "";
        }
        return "";
    }

    private static bool CouldBeHeader(SheetGrid grid, CellRange block)
    {
        var text = Text(grid, block);
        return !grid.HasFormula(block.Top, block.Left) && Wording.Squeeze(text).Length <= 40 && !Wording.IsMeta(text) && !Wording.IsExample(text);
    }

    private static int BottomOf(SheetGrid grid, int top, IReadOnlyList<CellRange> blocks)
    {
        var bottom = blocks.Max(b => b.Bottom);
        while (bottom - top + 1 < MostLevels && NeedsAnotherLevel(grid, top, bottom))
            bottom = grid.WrittenIn(bottom + 1).Select(b => b.Bottom).Append(bottom + 1).Max();
        return grid.WrittenIn(bottom + 1) is { Count: > 1 } units && units.All(b => Wording.IsUnit(Text(grid, b))) ? bottom + 1 : bottom;
    }

    /// <summary>A text over several columns that ends in the last row wants leaves below; so does an unmerged group followed by blanks.</summary>
    private static bool NeedsAnotherLevel(SheetGrid grid, int top, int bottom)
    {
        var below = grid.WrittenIn(bottom + 1);
        if (below.Count == 0 || below.Any(b => grid.HasFormula(b.Top, b.Left) || Wording.IsMeta(Text(grid, b)) || Wording.IsExample(Text(grid, b)))) return false;
        if (below.Count > 1 && below.All(b => Wording.IsColumnIndex(Text(grid, b)))) return false;
        var ending = Enumerable.Range(top, bottom - top + 1).SelectMany(grid.WrittenIn).Where(b => b.Bottom == bottom).ToList();
        var left = grid.WrittenIn(top)[0].Left;
        // A wide text at the left edge beside plain one-row headers names a pair of row-label columns (类别 over 住宅|自住), not a group.
        var wide = ending.Where(b => b.Width > 1 && (b.Left > left || ending.All(e => e.Width > 1))).ToList();
        if (wide.Any(w => below.Any(b => b.Left >= w.Left && b.Right <= w.Right && b.Width < w.Width))) return true;
        return bottom == top && UnmergedLevels(grid, top, below);
    }

    private static bool UnmergedLevels(SheetGrid grid, int row, IReadOnlyList<CellRange> below)
    {
        var left = grid.WrittenIn(row)[0].Left;
        var blanks = below.Count(b => b.Left > left && grid.TextAt(row, b.Left).Length == 0);
        var firstCellIsLabel = below[0].Left == left;
        return blanks >= 1 && !firstCellIsLabel && below.All(b => !Wording.IsNumber(Text(grid, b)));
    }

    private static int LastWritten(SheetGrid grid, int top, int bottom) =>
        Enumerable.Range(top, bottom - top + 1).SelectMany(grid.WrittenIn).Max(b => b.Right);

    private static string Text(SheetGrid grid, CellRange block) => grid.TextAt(block.Top, block.Left);
}
