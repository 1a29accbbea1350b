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
        var named = catalog.Rows.Regions.Where(r => r.Level is 2 or 3 && words.Contains(r.Name, StringComparison.Ordinal)).ToList();
        if (named.Count > 0)
        {
            if (named.FirstOrDefault(r => named.All(n => n.Name != r.Name || !range.Contains(n.Code))) is { } outside) return ([], "", outside.Name);
            var mine = named.Where(r => range.Contains(r.Code)).ToList();
            return ([.. mine.Select(r => new Target(r.Code, r.Name))], string.Join('、', mine.Select(r => r.Name)), null);
        }
        if (words.Length > 0 && !words.Contains('各') && !words.Contains('全') && !words.Contains("所有", StringComparison.Ordinal) && !words.Contains('每')) return ([], words, null);
        var level = words.Contains("各街道", StringComparison.Ordinal) && account.Role != Role.StreetOfficer ? 2 : 3;
        var all = inside.Where(r => r.Level == level).OrderBy(r => r.Code).Select(r => new Target(r.Code, r.Name)).ToList();
        return (all, $"{account.RegionName}各{(level == 2 ? "街道" : "社区")}", null);
    }

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
