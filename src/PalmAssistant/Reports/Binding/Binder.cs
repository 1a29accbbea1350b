using System.Text.RegularExpressions;
using PalmAssistant.Language;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Binding;

/// <summary>
/// Binds every cell of a form to what fills it. Pure: the reader is handed in. A wrong binding is far worse than an empty cell,
/// so a header is bound only when read whole; two readings become a question, anything else stays a person's.
/// </summary>
public sealed partial class Binder(Catalogue catalogue, Func<string, Reading> read, DateOnly today)
{
    public ReportDesign Bind(ReportForm form)
    {
        var rows = new RowReader(catalogue, read);
        var figures = new FigureReader(read, [.. form.Notes.Select(n => Wording.Squeeze(n.Text)), .. form.Columns.Select(c => c.Comment ?? "")], today);
        var queries = form.Tables.Select(t => t.IsList ? rows.Rows(t, form.Title) : null).ToList();
        return new(form, [.. form.Tables.Select((t, i) => OfTable(form, t, queries[i], rows, figures))], queries);
    }

    private IReadOnlyDictionary<string, CellBinding> OfTable(ReportForm form, FormTable table, RowQuery? query, RowReader rows, FigureReader figures) => table.Kind switch
    {
        TableKind.Form => table.Fields.ToDictionary(f => f.ValueAt, f => f.Formula is { } formula ? new Computed(formula) : OfField(f, form, figures)),
        TableKind.Summary => OfSummary(table, form, figures),
        TableKind.FixedRows => OfFixedRows(table, form, figures),
        _ => table.Columns.ToDictionary(c => c.Letter, c => Fixed(c) ?? (query is null ? Nobody.Knows : rows.Column(c, query.Plan.Record))),
    };

    private static CellBinding? Fixed(FormColumn column) => column switch
    {
        { Type: CellType.Sequence } => new RowNumber(),
        { Formula: { } formula } => new Computed(formula),
        { Hidden: true } => Nobody.Knows,
        _ => null,
    };

    private static Dictionary<string, CellBinding> OfSummary(FormTable table, ReportForm form, FigureReader figures)
    {
        var neighbours = new NeighbourReader(table, figures, c => c.Unit ?? UnitOf(c, form));
        return table.Columns.ToDictionary(c => c.Letter, c => Fixed(c) ?? (IsRegionKey(table, c) ? new RegionName() : PeopleOf(table, c, figures) ?? neighbours.Read(c)));
    }

    private static string? UnitOf(FormColumn column, ReportForm form) => column.Type == CellType.Integer ? form.Unit : null;

    private static bool IsRegionKey(FormTable table, FormColumn column) =>
        RegionHeader().IsMatch(column.Leaf) && column.Path.Count == 1 && table.Columns.TakeWhile(c => c != column).All(c => c.Type is CellType.Sequence || RegionHeader().IsMatch(c.Leaf));

    /// <summary>居住人数 after columns of houses: the people in those houses, or all of the region? Only the publisher knows.</summary>
    private static Undecided? PeopleOf(FormTable table, FormColumn column, FigureReader figures)
    {
        if (!BarePeople().IsMatch(column.Leaf)) return null;
        var houses = table.Columns.TakeWhile(c => c != column).Where(c => figures.Read(c.Path, c.Unit, c.Type) is Figure { Plans: [{ Record: "house" }] }).ToList();
        if (houses.Count == 0) return null;
        var what = HousesRented().IsMatch(string.Concat(houses.Select(h => h.Leaf))) ? "出租房" : CounterTail().Replace(houses[0].Leaf, "");
        return new($"“{column.Leaf}”是指住在{what}里的人，还是全部实有人口？", [new($"住在{what}里的人", $"指住在{what}里的人"), new("全部实有人口", "指全部实有人口")]) { Understood = column.Leaf, Confidence = 0.5 };
    }

