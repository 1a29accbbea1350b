using PalmAssistant.Access;
using PalmAssistant.Community;

namespace PalmAssistant.Reports.Dialog;

/// <summary>"各社区", "东莞岭社区和平定路社区" as regions within the publisher's own.</summary>
internal static class Addressees
{
    /// <returns>Outside: a named region beyond the publisher's; the rest is then empty</returns>
    public static (IReadOnlyList<Target> Targets, string Whom, string? Outside) Of(string words, Account account, Catalog catalog)
    {
        var range = RegionRange.Of(account.Region);
        var inside = catalog.Rows.Regions.Where(r => range.Contains(r.Code)).ToList();
        var (said, left) = Except(words);
        var named = Named(said, catalog).ToList();
        var excepted = Named(left, catalog).Select(r => r.Code).ToHashSet();
        if (named.Count > 0 && !Everybody(said))
        {
            if (named.FirstOrDefault(r => named.All(n => n.Name != r.Name || !range.Contains(n.Code))) is { } outside) return ([], "", outside.Name);
            var mine = named.Where(r => range.Contains(r.Code)).ToList();
            return ([.. mine.Select(r => new Target(r.Code, r.Name))], string.Join('、', mine.Select(r => r.Name)), null);
        }
        if (said.Length > 0 && !Everybody(said)) return ([], words, null);
        var level = said.Contains("网格", StringComparison.Ordinal) ? 4 : said.Contains("各街道", StringComparison.Ordinal) && account.Role != Role.StreetOfficer ? 2 : 3;
        // 宁夏路街道各社区, said by the district: the named street's.
        var within = named.Where(r => r.Level < level && range.Contains(r.Code)).Select(r => RegionRange.Of(r.Code)).ToList();
        var all = inside.Where(r => r.Level == level && (within.Count == 0 || within.Any(w => w.Contains(r.Code))) && !excepted.Any(e => RegionRange.Of(e).Contains(r.Code))).OrderBy(r => r.Code).Select(r => new Target(r.Code, r.Name)).ToList();
        var whose = within.Count > 0 ? string.Join('、', named.Where(r => r.Level < level).Select(r => r.Name)) : account.RegionName;
        return (all, $"{whose}各{(level == 2 ? "街道" : level == 4 ? "网格" : "社区")}{(excepted.Count > 0 ? $"（不含{left}）" : "")}", null);
    }

    private static bool Everybody(string words) => words.Contains('各') || words.Contains('全') || words.Contains("所有", StringComparison.Ordinal) || words.Contains('每') || words.Contains("其他", StringComparison.Ordinal) || words.Contains("其余", StringComparison.Ordinal);

    /// <summary>Regions by name, the suffix left out too ("春和、秋实两个社区"); never a shorter name within a longer one.</summary>
    private static IEnumerable<RegionRow> Named(string words, Catalog catalog)
    {
        var found = catalog.Rows.Regions.Where(r => r.Level is 2 or 3 && (words.Contains(r.Name, StringComparison.Ordinal) || Stem(r.Name) is { Length: >= 2 } stem && words.Contains(stem, StringComparison.Ordinal))).ToList();
        return found.Where(r => words.Contains(r.Name, StringComparison.Ordinal) || !found.Any(o => o.Name != r.Name && words.Contains(o.Name, StringComparison.Ordinal) && o.Name.Contains(Stem(r.Name), StringComparison.Ordinal)));
    }

    private static string Stem(string name) => name.EndsWith("社区", StringComparison.Ordinal) || name.EndsWith("街道", StringComparison.Ordinal) ? name[..^2] : name;

    /// <summary>"除了甲社区以外的各社区" → what is said of all, and who is left out.</summary>
    private static (string Said, string Left) Except(string words) =>
        System.Text.RegularExpressions.Regex.Match(words, @"除了?(.+?)(?:以外|之外|外)的?(.*)") is { Success: true } m ? (m.Groups[2].Value.Length > 0 ? m.Groups[2].Value : "各社区", m.Groups[1].Value) : (words, "");

    public static string Words(IReadOnlyList<Target> targets) => targets.Count <= 3 ? string.Join('、', targets.Select(t => t.Name)) : $"{targets[0].Name}等社区";
}

/// <summary>How much of a phrase's characters, two by two, stand in a text: 1 all, 0 none.</summary>
internal static class Likeness
{
    public static double Of(string text, string phrase)
    {
        if (phrase.Length < 2) return text.Contains(phrase, StringComparison.Ordinal) ? 1 : 0;
        var pairs = Enumerable.Range(0, phrase.Length - 1).Select(i => phrase.Substring(i, 2)).ToList();
        return (double)pairs.Count(p => text.Contains(p, StringComparison.Ordinal)) / pairs.Count;
    }
}
