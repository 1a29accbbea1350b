using System.Text.RegularExpressions;
using PalmAssistant.Language;

namespace PalmAssistant.Corrections;

/// <summary>
/// Reads sentences that say something has changed. Pure. A question is never one: whatever asks (多少, 谁, 哪, 吗 …) is left to those who answer,
/// and a sentence counts only when it is wholly "somebody or some house" and "what happened".
/// </summary>
public sealed partial class CorrectionReader(CorrectionRules rules, IReadOnlySet<string> tags)
{
    public SaidCorrection? Read(string text, DateOnly today)
    {
        var said = SpacedDigits().Replace(Mentions.Normal(text).TrimEnd(';', ',', ' '), "");
        if (said.Length is < 3 or > 200 || Asks().IsMatch(said)) return null;
        var clauses = said.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
        SaidCorrection? read = null;
        foreach (var clause in clauses)
        {
            if (read is null)
            {
                if (Lead().IsMatch(clause)) continue;
                if ((read = First(clause, today)) is null) return null;
            }
            else read = Next(read, clause, today);
        }
        return read is { Changes.Count: > 0 } ? read : null;
    }

    private SaidCorrection? First(string clause, DateOnly today)
    {
        if (Arrival().Match(clause) is { Success: true } arrival && Arrived(arrival) is { } newcomer) return newcomer;
        var (bare, on, when) = WithoutDate(Softeners().Replace(clause, ""), today);
        foreach (var (about, change) in Readings(bare, on, when))
            if (KindOf(about) is { } kind && Fits(kind, change)) return new(about, kind, [change], []);
        return null;
    }

    /// <summary>Another clause about the same: a further change, the value that was missing, or words not understood.</summary>
    private SaidCorrection Next(SaidCorrection read, string clause, DateOnly today)
    {
        if (Reason().IsMatch(clause)) return read;
        if (Value().Match(clause) is { Success: true } value && read.Changes[^1] is SetField { Value: null } open)
            return read with { Changes = [.. read.Changes.SkipLast(1), open with { Value = value.Groups["value"].Value }] };
        if (read.Changes[^1] is Newcomer newcomer) return Detail(newcomer, clause) is { } more ? read with { Changes = [.. read.Changes.SkipLast(1), more] } : read with { Unread = [.. read.Unread, clause] };
        var (bare, on, when) = WithoutDate(Softeners().Replace(clause, ""), today);
        if (Household().Match(bare) is { Success: true } household) return read with { Changes = [.. read.Changes, .. Occupied(household, bare)] };
        foreach (var subject in new[] { "", read.About })
            foreach (var (about, change) in Readings(subject + bare, on, when))
                if ((about == read.About || Same().IsMatch(about)) && Fits(read.Kind, change)) return read with { Changes = [.. read.Changes, change] };
        return read with { Unread = [.. read.Unread, clause] };
    }

    private IEnumerable<(string About, SaidChange Change)> Readings(string s, DateOnly? on, string? when)
    {
        if (Death().Match(s) is { Success: true } death) yield return (About(death), new Died(on, when));
        if (Away().Match(s) is { Success: true } away) yield return (About(away), new MovedOut(away.Groups["all"].Success));
        if (Left().Match(s) is { Success: true } left) yield return (About(left), new Gone(left.Groups["word"].Value));
        if (Moved().Match(s) is { Success: true } moved)
            yield return (About(moved), Elsewhere().IsMatch(moved.Groups["to"].Value) ? new MovedOut() : new MovedTo(moved.Groups["to"].Value));
        if (Others().Match(s) is { Success: true } others) yield return (About(others), new NewOccupants());
        if (Empty().Match(s) is { Success: true } empty) yield return (About(empty), new StandsEmpty());
        if (Status().Match(s) is { Success: true } status && StatusOf(status.Groups["status"].Value) is { } label) yield return (About(status), new SetField(rules.Field("house", "status")!, label));
        if (Alone().Match(s) is { Success: true } alone) yield return (About(alone), new LivesAlone());
        if (Wed().Match(s) is { Success: true } wed) yield return (About(wed), new SetField(rules.Field("person", "marriage")!, MarriageOf(wed.Groups["what"].Value)));
        if (Works().Match(s) is { Success: true } works) yield return (About(works), new SetField(rules.Field("person", "work_unit")!, works.Groups["value"].Value));
        foreach (var reading in FieldReadings(s)) yield return reading;
        if (AddTag().Match(s) is { Success: true } add && tags.Contains(add.Groups["tag"].Value)) yield return (About(add), new TagIs(add.Groups["tag"].Value, true));
        if (DropTag().Match(s) is { Success: true } drop && tags.Contains(drop.Groups["tag"].Value)) yield return (About(drop), new TagIs(drop.Groups["tag"].Value, false));
        if (IsTag().Match(s) is { Success: true } tag && tags.Contains(tag.Groups["tag"].Value)) yield return (About(tag), new TagIs(tag.Groups["tag"].Value, !tag.Groups["not"].Success));
    }

