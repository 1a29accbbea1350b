using System.Text.RegularExpressions;

namespace PalmAssistant.Policies.Parsing;

/// <summary>Finds title, number, issuer, level, dates and relations in the text itself, as a clerk would read them off the paper.</summary>
public static partial class MetadataReader
{
    public static PolicyMetadata Read(Draft draft, IReadOnlyList<Clause> clauses)
    {
        var start = ClauseCutter.BodyStart(Annexes.Split(draft.Lines).Body);
        var head = draft.Lines.Take(Math.Max(start, 1)).Where(line => line.Kind != LineKind.TableRow).ToList();
        var title = TitleOf(head, draft) ?? "";
        var signature = Signature.Find([.. UnsignedBody(draft)]);
        var issuer = Fact(draft, "发布机构", "发文机关", "发布机关") ?? HeadFact(head, IssuerFact()) ?? (signature is { Issuers.Count: > 0 } ? string.Join('、', signature.Issuers.Select(Squeeze)) : IssuerInTitle(title));
        var signed = signature?.Date ?? DateFact(draft, "成文日期", "印发日期", "发布日期") ?? (HeadFact(head, DateInHead()) is { } stated ? ChineseDates.Parse(stated) : null);
        var text = string.Join('\n', clauses.Where(c => !c.Label.StartsWith("附件", StringComparison.Ordinal) || RepealList().IsMatch(c.Heading ?? "")).Select(c => c.Text));
        var (from, until) = ValidityWords.Read(text, signed);
        var number = NumberOf(head, draft);
        return new(title, number, issuer, LevelOf(issuer, title, text), signed, from ?? DateFact(draft, "施行日期", "实施日期", "生效日期") ?? signed, until, RelationReader.Read(text, title))
        {
            Warnings = [.. Missing(title, number, issuer, signed, clauses.Count)],
        };
    }

    private static IEnumerable<DraftLine> UnsignedBody(Draft draft)
    {
        var lines = draft.Lines.ToList();
        var annex = lines.FindIndex(1, line => line.Kind != LineKind.TableRow && line.Text.Length < 60 && Labels.Annex().IsMatch(line.Text) && !line.Text.Contains('：'));
        return (annex > 0 ? lines.Take(annex) : lines).Where(line => !Annexes.Closing().IsMatch(line.Text));
    }

    private static string? TitleOf(List<DraftLine> head, Draft draft)
    {
        var marked = head.Where(line => line.Kind == LineKind.Title && !NumberLine().IsMatch(line.Text) && !Letterhead().IsMatch(line.Text)).Select(line => line.Text).ToList();
        if (marked.Count > 0) return Clean(marked.FirstOrDefault(t => TitleEnd().IsMatch(t)) ?? marked[0]);
        var candidates = head.Where(line => IsTitleLine(line.Text)).Select(line => line.Text).ToList();
        var whole = candidates.FindIndex(t => TitleEnd().IsMatch(t));
        if (whole < 0) return Fact(draft, "标题", "名称") ?? (candidates.Count > 0 ? Clean(candidates[0]) : null);
        var first = whole;
        while (first > 0 && !TitleEnd().IsMatch(candidates[first - 1]) && !(IssuerLine().IsMatch(candidates[first - 1]) && !candidates[first].StartsWith("关于", StringComparison.Ordinal) && !IssuerLine().IsMatch(candidates[first])) && candidates[first - 1].Length >= 4 && TitlePart().IsMatch(string.Concat(candidates[(first - 1)..(whole + 1)]))) first--;
        return Clean(string.Concat(candidates[first..(whole + 1)]));
    }

    private static string Clean(string title) => title.Trim('《', '》', ' ', '　').Replace("　", " ");

    private static bool IsTitleLine(string text) =>
        text.Length is >= 4 and <= 80 && !"。；：，".Contains(text[^1]) && !NumberLine().IsMatch(text) && !Letterhead().IsMatch(text) && !(text[0] is '（' or '(') && !HeadNote().IsMatch(text);

    private static string? NumberOf(List<DraftLine> head, Draft draft)
    {
        var stated = Fact(draft, "文号", "发文字号");
        foreach (var text in head.Select(line => line.Text).Prepend(stated ?? "").Where(t => t.Length <= 120))
            if (Number().Match(text) is { Success: true } match && !text.Contains('《')) return Normalise(match.Value);
        return null;
    }

    /// <summary>云政办发[2025]第12号 → 云政办发〔2025〕12号</summary>
    public static string Normalise(string number)
    {
        var match = Number().Match(number);
        return match.Success ? $"{match.Groups["who"].Value}〔{match.Groups["year"].Value}〕{int.Parse(match.Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture)}号" : number.Trim();
    }

    private static string? IssuerInTitle(string title) => title.IndexOf("关于", StringComparison.Ordinal) is > 3 and var about ? string.Join('、', title[..about].Split([' ', '　'], StringSplitOptions.RemoveEmptyEntries)) : InterviewTitle().Match(title) is { Success: true } interview ? interview.Groups[1].Value : null;

