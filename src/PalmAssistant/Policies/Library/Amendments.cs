using System.Text.RegularExpressions;
using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Policies.Library;

/// <summary>The changes that other documents make to one document by a day: 修改为, 增加一条, 删去, 中的“…”修改为“…”.</summary>
internal sealed partial class Amendments
{
    private enum Deed { Replace, ReplaceWords, Insert, Append, Delete }

    private sealed record Change(Deed Deed, string Label, int Paragraph, string Old, string New, AmendmentSource Source);

    private readonly List<Change> changes = [];

    public static Amendments Of(PolicyDocument document, IEnumerable<PolicyDocument> library, DateOnly day)
    {
        var found = new Amendments();
        foreach (var by in library.Where(d => d.Id != document.Id && d.Effective <= day && d.Metadata.Relations.Any(r => r.Kind == "amends" && r.Names(document.Metadata))).OrderBy(d => d.Effective))
            foreach (var clause in by.Clauses.Where(c => Concerns(c, document, by))) found.changes.AddRange(Read(new(by, clause)));
        return found;
    }

    public IEnumerable<StandingClause> Apply(IReadOnlyList<Clause> clauses)
    {
        var standing = clauses.Select(clause => new StandingClause(clause, null)).ToList();
        foreach (var change in changes)
        {
            var at = standing.FindIndex(s => s.Clause.Label == change.Label);
            if (change.Deed == Deed.Insert) { Insert(standing, change); continue; }
            if (at < 0) continue;
            if (change.Deed == Deed.Delete) { standing.RemoveAt(at); continue; }
            var text = Reworded(standing[at].Clause.Text, change);
            if (text != standing[at].Clause.Text) standing[at] = new(standing[at].Clause with { Text = text, Items = [] }, change.Source);
        }
        return standing;
    }

    /// <summary>A decision that changes several documents names each in its own section.</summary>
    private static bool Concerns(Clause clause, PolicyDocument document, PolicyDocument by)
    {
        var others = by.Metadata.Relations.Where(r => r.Kind == "amends" && !r.Names(document.Metadata) && r.Title is not null).ToList();
        return others.Count == 0 || !others.Any(r => clause.Text.Contains(r.Title!, StringComparison.Ordinal)) || clause.Text.Contains(document.Name, StringComparison.Ordinal);
    }

    private static string Reworded(string text, Change change)
    {
        if (change.Deed == Deed.ReplaceWords) return text.Replace(change.Old, change.New, StringComparison.Ordinal);
        if (change.Deed == Deed.Append) return text + "\n" + change.New;
        if (change.Paragraph == 0) return change.New;
        var paragraphs = text.Split('\n');
        if (change.Paragraph > paragraphs.Length) return change.New;
        paragraphs[change.Paragraph - 1] = change.New;
        return string.Join('\n', paragraphs);
    }

    private static void Insert(List<StandingClause> standing, Change change)
    {
        var before = change.Label.IndexOf("之", StringComparison.Ordinal) is > 0 and var of ? change.Label[..of] : null;
        var at = before is null ? -1 : standing.FindIndex(s => s.Clause.Label == before);
        standing.Insert(at < 0 ? standing.Count : at + 1, new(new Clause(change.Label, null, null, change.New, []), change.Source));
    }

    private static IEnumerable<Change> Read(AmendmentSource source)
    {
        var text = source.Clause.Text;
        foreach (Match m in Words().Matches(text)) yield return new(Deed.ReplaceWords, Label(m), 0, m.Groups["old"].Value, m.Groups["new"].Value, source);
        foreach (Match m in Whole().Matches(text)) yield return new(Deed.Replace, Label(m), ChineseNumeral.Parse(m.Groups["p"].Value), "", Bare(m.Groups["new"].Value), source);
        foreach (Match m in Added().Matches(text)) yield return new(Deed.Insert, Label(m), 0, "", Bare(m.Groups["new"].Value), source);
        foreach (Match m in AddedParagraph().Matches(text)) yield return new(Deed.Append, Label(m), 0, "", m.Groups["new"].Value, source);
        foreach (Match m in Deleted().Matches(text)) yield return new(Deed.Delete, Label(m), 0, "", "", source);
    }

    private static string Label(Match match) => match.Groups["of"].Success
        ? $"第{ChineseNumeral.Write(ChineseNumeral.Parse(match.Groups["n"].Value))}条之{match.Groups["of"].Value}"
        : $"第{ChineseNumeral.Write(ChineseNumeral.Parse(match.Groups["n"].Value))}条";

    /// <summary>The new wording repeats its number: “第六条　高龄津贴…”.</summary>
    private static string Bare(string text) => OwnLabel().Replace(text, "");

    private const string Article = @"第(?<n>[一二三四五六七八九十百0-9]{1,6})条(?:之(?<of>[一二三四五六七八九十]))?";
    private const string Quoted = @"“(?<new>(?:[^“”]|“[^“”]*”)+)”";

    [GeneratedRegex(Article + @"[^“”。；\n]{0,24}?中?的?“(?<old>[^“”]+)”(?:一词|字样|的规定)?(?:修?改|修订|更?改|调整|替换)为[：:]?" + Quoted)] private static partial Regex Words();
    [GeneratedRegex(Article + @"(?:第(?<p>[一二三四五六七八九十]{1,2})款)?\s*(?:修改|修订|调整|改)为\s*[：:]?\s*" + Quoted)] private static partial Regex Whole();
    [GeneratedRegex(@"增加一条[，,]?\s*(?:作为|列为)\s*" + Article + @"\s*[：:]?\s*" + Quoted)] private static partial Regex Added();
    [GeneratedRegex(Article + @"[^“”。；\n]{0,10}?增加一[款项][^“”。；\n]{0,20}?[：:]\s*" + Quoted)] private static partial Regex AddedParagraph();
    [GeneratedRegex(@"(?:删去|删除|废止)(?:原)?" + Article + @"(?!第|中|的“|[^。；\n]{0,6}“)")] private static partial Regex Deleted();
    [GeneratedRegex(@"^第[一二三四五六七八九十百0-9]{1,6}条(?:之[一二三四五六七八九十])?[\s\u3000]+")] private static partial Regex OwnLabel();
}
