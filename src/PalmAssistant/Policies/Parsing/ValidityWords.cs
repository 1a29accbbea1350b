using System.Globalization;
using System.Text.RegularExpressions;

namespace PalmAssistant.Policies.Parsing;

/// <summary>From when and until when a document says that it holds.</summary>
internal static partial class ValidityWords
{
    public static (DateOnly? From, DateOnly? Until) Read(string text, DateOnly? signed)
    {
        var from = From(text, signed);
        return (from, Until(text, from ?? signed));
    }

    private static DateOnly? From(string text, DateOnly? signed)
    {
        if (Starts().Match(text) is { Success: true } match) return ChineseDates.Parse(match.Groups["d"].Value);
        return OnIssue().IsMatch(text) ? signed : null;
    }

    private static DateOnly? Until(string text, DateOnly? from)
    {
        if (Ends().Match(text) is { Success: true } match) return ChineseDates.Parse(match.Groups["d"].Value);
        if (from is { } start && Years().Match(text) is { Success: true } years) return start.AddYears(ChineseNumeral.Parse(years.Groups[1].Value)).AddDays(-1);
        return null;
    }

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    [GeneratedRegex(@"(?:本|上述|以上|该|此)[^。；\n《》]{0,24}?自\s*(?<d>" + ChineseDates.Pattern + @")\s*(?:起|开始)[^。；\n]{0,6}?(?:施行|执行|实施|生效|试行|实行)|(?<=^|[。；\n])自\s*(?<d>" + ChineseDates.Pattern + @")\s*起(?:施行|执行|实施|生效)")] private static partial Regex Starts();
    [GeneratedRegex(@"自(?:公布|发布|印发|签发|下发|颁布)之日起(?:正式)?(?:施行|执行|实施|生效|试行)")] private static partial Regex OnIssue();
    [GeneratedRegex(@"(?:有效期|施行期限|执行期限|试行期|期限)[^。；\n]{0,8}?(?:至|到|截至)\s*(?<d>" + ChineseDates.Pattern + @")|(?:本|上述)[^。；\n]{0,30}?(?:执行|实施|施行|有效)至\s*(?<d>" + ChineseDates.Pattern + ")")] private static partial Regex Ends();
    [GeneratedRegex(@"(?:有效期|试行期|施行期限|执行期限)(?:限)?(?:为|是|暂定)?\s*([一二两三四五六七八九十0-9]{1,2})\s*年")] private static partial Regex Years();
}