    private static string LevelOf(string? issuer, string title, string text)
    {
        var name = string.IsNullOrEmpty(issuer) ? title : issuer;
        if (Town().IsMatch(name)) return "街道";
        if (County().IsMatch(name)) return "区";
        // 平度市 has towns and streets right below it, a prefecture's city has districts and counties.
        if (City().Count(name) > 1 && CityOfCity().IsMatch(name)) return "区";
        if (City().IsMatch(name)) return !HasCounties().IsMatch(text) && HasTowns().IsMatch(text) ? "区" : "市";
        if (name.Contains('省') || name.Contains("自治区", StringComparison.Ordinal)) return "省";
        return Nation().IsMatch(name) ? "国" : "区";
    }

    private static string? Fact(Draft draft, params string[] names) => names.Select(n => draft.Facts.GetValueOrDefault(n)).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v));
    private static DateOnly? DateFact(Draft draft, params string[] names) => Fact(draft, names) is { } text ? ChineseDates.Parse(text) : null;
    private static string? HeadFact(List<DraftLine> head, Regex pattern) => head.Select(line => pattern.Match(line.Text)).FirstOrDefault(m => m.Success)?.Groups[1].Value.Trim(' ', '　');
    private static string Squeeze(string text) => text.Replace(" ", "").Replace("　", "");

    private static IEnumerable<string> Missing(string title, string? number, string? issuer, DateOnly? signed, int clauses)
    {
        if (title.Length == 0) yield return "没有找到标题，请补填。";
        if (number is null) yield return "没有找到文号；如有请补填。";
        if (issuer is null) yield return "没有找到发文机关，请补填。";
        if (signed is null) yield return "没有找到成文日期，请补填。";
        if (clauses <= 1) yield return "没有识别出条款编号，全文作为一条入库；请核对。";
    }

    [GeneratedRegex(@"(?<who>[\u4e00-\u9fff]{1,14}?)\s*[〔\[（(【﹝［](?<year>(?:19|20)\d{2})[〕\]）)】﹞］]\s*第?\s*(?<n>\d{1,5})\s*号")] private static partial Regex Number();
    [GeneratedRegex(@"^[\u4e00-\u9fff]{1,14}\s*[〔\[（(【﹝［](?:19|20)\d{2}[〕\]）)】﹞］]\s*第?\s*\d{1,5}\s*号$")] private static partial Regex NumberLine();
    [GeneratedRegex(@"^[\u4e00-\u9fff、\s]{4,40}(?:文件|公报)$|^(?:发布时间|来源|索引号|当前位置)")] private static partial Regex Letterhead();
    [GeneratedRegex(@"^(?:文\s*号|发文|发布|来源|成文|索引)|[：:].*[：:]")] private static partial Regex HeadNote();
    [GeneratedRegex(@"(?:办法|规定|细则|通知|意见|方案|措施|指南|决定|公告|通告|条例|规则|准则|提示|答记者问|解读|函|标准|规程|制度|目录|清单|说明|问答|须知|指引|规范|计划|批复|令|章程|公约|手册|规划|要点|政策|流程|修正案)(?:（(?:试行|暂行|修订|修正|试点|征求意见稿|\d{4}年?(?:修订|修正|版)?)）)?$")] private static partial Regex TitleEnd();
    /// <summary>云湾区民政局 on a line of its own: who sends it, no part of a title that does not go on with 关于.</summary>
    [GeneratedRegex("(?:局|委员会|委|政府|办公室|办事处|联合会|部|中心|院|厅|大队)$")] private static partial Regex IssuerLine();
    [GeneratedRegex("(?:废止|失效).{0,20}(?:目录|清单|文件|一览)")] private static partial Regex RepealList();
    [GeneratedRegex(@"^[\u4e00-\u9fff].{6,}$")] private static partial Regex TitlePart();
    [GeneratedRegex(@"^(.{4,20}?)(?:有关负责人|负责人)?就.+(?:答记者问|答问)")] private static partial Regex InterviewTitle();
    [GeneratedRegex(@"发文机关\s*[：:]\s*([^：:]+?)(?:\s*[\u3000 ]+\S+[：:]|$)")] private static partial Regex IssuerFact();
    [GeneratedRegex(@"成文日期\s*[：:]\s*(\S+)")] private static partial Regex DateInHead();
    [GeneratedRegex(@"[^省市自治]{1,8}(?<!自治)(?:区|县|旗)(?!（)")] private static partial Regex County();
    [GeneratedRegex("(?:街道办事处|街道工作委员会|街道党工委|[镇乡]人民政府|[镇乡]党委)")] private static partial Regex Town();
    [GeneratedRegex("^[\u4e00-\u9fff]{2,4}市[\u4e00-\u9fff]{2,4}市")] private static partial Regex CityOfCity();
    [GeneratedRegex("各区|各县|区（[市县]|县（市|县（区|区县|市、区|区、市|区[（(]市|县级|区人民政府|县人民政府|全市各")] private static partial Regex HasCounties();
    [GeneratedRegex("各镇|各街道|各乡镇|镇街|镇人民政府|镇（街道）|街道办事处(?:审核|初审|负责|受理)")] private static partial Regex HasTowns();
    [GeneratedRegex(@"[\u4e00-\u9fff]{1,8}市")] private static partial Regex City();
    [GeneratedRegex(@"^(?:国务院|国家|中华人民共和国|民政部|财政部|公安部|教育部|全国)")] private static partial Regex Nation();
}
