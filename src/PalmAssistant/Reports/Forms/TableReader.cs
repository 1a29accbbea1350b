using System.Text.RegularExpressions;

namespace PalmAssistant.Reports.Forms;

/// <summary>Header and body to a <see cref="FormTable"/>: columns with type, unit, choices, rules and formulas; the table's kind by its columns.</summary>
internal static partial class TableReader
{
    public static FormTable Read(SheetGrid grid, HeaderBlock header, string? caption, string title)
    {
        var body = TableBody.Under(grid, header);
        var letters = Enumerable.Range(header.Left, header.Right - header.Left + 1).ToList();
        var paths = letters.Select(c => header.PathOf(grid, c)).ToList();
        var kind = KindOf(paths, body, caption ?? title);
        var inList = kind is not (TableKind.Summary or TableKind.FixedRows);
        var columns = letters.Zip(paths).Where(x => x.Second.Count > 0).Select(x => Column(grid, header, body, x.First, x.Second, inList)).ToList();
        return new()
        {
            Sheet = grid.Name,
            Kind = kind,
            Caption = caption,
            HeaderRows = [.. Enumerable.Range(header.Top, header.Bottom - header.Top + 1)],
            IndexRow = body.IndexRow,
            ExampleRows = body.Examples,
            FirstRow = body.First,
            LastRow = body.Last,
            TotalRow = body.Total,
            Columns = columns,
            Rows = body.Rows,
            KeyColumns = [.. body.KeyColumns.Select(CellName.Letters)],
            Formulas = OwnFormulas(grid, body, columns),
            Blocked = BlockedCells(grid, body, columns),
        };
    }

    private static FormColumn Column(SheetGrid grid, HeaderBlock header, TableBody body, int column, IReadOnlyList<string> path, bool inList)
    {
        var rule = grid.RuleAt(body.First, column) ?? grid.RuleAt(body.Last, column);
        var type = TypeOf(rule, grid, body, column, path, inList);
        var headers = header.Top.To(header.Bottom).Select(r => grid.At(r, column)).Where(c => c is { IsWritten: true }).ToList();
        return new(CellName.Letters(column), [.. path.Select(p => p.TrimStart('*', '＊'))], type)
        {
            Unit = Wording.Unit(path),
            Required = path.Any(p => p.StartsWith('*') || p.StartsWith('＊')) || headers.LastOrDefault() is { Red: true },
            Hidden = grid.HiddenColumns.Contains(column),
            Choices = rule?.Choices is { Count: > 0 } choices ? choices : type == CellType.Choice ? ["是", "否"] : [],
            Formula = CommonFormula(grid, body, column),
            Rule = rule is { Rule.Kind: not "list" } ? rule.Rule : null,
            Comment = header.Top.To(header.Bottom).Select(r => grid.Comments.GetValueOrDefault((r, column))).FirstOrDefault(c => c is not null),
        };
    }

    private static CellType TypeOf(GridRule? rule, SheetGrid grid, TableBody body, int column, IReadOnlyList<string> path, bool inList) => rule?.Rule.Kind switch
    {
        "list" => CellType.Choice,
        "whole" => CellType.Integer,
        "decimal" => CellType.Number,
        "date" => CellType.Date,
        "textLength" => CellType.Text,
        _ when body.KeyColumns.Contains(column) || RegionWord().IsMatch(path[^1]) => CellType.Text,
        _ when grid.At(body.First, column) is { DateFormat: true } => CellType.Date,
        _ => Wording.TypeOf(path, inList),
    };

    private static TableKind KindOf(IReadOnlyList<IReadOnlyList<string>> paths, TableBody body, string title)
    {
        var own = paths.Where(p => p.Count > 0).Select(p => p[^1]).ToList();
        var key = own.FirstOrDefault(l => !Wording.IsSequence(l)) ?? "";
        bool Has(params string[] words) => paths.Any(p => p.Count > 0 && words.Any(w => p[^1].StartsWith(w, StringComparison.Ordinal)) && !OfAnother().IsMatch(string.Concat(p.Take(p.Count - 1))));
        var regionKey = RegionWord().IsMatch(key);
        var named = own.Any(l => Named().IsMatch(l)) && Has("地址", "详细地址", "经营地址", "所在地址", "负责人", "联系人", "经营者", "店主", "法人");
        if (Has("场所名称", "店铺名称", "门店名称", "商户名称", "店名", "商铺名称", "餐饮店名称") || named && VenueTitle().IsMatch(title) && !Has("统一社会信用代码", "信用代码")) return TableKind.VenueList;
        if (Has("企业名称", "统一社会信用代码", "信用代码", "市场主体名称", "公司名称", "主体名称") || named && EntityTitle().IsMatch(title)) return TableKind.EntityList;
        if (Has("房号", "室号", "户号", "户室", "房间号", "室", "房屋地址", "房屋坐落", "门牌号", "门牌") && (Has("楼栋", "楼号", "幢", "栋", "楼座", "房屋") || title.Contains('房')) && !Has("姓名", "身份证", "居民姓名")) return TableKind.HouseList;
        if (Has("姓名", "居民姓名", "老人姓名", "人员姓名", "儿童姓名", "孩子姓名", "学生姓名", "党员姓名", "对象姓名", "本人姓名", "残疾人姓名", "军人姓名") && (Has("性别", "身份证", "证件号", "公民身份", "年龄", "出生") || PersonTitle().IsMatch(title))) return TableKind.PersonList;
        if (regionKey) return TableKind.Summary;
        if (body.Rows.Count > 1) return TableKind.FixedRows;
        if (Has("姓名")) return TableKind.PersonList;
        return ListTitle().IsMatch(title) || own.Contains("名称") ? TableKind.List : TableKind.Summary;
    }

