using System.Text.RegularExpressions;
using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Policies.Answers;

/// <summary>Days by which something ends inside a rule that itself is still in force: 截至2026年6月30日.</summary>
internal static partial class Deadlines
{
    /// <returns>截至2026年6月30日, when that day is past; null otherwise</returns>
    public static string? Passed(string text, DateOnly today) =>
        Until().Matches(text).FirstOrDefault(m => ChineseDates.Parse(m.Groups["d"].Value) < today)?.Value;

    [GeneratedRegex(@"(?:截至|截止到?|截止至|办理至|受理至|延续至|持续至)\s*(?<d>" + ChineseDates.Pattern + ")")] private static partial Regex Until();
}
