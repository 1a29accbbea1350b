using PalmAssistant.Demo.Drop;
using PalmAssistant.Demo.People;

namespace PalmAssistant.Demo.Departments;

/// <summary>06 死亡登记, 08 社会救助 and 13 高龄津贴发放.</summary>
internal sealed class CivilAffairs(Desk desk)
{
    private const int AllowanceMonths = 6;

    public void Write(Dice dice, Neighbourhood place)
    {
        foreach (var person in place.People)
        {
            if (person.Id is null) continue;
            if (!person.Alive) WriteDeath(dice, person);
            if (person.House is not null) WriteAssistance(dice, person);
            WriteAllowance(dice, person);
        }
    }

    /// <summary>The police alone know of some deaths.</summary>
    public void WriteDeath(Dice dice, Person person)
    {
        if (person.Hukou?.Status == "死亡注销" && dice.Chance(0.2)) return;
        desk.Register(person);
        Cell died = desk.Dirt.Date(dice, person.Died!.Value);
        var registrar = dice.Pick(desk.Words.DeathRegistrars);
        desk.Drop["06"].Add(person.Name, desk.Dirt.Id(dice, person.Id!), died, registrar);
        if (dice.Chance(0.03)) desk.Drop["06"].AddAgain(person.Name, person.Id, died, registrar);
        if (dice.Chance(0.05)) desk.Drop["06"].AddLost(person.Name, dice.Chance(0.4) ? "" : desk.Dirt.Broken(dice, person.Id!), died, registrar);
    }

    private void WriteAssistance(Dice dice, Person person)
    {
        if (!dice.Chance(person.Residence == Residence.户籍在住 ? 0.013 : 0.002)) return;
        var (kind, tag) = dice.Weighted([62, 24, 14]) switch { 0 => ("低保", "低保对象"), 1 => ("低保边缘", "低保边缘"), _ => ("特困", "特困人员") };
        var status = dice.Chance(0.86) ? "在保" : "停保";
        Cell amount = Cell.Number(kind == "特困" ? dice.Between(1200, 1800) : dice.Between(300, 1100));
        Cell since = desk.Dirt.Month(dice, desk.DaysAgo(dice, 60, 3300));
        if (desk.IdOf(dice, person, 0.008) is not { } id)
        {
            desk.Drop["08"].AddLost(desk.Dirt.Broken(dice, person.Id!), person.Name, kind, amount, since, status);
            return;
        }
        if (status == "在保") person.Tags.Add(tag);
        if (status == "在保" && !person.Alive) desk.Dirt.Note("dead still assisted");
        desk.Drop["08"].Add(id, person.Name, kind, amount, since, status);
        if (dice.Chance(0.02)) desk.Drop["08"].AddAgain(person.Id, person.Name, kind, amount, since, status);
    }

    /// <summary>The six whole months before this one. Whoever is paid and alive is paid in the newest.</summary>
    private void WriteAllowance(Dice dice, Person person)
    {
        var thisMonth = new DateOnly(desk.Today.Year, desk.Today.Month, 1);
        if (person.AgeOn(desk.Today) < 80 || person.Residence is Residence.流动人口 or Residence.None || dice.Chance(0.1)) return;
        var paidOn = dice.Chance(0.35);
        var bank = dice.Pick(desk.Words.Banks);
        for (var month = thisMonth.AddMonths(-AllowanceMonths); month < thisMonth; month = month.AddMonths(1))
        {
            var age = person.AgeOn(month);
            if (age < 80 || (person.Died < month && !paidOn)) continue;
            if (person.Died < month) desk.Dirt.Note("dead still paid");
            desk.Register(person);
            var amount = Cell.Number(age switch { >= 100 => 500, >= 90 => 200, _ => 100 });
            desk.Drop["13"].Add(desk.Dirt.Id(dice, person.Id!), person.Name, desk.Dirt.Month(dice, month), amount, bank);
            if (month.AddMonths(1) == thisMonth && person.Alive) person.Tags.Add(NewestMonth);
        }
    }

    /// <summary>A later drop's: the month before its day, for those who were paid before and are alive, and for most who have turned 80 since.</summary>
    public void WriteNewestAllowance(Dice dice, Person person)
    {
        var month = new DateOnly(desk.Today.Year, desk.Today.Month, 1).AddMonths(-1);
        var age = person.AgeOn(month);
        if (!person.Alive || person.Id is null || age < 80) return;
        if (!person.Tags.Contains(NewestMonth) && (age > 80 || person.Residence is Residence.流动人口 or Residence.None || !dice.Chance(0.8))) return;
        person.Tags.Add(NewestMonth);
        desk.Drop["13"].Add(person.Id, person.Name, desk.Dirt.Month(dice, month), Cell.Number(age switch { >= 100 => 500, >= 90 => 200, _ => 100 }), dice.Pick(desk.Words.Banks));
    }

    /// <summary>Not a tag of the contract: 领高龄津贴, kept beside the tags so that the truth counts it.</summary>
    private const string NewestMonth = "领高龄津贴";
}
