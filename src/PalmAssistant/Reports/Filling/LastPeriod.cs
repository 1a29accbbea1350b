using System.Text.RegularExpressions;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Filling;

/// <summary>
/// A period's report starts from the last one: lasting texts that people wrote (a place, a contact) come along to be confirmed; figures that
/// people counted do not, they are only shown as last time's. What the platform knows is always brought anew. Pure.
/// </summary>
public static partial class LastPeriod
{
    public const string Source = "上期填报";

    public static Prefilled Carry(ReportDesign design, Prefilled brought, IReadOnlyList<Line> last, DateOnly? on)
    {
        var slots = Slot.Of(design).Where(s => s.Binding is Nobody && s.IsFillers && s.Type is not CellType.File).ToList();
        var before = last.Where(l => !l.Removed).ToDictionary(l => (l.Table, l.Key));
        var sources = new Dictionary<string, CellSource>(brought.Sources);
        var rows = brought.Rows.Select(row =>
        {
            if (!before.TryGetValue((row.Table, row.Key), out var old)) return row;
            var values = new Dictionary<string, string>(row.Values);
            foreach (var slot in slots.Where(s => s.Table == row.Table && !values.ContainsKey(s.Column)))
                if (old.Value(slot.Column) is { Length: > 0 } value)
                {
                    if (Lasts(slot)) values[slot.Column] = value;
                    sources[$"{slot.Table}/{slot.Column}"] = new(Source, on, Lasts(slot) ? "从上期带来，请核对" : $"上期 {value}");
                }
            return row with { Values = values };
        }).ToList();
        foreach (var added in last.Where(l => !l.Removed && l.Key.StartsWith('+') && design.Form.Tables[l.Table].IsList && design.RowQueries[l.Table] is null))
            rows.Add(new(added.Table, added.Key, rows.Count(r => r.Table == added.Table), added.Columns.Where(c => added.Value(c) is { Length: > 0 }).ToDictionary(c => c, c => added.Value(c)!)));
        return brought with { Rows = rows, Sources = sources };
    }

    /// <summary>本周走访户数, 走访日期 and 备注 are of one period; 存放点 and 监护人 stay.</summary>
    public static bool Lasts(Slot slot) => slot.Type is CellType.Text or CellType.Choice && !slot.Path.Any(p => OfOnePeriod().IsMatch(p));

    [GeneratedRegex(@"本[周月次期季年旬]|今[日天年]|当[日月周]|备注|说明|情况|日期|时间|进度|问题|检查|整改|意见")] private static partial Regex OfOnePeriod();
}
