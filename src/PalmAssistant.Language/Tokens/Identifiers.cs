using System.Text.RegularExpressions;

namespace PalmAssistant.Language;

/// <summary>Numbers that name one record: identity numbers (GB 11643, also old or masked), mobile phones, credit codes (GB 32100), birth certificates, and the last digits of a number.</summary>
internal static partial class Identifiers
{
    private const string Edge = @"(?<![\dA-Z])";

    [GeneratedRegex(@"\G" + Edge + @"(?<id>\d{17}[\dX]|\d{15})(?![\dA-Z])")]
    private static partial Regex IdNumber();

    [GeneratedRegex(@"\G" + Edge + @"(?<head>\d{3,10})\*{2,}(?<tail>\d{2,5}[\dX])(?![\dA-Z])")]
    private static partial Regex MaskedNumber();

    [GeneratedRegex(@"\G" + Edge + @"(?<phone>1\d{10})(?!\d)")]
    private static partial Regex Phone();

    [GeneratedRegex(@"\G" + Edge + @"(?<code>(?=[\dA-Z]*[A-Z]|[19])[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10})(?![\dA-Z])")]
    private static partial Regex CreditCode();

    [GeneratedRegex(@"\G" + Edge + @"(?<code>[A-Z]\d{9})(?![\dA-Z])")]
    private static partial Regex BirthCertificate();

    [GeneratedRegex(@"\G(?<what>身份证号?码?|证件号?码?|手机号?码?|电话号?码?|电话)?的?(?:尾号|后四位|后4位|末四位|最后四位|后几位|后六位|后6位)(?:是|为)?(?<tail>\d{3,6}[\dX]?)(?!\d)")]
    private static partial Regex Tail();

    [GeneratedRegex(@"\G(?<what>身份证号?码?|证件号?码?|手机号?码?|电话号?码?|电话)?(?:是|以)?(?<head>\d{2,10})(?:开头|打头)")]
    private static partial Regex HeadOnly();

    public static IEnumerable<(int Length, Meaning Meaning)> At(string text, int at)
    {
        if (IdNumber().Match(text, at) is { Success: true } id) yield return (id.Length, new Identifier(IdentifierKind.IdNumber, id.Value, null));
        if (Phone().Match(text, at) is { Success: true } phone) yield return (phone.Length, new Identifier(IdentifierKind.Phone, phone.Value, null));
        if (CreditCode().Match(text, at) is { Success: true } code && !IdNumber().IsMatch(text, at)) yield return (code.Length, new Identifier(IdentifierKind.CreditCode, code.Value, null));
        if (BirthCertificate().Match(text, at) is { Success: true } birth) yield return (birth.Length, new Identifier(IdentifierKind.BirthCertificate, birth.Value, null));
        if (MaskedNumber().Match(text, at) is { Success: true } masked) yield return (masked.Length, Masked(masked.Groups["head"].Value, masked.Groups["tail"].Value));
        if (HeadOnly().Match(text, at) is { Success: true } begins)
        {
            var isPhone = begins.Groups["what"].Value is ['手' or '电', ..] || begins.Groups["what"].Length == 0 && begins.Groups["head"].Value[0] == '1' && begins.Groups["head"].Length <= 3;
            yield return (begins.Length, new Identifier(isPhone ? IdentifierKind.Phone : IdentifierKind.IdNumber, begins.Groups["head"].Value, ""));
        }
        if (Tail().Match(text, at) is { Success: true } tail)
        {
            var phoneTail = tail.Groups["what"].Value is ['手' or '电', ..];
            yield return (tail.Length, new Identifier(phoneTail ? IdentifierKind.PhoneTail : IdentifierKind.IdTail, "", tail.Groups["tail"].Value));
        }
    }

    private static Identifier Masked(string head, string tail) =>
        new(head.Length == 3 && head[0] == '1' ? IdentifierKind.Phone : IdentifierKind.IdNumber, head, tail);
}
