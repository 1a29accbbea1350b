using System.Globalization;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Filling;

/// <summary>Collects the rows of all targets while they are being filled.</summary>
internal sealed class Gathering(ReportDesign design, IReadOnlyList<Target> targets)
{
    private readonly Dictionary<(int Table, long Region, string Row), Dictionary<string, string>> cells = [];
    private readonly List<(int Table, long Target, string Row, long Region)> rows = [];
    private readonly Dictionary<string, CellSource> sources = [];
    private readonly Dictionary<string, string> withheld = [];

    public ReportDesign Design => design;
    public IReadOnlyList<Target> Targets => targets;

    public void AddRows(int no, Target target, IReadOnlyList<RowRegion> regions)
    {
        var table = design.Form.Tables[no];
        foreach (var region in regions)
            foreach (var key in KeysOf(table, region))
            {
                rows.Add((no, target.Region, key, region.Code));
                var values = cells[(no, target.Region, key)] = [];
                foreach (var (letter, _) in design.Bindings[no].Where(b => b.Value is RegionName && table.Kind == TableKind.Summary)) values[letter] = region.Name;
            }
        names.AddRange(regions);
    }

    private readonly List<RowRegion> names = [];

    private static IEnumerable<string> KeysOf(FormTable table, RowRegion region) => table.Kind switch
    {
        TableKind.FixedRows => table.Rows.Select(r => r.Row.ToString(CultureInfo.InvariantCulture)),
        TableKind.Form => ["form"],
        _ => [region.Code.ToString(CultureInfo.InvariantCulture)],
    };

    public IReadOnlyList<RowRegion> RegionsOf(int no) => [.. rows.Where(r => r.Table == no).Select(r => r.Region).Distinct().Select(code => names.First(n => n.Code == code))];

    /// <summary>Puts a column (or one cell "D9" of printed rows, or a field) for every region.</summary>
    public void Put(int no, string key, CellBinding binding, ColumnValues values)
    {
        if (values.Why is { } why) { withheld[$"{no}/{key}"] = why; return; }
        var (column, only) = Split(design.Form.Tables[no], key);
        foreach (var row in rows.Where(r => r.Table == no && (only is null || r.Row == only)))
            if (values.ByRegion.TryGetValue(row.Region, out var text)) cells[(no, row.Target, row.Row)][column] = text;
        if (values.Source is { } source) sources[$"{no}/{key}"] = new(source.Name, source.Latest, binding.Understood);
    }

    public void AddList(int no, Target target, ListRows list, FormTable table)
    {
        foreach (var (key, values) in list.Rows)
        {
            rows.Add((no, target.Region, key, target.Region));
            cells[(no, target.Region, key)] = values.Where(v => table.Columns.Any(c => c.Letter == v.Key)).ToDictionary(v => v.Key, v => Fit(table, v.Key, v.Value));
        }
        foreach (var (letter, binding) in design.Bindings[no].Where(b => b.Value.IsPrefilled))
        {
            if (list.Why is { } why) withheld[$"{no}/{letter}"] = why;
            else if (list.Source is { } source) sources[$"{no}/{letter}"] = new(source.Name, source.Latest, binding.Understood);
        }
    }

    /// <summary>起始年月 wants a month; amounts come without trailing zeros.</summary>
    private static string Fit(FormTable table, string letter, string value)
    {
        var column = table.Columns.First(c => c.Letter == letter);
        if (column.Type == CellType.Date && column.Leaf.Contains("年月", StringComparison.Ordinal) && value.Length == 10) return value[..7];
        return column.Type == CellType.Number && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.##", CultureInfo.InvariantCulture) : value;
    }

    public IEnumerable<(int Table, string Key, AccountFact Fact)> FactCells() =>
        design.Bindings.SelectMany((b, no) => b.Where(x => x.Value is FromAccount).Select(x => (no, x.Key, ((FromAccount)x.Value).Fact)));

    public void PutFact(int no, Target target, string key, string value, AccountFact fact)
    {
        foreach (var row in rows.Where(r => r.Table == no && r.Target == target.Region)) cells[(no, target.Region, row.Row)][key] = value;
        sources[$"{no}/{key}"] = new("账号信息", null, fact.ToString());
    }

    public IReadOnlyDictionary<long, Prefilled> Finish() => targets.ToDictionary(t => t.Region, t => new Prefilled(
        [.. rows.Where(r => r.Target == t.Region).GroupBy(r => r.Table).SelectMany(g => g.Select((r, i) => new PrefilledRow(r.Table, r.Row, i, cells[(r.Table, r.Target, r.Row)])))],
        sources, withheld));

    private static (string Column, string? Row) Split(FormTable table, string key)
    {
        var digits = key.Length - key.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').Length;
        return table.Kind == TableKind.FixedRows && digits > 0 ? (key[..^digits], key[^digits..]) : (key, null);
    }
}