    /// <summary>What an answer to a question of <see cref="Undecided"/> binds the cell to: the offered reading it is most like; the question again when it is like none.</summary>
    public CellBinding Settle(Undecided question, string answer)
    {
        var ranked = question.Options.Select(o => (Option: o, Like: answer.Distinct().Count(c => o.Label.Contains(c) && !"的人口指是".Contains(c)))).OrderByDescending(x => x.Like).ToList();
        if (ranked is not [var best, ..] || best.Like == 0 || ranked.Count > 1 && ranked[1].Like == best.Like) return question;
        if (best.Option.Label.EndsWith(FigureReader.ByPeople, StringComparison.Ordinal)) return Nobody.Knows;
        if (!best.Option.Say.StartsWith('指'))
            return read(best.Option.Say) is Understood { Plans: [{ GroupBy.Count: 0, Ranking: null, Measure.Kind: MeasureKind.Count or MeasureKind.Sum } whole] } ? new Figure([whole]) { Understood = best.Option.Label, Confidence = 1 } : question;
        var people = best.Option.Label.Contains('人');
        return read(BindingWords.All.Expand(best.Option.Label) + "有多少") is Understood { Plans: [{ GroupBy.Count: 0, Ranking: null, Measure.Kind: MeasureKind.Count } plan] } && plan.Record == "person" == people
            ? new Figure([plan]) { Understood = best.Option.Label, Confidence = 1 } : question;
    }

    private static Dictionary<string, CellBinding> OfFixedRows(FormTable table, ReportForm form, FigureReader figures)
    {
        var bindings = table.Columns.ToDictionary(c => c.Letter, c => table.KeyColumns.Contains(c.Letter) ? new RegionName() : Fixed(c) ?? Nobody.Knows);
        foreach (var row in table.Rows)
            foreach (var column in table.Columns.Where(c => !table.KeyColumns.Contains(c.Letter) && Fixed(c) is null))
            {
                var cell = column.Letter + row.Row;
                bindings[cell] = table.Formulas.TryGetValue(cell, out var formula) ? new Computed(formula)
                    : table.Blocked.Contains(cell) ? Nobody.Knows
                    : figures.Read(row.Role == FormRowRole.Total ? column.Path : [.. row.Label.Split('·'), .. column.Path], column.Unit ?? UnitOf(column, form), column.Type);
            }
        return bindings;
    }

    private static CellBinding OfField(FormField field, ReportForm form, FigureReader figures)
    {
        var leaf = Wording.Squeeze(UnitInBrackets().Replace(field.Path[^1], ""));
        if (ReviewersField().IsMatch(leaf)) return new ByReviewer();
        return leaf switch
        {
            "单位名称" or "社区名称" or "社区" or "填报单位" or "所属社区" or "所在社区" or "社区（村）" or "社区居委会" => new FromAccount(AccountFact.Community) { Understood = "社区名称" },
            "所属街道" or "隶属街道" or "所在街道" or "街道" or "街道名称" => new FromAccount(AccountFact.Street) { Understood = "街道名称" },
            "负责人" or "社区负责人" or "社区书记" or "书记" or "书记姓名" => new FromAccount(AccountFact.Secretary) { Understood = "社区书记" },
            "填报人" or "填表人" => new FromAccount(AccountFact.Filler) { Understood = "填报人" },
            "填报日期" or "填表日期" => new FromAccount(AccountFact.Date) { Understood = "填报日期" },
            "网格数" or "网格数量" or "网格个数" or "基础网格数" => new PlaceCount(PlacePart.Grid) { Understood = "网格数" },
            "居民小区数" or "小区数" or "小区数量" or "居民小区" or "小区个数" or "居民小区个数" or "住宅小区数" => new PlaceCount(PlacePart.Estate) { Understood = "小区数" },
            "楼栋数" or "楼栋数量" or "楼幢数" or "居民楼数" or "居民楼栋数" or "楼栋" => new PlaceCount(PlacePart.Building) { Understood = "楼栋数" },
            _ => figures.Read(field.Path, field.Unit ?? form.Unit, field.Type),
        };
    }

    [GeneratedRegex(@"^(社区|村居|村|居委|居委会|社区居委会|村（居）|村（社区）|社区（村）|社区（居委会）|街道|镇街|街镇|街道（镇）|网格|单位|填报单位)(名称|名)?$")] private static partial Regex RegionHeader();
    [GeneratedRegex(@"^(居住|入住|实住|租住)?人[数口]数?(（人）)?$|^(居住|入住|租住)人员数?$")] private static partial Regex BarePeople();
    [GeneratedRegex(@"出租|群租|租赁")] private static partial Regex HousesRented();
    [GeneratedRegex(@"(套|户|家)?(数量|数)$")] private static partial Regex CounterTail();
    [GeneratedRegex(@"[（(](人|户|个|家|套|栋|处|件|元|㎡)[)）]")] private static partial Regex UnitInBrackets();
    [GeneratedRegex(@"审核|审批|意见$|批示|街道签|上级")] private static partial Regex ReviewersField();
}
