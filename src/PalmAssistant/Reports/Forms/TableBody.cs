namespace PalmAssistant.Reports.Forms;

/// <summary>The rows under a header: index row, examples, blank or labelled rows, total; and where they end.</summary>
public sealed record TableBody(int? IndexRow, IReadOnlyList<int> Examples, int First, int Last, int? Total, IReadOnlyList<FormRow> Rows, IReadOnlyList<int> KeyColumns)
{
    /// <summary>First row after the table.</summary>
    public int Next => Math.Max(Last, Total ?? 0) + 1;

    public static TableBody Under(SheetGrid grid, HeaderBlock header)
    {
        var row = header.Bottom + 1;
        int? index = IsIndexRow(grid, row) ? row++ : null;
        var examples = new List<int>();
        while (IsExampleRow(grid, row)) examples.Add(row++);
        var first = row;
        var labels = new List<FormRow>();
        int? total = null;
        for (; !EndsAt(grid, header, row); row++)
        {
            var label = LabelOf(grid, header, row);
            var isTotal = Wording.IsTotal(FirstText(grid, header, row));
            if (isTotal && labels.Count == 0 && row > first) return new(index, examples, first, row - 1, row, [], []);
            if (isTotal) total = row;
            if (label.Length > 0 || isTotal) labels.Add(new(row, isTotal ? FirstText(grid, header, row) : label, RoleOf(isTotal, label)));
        }
        var last = Math.Max(first, row - 1);
        var keys = labels.Count(l => l.Role != FormRowRole.Total) >= 1 ? KeyColumnsOf(grid, header, labels) : [];
        return keys.Count == 0 ? new(index, examples, first, last, null, [], []) : new(index, examples, first, last, total, labels, keys);
    }

    private static bool IsIndexRow(SheetGrid grid, int row)
    {
        var blocks = grid.WrittenIn(row);
        return blocks.Count >= 2 && blocks.All(b => Wording.IsColumnIndex(grid.TextAt(b.Top, b.Left)));
    }

    private static bool IsExampleRow(SheetGrid grid, int row)
    {
        var blocks = grid.WrittenIn(row);
        return blocks.Count > 1 && blocks.Any(b => Wording.IsExample(grid.TextAt(b.Top, b.Left)));
    }

    private static bool EndsAt(SheetGrid grid, HeaderBlock header, int row)
    {
        var blocks = grid.WrittenIn(row);
        if (blocks.Count == 0) return !IsRoomFor(grid, header, row);
        var text = grid.TextAt(blocks[0].Top, blocks[0].Left);
        if (blocks.Count == 1 && blocks[0].Left == header.Left && (Wording.IsNote(text) || Wording.IsSignature(text) || Wording.IsMeta(text))) return true;
        if (blocks.Count == 1 && blocks[0].Width > 1 && blocks[0].Width >= (header.Right - header.Left + 1) * 2 / 3) return true;
        if (blocks.Count == 1 && Wording.IsCaption(text) && !grid.IsBordered(row)) return true;
        return blocks.Count > 1 && blocks.All(b => Wording.IsMeta(grid.TextAt(b.Top, b.Left)));
    }

    /// <summary>A blank row belongs to the table when it is drawn: inside the header's width, bordered or validated.</summary>
    private static bool IsRoomFor(SheetGrid grid, HeaderBlock header, int row)
    {
        var columns = Enumerable.Range(header.Left, header.Right - header.Left + 1).ToList();
        return columns.Count(c => grid.At(row, c) is { Bordered: true }) * 2 >= columns.Count || columns.Any(c => grid.RuleAt(row, c) is not null);
    }

    private static string FirstText(SheetGrid grid, HeaderBlock header, int row) =>
        Enumerable.Range(header.Left, header.Right - header.Left + 1).Select(c => Wording.Squeeze(grid.TextAt(row, c))).FirstOrDefault(t => t.Length > 0 && !Wording.IsNumber(t)) ?? "";

    /// <summary>Printed label of a row: the leading texts that are neither numbers nor blocks; groups merged over rows included.</summary>
    private static string LabelOf(SheetGrid grid, HeaderBlock header, int row) => string.Join('·', LeadingTexts(grid, header, row).Select(t => t.Text));

    private static IEnumerable<(int Column, string Text)> LeadingTexts(SheetGrid grid, HeaderBlock header, int row)
    {
        CellRange? last = null;
        for (var column = header.Left; column <= header.Right; column++)
        {
            var block = grid.BlockAt(row, column);
            var text = Wording.Squeeze(grid.TextAt(row, column));
            if (text.Length == 0 || grid.HasFormula(row, column) || Wording.IsBlock(text)) yield break;
            if (!Wording.IsNumber(text) && block != last && !Wording.IsSequence(header.PathOf(grid, column).LastOrDefault() ?? "")) yield return (column, text);
            last = block;
        }
    }

    private static FormRowRole RoleOf(bool total, string label) => total ? FormRowRole.Total
        : label.StartsWith("其中", StringComparison.Ordinal) || label.Contains("·其中", StringComparison.Ordinal) ? FormRowRole.Of
        : label.StartsWith('附') ? FormRowRole.Extra : FormRowRole.Data;

    /// <summary>Leading columns that are printed in most labelled rows: 年龄组, 代码.</summary>
    private static IReadOnlyList<int> KeyColumnsOf(SheetGrid grid, HeaderBlock header, IReadOnlyList<FormRow> labels) =>
        [.. Enumerable.Range(header.Left, header.Right - header.Left + 1)
            .TakeWhile(c => labels.Count(l => grid.TextAt(l.Row, c).Length > 0 && !grid.HasFormula(l.Row, c)) * 2 > labels.Count)];
}
