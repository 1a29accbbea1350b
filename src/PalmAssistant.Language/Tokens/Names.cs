using System.Buffers;
using System.Text.RegularExpressions;

namespace PalmAssistant.Language;

/// <summary>
/// Names of people, companies and premises. A personal name is only seen where something points at it (查一下…, 叫…, …住哪, …的电话, or a message
/// that is nothing else), so that ordinary words that begin with a family name stay ordinary words.
/// </summary>
internal static partial class Names
{
    private static readonly HashSet<char> Single = [.. DataFile.Lines("surnames.txt").Where(l => !l.Contains(' ')).SelectMany(l => l)];
    private static readonly HashSet<char> Common = [.. DataFile.Lines("surnames.txt").Where(l => !l.Contains(' ')).SelectMany(l => l).Take(240)];
    private static readonly HashSet<string> Double = [.. DataFile.Lines("surnames.txt").Where(l => l.Contains(' ')).SelectMany(l => l.Split(' '))];

    private static readonly string[] Asking =
    [
        "查一下", "查查", "查下", "查一查", "查询一下", "查询", "查", "找一下", "找找", "找下", "找", "搜一下", "搜索", "搜搜", "搜", "看看", "看一下", "看下", "了解一下", "核实一下",
        "核实", "核对一下", "名叫", "叫做", "叫", "姓名是", "名字是", "姓名", "居民", "户主", "住户", "老人", "调一下", "查看", "换成", "人是", "主是", "东是", "板是", "代表是", "人叫", "主叫", "板叫", "东叫", "人为",
    ];

    private static readonly string[] Joining = [",", ";", "?", "、", ":", "和", "跟", "与", "把", "那"];

    // After a cue (查一下…) almost anything may follow a name; without one, only what is said of a person.
    private const string Telling = "(?:在哪|在什么|单位|上班|干啥|做什么|一家|领不领|领没领|参没参|交没交|是谁|住|家|在哪|多大|几岁|今年|年纪|年龄|岁数|是不是|有没有|是党员|是低保|叫什么|这个人|这人|此人|本人|的|呢|[?;,]|名下|出生|哪年|生日|什么|手机|电话|身份证|联系|学历|工作|户口|户籍|领|属于|属|身份|情况|资料|信息|画像|档案|和|跟|、|吗|享受|结婚|几口|是哪)";

    private const string Personal = "(?:在哪上班|在哪工作|在哪儿上班|在什么单位|单位是|在哪个单位|一家几|一家有|领不领|领没领|参没参|交没交|是谁|住哪|住在|住几|住的|家在|家住|家里|家几|在哪住|多大|几岁|今年多大|年纪|年龄|岁数|是不是|有没有|是党员|是低保|叫什么|这个人|这人|本人|呢|名下|哪年|生日|手机|电话|身份证|联系|是哪|是什么|什么学历|什么文化|什么工作|什么民族|什么时候|什么情况|[?;]|的(?:文化|政治|婚姻|民族|单位|养老|医保|津贴|残疾|家庭|家人|户主|电话|手机|身份证|联系|住址|地址|家|情况|信息|资料|档案|画像|年龄|年纪|生日|出生|学历|工作|户口|户籍|标签|证件)|(?:和|跟|、)(?=\\p{IsCJKUnifiedIdeographs}{2,4}(?:的|$)))";

    [GeneratedRegex($@"\G{Telling}")]
    private static partial Regex Telltale();

    [GeneratedRegex($@"\G{Personal}")]
    private static partial Regex PersonalTelltale();

    [GeneratedRegex(@"\G(?:名字里有|名字里带|名字带|名字有|名字叫|名叫|叫)(?<name>\p{IsCJKUnifiedIdeographs}{1,2})(?=的)")]
    private static partial Regex GivenName();

    [GeneratedRegex(@"\G姓(?<name>\p{IsCJKUnifiedIdeographs}{1,2})")]
    private static partial Regex Surnamed();

    [GeneratedRegex(@"\G(?<name>\p{IsCJKUnifiedIdeographs})(?<hidden>[\*某]{1,2})(?<last>\p{IsCJKUnifiedIdeographs})?")]
    private static partial Regex Masked();

