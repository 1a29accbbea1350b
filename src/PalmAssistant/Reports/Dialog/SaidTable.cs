using System.Text.RegularExpressions;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>"做个表：社区、80岁以上老人数、其中独居、备注，发给各社区填一下，周五前交" as a form, whom it goes to and by when. Pure.</summary>
/// <param name="To">words of the addressees ("各社区", "东莞岭社区"); empty when nobody was named</param>
public sealed partial record SaidTable(ReportForm Form, string To)
{
    private const int MostColumns = 40;

    public static bool IsRequest(string text) => Request().IsMatch(Wording.Squeeze(text)) || IsAsking(text);

    /// <summary>让各社区报一下甲、乙; 各社区把甲、乙报上来; …，列：甲、乙: a table asked for without the word.</summary>
    public static bool IsAsking(string text) => Body(Wording.Squeeze(text)) is not null;

    /// <summary>The columns and what follows them; null when the sentence asks nobody for anything.</summary>
    private static string? Body(string said)
    {
        if (Asking().Match(said) is { Success: true } ask && !Question().IsMatch(said)) return ask.Groups[1].Value;
        if (Handing().Match(said) is { Success: true } hand && !Question().IsMatch(said)) return hand.Groups[1].Value + hand.Groups[2].Value;
        return Listing().Match(said) is { Success: true } list && ToSomebody().IsMatch(said) ? list.Groups[1].Value : null;
    }

    /// <summary>Null when the sentence names no columns.</summary>
    public static SaidTable? Read(string text, DateOnly today)
    {
        var said = Wording.Squeeze(text);
        if (!IsRequest(said)) return null;
        var colon = said.IndexOfAny(['：', ':']);
        var body = Body(said) ?? (colon < 0 ? null : said[(colon + 1)..]);
        if (body is null) return null;
        var before = said[..^Math.Min(said.Length, body.Length)];
        var clauses = body.Split(['，', ',', '。', '；', ';'], StringSplitOptions.RemoveEmptyEntries);
        var asked = clauses.TakeWhile((c, i) => i == 0 || !IsInstruction(c, today)).ToList();
        var names = asked.SelectMany(c => Separator().Split(c)).Select(n => Among(n.Trim('、', '和', '“', '”'))).Where(n => n.Length > 0).ToList();
        if (names.Count is 0 or > MostColumns) return null;
        var rest = before + "，" + string.Join('，', clauses.Skip(asked.Count));
        var to = AddresseesIn(rest) is { Length: > 0 } named ? named : AddresseesIn(said);
        var key = to.Contains("社区", StringComparison.Ordinal) ? "社区" : to.EndsWith("网格", StringComparison.Ordinal) ? "网格" : to.EndsWith("街道", StringComparison.Ordinal) ? "街道" : "社区";
        var (due, period) = (DueDates.Find(rest, today) ?? DueDates.Find(before, today), DueDates.PeriodOf([rest]));
        return new(ListOf(names, due, period) ?? FormOf(names, due, period, TitleIn(before), key), to);
    }

    /// <summary>The same table with columns added or taken away; everything else as it was.</summary>
    public static ReportForm Recast(ReportForm form, IReadOnlyList<string> names) => FormOf(names, form.Due, form.Period, form.Title) with { Notes = form.Notes };

    /// <summary>里面独居的 is 其中独居.</summary>
    private static string Among(string name) => Inside().Replace(name, "其中$1") is var said && said.Length > 2 && said[^1] == '的' ? said[..^1] : said;

    public static string AddresseesIn(string text) => AllBut().Match(Wording.Squeeze(text)) is { Success: true } but ? but.Value : Addressees().Match(Wording.Squeeze(text)) is { Success: true } m ? m.Groups[1].Value[(m.Groups[1].Value.LastIndexOf('给') + 1)..] : "";

    private static bool IsInstruction(string clause, DateOnly today) =>
        Instruction().IsMatch(clause) || DueDates.Find(clause, today) is not null;

    /// <summary>80岁以上老人姓名、住址: a row per person, whose rows the platform knows; null when nobody's name is asked for.</summary>
    private static ReportForm? ListOf(IReadOnlyList<string> names, DueDate? due, ReportPeriod period)
    {
        var own = names.Where(n => !RegionKey().IsMatch(n)).ToList();
        if (own.Count == 0 || Whose().Match(own[0]) is not { Success: true } whose || own.Any(n => CountLike().IsMatch(n) && n.EndsWith('数'))) return null;
        var columns = names.Where(n => !RegionKey().IsMatch(n)).Select(n => n == whose.Value ? "姓名" : n).Prepend("序号").Select((n, i) => ListColumn(n, i)).ToList();
        return new(whose.Groups[1].Value + "名单", [new() { Sheet = "名单", Kind = TableKind.PersonList, HeaderRows = [2], FirstRow = 3, LastRow = 3, Columns = columns }]) { Due = due, Period = period };
    }

    private static FormColumn ListColumn(string name, int index)
    {
        var type = Wording.TypeOf([name], inList: true);
        return new(CellName.Letters(index + 1), [name], type) { Required = type is CellType.Choice or CellType.Integer or CellType.Number, Unit = Wording.Unit([name]), Choices = type == CellType.Choice ? ["是", "否"] : [] };
    }

    private static ReportForm FormOf(IReadOnlyList<string> names, DueDate? due, ReportPeriod period, string? title, string key = "社区")
    {
        var keyed = RegionKey().IsMatch(names[0]);
        var all = keyed ? names : [key, .. names];
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
        var bare = CountTail().Replace(first, "").TrimEnd('数') is { Length: > 1 } said ? People().Replace(Counter().Replace(said, ""), "人员") : first;
        return names.Count > 1 ? $"{bare}等情况统计表" : $"{bare}统计表";
    }

