using PalmAssistant.Demo.People;
using PalmAssistant.Demo.Places;

namespace PalmAssistant.Demo;

/// <summary>Gives a community's houses their use and their people, until it has as many residents as planned.</summary>
internal sealed class Settlement(Words words, Registrations registrations, Misfortunes misfortunes, PersonMaker maker)
{
    private const double MeanHousehold = 2.2;

    /// <summary>Some of those who move in will have died, or be known to no source, when the files are written.</summary>
    private const double BeforeDeaths = 1.012;
    private readonly Families families = new(maker);

    public Neighbourhood Settle(Dice dice, CommunityPlan community)
    {
        community.Surveyors = [.. Enumerable.Range(0, Math.Max(2, community.Residents / 1500)).Select(_ => maker.Names.Any(dice))];
        var place = new Neighbourhood(community);
        foreach (var building in community.Buildings) AddHouses(dice, place, building);
        FillHouses(dice, place);
        misfortunes.Strike(dice, place);
        return place;
    }

    private static void AddHouses(Dice dice, Neighbourhood place, Building building)
    {
        for (var unit = 1; unit <= building.Units; unit++)
            for (var floor = 1; floor <= building.Floors; floor++)
                for (var door = 1; door <= building.Doors; door++)
                    place.Houses.Add(NewHouse(dice, new(building, unit, floor * 100 + door)));
    }

    private static House NewHouse(Dice dice, Address address)
    {
        var ground = address.Room < 200;
        var house = new House(address)
        {
            Usage = dice.Weighted(ground ? [40, 42, 5, 10, 3] : [96.2, 0.6, 2.2, 0.7, 0.3]) switch { 0 => "住宅", 1 => "商铺", 2 => "办公", 3 => "车库", _ => "其他" },
            Area = (35 + dice.Next(900) / 10.0).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture),
        };
        if (house.Usage != "住宅") house.Status = dice.Weighted([45, 35, 20]) switch { 0 => "自住", 1 => "出租", _ => "空置" };
        return house;
    }

    private void FillHouses(Dice dice, Neighbourhood place)
    {
        var homes = place.Houses.Where(h => h.Usage == "住宅").ToList();
        var missing = place.Community.Residents * BeforeDeaths;
        for (var i = 0; i < homes.Count; i++)
        {
            homes[i].HukouNumber = $"{place.Community.Street.Number:000}{place.Community.Number:000}{i + 1:00000}";
            if (!dice.Chance(missing / MeanHousehold / (homes.Count - i))) LeaveVacant(dice, place, homes[i]);
            else missing -= MoveIn(dice, place, homes[i]);
        }
    }

    private int MoveIn(Dice dice, Neighbourhood place, House house)
    {
        house.Status = dice.Weighted([65, 28, 2, 5]) switch { 0 => "自住", 1 => "出租", 2 => "群租", _ => "借住" };
        var people = house.Status switch
        {
            "自住" => families.Owners(dice, words.County),
            "群租" => families.Sharers(dice, dice.Between(4, 8), County),
            "出租" => families.Renters(dice, County(dice)),
            _ => dice.Chance(0.6) ? families.Owners(dice, words.County) : families.Renters(dice, County(dice)),
        };
        foreach (var person in people) person.House = house;
        registrations.Register(dice, house, people);
        house.People.AddRange(people);
        place.People.AddRange(people);
        if (dice.Chance(0.004)) house.Status = "空置";    // recorded before they came
        if (dice.Chance(0.09)) AddAbsentMember(dice, place, house);
        return people.Count(p => p.IsResident);
    }

    /// <summary>Three of four who rent come from other provinces.</summary>
    private string County(Dice dice) => dice.Chance(0.25) ? words.County : $"{dice.Pick(words.Provinces).Code}{dice.Between(1, 9):00}";

    /// <summary>A few 空置 homes are where a whole household is registered that lives elsewhere.</summary>
    private void LeaveVacant(Dice dice, Neighbourhood place, House house)
    {
        house.Status = "空置";
        if (!dice.Chance(0.18)) return;
        foreach (var person in families.Owners(dice, words.County))
            registrations.RegisterAbsent(dice, place, house, person, surveyed: dice.Chance(0.4));
    }

    /// <summary>A grown child at work in another city, still registered at home.</summary>
    private void AddAbsentMember(Dice dice, Neighbourhood place, House house)
    {
        var person = families.Single(dice, words.County, 20, 45)[0];
        person.Relation = "其他";
        registrations.RegisterAbsent(dice, place, house, person, surveyed: dice.Chance(0.55));
    }
}