    [GeneratedRegex(@"\G(?:(?:老|小)(?<name>\p{IsCJKUnifiedIdeographs})(?:头)?|(?<name>\p{IsCJKUnifiedIdeographs})(?<title>奶奶|爷爷|大爷|大妈|阿姨|叔叔|大叔|大娘|婶|大姐|大哥|师傅|老师|女士|先生|老太太|老爷子|老太|老汉|某))")]
    private static partial Regex Titled();

    [GeneratedRegex(@"\G(?<name>(?:(?![的是哪谁几多])[\p{IsCJKUnifiedIdeographs}A-Z\d\(\)&]){2,40}?(?:有限责任公司|股份有限公司|有限公司|分公司|总公司|公司|集团|合作社|合伙企业|事务所|商行|经营部|工作室|货运部|经销处|服务部|加工厂|工厂))")]
    private static partial Regex Company();

    [GeneratedRegex(@"\G(?<name>(?:(?![的是哪谁几多])[\p{IsCJKUnifiedIdeographs}A-Z\d\(\)&]){2,20}?(?:幼儿园|托管班|培训班|小学|中学|学校|诊所|卫生室|门诊部|门诊|药店|药房|医院|超市|便利店|烟酒店|商店|小卖部|水果店|服装店|五金店|理发店|美发店|美容院|足疗店|饭店|酒店|餐厅|餐馆|饭馆|小吃店|面馆|饺子馆|拉面|烧烤|火锅|火锅店|烧烤店|小厨|快餐店|早餐店|旅馆|宾馆|招待所|民宿|KTV|歌厅|舞厅|网吧|网咖|电竞馆|浴池|洗浴|洗浴中心|美甲|理发|修理部|维修店|加工|加工点|作坊|洗车|洗车行|茶馆|茶楼|咖啡馆|咖啡厅|书店|打印店|干洗店|养生馆|健身房|健身馆|棋牌室|熟食店|肉店|粮油店|母婴店|花店|眼镜店|宠物店|蛋糕店|奶茶店|酒吧))")]
    private static partial Regex Premises();

    private const int LongestCompany = 50;

    private static readonly SearchValues<string> CompanyEndings = SearchValues.Create(["公司", "集团", "合作社", "企业", "事务所", "商行", "经营部", "工作室", "货运部", "经销处", "服务部", "工厂", "加工厂"], StringComparison.Ordinal);

    /// <summary>Names that may begin at a place of the text.</summary>
    public static IEnumerable<(int Length, Meaning Meaning)> At(string text, int at)
    {
        if (text[at] == '姓' && Surnamed().Match(text, at) is { Success: true } family)
        {
            var name = Double.Contains(family.Groups["name"].Value) ? family.Groups["name"].Value : family.Groups["name"].Value[..1];
            yield return (1 + name.Length, Person(name, Comparison.StartsWith));
        }
        if (text[at] is '名' or '叫' && GivenName().Match(text, at) is { Success: true } given && (given.Value.StartsWith("名字", StringComparison.Ordinal) || !Single.Contains(given.Groups["name"].Value[0])))
            yield return (given.Length, Person(given.Groups["name"].Value, given.Value.Contains('带') || given.Value.Contains('有') ? Comparison.Contains : Comparison.EndsWith));
        if (at + 1 < text.Length && (text[at + 1] is '*' or '某') && Masked().Match(text, at) is { Success: true } masked && Single.Contains(masked.Groups["name"].Value[0])) yield return (masked.Length, Person(masked.Groups["name"].Value, Comparison.StartsWith) with { Last = masked.Groups["last"].Value });
        if (Stands(text, at) && Titled().Match(text, at) is { Success: true } titled && Stops(text, at + titled.Length) && Single.Contains(titled.Groups["name"].Value[0])) yield return (titled.Length, Person(titled.Groups["name"].Value, Comparison.StartsWith) with { Sex = SexOf(titled.Groups["title"].Value) });
        if (text.AsSpan(at, Math.Min(LongestCompany, text.Length - at)).ContainsAny(CompanyEndings) && Company().Match(text, at) is { Success: true } company) yield return (company.Length, new Named(NameKind.Company, company.Value, Comparison.Contains));
        if (Points(text, at) && Premises().Match(text, at) is { Success: true } premises) yield return (premises.Length, new Named(NameKind.Premises, premises.Value, Comparison.Contains));
        if (text[at] == '楼' && at + 1 < text.Length && "上下里道栋".Contains(text[at + 1])) yield break;      // 楼上呢: nobody's name
        foreach (var length in PersonalNames(text, at)) yield return (length, Person(text.Substring(at, length), Comparison.Equal));
    }

