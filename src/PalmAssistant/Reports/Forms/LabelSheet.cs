using System.Text.RegularExpressions;

namespace PalmAssistant.Reports.Forms;

/// <summary>A form-like stretch of a sheet: label, blank, label, blank; at least three such rows together.</summary>
public static partial class LabelSheet
{
    private const int FewestRows = 3;

    /// <summary>The fields from this row on and the first row after them; null when no form begins here.</summary>
    public static (IReadOnlyList<FormField> Fields, int Next)? At(SheetGrid grid, int row)
    {
        if (!IsLabelRow(grid, row) || (!grid.IsBordered(row) && IsDrawnBelow(grid, row))) return null;
        var fields = new List<FormField>();
        var rows = 0;
        var at = row;
        for (; at <= grid.LastRow; at++)
        {
            if (IsSection(grid, at)) continue;
            if (!IsLabelRow(grid, at)) break;
            fields.AddRange(FieldsIn(grid, at));
            rows++;
        }
        return rows >= FewestRows && fields.Count > FewestRows ? (fields, at) : null;
    }

    private static bool IsLabelRow(SheetGrid grid, int row)
    {
        var pairs = FieldsIn(grid, row).Count();
        var blocks = grid.WrittenIn(row);
        if (blocks.Count == 0 || blocks.Any(b => Wording.IsNote(Text(grid, b)) || grid.HasFormula(b.Top, b.Left) && b.Left == blocks[0].Left)) return false;
        if (blocks.Count == 1 && blocks[0].Right >= grid.LastColumn) return false;
        var answers = blocks.Count(b => IsAnswer(grid, b.Top, b.Left));
        var groups = blocks.Count(b => b.Height > 1 && b.Right < grid.LastColumn && Text(grid, grid.BlockAt(row, b.Right + 1)).Length > 0);
        return pairs > 0 && pairs + answers + groups >= blocks.Count;
    }

    private static IEnumerable<FormField> FieldsIn(SheetGrid grid, int row)
    {
        foreach (var label in grid.WrittenIn(row))
        {
            if (IsAnswer(grid, label.Top, label.Left) || label.Right >= Math.Max(grid.LastColumn, LastDrawn(grid, row))) continue;
            var value = grid.BlockAt(row, label.Right + 1);
            if (value.Top == row && IsAnswer(grid, value.Top, value.Left)) yield return Field(grid, label, value);
        }
    }

    private static FormField Field(SheetGrid grid, CellRange label, CellRange value)
    {
        var text = Wording.Squeeze(Text(grid, label)).TrimEnd('：', ':');
        var path = GroupOf(grid, label) is { Length: > 0 } group ? new[] { group, text } : [text];
        var rule = grid.RuleAt(value.Top, value.Left);
        var ticked = Ticks().Matches(Text(grid, value)).Select(m => m.Groups[1].Value).ToList();
        var choices = rule?.Choices is { Count: > 0 } listed ? listed : ticked;
        var bare = text.TrimStart('*', '＊');
        var limit = Limit().Match(text) is { Success: true } m ? int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : (int?)null;
        return new(CellName.Of(label.Top, label.Left), CellName.Of(value.Top, value.Left), path,
            choices.Count > 0 ? CellType.Choice : limit is not null || value.Width > 2 && Wording.Unit(path) is null ? CellType.Text : TypeOf(path))
        {
            Unit = Wording.Unit(path),
            Choices = choices,
            Formula = grid.At(value.Top, value.Left)?.Formula,
            MaximumLength = limit,
            Required = bare.Length < text.Length || grid.At(label.Top, label.Left) is { Red: true },
        };
    }

    private static CellType TypeOf(IReadOnlyList<string> path) => Wording.TypeOf(path, inList: true);

    /// <summary>A text merged down the left side of several rows: 基本情况 beside its labels.</summary>
    private static string GroupOf(SheetGrid grid, CellRange label)
    {
        if (label.Left == 1) return "";
        var left = grid.BlockAt(label.Top, label.Left - 1);
        return left.Height > 1 ? Wording.Squeeze(Text(grid, left)) : "";
    }

    /// <summary>Room for an answer: blank, a formula, tick boxes, or only a unit.</summary>
    private static bool IsAnswer(SheetGrid grid, int row, int column)
    {
        var text = Wording.Squeeze(grid.TextAt(row, column));
        return grid.HasFormula(row, column) || text.Length == 0 || text.Contains('□') || OnlyUnit().IsMatch(text);
    }

    /// <summary>A short full-width line between label rows: 二、人口情况.</summary>
    private static bool IsSection(SheetGrid grid, int row)
    {
        var blocks = grid.WrittenIn(row);
        return blocks.Count == 1 && blocks[0].Left == 1 && blocks[0].Right >= grid.LastColumn && Wording.IsCaption(Text(grid, blocks[0]));
    }

    private static bool IsDrawnBelow(SheetGrid grid, int row) => Enumerable.Range(row + 1, 3).Any(grid.IsBordered);

    private static int LastDrawn(SheetGrid grid, int row) =>
        Enumerable.Range(1, grid.LastColumn + 12).LastOrDefault(c => grid.At(row, c) is { Bordered: true } || grid.BlockAt(row, c).Width > 1);

    private static string Text(SheetGrid grid, CellRange block) => grid.TextAt(block.Top, block.Left);

    [GeneratedRegex(@"□\s*([^□\s]+)")] private static partial Regex Ticks();
    [GeneratedRegex(@"(\d{2,4})字(以内|内)")] private static partial Regex Limit();
    [GeneratedRegex(@"^([（(]?[人户个家套栋处件元㎡][)）]?|[（(]盖章[)）]|年月日)$")] private static partial Regex OnlyUnit();
}