    /// <summary>王五的电话改成138…; 他电话换了; 张三的文化程度应该是本科.</summary>
    private IEnumerable<(string About, SaidChange Change)> FieldReadings(string s)
    {
        foreach (var (field, word) in rules.Fields.SelectMany(f => f.Words.Select(w => (Field: f, Word: w))).OrderByDescending(x => x.Word.Length))
        {
            var at = s.IndexOf(word, StringComparison.Ordinal);
            if (at < 0) continue;
            var about = s[..at];
            if (about.StartsWith('把')) about = about[1..];
            if (about.EndsWith('的')) about = about[..^1];
            var rest = s[(at + word.Length)..];
            if (KindOf(about) is not { } kind || !Fits(kind, new SetField(field, null))) continue;
            if (BecameWithout().IsMatch(rest)) yield return (about, new SetField(field, null));
            else if (Became().Match(rest) is { Success: true } became && became.Groups["value"].Value is { Length: > 0 } value && (became.Groups["said"].Success || LooksLike(field, value))) yield return (about, new SetField(field, value));
        }
    }

    /// <summary>After a mere 是 only what can be a value of the field makes a statement of it.</summary>
    private static bool LooksLike(CorrectableField field, string value) => field.As switch
    {
        "phone" => Mentions.IsPhone(value) || Landline().IsMatch(value),
        "choice" => value.Length <= 6,
        "number" => Mentions.Number(value) is not null,
        _ => false,
    };

    private SaidCorrection? Arrived(Match m)
    {
        var house = m.Groups["where"].Value.TrimStart('在');
        if (house.Length > 0 && !IsHouse(house) && !Pronouns().IsMatch(house) && !Here().IsMatch(house)) return null;
        var people = m.Groups["people"].Success ? (short?)Mentions.Number(m.Groups["people"].Value) : null;
        var rest = m.Groups["rest"].Value;
        Newcomer newcomer = new(null, null, null, IsHouse(house) ? house : null);
        if (rest.Length > 0)
        {
            if (Detail(newcomer, rest) is not { } more) return null;
            newcomer = more;
        }
        var household = m.Groups["unit"].Value is "户" or "家" || people > 1;
        return household && house.Length > 0 && newcomer is { Name: null, IdNumber: null }
            ? new(house, KindOf(house) ?? AboutKind.House, [new NewHousehold(people > 1 ? people : null, m.Value)], [])
            : new("", AboutKind.Nobody, [newcomer], []);
    }

    /// <summary>叫李明, 身份证号…, 电话…, 住3号楼2单元501.</summary>
    private static Newcomer? Detail(Newcomer known, string clause)
    {
        if (IdWords().Match(clause) is { Success: true } id) return known with { IdNumber = id.Groups["id"].Value, Name = id.Groups["name"] is { Success: true, Length: > 0 } n ? n.Value : known.Name };
        if (PhoneWords().Match(clause) is { Success: true } phone) return known with { Phone = phone.Groups["phone"].Value };
        if (CalledWords().Match(clause) is { Success: true } called && Mentions.IsPersonalName(called.Groups["name"].Value)) return known with { Name = called.Groups["name"].Value };
        if (LivesWords().Match(clause) is { Success: true } lives && IsHouse(lives.Groups["house"].Value)) return known with { House = lives.Groups["house"].Value };
        return null;
    }

    private IEnumerable<SaidChange> Occupied(Match household, string words)
    {
        if (household.Groups["rent"].Success) yield return new SetField(rules.Field("house", "status")!, "出租");
        yield return new NewHousehold(household.Groups["people"].Success ? (short?)Mentions.Number(household.Groups["people"].Value) : null, words);
    }

    private static (string Bare, DateOnly? On, string? When) WithoutDate(string clause, DateOnly today)
    {
        if (Mentions.Days(clause, today) is not { } days || days.Length < 2) return (clause, null, null);
        var bare = clause.Remove(days.Start, days.Length);
        return (bare.StartsWith('的') ? bare[1..] : bare, days.From == days.To ? days.From : null, Named(days.From, days.To) ?? clause.Substring(days.Start, days.Length));
    }

