using System.Text.RegularExpressions;

namespace PalmAssistant.Language;

/// <summary>Buildings, units and rooms in the spellings of the data contract: 3号楼2单元501户, 3栋, 3幢, 3#楼, 3-2-501, 三号楼二单元五零一.</summary>
internal static partial class HouseParts
{
    private const string N = "(?:[甲乙丙丁A-Z]?(?:\\d{1,3}|[一二三四五六七八九十百]{1,4})|[A-Z])";
    private const string Building = $"(?<building>{N})(?:号楼|号院楼|栋楼|栋|幢楼|幢|#楼|#|号(?=[A-Z甲乙丙丁]?[\\d一二三四五六七八九十]{{1,3}}单元)|座)";
    private const string UnitPart = "(?<unit>[甲乙丙丁A-Z]|\\d{1,2}|[一二三四五六七八九十]{1,3})(?:单元|门洞)";
    private const string RoomPart = "(?<room>[A-Z]?\\d{3,4}|[零一二三四五六七八九]{3,4})(?:号房间|号房|号室|室|户(?![主籍口数])|房(?![主东])|号)?";
    private const string RoomMarked = "(?<room>[A-Z]?\\d{3,4}|[零一二三四五六七八九]{3,4})(?:号房间|号房|号室|室|户(?!籍|口|数|的|主)|房(?![主东]))";

    [GeneratedRegex($@"\G(?:{Building}(?:{UnitPart})?(?:(?<!座){RoomPart})?|{UnitPart}(?:{RoomPart})?|{RoomMarked})")]
    private static partial Regex Spelled();

    [GeneratedRegex(@"\G(?<building>[甲乙丙丁A-Z]?\d{1,3})-(?:(?<unit>\d{1,2})-)?(?<room>\d{3,4})(?:室|户(?![主籍口数])|号)?(?![\d-])")]
    private static partial Regex Dashed();

    [GeneratedRegex(@"\G(?<room>\d{3,4})(?=住|是谁|有谁|谁|换|这户|那户|家|的?住户|户主|的?房东|的?房主|的?业主|的?租客|$)")]
    private static partial Regex BareRoom();

    public static IEnumerable<(int Length, Meaning Meaning)> At(string text, int at)
    {
        foreach (var pattern in new[] { Spelled(), Dashed(), BareRoom() })
        {
            if (pattern.Match(text, at) is { Success: true, Length: > 0 } m) yield return (m.Length, new HousePart(Bare(m, "building"), Bare(m, "unit"), Bare(m, "room")));
        }
    }

    private static string? Bare(Match m, string group)
    {
        if (!m.Groups[group].Success) return null;
        var text = m.Groups[group].Value;
        var prefix = text[0] is >= 'A' and <= 'Z' or '甲' or '乙' or '丙' or '丁' ? text[..1] : "";
        var number = text[prefix.Length..];
        return number.Length == 0 ? prefix : prefix + (Numbers.Whole(number)?.ToString() ?? number);
    }
}
