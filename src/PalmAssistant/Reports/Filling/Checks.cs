using System.Globalization;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Filling;

/// <summary>Looks a submission over before it goes in: each problem named by row and column. Pure.</summary>
public static partial class Checks
{
    private const int Serial0 = 693593;      // DateOnly.DayNumber of 1899-12-30, the zero of Excel's date serials

    public static IReadOnlyList<Problem> Of(ReportDesign design, IEnumerable<Line> lines, Func<Line, string>? rowName = null)
    {
        var all = lines.ToList();
        var name = rowName ?? (line => RowName(design, line));
        return [.. design.Form.Tables.SelectMany((table, no) => OfTable(design, table, no, all, name))];
    }

    private static IEnumerable<Problem> OfTable(ReportDesign design, FormTable table, int no, List<Line> lines, Func<Line, string> name)
    {
        var slots = Slot.Of(design).Where(s => s.Table == no && s.IsFillers).ToList();
        var filled = new FilledTable(table, no, lines);
        var told = new HashSet<CellKey>();
        foreach (var line in filled.Lines)
            foreach (var slot in slots.Where(s => IsOpen(design, table, s, line)))
                if (Look(table, filled, slot, line, IsBrought(design, slot, line)) is { } found)
                {
                    if (found.Kind == ProblemKind.Contradicts) told.Add(new(no, line.Key, slot.Column));
                    yield return new(new(no, line.Key, slot.Column), name(line), slot.Name, found.Kind, found.Words);
                }
        foreach (var problem in CrossChecks.Of(table, no, filled, name).Where(p => !told.Contains(p.Cell))) yield return problem;      // a rule of its own says it already
    }

    /// <summary>A printed total row, a blocked cell and a cell with a formula of its own are not the filler's.</summary>
    private static bool IsOpen(ReportDesign design, FormTable table, Slot slot, Line line) =>
        table.Kind != TableKind.FixedRows
        || (!table.Blocked.Contains(slot.Column + line.Key) && !table.Formulas.ContainsKey(slot.Column + line.Key));

    private static (ProblemKind Kind, string Words)? Look(FormTable table, FilledTable filled, Slot slot, Line line, bool brought)
    {
        var value = line.Value(slot.Column);
        if (string.IsNullOrWhiteSpace(value)) return slot.Required && slot.Type != CellType.File ? (ProblemKind.Missing, "没填") : null;
        if (brought && line.IsChanged(slot.Column) && string.IsNullOrWhiteSpace(line.Typed[slot.Column].Why))
            return (ProblemKind.ReasonMissing, $"平台带的是 {line.Prefilled[slot.Column]}，改成了 {value}，还没说原因");
        return LookAtType(slot, value) ?? LookAtRule(table, filled, slot, line, value);
    }

    /// <summary>By the platform, not by the last period; printed rows are bound cell by cell.</summary>
    private static bool IsBrought(ReportDesign design, Slot slot, Line line) =>
        slot.Binding.IsPrefilled || design.Bindings[slot.Table].TryGetValue(slot.Column + line.Key, out var cell) && cell.IsPrefilled;

    private static (ProblemKind, string)? LookAtType(Slot slot, string value) => slot.Type switch
    {
        CellType.Integer when !decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var n) || n != decimal.Truncate(n) => (ProblemKind.NotANumber, $"“{value}”不是整数"),
        CellType.Integer when value.StartsWith('-') => (ProblemKind.OutOfRange, "不能是负数"),
        CellType.Number when !decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _) => (ProblemKind.NotANumber, $"“{value}”不是数字"),
        CellType.Date when ReadDate(value) is null => (ProblemKind.NotADate, $"“{value}”不是日期"),
        CellType.Choice when slot.Choices.Count > 0 && !slot.Choices.Contains(value) => (ProblemKind.NotAChoice, $"“{value}”不在选项里（{string.Join("、", slot.Choices)}）"),
        CellType.Text when slot.MaximumLength is { } most && value.Length > most => (ProblemKind.TooLong, $"有 {value.Length} 个字，最多 {most} 个字"),
        _ => null,
    };

    private static (ProblemKind, string)? LookAtRule(FormTable table, FilledTable filled, Slot slot, Line line, string value)
    {
        if (slot.Rule is not { } rule || slot.Binding is RowField) return null;
        if (rule.Formula is { } formula) return filled.Holds(formula, table.FirstRow, line) ? null : (ProblemKind.Contradicts, rule.Message ?? "不符合表里的校验");
        decimal? measured = rule.Kind switch
        {
            "date" => ReadDate(value) is { } date ? date.DayNumber - Serial0 : null,
            "textLength" => value.Length,
            _ => decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var n) ? n : null,
        };
        var outside = measured < rule.Minimum || measured > rule.Maximum;
        return outside ? (ProblemKind.OutOfRange, rule.Message ?? $"应在 {rule.Minimum} 到 {rule.Maximum} 之间") : null;
    }

    /// <summary>What a column with 其中 is part of: the total before it under the same heading; null for a column without 其中.</summary>
    public static FormColumn? WholeOf(IReadOnlyList<FormColumn> columns, FormColumn part)
    {
        var at = part.Path.ToList().FindIndex(p => p.StartsWith("其中", StringComparison.Ordinal));
        if (at < 0 || part.Type is not (CellType.Integer or CellType.Number)) return null;
        var prefix = part.Path.Take(at).ToList();
        var before = columns.TakeWhile(c => c != part).Where(c => c.Type is CellType.Integer or CellType.Number && c.Path.Take(at).SequenceEqual(prefix) && !c.Path.Skip(at).Any(p => p.StartsWith("其中", StringComparison.Ordinal))).ToList();
        if (before.Count > 0 && prefix.Count > 0) return before.FirstOrDefault(c => c.Leaf is "小计" or "合计" or "人数" or "总数") ?? before[^1];
        return before.LastOrDefault(c => !BySex().IsMatch(c.Leaf)) ?? before.LastOrDefault();     // 合计 | 男 | 女 | 其中：流动人口 is part of 合计
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^[男女]性?(人?数)?([（(]人[)）])?$")] private static partial System.Text.RegularExpressions.Regex BySex();

    /// <summary>yyyy-MM-dd, 2026/11/3, 2026.11.3, 2026年11月3日, 2026-11.</summary>
    public static DateOnly? ReadDate(string text)
    {
        var parts = text.Split(['-', '/', '.', '年', '月', '日', ' '], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length is 2 or 3 && parts.All(p => p.All(char.IsAsciiDigit) && p.Length <= 4)
            && DateOnly.TryParseExact($"{parts[0]}-{parts[1].PadLeft(2, '0')}-{(parts.Length == 3 ? parts[2] : "1").PadLeft(2, '0')}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
    }

    /// <summary>A row as people call it: the name or place in its first text column, the printed label, or its number.</summary>
    public static string RowName(ReportDesign design, Line line)
    {
        var table = design.Form.Tables[line.Table];
        if (table.Kind == TableKind.Form) return "";
        if (table.Rows.FirstOrDefault(r => r.Row.ToString(CultureInfo.InvariantCulture) == line.Key) is { } printed) return printed.Label;
        var named = table.Columns.FirstOrDefault(c => c.Type == CellType.Text && !c.Hidden && line.Value(c.Letter) is { Length: > 0 });
        return named is null ? $"第{line.Position + 1}行" : line.Value(named.Letter)!;
    }
}
