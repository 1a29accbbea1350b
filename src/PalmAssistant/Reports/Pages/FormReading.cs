using System.Text.RegularExpressions;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Pages;

/// <summary>One opened report as one account may see it. Pure: everything it needs is handed in.</summary>
public sealed partial class FormReading(OpenedReport opened, Account account, Catalog catalog)
{
    private readonly IReadOnlyDictionary<string, CellSource> sources = Withhold(opened, account, catalog);

    /// <summary>Why nothing can be changed in a part that is no longer with who fills it, as a page says it.</summary>
    public static string Locked(SubmissionState state) => state switch
    {
        SubmissionState.Excused => "发表人说这份不用报了，不用再改；填过的都留着。",
        SubmissionState.Accepted => "已经审核通过，不能再改。",
        _ => "已经报上去了，要改请先撤回。",
    };

    public OpenedReport Opened => opened;

    public OpenCells Cells => cells ??= new(opened.Design, sources);

    private OpenCells? cells;

    public IReadOnlyDictionary<string, CellSource> Sources => sources;

    /// <summary>Computed cells as they stand: cell → value.</summary>
    public static Dictionary<string, string?> Computed(ReportDesign design, IEnumerable<Line> lines)
    {
        var all = lines.ToList();
        var values = new Dictionary<string, string?>();
        foreach (var (table, no) in design.Form.Tables.Select((t, i) => (t, i)))
        {
            var filled = new FilledTable(table, no, all);
            var slots = Slot.Of(design).Where(s => s.Table == no).ToList();
            foreach (var line in filled.Lines)
                foreach (var slot in slots.Where(s => IsComputed(table, s, line)))
                    values[new CellKey(no, line.Key, slot.Column).ToString()] = filled.Value(line, slot.Column);
        }
        return values;
    }

    private static bool IsComputed(FormTable table, Slot slot, Line line) =>
        slot.Formula is not null || slot.Binding is Computed || table.Kind == TableKind.FixedRows && table.Formulas.ContainsKey(slot.Column + line.Key);

    /// <summary>Cell → what keeps the report from going in.</summary>
    public static Dictionary<string, IReadOnlyList<ProblemView>> Problems(ReportDesign design, IEnumerable<Line> lines, IReadOnlyDictionary<string, CellSource> sources) =>
        Checks.Of(design, lines).Where(p => !sources.TryGetValue($"{p.Cell.Table}/{p.Cell.Column}", out var s) || s.Name != CellSource.Withheld)
            .GroupBy(p => p.Cell.ToString())
            .ToDictionary(g => g.Key, g => (IReadOnlyList<ProblemView>)[.. g.Select(p => new ProblemView(p.Kind.ToString(), p.Words, p.Row, p.Column))]);

    public IReadOnlyList<TableView> Tables() => [.. opened.Design.Form.Tables.Select(Table)];

    private TableView Table(FormTable table, int no)
    {
        var slots = Slot.Of(opened.Design).Where(s => s.Table == no && !s.Hidden && !table.KeyColumns.Skip(1).Contains(s.Column)).ToList();
        var refused = opened.Design.RowQueries[no] is { } rows ? Refusal(rows.Plan) : null;
        var filled = new FilledTable(table, no, opened.Submission.Lines);
        var lines = refused is null ? opened.Submission.Lines.Where(l => l.Table == no).OrderBy(l => l.Position).ToList() : [];
        return new(no, Name(table.Kind), table.IsList, table.Caption, [.. slots.Select(s => Column(table, s))],
            [.. lines.Select((l, i) => Row(table, filled, slots, l, i))],
            [.. lines.Where(_ => table.Kind == TableKind.FixedRows).SelectMany(l => slots.Where(s => s.IsFillers && !Cells.IsOpen(new(no, l.Key, s.Column))).Select(s => s.Column + l.Key))], refused);
    }

    private RowView Row(FormTable table, FilledTable filled, List<Slot> slots, Line line, int index)
    {
        var (values, open, name) = (new Dictionary<string, string>(), Cells, RowName(table, line));
        foreach (var slot in slots)
        {
            if (open.SourceOf(new(line.Table, line.Key, slot.Column)) is { Name: CellSource.Withheld }) continue;
            var value = table.Kind == TableKind.FixedRows && table.KeyColumns.Contains(slot.Column) ? name : slot.Type == CellType.Sequence ? $"{index + 1}" : line.Removed ? line.Value(slot.Column) : filled.Value(line, slot.Column);
            if (!string.IsNullOrEmpty(value)) values[slot.Column] = value;
        }
        return new(line.Key, name, line.Removed, line.Key.StartsWith('+'), values);
    }

