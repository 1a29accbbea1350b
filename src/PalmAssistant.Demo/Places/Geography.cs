namespace PalmAssistant.Demo.Places;

/// <summary>
/// The district down to its buildings. Small enough to keep whole (a few thousand buildings), so that
/// any address in it can be named while only one community's houses and people are in memory.
/// </summary>
internal sealed class Geography
{
    private const double HousesPerResident = 0.5686;
    private readonly Words words;
    private readonly Dice dice;
    private readonly Queue<string> estateNames;

    public Geography(Words words, Dice dice, int streets, int communities, int residents)
    {
        this.words = words;
        this.dice = dice;
        estateNames = new(Shuffled(EstateNames(words)));
        MakeStreets(streets);
        MakeCommunities(communities);
        ShareOutResidents(residents);
        foreach (var community in Communities) Build(community);
    }

    public List<Street> Streets { get; } = [];
    public List<CommunityPlan> Communities { get; } = [];

    public Address AnyAddress(Dice dice) => AnyAddress(dice, dice.Pick(Communities));

    public static Address AnyAddress(Dice dice, CommunityPlan community)
    {
        var building = dice.Pick(community.Buildings);
        return new(building, dice.Between(1, building.Units), dice.Between(1, building.Floors) * 100 + dice.Between(1, building.Doors));
    }

    private static IEnumerable<string> EstateNames(Words words) =>
        from stem in words.EstateStems
        from ending in words.EstateEndings
        where !words.SharedEstates.Contains(stem + ending)
        select stem + ending;

    private List<string> Shuffled(IEnumerable<string> names)
    {
        var list = names.ToList();
        dice.Shuffle(list);
        return list;
    }

    private void MakeStreets(int count)
    {
        if (count > words.Streets.Length) throw new ArgumentOutOfRangeException(nameof(count), $"at most {words.Streets.Length} streets");
        var names = Shuffled(words.Streets);
        for (var i = 0; i < count; i++) Streets.Add(new(i + 1, names[i] + "街道"));
    }

    private void MakeCommunities(int count)
    {
        var stems = Shuffled(from first in words.CommunityFirst from second in words.CommunitySecond select first + second);
        if (count > stems.Count || count < Streets.Count)
            throw new ArgumentOutOfRangeException(nameof(count), $"{Streets.Count} to {stems.Count} communities");
        for (var i = 0; i < count; i++)
        {
            var street = Streets[i * Streets.Count / count];
            var community = new CommunityPlan(i, street, street.Communities.Count + 1, stems[i] + dice.Pick(words.CommunityEndings) + "社区");
            street.Communities.Add(community);
            Communities.Add(community);
        }
    }

    private void ShareOutResidents(int residents)
    {
        var weights = Communities.Select(_ => 0.6 + 0.8 * dice.NextShare()).ToList();
        var total = weights.Sum();
        for (var i = 0; i < Communities.Count; i++)
        {
            Communities[i].Residents = Math.Max(40, (int)(residents * weights[i] / total));
            Communities[i].Houses = Math.Max(30, (int)(Communities[i].Residents * HousesPerResident));
        }
    }

    private void Build(CommunityPlan community)
    {
        community.BuildingWord = dice.Pick(["号楼", "号楼", "栋", "幢", ""]);
        var perEstate = Math.Clamp(community.Houses / 3, 60, Math.Max(700, community.Houses / 6));
        var houses = 0;
        while (houses < community.Houses)
        {
            var estate = NewEstate(community);
            var wanted = Math.Min(community.Houses - houses, (int)(perEstate * (0.6 + 0.8 * dice.NextShare())));
            houses += Fill(estate, Math.Max(1, wanted));
        }
        community.Houses = houses;
        community.Grids = community.Buildings[^1].Grid;
    }

    private Estate NewEstate(CommunityPlan community)
    {
        var shared = community.Estates.Count == 1 && community.Index % 7 < 2;
        var name = shared ? words.SharedEstates[community.Index / 7 % words.SharedEstates.Length] : estateNames.Dequeue();
        var estate = new Estate(community, name, Road(), dice.Between(1, 399), shared);
        community.Estates.Add(estate);
        return estate;
    }

    /// <summary>Now and then a road is called like a street office; it says nothing about where the house is.</summary>
    private string Road()
    {
        if (dice.Chance(0.1) && Streets.FirstOrDefault(s => s.Name.EndsWith("路街道", StringComparison.Ordinal)) is { } street) return street.Name[..^2];
        return dice.Pick(words.Roads);
    }

    private int Fill(Estate estate, int wanted)
    {
        var rooms = 0;
        var doors = dice.Between(2, 3);
        var tall = dice.Chance(0.35);
        while (rooms < wanted)
        {
            var floors = tall ? dice.Between(11, 18) : dice.Between(5, 7);
            var units = Math.Clamp((wanted - rooms) / (floors * doors), 1, dice.Between(1, 4));
            var building = new Building(estate, estate.Buildings.Count + 1, Grid(estate.Community), units, floors, doors);
            estate.Buildings.Add(building);
            estate.Community.Buildings.Add(building);
            rooms += building.Rooms;
        }
        return rooms;
    }

    /// <summary>A grid is some 350 houses; whole buildings belong to one.</summary>
    private static int Grid(CommunityPlan community)
    {
        var perGrid = Math.Clamp(community.Houses / 3, 40, 350);
        return community.Buildings.Sum(b => b.Rooms) / perGrid + 1;
    }
}
