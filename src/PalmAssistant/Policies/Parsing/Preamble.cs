using System.Text.RegularExpressions;

namespace PalmAssistant.Policies.Parsing;

/// <summary>What stands before the numbered text: letterhead, number, title and addressee are no clauses; a sentence that introduces the text is (正文).</summary>
internal static partial class Preamble
{
    public static IEnumerable<DraftLine> Strip(IReadOnlyList<DraftLine> lines, int bodyStart)
    {
        var head = lines.Take(bodyStart).Where(line => line.Kind is LineKind.Paragraph && IsProse(line.Text));
        return head.Concat(lines.Skip(bodyStart));
    }

    private static bool IsProse(string text) =>
        text.Length >= 12 && text[^1] is '。' or '：' && !Addressee().IsMatch(text) && !Facts().IsMatch(text) && text.Length >= 12;

    /// <summary>各街道办事处，各中小学校：</summary>
    [GeneratedRegex(@"^(?:各|区|市|有关|机关|局属|驻)[^。]{1,60}：$|^[^。，]{2,12}：$")] private static partial Regex Addressee();
    [GeneratedRegex(@"^(?:文\s*号|发文字号|发文机关|发布机构|成文日期|发布时间|索引号)\s*[：:]")] private static partial Regex Facts();
}