    /// <summary>A house is called by its address, anything else by its first text.</summary>
    private string RowName(FormTable table, Line line)
    {
        var address = table.Kind == TableKind.HouseList ? table.Columns.Where(c => HouseAddress().IsMatch(c.Leaf)).Select(c => line.Value(c.Letter)).Where(v => !string.IsNullOrEmpty(v)).ToList() : [];
        return address.Count > 1 ? address[0] + " " + string.Join('-', address.Skip(1)) : Checks.RowName(opened.Design, line);
    }

    [GeneratedRegex("^(小区|楼栋?|楼号|单元|房号|室|室号)(名称)?$")] private static partial Regex HouseAddress();

    private ColumnView Column(FormTable table, Slot slot)
    {
        var column = table.Columns.FirstOrDefault(c => c.Letter == slot.Column);
        var type = slot.Type == CellType.Date && slot.Path[^1].Contains("年月", StringComparison.Ordinal) ? "month" : Name(slot.Type);
        return new(slot.Column, slot.Name, slot.Path, type, slot.Unit, slot.Required, slot.Choices, slot.IsFillers && sources.GetValueOrDefault($"{slot.Table}/{slot.Column}") is not { Name: CellSource.Withheld },
            slot.Formula is not null || slot.Binding is Computed, slot.Binding is Nobody or Undecided && slot.IsFillers, column?.Comment, slot.MaximumLength);
    }

    public IReadOnlyDictionary<string, SourceView> SourceViews(DateOnly today) => sources.ToDictionary(s => s.Key, s => s.Value.Name == CellSource.Withheld
        ? new SourceView(s.Value.Name, null, "", s.Value.Understood, false)
        : new SourceView(s.Value.Name, s.Value.Latest is { } d ? $"{d:yyyy-MM-dd}" : null, FormAttention.Said(s.Value), null, FormAttention.IsStale(s.Value, today)));

    public IReadOnlyDictionary<string, TypedView> Typed()
    {
        return opened.Submission.Lines.SelectMany(l => l.Typed.Select(t => (Key: new CellKey(l.Table, l.Key, t.Key), Cell: t.Value, Line: l)))
            .Where(x => Cells.SourceOf(x.Key) is not { Name: CellSource.Withheld })
            .ToDictionary(x => x.Key.ToString(), x => Of(x.Cell, x.Line.Prefilled.GetValueOrDefault(x.Key.Column)));
    }

    internal static TypedView Of(TypedCell cell, string? brought) => new(cell.Value, cell.Version, cell.By, cell.ByName, cell.At, cell.Why, brought);

    internal static string Name<T>(T value) where T : struct, Enum => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];

    /// <summary>A colleague with a grant may have opened it: what this account could not ask for stays hidden from it, with the reason.</summary>
    private static Dictionary<string, CellSource> Withhold(OpenedReport opened, Account account, Catalog catalog)
    {
        var all = new Dictionary<string, CellSource>(opened.Submission.Sources);
        foreach (var (bindings, no) in opened.Design.Bindings.Select((b, i) => (b, i)))
            foreach (var (key, binding) in bindings)
                if (PlansOf(binding, opened.Design.RowQueries[no]).Select(p => ScopedPlan.For(p, account, catalog)).OfType<Declined>().FirstOrDefault() is { } declined)
                    all[$"{no}/{key}"] = new(CellSource.Withheld, null, declined.Reason);
        return all;
    }

    private static IEnumerable<QueryPlan> PlansOf(CellBinding binding, RowQuery? rows) => binding switch
    {
        Figure figure => figure.Plans,
        RowCount count => [count.Persons],
        RowFlag flag when rows is not null => [rows.Plan with { Where = rows.Plan.Where.And(flag.Where) }],
        _ => [],
    };

    private string? Refusal(QueryPlan plan) => ScopedPlan.For(plan, account, catalog) is Declined declined ? declined.Reason : null;
}