    /// <summary>上个月 is another month to whoever reads it later: 2026年10月.</summary>
    private static string? Named(DateOnly? from, DateOnly? to) =>
        from is { Day: 1 } first && to == first.AddMonths(1).AddDays(-1) ? $"{first.Year}年{first.Month}月" : from is { Day: 1, Month: 1 } year && to == year.AddYears(1).AddDays(-1) ? $"{year.Year}年" : null;

    /// <summary>What some words can stand for; null = neither somebody nor a house.</summary>
    public static AboutKind? Kind(string about) => KindOf(about);

    private static AboutKind? KindOf(string about)
    {
        if (about.Length == 0) return null;
        if (Ordinals().IsMatch(about)) return AboutKind.Ordinal;
        if (Pronouns().IsMatch(about)) return AboutKind.Pronoun;
        if (Tenants().Match(about) is { Success: true } tenants && IsHouse(tenants.Groups["house"].Value)) return AboutKind.House;
        if (IsSomebody(about)) return AboutKind.Person;
        if (IsHouse(about)) return AboutKind.House;
        return about.LastIndexOf('的') is var de and > 0 && IsSomebody(about[(de + 1)..]) && about.Length <= 40 ? AboutKind.Person : null;
    }

    private static bool IsSomebody(string words) => Mentions.IsPersonalName(words) && !NotNames().IsMatch(words) || Mentions.IsTitled(words) || Mentions.IsIdNumber(words) || PlacedName(words);

    /// <summary>3号楼李奶奶, 501张三.</summary>
    private static bool PlacedName(string words)
    {
        for (var length = 2; length <= 4 && length < words.Length; length++)
            if ((Mentions.IsPersonalName(words[^length..]) || Mentions.IsTitled(words[^length..])) && IsHouse(words[..^length])) return true;
        return false;
    }

    /// <summary>Parts of a house, with or without an estate before them.</summary>
    private static bool IsHouse(string words) =>
        Mentions.HousePartAt(words) is { } at && (at == 0 || at is >= 2 and <= 20 && words[..at].All(c => c is >= '\u4e00' and <= '\u9fff' || char.IsAsciiLetterOrDigit(c)));

    private static bool Fits(AboutKind kind, SaidChange change) => (kind, change) switch
    {
        (AboutKind.Ordinal or AboutKind.Pronoun, _) => true,
        (AboutKind.House, NewOccupants or StandsEmpty or NewHousehold) => true,
        (AboutKind.House, MovedOut) => true,
        (_, SetField set) => set.Field.Record == (kind == AboutKind.House ? "house" : "person") || kind == AboutKind.Person && set.Field.Record == "house" && set.Field.Key == "status",
        (AboutKind.Person, NewOccupants or StandsEmpty or NewHousehold) => false,
        (AboutKind.Person, _) => true,
        _ => false,
    };

    private static string About(Match m)
    {
        var about = m.Groups["who"].Value;
        if (Tenants().Match(about) is { Success: true } tenants && IsHouse(tenants.Groups["house"].Value)) return tenants.Groups["house"].Value;
        return about.EndsWith('的') ? about[..^1] : about;
    }

    private static string? StatusOf(string words) =>
        words.Contains("群租") ? "群租" : words.Contains('租') ? "出租" : words.Contains('借') ? "借住" : words.Contains("自住") || words.Contains("自己住") ? "自住" : null;

    private static string MarriageOf(string what) => what switch { "离婚" or "离" => "离异", "丧偶" => "丧偶", _ => "已婚" };

    [GeneratedRegex("[?？]|吗$|呢$|么$|嘛$|多少|几个|几位|几户|几人|几家|几套|几口|谁|哪|有没有|是不是|是否|名单|列出|列一下|查|统计|怎么|什么|啥|为何|占比|比例|导出|汇总|平均|合计|一共|总共|政策|申请|报销|补贴|补助|标准|流程|帮我找|看一下|看看|那些|有哪|提醒|催")]
    private static partial Regex Asks();

    [GeneratedRegex(@"(?<=\d) (?=\d)")]
    private static partial Regex SpacedDigits();

    [GeneratedRegex("^(你好|您好|麻烦|请|帮忙|更正一下|改一下|纠正一下|登记一下|记一下|跟你说一下|说一下|有个变动|有变动|对了|还有)+$")]
    private static partial Regex Lead();

