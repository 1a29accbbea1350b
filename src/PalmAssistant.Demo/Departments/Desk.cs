using PalmAssistant.Demo.Drop;
using PalmAssistant.Demo.People;
using PalmAssistant.Demo.Places;

namespace PalmAssistant.Demo.Departments;

/// <summary>What every department writes with.</summary>
internal sealed record Desk(Words Words, DropFolder Drop, Dirt Dirt, AddressWriter Addresses, RegionCodes Codes, Names Names, PhoneIssuer Phones, DemoTruth Truth, DateOnly Today)
{
    /// <summary>A row with a usable key is about to be written: the registry will hold this person.</summary>
    public void Register(Person person)
    {
        if (person.Registered) return;
        person.Registered = true;
        Truth.Persons++;
        if (!person.Alive) Truth.Deceased++;
    }

    /// <summary>
    /// Registers the person and gives the number as this row shows it; or null when the row is to be lost for a broken number.
    /// </summary>
    public string? IdOf(Dice dice, Person person, double lost = 0.002)
    {
        if (dice.Chance(lost)) return null;
        Register(person);
        return Dirt.Id(dice, person.Id!);
    }

    public CommunityTruth TruthOf(CommunityPlan community) => Truth.Communities[community.Index];

    public void Conflict(string field) => Truth.Conflicts[field] = Truth.Conflicts.GetValueOrDefault(field) + 1;

    public DateOnly DaysAgo(Dice dice, int from, int to) => Today.AddDays(-dice.Between(from, to));
}
