using PalmAssistant.Demo.People;
using PalmAssistant.Demo.Places;

namespace PalmAssistant.Demo;

/// <summary>Who is registered where: 户籍 here or elsewhere, residence permits, and the 居住类型 that follows.</summary>
internal sealed class Registrations(Words words, Geography geography, DateOnly today)
{
    /// <summary>Decides for a household that lives in the house.</summary>
    public void Register(Dice dice, House house, List<Person> people)
    {
        var local = people[0].Id!.StartsWith(words.County, StringComparison.Ordinal);
        var own = house.Status == "自住";
        var residence = local
            ? dice.Weighted(own ? [84, 16] : [30, 70]) == 0 ? Residence.户籍在住 : Residence.人在户不在
            : own ? Residence.人在户不在 : dice.Chance(0.9) ? Residence.流动人口 : Residence.人在户不在;
        var elsewhere = residence == Residence.人在户不在 && local && dice.Chance(0.5) ? geography.AnyAddress(dice) : (Address?)null;
        foreach (var person in people) Register(dice, house, person, residence, elsewhere);
    }

    /// <summary>Registered in the house, living nowhere here.</summary>
    public void RegisterAbsent(Dice dice, Neighbourhood place, House house, Person person, bool surveyed)
    {
        person.Residence = Residence.户在人不在;
        person.Survey = surveyed ? Survey.Good : Survey.None;
        person.House = surveyed ? house : null;
        person.Hukou = At(dice, house.Address, house.HukouNumber, person);
        place.People.Add(person);
    }

    public Hukou At(Dice dice, Address address, string number, Person person) =>
        new(address, address.Community, "", number, person.Relation is "合租人" or "" ? "户主" : person.Relation) { Changed = ChangedBefore(dice, person) };

    private void Register(Dice dice, House house, Person person, Residence residence, Address? elsewhere)
    {
        person.Residence = residence;
        person.Survey = Survey.Good;
        if (residence == Residence.户籍在住) person.Hukou = At(dice, house.Address, house.HukouNumber, person);
        else if (elsewhere is { } other) person.Hukou = At(dice, other, OtherNumber(dice, other), person);
        else if (residence == Residence.流动人口) GivePermit(dice, house, person);
    }

    /// <summary>Numbers above those of the houses counted here: another household at that address.</summary>
    private static string OtherNumber(Dice dice, Address at) => $"{at.Community.Street.Number:000}{at.Community.Number:000}{dice.Between(50_000, 99_999)}";

    private void GivePermit(Dice dice, House house, Person person)
    {
        if (person.AgeOn(today) < 16 || !dice.Chance(0.72)) return;
        var issued = today.AddDays(-dice.Between(5, dice.Chance(0.8) ? 360 : 900));
        var origin = words.Provinces.FirstOrDefault(p => person.Id!.StartsWith(p.Code, StringComparison.Ordinal)) ?? words.Provinces[^1];
        person.Permit = new(house.Address, origin.Name + dice.Pick(words.Counties), issued, issued.AddYears(1), dice.Pick(words.StayReasons));
        if (person.Permit.Until > today && dice.Chance(0.07)) person.Survey = Survey.None;    // the surveyor met nobody at home
    }

    private DateOnly ChangedBefore(Dice dice, Person person)
    {
        var days = Math.Min(9000, today.DayNumber - person.Birth.DayNumber);
        return today.AddDays(-dice.Between(1, Math.Max(1, days)));
    }
}