    [GeneratedRegex("^(麻烦|请)?(你|您)?(帮我|帮忙)?(更正一下|改一下|记一下|登记一下|更新一下)[:：]?|已经|刚刚|刚(?!好)|早就|早已|其实|实际上|现在|目前|听说|好像|应该(?=是独|已|搬)|最近")]
    private static partial Regex Softeners();

    [GeneratedRegex("^(因为|由于|听|据|邻居|家属|本人|电话里|上门|入户|走访|我(刚|今天|昨天)?(去|看|问|打)).{0,40}$")]
    private static partial Regex Reason();

    [GeneratedRegex("^(?<who>.+?)(去世|过世|离世|逝世|病逝|病故|身故|死亡|死|没)了?(?<=了|世|逝|故|亡)$")]
    private static partial Regex Death();

    [GeneratedRegex("^(?<who>.+?)(?<all>都|全都|全家都?|一家都?|一家人都?|他们都?)?(搬走|搬家|搬出去|搬出|搬离|迁走|搬了|不在这住|不在这儿住|不在这里住|不住这|不住这儿|不住这里|不在社区住|搬)了?(?<=了|走|离)$")]
    private static partial Regex Away();

    [GeneratedRegex("^(?<who>.+?)(?<word>走了|不在了)$")]
    private static partial Regex Left();

    [GeneratedRegex("^(?<who>.+?)(全家|一家|家)?(搬到|搬去|搬进|搬来|搬回|住到|住进|换到)了?(?<to>.{2,30}?)(来|去)?了?$")]
    private static partial Regex Moved();

    [GeneratedRegex("^(外地|外省|外市|外区|别处|别的地方|别的小区|别的社区|老家|乡下|农村|国外|儿子家|女儿家|养老院|敬老院|孩子那|儿子那|女儿那)")]
    private static partial Regex Elsewhere();

    [GeneratedRegex("^(?<who>.+?)(换人|换租客|换住户|换房客|换租户|换了人|换了租客|换了住户|换了房客)了?(?<=了|人|客|户)$")]
    private static partial Regex Others();

    [GeneratedRegex("^(?<who>.+?)(房子|家里)?(空了|空置了|空着了|空出来了|没人住了|没有人住了|无人居住了|没人了|是空房了?|是空的|空着|没人住)$")]
    private static partial Regex Empty();

    [GeneratedRegex("^(?<who>.+?)(房子)?(?<status>是出租房|是出租的|是租的|租出去了?|出租了|租掉了|是群租房|是群租的|群租了|是自住房?的?|自住了|收回来?自住了|收回来?自己住了|自己住了|是借住的?|借给(别人|亲戚|朋友)住了?)$")]
    private static partial Regex Status();

    [GeneratedRegex("^(?<who>.+?)是?(独居|独居老人|一个人住|自己住|自己一个人住|一个人生活)(的|了)?$")]
    private static partial Regex Alone();

    [GeneratedRegex("^(?<who>.+?)(?<what>结婚|离婚|再婚|复婚|丧偶)了$")]
    private static partial Regex Wed();

    [GeneratedRegex("^(?<who>.+?)(换工作了|换单位了|调到|去了?|到|在)(?<value>[\\p{IsCJKUnifiedIdeographs}A-Za-z0-9()]{2,30}?)(上班|工作)了?$")]
    private static partial Regex Works();

    [GeneratedRegex("^给(?<who>.+?)(加上?|打上?|添加|标上?|标记为?|补上)(?<tag>.+?)(的)?(标签|标记)?$")]
    private static partial Regex AddTag();

    [GeneratedRegex("^(把)?(?<who>.+?)的(?<tag>.+?)(的)?(标签|标记)?(去掉|取消|删掉|摘掉|拿掉)了?$|^(?<who>.+?)不再是(?<tag>.+?)了?$")]
    private static partial Regex DropTag();

    [GeneratedRegex("^(?<who>.+?)(?<not>不)?是(个|一个|位|一位)?(?<tag>.+?)了?$")]
    private static partial Regex IsTag();

    [GeneratedRegex("^(号码?)?(都)?(换|变|改|错|不对|停机|打不通|写错|登记错|记错|是错的|有误|是空号|不用)了?$")]
    private static partial Regex BecameWithout();

