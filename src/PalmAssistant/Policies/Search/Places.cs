using System.Text.RegularExpressions;
using PalmAssistant.Policies.Library;

namespace PalmAssistant.Policies.Search;

/// <summary>How wide a place is. A county-level city is told from the city above it by <see cref="PolicyDocument"/>'s level alone.</summary>
public enum PlaceKind { Province = 1, City, District, Street }

/// <param name="Name">云湾区, 澜州市, 柳林街道</param>
public readonly record struct Place(string Name, PlaceKind Kind)
{
    /// <summary>云湾 as people say it; the whole name when nothing would be left.</summary>
    public string Short => Name.EndsWith("街道", StringComparison.Ordinal) ? Name : Name.Length > 2 ? Name[..^1] : Name;
}

/// <summary>Whose rules a document holds, read off its issuer and its title. Shared by documents of one place.</summary>
public sealed record DocumentPlaces(IReadOnlyList<Place> All)
{
    public Place? Own => All.Count > 0 ? All.MaxBy(place => place.Kind) : null;
}

/// <summary>Reads places, and judges whether a document's rules hold where somebody asks for them.</summary>
public static partial class Places
{
    /// <summary>Of another place for certain; of a place whose relation to the one asked for nothing tells.</summary>
    public const float Elsewhere = 0.35f, Unsure = 0.85f;

    public static DocumentPlaces Of(PolicyDocument document)
    {
        var title = document.Name;
        var found = new[] { document.Metadata.Issuer ?? "", title.Length > 24 ? title[..24] : title }.SelectMany(text => Chain().Matches(text)).SelectMany(m => m.Groups["name"].Captures.Select(c => c.Value)).Where(IsPlace).Distinct().Select(name => new Place(name, KindOf(name))).ToList();
        // A city whose paper goes to its own towns and streets is a county-level one.
        return new(found is [{ Kind: PlaceKind.City } city] && document.Metadata.Level == "区" ? [city with { Kind = PlaceKind.District }] : found);
    }

    public static PlaceKind KindOf(string name) =>
        name.EndsWith("街道", StringComparison.Ordinal) || name[^1] is '镇' or '乡' ? PlaceKind.Street
        : name.EndsWith("自治区", StringComparison.Ordinal) || name[^1] == '省' ? PlaceKind.Province
        : name.EndsWith("地区", StringComparison.Ordinal) || name[^1] is '市' or '州' or '盟' ? PlaceKind.City : PlaceKind.District;

    /// <summary>1 where the rules may hold, less where they are another place's. <paramref name="above"/>: the city a district belongs to, where the library tells.</summary>
    public static float Fit(DocumentPlaces document, IReadOnlyCollection<Place> asked, Func<string, string?> above)
    {
        if (asked.Count == 0 || document.Own is not { } own || own.Kind == PlaceKind.Province) return 1;
        if (asked.Any(place => place.Name == own.Name)) return 1;
        if (asked.Any(place => place.Kind == own.Kind)) return Elsewhere;
        if (own.Kind == PlaceKind.City) return asked.Where(p => p.Kind == PlaceKind.District).Select(p => above(p.Name)).FirstOrDefault(city => city is not null) is { } city && city != own.Name ? Elsewhere : Unsure + 0.1f;
        // The city's rules are asked for, this is a district's or a street's.
        return document.All.Any(place => asked.Any(a => a.Name == place.Name)) ? Unsure : own.Kind == PlaceKind.District && above(own.Name) is { } its && asked.All(a => a.Name != its) ? Elsewhere : 0.6f;
    }

    internal static bool IsPlace(string name) => !CommonPlace().IsMatch(name);

    /// <summary>Places named with their kind: 云湾区, 临溪县, 柳林街道.</summary>
    internal static IEnumerable<string> NamedIn(string text) => Named().Matches(text).Select(m => m.Value).Where(IsPlace);

    [GeneratedRegex(@"(?:^|[、\s])(?:中共)?(?<name>[\u4e00-\u9fff]{2,8}?(?:自治区|自治州|自治县|地区|省|市|盟|区|县|旗|街道|镇|乡(?!村)))(?<name>[\u4e00-\u9fff]{2,6}?(?:自治县|市|区|县|旗|街道|镇|乡(?!村)))?(?<name>[\u4e00-\u9fff]{2,6}?(?:街道|镇|乡(?!村)))?")] private static partial Regex Chain();
    [GeneratedRegex(@"(?:^|(?<=[，。、？！ 和与跟比问查：]))[\u4e00-\u9fff]{2}(?:区|县|市)(?!场|民|政|内|外|里|属|域|别|委|城|面|价|容|值|医院)")] private static partial Regex Named();
    [GeneratedRegex("社区|小区|城区|[本外咱俺们辖地校园片景街厂郊山灾学我全各该别个的里跨老新住市这那一两几到在从离出进回非同农库站考战赛禁矿林牧牧村]区|县城|[全本我各县外超菜夜上门房股楼城在从到]市|[全本我各外跨]县|老旧小区|居住区|保税区|自治(?!区|州|县)|城[市镇]|乡镇|[镇街]道?街|关于|^[能在到去给从和跟把被让想要可会没有不是]|办理|居民|居家|农村|城乡|[局委府厅院]")] private static partial Regex CommonPlace();
}
