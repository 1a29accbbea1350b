using System.Text.RegularExpressions;

namespace PalmAssistant.Policies.Parsing;

/// <summary>废止, 停止执行, 修改: which other documents a text puts out of force or changes.</summary>
internal static partial class RelationReader
{
    public static IReadOnlyList<PolicyRelation> Read(string text, string title)
    {
        var found = new List<PolicyRelation>();
        string? listed = null;
        foreach (var sentence in text.Split(['。', '\n']))
        {
            var kind = KindOf(sentence) ?? (Listed().IsMatch(sentence) ? listed : null);
            if (sentence.Length > 0) listed = kind is "repeals" or "replaces" && (OpensList().IsMatch(sentence) || listed == kind && Listed().IsMatch(sentence)) ? kind : null;
            if (kind is null) continue;
            foreach (Match match in Named().Matches(sentence))
                Add(found, kind, match.Groups["title"].Value, match.Groups["number"].Value, match.Groups["clause"] is { Success: true } clause && kind != "amends" ? clause.Value : null);
            if (kind != "amends" && !sentence.Contains('《') && BareNumber().Match(sentence) is { Success: true } bare) Add(found, kind, null, bare.Value);
        }
        if (AmendingTitle().Match(title) is { Success: true } amending && found.All(r => r.Kind != "amends")) Add(found, "amends", amending.Groups[1].Value.Trim('《', '》'), "");
        return found;
    }

    private static void Add(List<PolicyRelation> found, string kind, string? title, string number, string? clause = null)
    {
        var relation = new PolicyRelation(kind, title, number.Length > 0 ? MetadataReader.Normalise(number) : null, clause);
        if (!found.Contains(relation)) found.Add(relation);
    }

    private static string? KindOf(string sentence)
    {
        if (Repeals().IsMatch(sentence)) return "repeals";
        if (Stops().IsMatch(sentence)) return "replaces";
        return Amends().IsMatch(sentence) ? "amends" : null;
    }

    /// <summary>决定废止下列文件： and then a line for each.</summary>
    [GeneratedRegex("(?:下列|以下|如下|附件|目录|清单)[^。]{0,30}[：:]?$|[：:]$")] private static partial Regex OpensList();
    [GeneratedRegex(@"^(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.、．|\s]|《|\|)[^。]*(?:《|[〔\[（(](?:19|20)\d{2})")] private static partial Regex Listed();
    [GeneratedRegex(@"《(?<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》(?:\s*[（(](?<number>[^（）()]{2,30}号)[^（）()]{0,20}[）)])?(?:中?的?(?<clause>第[一二三四五六七八九十百0-9]{1,6}条(?:之[一二三四五六七八九十])?))?")] private static partial Regex Named();
    [GeneratedRegex(@"(?:同时|一并|予以|现予|即行|自行|宣布|决定)?(?:废止|失效)(?!日期)")] private static partial Regex Repeals();
    [GeneratedRegex(@"停止执行|不再执行|停止施行")] private static partial Regex Stops();
    [GeneratedRegex(@"(?:作|作出|进行)(?:出)?(?:如下|以下|部分)?修[改订正]|修改(?:为|如下)|予以修[改订]|修[改订正]《")] private static partial Regex Amends();
    [GeneratedRegex(@"[\u4e00-\u9fff]{1,10}[〔\[（(](?:19|20)\d{2}[〕\]）)]\s*第?\d{1,5}号")] private static partial Regex BareNumber();
    [GeneratedRegex(@"关于修[改订正](?:〈|<|《)?(.+?)(?:〉|>|》)?(?:的(?:决定|通知)|(?:部分|有关|个别)条款)")] private static partial Regex AmendingTitle();
}
