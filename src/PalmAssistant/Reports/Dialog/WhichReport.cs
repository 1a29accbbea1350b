using System.Text.RegularExpressions;

namespace PalmAssistant.Reports.Dialog;

/// <summary>Which of several reports a sentence means: by its title, its deadline ("20号那张"), its place in the list, or "另一张". Pure.</summary>
internal static partial class WhichReport
{
    /// <param name="words">white space removed</param>
    /// <param name="current">the one spoken of last</param>
    /// <returns>those it may mean: one when it is clear, none when no report is named</returns>
    public static IReadOnlyList<Issue> Named(string words, IReadOnlyList<Issue> among, Guid? current, DateOnly today)
    {
        if (among.Where(i => words.Contains($"《{i.Title}》", StringComparison.Ordinal) || words == i.Title).ToList() is { Count: > 0 } titled) return titled;
        if (among.Where(i => words.Contains(i.Title, StringComparison.Ordinal)).OrderByDescending(i => i.Title.Length).ToList() is [var longest, ..]) return [longest];
        if (Other().IsMatch(words) && current is null && among.Count > 1) return among;
        if (Other().IsMatch(words) && current is { } one && among.Where(i => i.Id != one).ToList() is { Count: > 0 } others) return others;
        if (Day().Match(words) is { Success: true } said && int.Parse(said.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture) is var day && (said.Groups[1].Success || Pointing().IsMatch(words)))
        {
            var month = said.Groups[1].Success ? int.Parse(said.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : (int?)null;
            var due = among.Where(i => i.Due is { } d && d.Day == day && (month is null || d.Month == month)).ToList();
            if (due.Count > 0) return due.Count == 1 || month is not null ? due : [.. due.Where(i => i.Due >= today) is var open && open.Any() ? open : due];
        }
        var pointed = Pointed().Match(words);
        if (!pointed.Success || pointed.Groups[1].Value is not { Length: >= 2 } name) return [];
        var scored = among.Select(i => (Issue: i, Score: Math.Max(Likeness.Of(i.Title, name), i.Asks.Select(a => Likeness.Of(a.Split(" ⇒ ")[0], name)).DefaultIfEmpty(0).Max()))).Where(x => x.Score >= 0.5).ToList();
        return [.. scored.Where(x => x.Score == scored.Max(s => s.Score)).Select(x => x.Issue)];
    }

    /// <summary>What tells a report from others of its name: 《甲》截止 2026-11-20.</summary>
    public static string Label(Issue issue) => $"{issue.Title}{(issue.Due is { } due && !issue.Title.Contains("截止", StringComparison.Ordinal) ? $" 截止{due:M月d日}" : "")}";

    [GeneratedRegex(@"另外?(的)?(一|那|个)?(张|个|份)|别的那(张|个|份)")] private static partial Regex Other();
    [GeneratedRegex(@"(?<!\d)(?:(1[0-2]|[1-9])月)?([12]\d|3[01]|[1-9])[号日]")] private static partial Regex Day();
    [GeneratedRegex(@"那(张|个|份)|截止|到期")] private static partial Regex Pointing();
    [GeneratedRegex(@"^(?:把|看看|看下|打开)?([\u4e00-\u9fff\d]{2,16}?)的?(?:那|这)(?:张|份)(?:表)?|^(?:把|看看|看下)?([\u4e00-\u9fff\d]{2,16}?)的?表")] private static partial Regex Pointed();
}
