using System.Text.RegularExpressions;

namespace PalmAssistant.Language;

/// <summary>The ways a place is said: 敦化路街道 or 敦化路, 第二网格 or 二网格 or 2号网格, 枫林新城 or 枫林新城小区.</summary>
internal static partial class PlaceWords
{
    [GeneratedRegex("^第(?<n>[一二三四五六七八九十]+|\\d+)网格$")]
    private static partial Regex NumberedGrid();

    public static IEnumerable<(string Word, bool Exact)> Of(Place place)
    {
        yield return (place.Name, true);
        if (Stem(place) is { Length: >= 2 } stem) yield return (stem, false);
        if (place.Kind == PlaceKind.Estate && !place.Name.EndsWith("小区", StringComparison.Ordinal)) yield return (place.Name + "小区", true);
        if (place.Kind == PlaceKind.Street) yield return (Stem(place) + "街办", true);
        if (place.Kind == PlaceKind.Community) yield return (Stem(place) + "居委会", true);
        if (place.Kind != PlaceKind.Grid || NumberedGrid().Match(place.Name) is not { Success: true } grid || Numbers.Whole(grid.Groups["n"].Value) is not { } n) yield break;
        foreach (var number in new[] { n.ToString(), Chinese(n) })
        {
            foreach (var word in new[] { $"第{number}网格", $"{number}网格", $"{number}号网格", $"网格{number}", $"第{number}个网格" }) yield return (word, true);
        }
    }

    private static string Stem(Place place)
    {
        foreach (var suffix in place.Kind switch
        {
            PlaceKind.District => ["区", "县", "市"],
            PlaceKind.Street => ["街道办事处", "街道", "镇", "乡"],
            PlaceKind.Community => ["社区", "村", "居委会"],
            _ => Array.Empty<string>(),
        })
        {
            if (place.Name.EndsWith(suffix, StringComparison.Ordinal)) return place.Name[..^suffix.Length];
        }
        return "";
    }

    private static string Chinese(int n) => n switch
    {
        < 1 or > 99 => n.ToString(),
        <= 10 => "零一二三四五六七八九十"[n].ToString(),
        < 20 => "十" + Chinese(n - 10),
        _ => Chinese(n / 10) + "十" + (n % 10 == 0 ? "" : Chinese(n % 10)),
    };
}
