using System.Text.RegularExpressions;
using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Policies.Search;

/// <summary>An age bracket as documents write it: 80周岁至89周岁, 年满60周岁, 100周岁以上, 不满18周岁. Both ends count.</summary>
public readonly partial record struct AgeRange(int Low, int High)
{
    public bool Holds(int age) => age >= Low && age <= High;

    public static IEnumerable<AgeRange> In(string text)
    {
        foreach (Match match in Any().Matches(text))
        {
            var low = ChineseNumeral.Parse(match.Groups["low"].Value);
            if (match.Groups["high"].Success) yield return new(low, ChineseNumeral.Parse(match.Groups["high"].Value));
            else if (match.Groups["under"].Success) yield return new(0, low - 1);
            else yield return new(low, 150);
        }
    }

    [GeneratedRegex(@"(?<under>不满|未满|低于|小于)?(?:年满|已满|满)?(?<low>\d{1,3})(?:周岁|岁)?\s*(?:（含）)?(?:(?:至|到|-|—|～|~|－)+(?<high>\d{1,3}))?周?岁")] private static partial Regex Any();
}