    /// <summary>The formula shared by most data rows, with {r} for the row.</summary>
    private static string? CommonFormula(SheetGrid grid, TableBody body, int column)
    {
        var rows = body.First.To(body.Last).ToList();
        var shared = rows.Select(r => (Row: r, grid.At(r, column)?.Formula)).Where(x => x.Formula is not null)
            .GroupBy(x => Relative(x.Formula!, x.Row), StringComparer.Ordinal).OrderByDescending(g => g.Count()).FirstOrDefault();
        return shared is not null && shared.Count() * 2 > rows.Count(r => body.Rows.All(l => l.Row != r || l.Role != FormRowRole.Total)) ? shared.Key : null;
    }

    private static Dictionary<string, string> OwnFormulas(SheetGrid grid, TableBody body, IReadOnlyList<FormColumn> columns) =>
        (from row in body.First.To(Math.Max(body.Last, body.Total ?? 0))
         from column in columns
         let formula = grid.At(row, CellName.Column(column.Letter))?.Formula
         where formula is not null && Relative(formula, row) != column.Formula
         select (Cell: column.Letter + row, formula)).ToDictionary(x => x.Cell, x => x.formula);

    private static List<string> BlockedCells(SheetGrid grid, TableBody body, IReadOnlyList<FormColumn> columns) =>
        [.. from row in body.Rows
            from column in columns
            where !body.KeyColumns.Contains(CellName.Column(column.Letter)) && Wording.IsBlock(grid.TextAt(row.Row, CellName.Column(column.Letter)))
            select column.Letter + row.Row];

    private static string Relative(string formula, int row) =>
        RowReference().Replace(formula, m => m.Groups[2].Value == row.ToString(System.Globalization.CultureInfo.InvariantCulture) ? m.Groups[1].Value + "{r}" : m.Value);

    private static IEnumerable<int> To(this int from, int to) => Enumerable.Range(from, Math.Max(0, to - from + 1));

    [GeneratedRegex(@"(?<![A-Za-z0-9_$])(\$?[A-Z]{1,3})(\d+)(?![\d(])")] private static partial Regex RowReference();
    [GeneratedRegex(@"监护|承租|租客|租户|出租人|借住|照料|照护|帮扶|业主|房东|店主|产权|房主|联系人|负责人|法定|法人|家长|父|母|子女|配偶|网格员|紧急|赡养|包联|责任")] private static partial Regex OfAnother();
    [GeneratedRegex(@"^(社区|村居|村|居委|居委会|社区居委会|村（居）|村（社区）|社区（村）|社区（居委会）|街道|镇街|街镇|街道（镇）|街道（社区）|网格|单位|填报单位|区划)(名称|名)?$")] private static partial Regex RegionWord();
    [GeneratedRegex(@"花名册|人员名单|对象名单|老人|居民|人员|名册|儿童|婴幼儿")] private static partial Regex PersonTitle();
    [GeneratedRegex(@"^(单位|场所|店铺|门店|字号)?名称$")] private static partial Regex Named();
    [GeneratedRegex(@"场所|餐饮|饭店|旅馆|网吧|商店|诊所|药店|幼儿园|歌舞|娱乐|美容|洗浴|浴池|作坊|加工|门店|店铺|商铺|理发|超市|托管")] private static partial Regex VenueTitle();
    [GeneratedRegex(@"企业|公司|市场主体|个体工商户|工商户|商户|经营主体|合作社")] private static partial Regex EntityTitle();
    [GeneratedRegex(@"台账|花名册|名单|名册|清单|明细|登记表")] private static partial Regex ListTitle();
}