    [GeneratedRegex("^(号码?)?(?:(?<said>改成|改为|换成|换为|变成|变为|变更为|更新为|更正为|应该是|应该为|应为|应是|该是|换了改成|换了是|错了应该是|错了是|不对应该是|不对是|改到)|是|:)了?(?<value>.{1,40}?)了?$")]
    private static partial Regex Became();

    [GeneratedRegex("^(新的?|新号码?|新电话|新手机号?|号码)?(?:应该是|应该|应是|应为|改成|改为|换成|是|:)?(?<value>.{1,40}?)$")]
    private static partial Regex Value();

    [GeneratedRegex("^\\d{3,4}-?\\d{7,8}$")]
    private static partial Regex Landline();

    [GeneratedRegex("^(?:(?<rent>租给了?|出租给了?)|住了|住的?是|住着|搬来了?|搬进来了?|来了|换成了?|是)(?:(?:一家|一户)?(?<people>[一二两三四五六七八九十]|\\d{1,2})(?:口人|口|个人|人|位)(?:家)?|小两口|(?:一|新)?对夫妻|(?:一|新的?|别的|另)(?:户|家|个)(?:人家|人|租客|房客)?|新(?:租客|住户|房客|人)|年轻人|外地人|亲戚|朋友|别人)(?:住)?$")]
    private static partial Regex Household();

    [GeneratedRegex("^(?<where>.{0,30}?)(?:新来|新搬来|新搬进来|刚搬来|搬来|新增|新添|添|新住进|住进来)了?(?<people>[一二两三四五六七八九十]|\\d{1,2})?(?<unit>个|位|户|家|口)(?:新)?(?:人家|人|租客|房客|住户|居民|孩子|租户)?,?(?<rest>.{0,60})$")]
    private static partial Regex Arrival();

    [GeneratedRegex("^(?:(?:叫|姓名|名字)(?:是|叫)?)?(?<name>(?!身份|证件)[\\p{IsCJKUnifiedIdeographs}]{2,4}?)?(?:的)?(?:身份证|身份证号|身份证号码|证件号|证件号码)?(?:是|为|:)?(?<id>\\d{17}[\\dX])$")]
    private static partial Regex IdWords();

    [GeneratedRegex("^(?:电话|手机|手机号|联系电话|号码)(?:号码?)?(?:是|为|:)?(?<phone>1\\d{10})$")]
    private static partial Regex PhoneWords();

    [GeneratedRegex("^(?:是|叫|名字叫|姓名是?|名字是?)(?<name>[\\p{IsCJKUnifiedIdeographs}]{2,4})$")]
    private static partial Regex CalledWords();

    [GeneratedRegex("^(?:住在?|租住?在?|租了?|在)(?<house>.{2,30})$")]
    private static partial Regex LivesWords();

    [GeneratedRegex("^第(\\d{1,3}|[一二三四五六七八九十]{1,3})(个|位|户|家|套|条|名)(人)?$")]
    private static partial Regex Ordinals();

    [GeneratedRegex("^(他|她|他们|她们|这个人|这人|此人|这位|这位老人|这户|这家|这一户|该户|他家|她家|他们家|这套|这套房|这套房子|这房子|这个房子|这间房?|那户|那个人|这条|这一条|那条|这个|刚才那个人|刚才那户)$")]
    private static partial Regex Pronouns();

    // 201的租户, 3号楼501那家: who lives there, whoever it is.
    [GeneratedRegex("^(?<house>.{2,30}?)的?(?:租户|租客|房客|住户|那家人?|那户人?家?|这家人?|这户人?家?|一家人?|一家子)$")]
    private static partial Regex Tenants();

    [GeneratedRegex("^(我们|咱|咱们|本)?(社区|小区|楼里|这儿|这里|这边)(里)?$")]
    private static partial Regex Here();

    [GeneratedRegex("^(他|她|他们|这户|房子|家里|家|人)?$")]
    private static partial Regex Same();

    // What begins with a family name and is no name.
    [GeneratedRegex("老人|党员|孩子|儿童|居民|租客|房客|住户|业主|群众|房子|全家|一家|人家|电话|手机|小区|社区|单元|街道|残疾|低保|独居|空巢|退役|军人|房东|户主|家长|学生|干部|书记|主任|成员|时候|时间|以后|之后|以前|最近|已经|还有|都是|所有|全部|其他|别人|大家|我们|你们|他们|毛病|数据|任务|报表|表格|名字|关于|还没|从来|高龄|常住|流动|户口")]
    private static partial Regex NotNames();
}