    /// <summary>"做个助浴需求表：…" names itself.</summary>
    private static string? TitleIn(string request) =>
        Named().Match(request) is { Success: true } m && m.Groups[1].Value is { Length: >= 2 } name && !name.Contains("发", StringComparison.Ordinal) ? name + "统计表" : null;

    [GeneratedRegex(@"^(?:请|麻烦|帮我|给我|再|另外|我要|我想|还要|现在|重新)*(?:做|建|发|弄|起草|设计|出|来|搞|下发|发起)(?:一)?(?:个|张|份)?[^：:，,]{0,14}?(?:表|报表)")] private static partial Regex Request();
    [GeneratedRegex(@"^(?:请|麻烦|帮我|给我|再|另外|我要)*(?:做|建|弄|起草|设计|出|搞)(?:一)?(?:个|张|份)([^：:，,]{2,14}?)(?:统计|登记)?表")] private static partial Regex Named();
    [GeneratedRegex(@"^(?:请|麻烦|帮我|给我|再|另外|通知|发通知|布置|安排|那就)*(?:(?:做|弄|搞|建|来|出|起草|设计|发)(?:一)?(?:个|张|份)(?:统计)?表[，,：:]?)?(?:每(?:周|月|季度|年)(?:[一二三四五六日天]|\d{1,2}[号日])?)?(?:让|请|叫|要求|通知|催)?(?:本?(?:街道|区)(?:的)?)?(?:各|所有|每个|全部|下面)(?:个|的)?(?:社区|街道|网格)(?:都|们)?(?:要|得)?(?:尽快|抓紧)?(?:报|填|填报|上报|报送|提供|报个|报下)(?:一下|一份|个|下|上来)?[：:，,]?([^？?]{2,})$")] private static partial Regex Asking();
    [GeneratedRegex(@"^(?:请|麻烦|帮我|另外|通知|让|叫|要求)*(?:各|所有|每个|全部)(?:个)?(?:社区|街道|网格)(?:都)?(?:把|将)([^？?，,]{2,}?)(?:都)?(?:报|填|交|报送)(?:一下|上来|给我|过来|个数)?((?:[，,].*)?)$")] private static partial Regex Handing();
    [GeneratedRegex(@"(?:^|[，,。；])(?:要|分|表头|就)?(?:这些|以下|下面)?(?:几)?(?:列|栏|列名|栏目|项目|内容|指标|表头|字段)(?:有|是|为|包括|就)?[：:](.{2,})$")] private static partial Regex Listing();
    [GeneratedRegex(@"发给|下发|发各|给各|让各|请各|各社区|各街道|各网格")] private static partial Regex ToSomebody();
    [GeneratedRegex(@"多少|几个|吗$|呢$|？|\?|谁|哪些|报了没|怎么样")] private static partial Regex Question();
    [GeneratedRegex(@"^(?!.*(?:联系|联络|负责|责任|监护|经办|填报|填表|网格员|楼长|楼栋长|书记|主任|户主|房东|业主))(.{2,16}?)的?姓名$")] private static partial Regex Whose();
    /// <summary>出租房套 counted, 出租房 is the matter.</summary>
    [GeneratedRegex(@"(?<=[房屋宅])套$")] private static partial Regex Counter();
    /// <summary>60岁以上人, 低保人: what is left of 人数 is no word; 老人 and 残疾人 are.</summary>
    [GeneratedRegex(@"(?<=以上|以下|低保|特困|流动|失业|就业|参保|签约|服务|救助|帮扶|需求|器|要的)人$")] private static partial Regex People();
    [GeneratedRegex(@"(个数|数量)$")] private static partial Regex CountTail();
    [GeneratedRegex(@"^(?:里面|里头|这里面|里边|这当中|当中)(?:的|有)?(.+)$")] private static partial Regex Inside();
    [GeneratedRegex(@"、|/|\s+|(?<=数|人|户|的|家|套|况)(?:和|以及|还有|及)(?=.)")] private static partial Regex Separator();
    [GeneratedRegex(@"^(?:然后|再|就|都)?(?:发给?|给|下发|让|要|请|由|每|交|报|填|截止|限)|(?:前|内)(?:交|报|填|完成|反馈|给我|要)|填一下|填一填|填报|报上来|交上来")] private static partial Regex Instruction();
    [GeneratedRegex(@"(?:发给?|给|下发到?|让|请|叫|要求|通知|由|^)((?:各|每个|全部|所有|全[区街道]+)?(?:本)?(?:街道|区)?(?:的|各)?(?:社区|街道|网格|村居)|[\u4e00-\u9fff、和]{2,40}?(?:社区|街道|居委会|村)(?:(?:、|和|，)[\u4e00-\u9fff]{2,10}?(?:社区|街道|居委会|村))*)")] private static partial Regex Addressees();
    [GeneratedRegex(@"除了?[\u4e00-\u9fff、和]{2,30}?(?:以外|之外|外)的?(?:各|所有|全部|其他|其余)?(?:社区|街道|网格)?")] private static partial Regex AllBut();
    [GeneratedRegex(@"^(社区|街道|网格|村居|单位)(名称)?$")] private static partial Regex RegionKey();
    [GeneratedRegex(@"数$|数量$|人口$|人$|户$|家$|套$|老人$|儿童$|党员$|军人$|对象$|残疾人$")] private static partial Regex CountLike();
}
