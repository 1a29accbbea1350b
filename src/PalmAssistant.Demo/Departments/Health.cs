using PalmAssistant.Demo.People;

namespace PalmAssistant.Demo.Departments;

/// <summary>05 出生登记, 14 计生家庭 and 19 严重精神障碍.</summary>
internal sealed class Health(Desk desk)
{
    private static readonly string[] RiskLevels = ["0级", "0级", "1级", "1级", "2级", "3级"];
    private int familyNumber;

    public void Write(Dice dice, Neighbourhood place)
    {
        foreach (var person in place.People.Concat(place.UnplacedNewborns))
            if (person.Certificate is not null) WriteBirth(dice, person);
        WriteFamilies(dice, place);
        foreach (var person in place.People)
            if (person.Id is not null && person.Alive && person.House is not null && person.AgeOn(desk.Today) > 16 && dice.Chance(0.004)) WriteIllness(dice, person);
    }

    private void WriteBirth(Dice dice, Person child)
    {
        desk.Register(child);
        var (mother, father) = (child.Mother!, child.Father);
        var registered = child.Birth.AddDays(dice.Between(2, 30));
        Drop.Cell[] row = [child.Certificate, child.Name, child.Sex, desk.Dirt.Date(dice, child.Birth), mother.Name, desk.Dirt.Id(dice, mother.Id!),
            father?.Name ?? "", father is null ? "" : desk.Dirt.Id(dice, father.Id!), desk.Dirt.Date(dice, registered < desk.Today ? registered : desk.Today)];
        desk.Drop["05"].Add(row);
        if (dice.Chance(0.01)) desk.Drop["05"].AddAgain(row);
    }

    private void WriteFamilies(Dice dice, Neighbourhood place)
    {
        foreach (var house in place.Houses)
        {
            var children = house.People.Where(p => p.Mother is not null || p.Father is not null).ToList();
            if (children.Count == 1 && dice.Chance(0.3)) WriteFamily(dice, children[0].Mother ?? children[0].Father!, "独生子女父母", children[0].Name);
            else if (children.Count == 0 && house.People.Find(p => p.AgeOn(desk.Today) is >= 50 and < 80) is { } elder && dice.Chance(0.006))
                WriteFamily(dice, elder, "计生特殊家庭", desk.Names.Any(dice));
        }
    }

    private void WriteFamily(Dice dice, Person parent, string kind, string child)
    {
        if (parent.Id is null || !parent.Alive) return;
        var number = $"JS{++familyNumber:00000000}";
        if (desk.IdOf(dice, parent) is not { } id)
        {
            desk.Drop["14"].AddLost(desk.Dirt.Broken(dice, parent.Id), parent.Name, kind, number, child);
            return;
        }
        parent.Tags.Add(kind);
        desk.Drop["14"].Add(id, parent.Name, kind, number, child);
        if (dice.Chance(0.006)) desk.Drop["14"].AddAgain(parent.Id, parent.Name, kind, number, child);
    }

    private void WriteIllness(Dice dice, Person person)
    {
        desk.Register(person);
        person.Tags.Add("严重精神障碍");
        desk.Drop["19"].Add(desk.Dirt.Id(dice, person.Id!), person.Name, dice.Pick(RiskLevels), dice.Chance(0.93) ? "在管" : "失访");
    }
}
