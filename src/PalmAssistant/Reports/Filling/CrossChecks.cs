using System.Globalization;
using System.Text.RegularExpressions;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Filling;

/// <summary>What a form's words say about several cells: 其中 is never more than its whole, 合计 is the sum of its parts, an end is never before its beginning. Pure.</summary>
internal static partial class CrossChecks
{
    public static IEnumerable<Problem> Of(FormTable table, int no, FilledTable filled, Func<Line, string> name) =>
        [.. Parts(table, no, filled, name), .. PrintedParts(table, no, filled), .. Totals(table, no, filled, name), .. Dates(table, no, filled, name)];

    private static IEnumerable<Problem> Parts(FormTable table, int no, FilledTable filled, Func<Line, string> name)
    {
        var pairs = table.Columns.Select(c => (Part: c, Whole: Checks.WholeOf(table.Columns, c))).Where(p => p.Whole is not null).ToList();
        foreach (var line in filled.Lines)
            foreach (var (part, whole) in pairs)
                if (Number(filled.Value(line, part.Letter)) is { } few && Number(filled.Value(line, whole!.Letter)) is { } many && few > many)
                    yield return new(new(no, line.Key, part.Letter), name(line), part.Name, ProblemKind.Contradicts, $"{few} 大于“{whole.Name}”的 {many}，“其中”不能大于它的上级");
    }

    /// <summary>A printed row 其中：… under the row it is part of.</summary>
    private static IEnumerable<Problem> PrintedParts(FormTable table, int no, FilledTable filled)
    {
        for (var i = 1; i < table.Rows.Count; i++)
        {
            if (table.Rows[i].Role != FormRowRole.Of || table.Rows.Take(i).LastOrDefault(r => r.Role != FormRowRole.Of) is not { } whole) continue;
            var (part, above) = (LineOf(filled, table.Rows[i]), LineOf(filled, whole));
            if (part is null || above is null) continue;
            foreach (var column in table.Columns.Where(c => c.Type is CellType.Integer or CellType.Number && !table.Blocked.Contains(c.Letter + part.Key)))
                if (Number(filled.Value(part, column.Letter)) is { } few && Number(filled.Value(above, column.Letter)) is { } many && few > many)
                    yield return new(new(no, part.Key, column.Letter), table.Rows[i].Label, column.Name, ProblemKind.Contradicts, $"{few} 大于“{whole.Label}”的 {many}，“其中”不能大于它的上级");
        }
    }

    private static Line? LineOf(FilledTable filled, FormRow row) => filled.Lines.FirstOrDefault(l => l.Key == row.Row.ToString(CultureInfo.InvariantCulture));

    /// <summary>小计 beside 男 and 女 under one heading; only where every part is filled and none of them is 其中.</summary>
    private static IEnumerable<Problem> Totals(FormTable table, int no, FilledTable filled, Func<Line, string> name)
    {
        foreach (var total in table.Columns.Where(c => c.Formula is null && c.Path.Count > 1 && c.Leaf is "合计" or "小计" or "总计" && c.Type is CellType.Integer or CellType.Number))
        {
            var parts = table.Columns.Where(c => c != total && c.Path.Count == total.Path.Count && c.Type == total.Type && c.Path.Take(c.Path.Count - 1).SequenceEqual(total.Path.Take(total.Path.Count - 1))).ToList();
            if (parts.Count < 2 || parts.Any(p => p.Leaf.StartsWith("其中", StringComparison.Ordinal) || p.Unit != total.Unit)) continue;
            foreach (var line in filled.Lines)
            {
                var numbers = parts.Select(p => Number(filled.Value(line, p.Letter))).ToList();
                if (numbers.Contains(null) || Number(filled.Value(line, total.Letter)) is not { } said || numbers.Sum() == said) continue;
                yield return new(new(no, line.Key, total.Letter), name(line), total.Name, ProblemKind.Contradicts, $"是 {said}，各项（{string.Join('、', parts.Select(p => p.Leaf))}）加起来是 {numbers.Sum():0.####}");
            }
        }
    }

    private static IEnumerable<Problem> Dates(FormTable table, int no, FilledTable filled, Func<Line, string> name)
    {
        var dates = table.Columns.Where(c => c.Type == CellType.Date).ToList();
        foreach (var end in dates.Where(c => Ends().IsMatch(c.Leaf)))
        {
            if (dates.LastOrDefault(c => c != end && Begins().IsMatch(c.Leaf) && c.Path.Take(c.Path.Count - 1).SequenceEqual(end.Path.Take(end.Path.Count - 1))) is not { } begin) continue;
            foreach (var line in filled.Lines)
                if (Day(filled.Value(line, begin.Letter)) is { } from && Day(filled.Value(line, end.Letter)) is { } to && to < from)
                    yield return new(new(no, line.Key, end.Letter), name(line), end.Name, ProblemKind.Contradicts, $"{to:yyyy-MM-dd} 早于“{begin.Name}”的 {from:yyyy-MM-dd}");
        }
    }

    private static DateOnly? Day(string? text) => text is null ? null : Checks.ReadDate(text);

    private static decimal? Number(string? text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var n) ? n : null;

    [GeneratedRegex("开始|起始|发现|入住|签订|登记|受理|上报|检查|走访")] private static partial Regex Begins();
    [GeneratedRegex("结束|截止|终止|到期|完成|办结|整改完|销号|退租|搬离")] private static partial Regex Ends();
}
