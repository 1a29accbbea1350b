using System.Text.Json;
using System.Text.RegularExpressions;
using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies;

/// <summary>
/// Makes of what is said about the last answer a question that stands alone: "那90呢" after "我妈81了能领多少" → "我妈90岁能领多少",
/// "农村的呢" after "城镇低保标准是多少" → "农村低保标准是多少", "要什么材料" → the subject with it.
/// </summary>
public static partial class FollowUps
{
    /// <summary>Words that stand for each other: one said takes the place of the other. The longer first. Data: <c>follow-up-words.json</c>.</summary>
    private static readonly string[][] Kinds = Load();

    /// <param name="last">the question answered last, standing alone</param>
    /// <param name="subject">what it was about: 高龄津贴发放</param>
    public static string Resolve(string last, string subject, string text)
    {
        var said = text.Trim().TrimEnd('？', '?', '。');
        if (Ellipsis().Match(said) is not { Success: true } match || Intents.OfQuestion(match.Groups["what"].Value) is not (Intent.None or Intent.Amount)) return $"{subject}，{AgeFirst().Replace(said, "$1岁")}";
        var what = Years().Replace(match.Groups["what"].Value, "$1岁");
        if (AskedFacts.Of(what).Age is { } age && AgeSaid().Match(last) is { Success: true } old) return string.Concat(last.AsSpan(0, old.Index), $"{age}岁", last.AsSpan(old.Index + old.Length));
        foreach (var kind in Kinds)
            if (kind.FirstOrDefault(what.Contains) is { } now && kind.FirstOrDefault(last.Contains) is { } before) return last.Replace(before, now, StringComparison.Ordinal);
        if ((Intents.OfQuestion(last) & (Intent.Amount | Intent.Eligible | Intent.Penalty | Intent.Stop | Intent.Conditions)) == 0) return $"{subject}，{what}";
        return last.Contains(what, StringComparison.Ordinal) ? last : $"{what}，{last}";
    }

    /// <summary>The words of a follow-up that name what is other (没办证, 新生儿): they tell the clause; null when it only asks another thing.</summary>
    public static string? NewWords(string text) => Ellipsis().Match(text.Trim().TrimEnd('？', '?', '。')) is { Success: true } match ? match.Groups["what"].Value : null;

    /// <summary>The usual next questions that another clause of the same document answers; which clause it was may always be asked.</summary>
    public static IReadOnlyList<string> Answerable(IndexedClause top)
    {
        var others = top.Document.Clauses.Where(c => c.Label != top.Clause.Label && !c.Label.StartsWith("附件", StringComparison.Ordinal)).Select(c => Intents.OfClause($"{c.Heading} {c.Text}")).ToList();
        var asked = new (string Say, Intent Intent)[] { ("要什么材料", Intent.Materials), ("去哪办", Intent.Place), ("多久能办好", Intent.Handling) };
        return [.. asked.Where(a => others.Any(o => o.HasFlag(a.Intent))).Select(a => a.Say), "依据哪一条"];
    }

    private static string[][] Load()
    {
        using var stream = typeof(FollowUps).Assembly.GetManifestResourceStream("PalmAssistant.Policies.follow-up-words.json")!;
        return JsonSerializer.Deserialize<string[][]>(stream)!;
    }

    /// <summary>那低保户的呢: names only what is other.</summary>
    public static bool IsEllipsis(string text) => Ellipsis().IsMatch(text.Trim().TrimEnd('？', '?', '。'));

    /// <summary>多久能办下来, 在哪办, 多少钱: asks, and names nothing.</summary>
    public static bool IsBare(string text) => Bare().IsMatch(text.Trim().TrimEnd('？', '?', '。'));

    /// <summary>残疾人也要交吗, 家里两个娃有优惠吗, 这个钱退不退: of the same rule, for other people; they are no subject.</summary>
    public static bool IsOfTheSame(string text) => SameRule().IsMatch(text.Trim()) || OtherPeople().IsMatch(text.Trim().TrimEnd('？', '?', '。'));

    [GeneratedRegex("(?:人|户|者|员|生|娃|孩|家庭|的)也(?:要|能|可以|得|算|有|给|交|领|是)|^(?:这个|那个|这种|它|这钱|这笔)|.{1,8}(?:这个|那个|这笔)(?:钱|证|卡|费|补贴|补助|补偿)")] private static partial Regex SameRule();
    [GeneratedRegex("^(?:那|要是|如果|我|我们|我家|家里|他|她)?(?:是|有)?(?:[一二两三四五六七八九十0-9]个)?(?:低保户|低保家庭|特困户|特困人员|边缘户|残疾人|退役军人|老兵|党员|学生|老人|老年人|孩子|娃|小孩|外地人|外来户|本地人|租户|业主|独居老人|单亲家庭|大学生|毕业生|孕妇|军属|烈属|多子女家庭)(?:的)?(?:有|能|可以|是不是|可不可以|能不能|要不要)?(?:有|能|可以)?(?:优惠|减免|免费|便宜|优先|免交|少交|不交|打折|照顾|多领|多补|领|办|申请)(?:的)?(?:吗|么|不|没有)?$")] private static partial Regex OtherPeople();
    [GeneratedRegex("^那?(?:需?要|得|带|准备|交|拿)?(?:什么|啥|哪些)(?:材料|手续|证件|条件|东西)(?:吗|呢)?$|^那?(?:要)?(?:去哪|到哪|在哪|在哪里|哪里|找谁|谁来?)(?:里|儿)?(?:能)?(?:办|批|管|申请|领|交|问)?(?:理)?$|^那?(?:要|得)?(?:多久|几天|多长时间|什么时候|啥时候)(?:能|可以|才能?)?(?:办|批|审|下来|拿|到账|领|发|给)?(?:好|完|下来|到|理)?$|^那?(?:怎么|如何|咋)(?:申请|办|办理|弄|领|交)$|^那?(?:标准|条件|流程|期限|金额)(?:是)?(?:什么|多少|啥)?$|^那?(?:能|可以)?(?:补贴|补助|领|拿|罚|交|收|给|补)?多少(?:钱)?$|^(?:要|收)(?:不要|不收)?(?:钱|费)吗?$|^收费吗?$")] private static partial Regex Bare();
    [GeneratedRegex("^(?:那|那么|那要是|那如果|要是|如果)?(?:是)?(?<what>.{1,14}?)(?:的)?(?:话)?呢$|^(?:那|那么)(?:是)?(?<what>[^吗么什怎几多谁哪]{1,10}?)(?:的)?$")] private static partial Regex Ellipsis();
    [GeneratedRegex(@"^那?(\d{2,3})(?=的|能|可|了)")] private static partial Regex AgeFirst();
    [GeneratedRegex(@"^(\d{2,3})(?:多|岁)?(?:了)?$")] private static partial Regex Years();
    [GeneratedRegex("[0-9]{2,3}(?:周岁|岁)?(?:了)?(?![0-9年月日号元块万平])|[七八九]十[一二三四五六七八九]?(?:周岁|岁)?(?:了)?")] private static partial Regex AgeSaid();
}
