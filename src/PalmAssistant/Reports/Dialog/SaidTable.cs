using System.Text.RegularExpressions;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>"做个表：社区、80岁以上老人数、其中独居、备注，发给各社区填一下，周五前交" as a form, whom it goes to and by when. Pure.</summary>
/// <param name="To">words of the addressees ("各社区", "东莞岭社区"); empty when nobody was named</param>
public sealed partial record SaidTable(ReportForm Form, string To)
{
    private const int MostColumns = 40;

    public static bool IsRequest(string text) => Request().IsMatch(Wording.Squeeze(text));

    /// <summary>Null when the sentence names no columns.</summary>
    public static SaidTable? Read(string text, DateOnly today)
    {
        var said = Wording.Squeeze(text);
        if (!IsRequest(said)) return null;
        var colon = said.IndexOfAny(['：', ':']);
        if (colon < 0) return null;
        var clauses = said[(colon + 1)..].Split(['，', ',', '。', '；', ';'], StringSplitOptions.RemoveEmptyEntries);
        var asked = clauses.TakeWhile((c, i) => i == 0 || !IsInstruction(c, today)).ToList();
        var names = asked.SelectMany(c => Separator().Split(c)).Select(n => n.Trim('、', '和', '“', '”')).Where(n => n.Length > 0).ToList();
        if (names.Count is 0 or > MostColumns) return null;
        var rest = said[..colon] + "，" + string.Join('，', clauses.Skip(asked.Count));
        return new(FormOf(names, DueDates.Find(rest, today), DueDates.PeriodOf([rest]), TitleIn(said[..colon])), AddresseesIn(rest));
    }

    public static string AddresseesIn(string text) => AllBut().Match(Wording.Squeeze(text)) is { Success: true } but ? but.Value : Addressees().Match(Wording.Squeeze(text)) is { Success: true } m ? m.Groups[1].Value[(m.Groups[1].Value.LastIndexOf('给') + 1)..] : "";

    private static bool IsInstruction(string clause, DateOnly today) =>
        Instruction().IsMatch(clause) || DueDates.Find(clause, today) is not null;

    private static ReportForm FormOf(IReadOnlyList<string> names, DueDate? due, ReportPeriod period, string? title)
    {
        var keyed = RegionKey().IsMatch(names[0]);
        var all = keyed ? names : ["社区", .. names];
        var columns = all.Select((n, i) => Column(n, i)).ToList();
        return new(title ?? TitleOf([.. all.Skip(1)]), [new()
        {
            Sheet = "统计表", Kind = TableKind.Summary, HeaderRows = [2], FirstRow = 3, LastRow = 3, TotalRow = 4, Columns = columns,
            Formulas = columns.Where(c => c.Type is CellType.Integer or CellType.Number).ToDictionary(c => $"{c.Letter}4", c => $"SUM({c.Letter}3:{c.Letter}3)"),
        }])
        { Due = due, Period = period };
    }

    private static FormColumn Column(string name, int index)
    {
        string[] path = name.StartsWith("其中", StringComparison.Ordinal) ? ["其中：" + name[2..].TrimStart('：', ':')] : [name];
        var type = index == 0 ? CellType.Text : Wording.TypeOf(path, inList: !CountLike().IsMatch(name) && !name.StartsWith("其中", StringComparison.Ordinal));
        var optional = index == 0 || name is "备注" or "说明" || name.EndsWith("（选填）", StringComparison.Ordinal) || type == CellType.File;
        return new(CellName.Letters(index + 1), path, type) { Required = !optional, Unit = Wording.Unit(path), Choices = type == CellType.Choice ? ["是", "否"] : [] };
    }

    private static string TitleOf(IReadOnlyList<string> names)
    {
        var first = names.FirstOrDefault(n => n is not ("备注" or "说明")) ?? "情况";
        var bare = first.TrimEnd('数');
        return names.Count > 1 ? $"{bare}等情况统计表" : $"{bare}统计表";
    }

    /// <summary>"做个助浴需求表：…" names itself.</summary>
    private static string? TitleIn(string request) =>
        Named().Match(request) is { Success: true } m && m.Groups[1].Value is { Length: >= 2 } name && !name.Contains("发", StringComparison.Ordinal) ? name + "统计表" : null;

    [GeneratedRegex(@"^(?:请|麻烦|帮我|给我|再|另外|我要|我想|还要|现在|重新)*(?:做|建|发|弄|起草|设计|出|来|搞|下发|发起)(?:一)?(?:个|张|份)?[^：:，,]{0,14}?(?:表|报表)")] private static partial Regex Request();
    [GeneratedRegex(@"^(?:请|麻烦|帮我|给我|再|另外|我要)*(?:做|建|弄|起草|设计|出|搞)(?:一)?(?:个|张|份)([^：:，,]{2,14}?)(?:统计|登记)?表")] private static partial Regex Named();
    [GeneratedRegex(@"、|/|\s+|(?<=数|人|户)和(?=.)")] private static partial Regex Separator();
    [GeneratedRegex(@"^(?:然后|再|就|都)?(?:发给?|给|下发|让|要|请|由|每|交|报|填|截止|限)|(?:前|内)(?:交|报|填|完成|反馈|给我|要)|填一下|填一填|填报|报上来|交上来")] private static partial Regex Instruction();
    [GeneratedRegex(@"(?:发给?|给|下发到?|让|由)((?:各|每个|全部|所有|全[区街道]+)?(?:本)?(?:街道|区)?(?:的|各)?(?:社区|街道|网格|村居)|[\u4e00-\u9fff、和]{2,40}?(?:社区|街道|居委会|村)(?:(?:、|和|，)[\u4e00-\u9fff]{2,10}?(?:社区|街道|居委会|村))*)")] private static partial Regex Addressees();
    [GeneratedRegex(@"除了?[\u4e00-\u9fff、和]{2,30}?(?:以外|之外|外)的?(?:各|所有|全部|其他|其余)?(?:社区|街道|网格)?")] private static partial Regex AllBut();
    [GeneratedRegex(@"^(社区|街道|网格|村居|单位)(名称)?$")] private static partial Regex RegionKey();
    [GeneratedRegex(@"数$|数量$|人口$|人$|户$|家$|套$|老人$|儿童$|党员$|军人$|对象$|残疾人$")] private static partial Regex CountLike();
}
