using PalmAssistant.Access;
using PalmAssistant.Imports.Cleaning;

namespace PalmAssistant.Imports.Addresses;

/// <summary>Leads an address, in running text or in cells, to a house or to the narrowest region it names.</summary>
public sealed class AddressResolver(Gazetteer known)
{
    // What may stand before a name inside an address: the end of another name of a place, or a number.
    private const string Boundaries = "省市区县镇乡村道号路街巷里弄社会处号,.-()";

    /// <summary>Cells of 街道, 社区, 小区, 楼栋, 单元, 房号; any may be empty.</summary>
    public Place FromCells(string street, string community, string estate, string building, string unit, string room)
    {
        var inStreet = known.Region(street, 2);
        var inCommunity = known.Region(community, 3, inStreet);
        var named = inCommunity != 0 ? inCommunity : inStreet;
        var level = (byte)(inCommunity != 0 ? 3 : inStreet != 0 ? 2 : 0);
        if (estate.Length == 0) return new(0, 0, named, level);
        return InEstate(Candidates(estate, named), DoorNumber.FromCells(building, unit, room), named, level);
    }

    /// <summary>Running text: 市北区XX街道XX社区XX小区3号楼2单元501户, XX路12号XX小区3栋2单元501, XX社区XX小区3-2-501.</summary>
    public Place FromText(string text)
    {
        text = Words.Compact(text);
        long district = 0, street = 0, community = 0;
        string? estate = null;
        int estateEnd = 0, nameEnd = 0;
        for (var i = 0; i < text.Length;)
        {
            if (NameAt(text, i, i == nameEnd) is not { } name)
            {
                i++;
                continue;
            }
            nameEnd = i += name.Length;
            foreach (var (code, level) in known.RegionsNamed(name))
            {
                if (level == 1) district = code;
                if (level == 2) street = code;
                if (level == 3 && (street == 0 || RegionRange.Of(street).Contains(code))) community = code;
            }
            if (known.EstatesNamed(name).Count > 0) (estate, estateEnd) = (name, i);
        }
        var named = community != 0 ? community : street != 0 ? street : district;
        var narrowest = (byte)(community != 0 ? 3 : street != 0 ? 2 : district != 0 ? 1 : 0);
        if (estate is null) return new(0, 0, named, narrowest);
        return InEstate(Candidates(estate, named), DoorNumber.Parse(text[estateEnd..]), named, narrowest);
    }

    private Place InEstate(List<int> candidates, DoorNumber? door, long named, byte level)
    {
        if (candidates.Count == 0) return new(0, 0, named, level);
        if (door is { } number)
        {
            (int Estate, int House, long Region)? found = null;
            foreach (var estate in candidates)
            {
                if (known.House(estate, number) is not { } house) continue;
                if (found is not null) return new(0, 0, named, level);
                found = (estate, house.Id, house.Region);
            }
            if (found is { } one) return new(one.House, one.Estate, one.Region, Place.AtHouse);
        }
        return candidates.Count == 1 ? new(0, candidates[0], known.RegionOf(candidates[0]), 3) : new(0, 0, named, level);
    }

    private List<int> Candidates(string estate, long inside)
    {
        var all = known.EstatesNamed(estate);
        if (inside == 0) return [.. all];
        var range = RegionRange.Of(inside);
        return [.. all.Where(id => range.Contains(known.RegionOf(id)))];
    }

    // afterName: a name may follow another one directly, whatever that ends in (花园里 + 二期花园).
    private string? NameAt(string text, int at, bool afterName)
    {
        if (!known.Scan.TryGetValue(text[at], out var names)) return null;
        if (at > 0 && !afterName && !char.IsAsciiDigit(text[at - 1]) && !Boundaries.Contains(text[at - 1], StringComparison.Ordinal)) return null;
        foreach (var name in names)
            if (text.AsSpan(at).StartsWith(name)) return name;
        return null;
    }
}