    // 老王, 李奶奶 stand at the start, after a cue or a place: 3号楼的李奶奶. Elsewhere 独居老任 is a slip of the hand.
    private static bool Stands(string text, int at) => Points(text, at) || text[at - 1] is '的' or '楼' or '室' or '户' or '元' || char.IsAsciiDigit(text[at - 1]);

    private static bool Stops(string text, int at) => at == text.Length || Telltale().IsMatch(text, at);

    /// <summary>Whether the text before the place asks for somebody or something: 查一下, 找, or nothing at all.</summary>
    public static bool Points(string text, int at) => at == 0 || Follows(text, at, Asking) || Follows(text, at, Joining);

    private static bool Follows(string text, int at, string[] words)
    {
        foreach (var word in words)
        {
            if (text.AsSpan(0, at).EndsWith(word, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    /// <summary>Length of the family name that begins here: 2, 1, or 0 when none does.</summary>
    public static int FamilyNameAt(string text, int at) =>
        at + 2 <= text.Length && Double.Contains(text.Substring(at, 2)) ? 2 : at < text.Length && Single.Contains(text[at]) ? 1 : 0;

    private static Named Person(string text, Comparison op) => new(NameKind.Person, text, op);

    private static IEnumerable<int> PersonalNames(string text, int at)
    {
        var surname = FamilyNameAt(text, at);
        if (surname == 0 || Offices.Any(o => text.AsSpan(at + surname).StartsWith(o, StringComparison.Ordinal)) || text[at] is '查' && at + 1 < text.Length && Single.Contains(text[at + 1])) yield break;
        for (var length = surname + 2; length > surname; length--)
        {
            if (at + length > text.Length || !text.AsSpan(at, length).ToArray().All(IsCharacter)) continue;
            var pointed = Follows(text, at, Asking);
            var opening = at == 0 || Follows(text, at, Joining);
            var ends = at + length == text.Length;
            if (at == 0 && ends && surname == 1 && !Common.Contains(text[0])) continue;      // 公务员, 农民工 alone are no names
            if (pointed && (ends || Telltale().IsMatch(text, at + length)) || opening && (ends ? at == 0 || text[at - 1] == '那' || at <= 5 && Follows(text, at, ["和", "跟", "、"]) : length - surname == 2 && text[at + length] is '领' || PersonalTelltale().IsMatch(text, at + length))) yield return length;
        }
    }

    // 王书记, 李主任: who holds an office is not on file by it.
    private static readonly string[] Offices = ["书记", "主任", "所长", "科长", "局长", "处长", "区长", "镇长", "站长", "队长", "组长", "院长", "校长", "经理", "老板", "总监", "警官", "医生", "大夫"];

    private static string SexOf(string title) => title switch
    {
        "奶奶" or "大妈" or "阿姨" or "大娘" or "婶" or "大姐" or "女士" or "老太太" or "老太" => "女",
        "爷爷" or "大爷" or "叔叔" or "大叔" or "大哥" or "先生" or "老爷子" or "老汉" => "男",
        _ => "",
    };

    /// <summary>Words that only point back at somebody or something: 那里, 外面.</summary>
    public static bool IsSaidOf(string text) => text is "外地" or "本地" or "外面" or "单位" or "哪里" or "那里" or "这里" or "家里" or "外头" or "社区" or "街道" or "小区" or "附近";

    // Little words are in nobody's given name.
    private static bool IsCharacter(char c) => c is >= '\u4e00' and <= '\u9fff' && !"的是和与跟有在住了吗呢哪谁几多么这那个们等还没不把".Contains(c);
}
