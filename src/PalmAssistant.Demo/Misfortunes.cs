using PalmAssistant.Demo.People;

namespace PalmAssistant.Demo;

/// <summary>
/// What makes records hard: births without a number yet, deaths that not every office knows, people who moved away,
/// survey rows whose number cannot be used. Each is decided here, before a row is written, so the truth is known.
/// </summary>
internal sealed class Misfortunes(Words words, PersonMaker maker, NameBook book, Registrations registrations, DateOnly today)
{
    private int certificates;

    public void Strike(Dice dice, Neighbourhood place)
    {
        for (var i = 0; i < place.People.Count; i++)
        {
            var person = place.People[i];
            if (IsNewborn(person)) place.People[i] = Bear(dice, place, person);
            else if (!Dies(dice, person)) Blur(dice, place, person);
            person.KnownToSchools = IsKnownToSchools(dice, person);
        }
        place.People.RemoveAll(place.UnplacedNewborns.Contains);
        AddStrangers(dice, place);
        AddEmigrants(dice, place);
        if (place.Community.Index % 4 == 0) AddNamesakes(dice, place);
    }

    private bool IsNewborn(Person p) => p.Mother is not null && p.House is not null && p.Birth > today.AddDays(-900) && p.Residence != Residence.户在人不在;

    /// <summary>Registers a birth; the child that then stands in the house, perhaps without a number.</summary>
    private Person Bear(Dice dice, Neighbourhood place, Person child)
    {
        switch (dice.Weighted([70, 10, 10, 10]))
        {
            case 0:
                if (Unmistakable(child)) child.Certificate = NextCertificate(child);
                return child;
            case 1:
                if (child.Hukou is null || !Unmistakable(child)) return child;
                child.Certificate = NextCertificate(child);
                child.Survey = Survey.Certificate;
                return child;
            default:
                return BearWithoutNumber(dice, place, child, placed: dice.Chance(0.5));
        }
    }

    private Person BearWithoutNumber(Dice dice, Neighbourhood place, Person child, bool placed)
    {
        var house = child.House!;
        var newborn = maker.WithoutNumber(dice, child);
        newborn.Certificate = NextCertificate(newborn);
        house.People.Remove(child);
        if (!placed)
        {
            place.UnplacedNewborns.Add(newborn);
            return newborn;
        }
        house.People.Add(newborn);
        newborn.House = house;
        newborn.Survey = Survey.Certificate;
        newborn.Surveyed = child.Surveyed;
        newborn.Residence = child.Residence == Residence.流动人口 ? Residence.流动人口 : Residence.人在户不在;
        return newborn;
    }

    /// <summary>Name and birth date lead to this person alone, in the whole district and for good.</summary>
    private bool Unmistakable(Person person)
    {
        if (!book.IsUnique(person.Name, person.Birth) || !book.IsFree(person.Name, person.Birth)) return false;
        book.Reserve(person.Name, person.Birth);
        return true;
    }

    private string NextCertificate(Person child) => $"{(char)('A' + child.Birth.Year % 26)}379{++certificates * 7919 % 1_000_000:000000}";

    private bool Dies(Dice dice, Person person)
    {
        var age = person.AgeOn(today);
        if (person.House is null || !dice.Chance(age switch { < 40 => 0.0006, < 60 => 0.004, < 80 => 0.03, _ => 0.13 })) return false;
        person.Died = today.AddDays(-dice.Between(8, 650));
        if (person.Survey == Survey.Good && dice.Chance(0.4)) person.Survey = Survey.None;
        if (person.Survey == Survey.Good && !dice.Chance(0.25) && person.Surveyed > person.Died) person.Surveyed = person.Died.Value.AddDays(-dice.Between(1, 200));
        person.Permit = null;
        if (person.Hukou is { } hukou && dice.Chance(0.75)) (hukou.Status, hukou.Changed) = ("死亡注销", person.Died.Value.AddDays(dice.Between(1, 7)));
        return true;
    }

    private void Blur(Dice dice, Neighbourhood place, Person person)
    {
        if (person.Survey != Survey.Good || person.House is null) return;
        if (person.Residence == Residence.人在户不在 && person.Hukou is { } old && dice.Chance(0.06)) old.Status = "迁出注销";
        else if (person.Residence == Residence.户籍在住 && dice.Chance(0.011)) person.Hukou = person.Hukou! with { Address = null };
        else if ((person.Hukou ?? (object?)person.Permit) is not null && dice.Chance(0.007) && Unmistakable(person)) person.Survey = Survey.BrokenButKnown;
    }

    private bool IsKnownToSchools(Dice dice, Person person) => person.Id is not null && person.AgeOn(today) switch
    {
        < 6 => false,
        < 23 => dice.Chance(0.95),
        < 46 => person.Education is not ("小学" or "") && dice.Chance(0.55),
        _ => false,
    };

    /// <summary>People met at a door whose number was written down wrong or not at all, and whom nothing else knows.</summary>
    private void AddStrangers(Dice dice, Neighbourhood place)
    {
        var homes = place.Houses.Where(h => h.People.Count > 0).ToList();
        for (var n = 0; n < Math.Max(1, homes.Count / 130); n++)
            AddLost(place, dice.Pick(homes), maker.Stranger(dice, dice.Chance(0.5), 19, 60), Residence.流动人口);
    }

    private static void AddLost(Neighbourhood place, House house, Person person, Residence residence)
    {
        person.House = house;
        person.Survey = Survey.Lost;
        person.Residence = residence;
        person.Relation = "其他";
        place.People.Add(person);
    }

    private void AddEmigrants(Dice dice, Neighbourhood place)
    {
        var homes = place.Houses.Where(h => h.Usage == "住宅").ToList();
        for (var n = 0; n < place.Community.Residents / 65; n++)
        {
            var person = maker.Make(dice, words.County, dice.Chance(0.5), 18, 70);
            person.Relation = "其他";
            registrations.RegisterAbsent(dice, place, dice.Pick(homes), person, surveyed: false);
            person.Residence = Residence.None;
            person.Hukou!.Status = "迁出注销";
        }
    }

    /// <summary>Two people of one name and birth date, and a survey row that could be either.</summary>
    private void AddNamesakes(Dice dice, Neighbourhood place)
    {
        var first = maker.Make(dice, words.County, dice.Chance(0.5), 25, 60);
        var second = maker.Namesake(dice, words.County, first);
        first.Relation = second.Relation = "其他";
        var homes = place.Houses.Where(h => h.Usage == "住宅").ToList();
        registrations.RegisterAbsent(dice, place, homes[0], first, surveyed: false);
        registrations.RegisterAbsent(dice, place, homes[^1], second, surveyed: false);
        var row = new Person { Name = first.Name, Male = first.Male, Birth = first.Birth, Marriage = "已婚", Education = "高中", Surveyed = today.AddDays(-30) };
        AddLost(place, homes[homes.Count / 2], row, Residence.户籍在住);
    }
}
