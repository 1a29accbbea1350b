using System.Globalization;
using System.Text.RegularExpressions;
using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies.Answers;

/// <summary>给予5至6个月城镇低保标准的救助, with the standard set by another document: the months times today's standard.</summary>
/// <param name="About">what the standard was looked up by</param>
internal sealed partial record MonthsOfStandard(string Says, IndexedClause Standard, string About)
{
    /// <param name="standard">finds the clause in force that sets a standard by its name</param>
    public static MonthsOfStandard? Of(PolicyQuestion question, IndexedClause clause, Func<string, IndexedClause?> standard)
    {
        if (!question.Intents.HasFlag(Intent.Amount) || Months().Matches(clause.Clause.Text) is not { Count: > 0 } grades) return null;
        var grade = grades.Where(m => m.Groups["who"].Value is { Length: > 1 } who && question.Text.Contains(who, StringComparison.Ordinal)).DefaultIfEmpty(grades.Count == 1 ? grades[0] : null).First();
        var named = grades.Select(m => m.Groups["name"].Value).FirstOrDefault(name => name.Length > 0);
        if (grade is null || named is null) return null;
        var (place, about) = (named.Contains("农", StringComparison.Ordinal) ? "农村" : "城镇", $"{named}每人每月多少元");
        if (standard(about) is not { } sets || MonthlyOf(sets.Clause.Text, place) is not { } monthly) return null;
        var (low, high) = (int.Parse(grade.Groups["low"].Value, CultureInfo.InvariantCulture), grade.Groups["high"].Success ? int.Parse(grade.Groups["high"].Value, CultureInfo.InvariantCulture) : 0);
        var most = Math.Max(low, high);
        var range = high > 0 ? $"{low * monthly:0.##}元至{most * monthly:0.##}元" : $"{most * monthly:0.##}元";
        return new($"按{named}每月{monthly:0.##}元（《{sets.Document.Name}》{sets.Clause.Label}）：{(high > 0 ? $"{low}至{high}" : low)}个月为{range}{(high > 0 ? $"，最多 {most}×{monthly:0.##} = {most * monthly:0.##}元" : "")}。", sets, about);
    }

    /// <summary>The first figure in yuan after the name of the place; of 由1020元提高到1080元 the new one.</summary>
    private static decimal? MonthlyOf(string text, string place)
    {
        var at = text.IndexOf(place, StringComparison.Ordinal);
        return Raised().Match(text, Math.Max(0, at)) is { Success: true } raised ? decimal.Parse(raised.Groups[1].Value, CultureInfo.InvariantCulture)
            : Yuan().Match(text, Math.Max(0, at)) is { Success: true } m ? decimal.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"(?<who>[\u4e00-\u9fff]{0,6}?困难|[\u4e00-\u9fff]{0,6})?(?:的)?(?:，)?(?:给予|按照?|发给|救助)?(?<low>\d{1,2})(?:至|到|-|—)?(?<high>\d{1,2})?个月(?:的)?(?<name>[\u4e00-\u9fff]{0,8}?(?:低保|最低生活保障)标准)?")] private static partial Regex Months();
    [GeneratedRegex(@"\G[^。；\n]{0,40}?(?:提高到|提高至|调整为|调整到|调整至|上调至|达到)(?:每人每月)?\s*(\d+(?:\.\d+)?)\s*元")] private static partial Regex Raised();
    [GeneratedRegex(@"(\d+(?:\.\d+)?)\s*元")] private static partial Regex Yuan();
}
