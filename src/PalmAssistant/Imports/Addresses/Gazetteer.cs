namespace PalmAssistant.Imports.Addresses;

/// <summary>What is known of the district's geography: regions, estates, houses. Filled from files 00 and 01, asked for every address after.</summary>
public sealed class Gazetteer
{
    private const int Several = 0;

    private readonly Dictionary<long, (string Name, int Level)> regions = [];
    private readonly Dictionary<string, List<long>> regionsByName = new(StringComparer.Ordinal);
    private readonly Dictionary<(long Region, string Name), int> estates = [];
    private readonly Dictionary<string, List<int>> estatesByName = new(StringComparer.Ordinal);
    private readonly Dictionary<int, long> estateRegion = [];
    private readonly Dictionary<string, int> words = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Estate, int Building, int Unit, int Room), (int Id, long Region)> houses = [];
    private readonly Dictionary<(int Estate, int Building, int Room), int> unitless = [];
    private Dictionary<char, string[]>? scan;

    public int HouseCount => houses.Count;

    public void AddRegion(long code, string name, int level)
    {
        if (regions.TryGetValue(code, out var old))
        {
            if (old.Name == name) return;
            regionsByName[old.Name].Remove(code);
        }
        regions[code] = (name, level);
        Listed(regionsByName, name).Add(code);
        scan = null;
    }

    public void AddEstate(int id, long community, string name)
    {
        if (!estates.TryAdd((community, name), id)) return;
        estateRegion[id] = community;
        Listed(estatesByName, name).Add(id);
        scan = null;
    }

    public void AddHouse(int id, int estate, string building, string unit, string room, long region)
    {
        var key = (Estate: estate, Building: Word(building), Unit: Word(unit), Room: Word(room));
        if (!houses.TryAdd(key, (id, region))) houses[key] = (id, region);
        else if (!unitless.TryAdd((key.Estate, key.Building, key.Room), id)) unitless[(key.Estate, key.Building, key.Room)] = Several;
    }

    public int? Estate(long community, string name) => estates.TryGetValue((community, name), out var id) ? id : null;

    public IReadOnlyList<int> EstatesNamed(string name) => estatesByName.TryGetValue(name, out var ids) ? ids : [];

    /// <summary>The community (15 digits) an estate belongs to.</summary>
    public long RegionOf(int estate) => estateRegion[estate];

    public bool HasRegion(long code) => regions.ContainsKey(code);

    public long District => regions.Where(r => r.Value.Level == 1).Select(r => r.Key).FirstOrDefault();

    /// <summary>
    /// The house, if it is known. An address that leaves the unit out finds it when building and room are enough.
    /// </summary>
    public (int Id, long Region)? House(int estate, DoorNumber door)
    {
        if (door.Room.Length == 0 || !words.TryGetValue(door.Room, out var room) || !words.TryGetValue(door.Building, out var building)) return null;
        if (words.TryGetValue(door.Unit, out var unit) && houses.TryGetValue((estate, building, unit, room), out var house)) return house;
        if (door.Unit.Length > 0 || !unitless.TryGetValue((estate, building, room), out var id) || id == Several) return null;
        return (id, RegionOf(estate));
    }

    /// <summary>A region by its name at one level, inside another (0 = anywhere). The suffix may be missing: 平定路 = 平定路社区.</summary>
    public long Region(string name, int level, long inside = 0)
    {
        if (name.Length == 0) return 0;
        long found = 0;
        foreach (var spelling in Spellings(name, level))
            foreach (var code in regionsByName.GetValueOrDefault(spelling) ?? [])
            {
                if (regions[code].Level != level || (inside != 0 && !Access.RegionRange.Of(inside).Contains(code))) continue;
                if (found != 0 && found != code) return 0;
                found = code;
            }
        return found;
    }

    /// <summary>The names to look for in running text, by first character, longest first. Grid names are no part of addresses.</summary>
    public IReadOnlyDictionary<char, string[]> Scan => scan ??= regions.Values.Where(r => r.Level <= 3).Select(r => r.Name).Concat(estatesByName.Keys)
        .Where(n => n.Length >= 2).Distinct(StringComparer.Ordinal).GroupBy(n => n[0])
        .ToDictionary(g => g.Key, g => g.OrderByDescending(n => n.Length).ThenBy(n => n, StringComparer.Ordinal).ToArray());

    /// <summary>Regions of this name with their levels.</summary>
    public IEnumerable<(long Code, int Level)> RegionsNamed(string name) =>
        regionsByName.TryGetValue(name, out var codes) ? codes.Select(c => (c, regions[c].Level)) : [];

    private static IEnumerable<string> Spellings(string name, int level)
    {
        yield return name;
        if (level == 2) yield return name + "街道";
        if (level == 2 && name.EndsWith("街道办事处", StringComparison.Ordinal)) yield return name[..^3];
        if (level == 3) yield return name + "社区";
        if (level == 3 && name.EndsWith("居委会", StringComparison.Ordinal)) yield return name[..^3];
        if (level == 3 && name.EndsWith("社区居委会", StringComparison.Ordinal)) yield return name[..^5];
    }

    private int Word(string text)
    {
        if (words.TryGetValue(text, out var number)) return number;
        words[text] = words.Count + 1;
        return words.Count;
    }

    private static List<T> Listed<T>(Dictionary<string, List<T>> lists, string name)
    {
        if (!lists.TryGetValue(name, out var list)) lists[name] = list = [];
        return list;
    }
}
