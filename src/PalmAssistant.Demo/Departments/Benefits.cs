using PalmAssistant.Demo.Drop;
using PalmAssistant.Demo.People;

namespace PalmAssistant.Demo.Departments;

/// <summary>07 学历在校, 11 医保参保 and 12 养老待遇: the large lists of the education, insurance and pension offices.</summary>
internal sealed class Benefits(Desk desk)
{
    public void Write(Dice dice, Neighbourhood place)
    {
        foreach (var person in place.People)
        {
            if (person.Id is null) person.Tags.Add("医保未参保");
            else Write(dice, person);
        }
    }

    private void Write(Dice dice, Person person)
    {
        if (person.KnownToSchools) WriteSchooling(dice, person);
        if (person.Residence != Residence.None || dice.Chance(0.3)) WriteInsurance(dice, person);
        WritePension(dice, person);
    }

    private void WriteSchooling(Dice dice, Person person)
    {
        var age = person.AgeOn(desk.Today);
        var level = person.Education;
        var inSchool = age < 18 || (age < 23 && level is "大专" or "本科" && dice.Chance(0.75));
        var school = dice.Pick(desk.Words.Schools[level]);
        if (desk.IdOf(dice, person, 0.0008) is not { } id)
        {
            person.KnownToSchools = false;
            desk.Drop["07"].AddLost(desk.Dirt.Broken(dice, person.Id!), person.Name, level, school, inSchool ? "在校" : "毕业");
            return;
        }
        desk.Drop["07"].Add(id, person.Name, level, school, inSchool ? "在校" : "毕业");
        if (dice.Chance(0.002)) desk.Drop["07"].AddAgain(person.Id, person.Name, level, school, inSchool ? "在校" : "毕业");
    }

    private void WriteInsurance(Dice dice, Person person)
    {
        var kind = person.WorkUnit.Length > 0 || person.AgeOn(desk.Today) >= 60 && dice.Chance(0.5) ? "职工基本医疗" : "城乡居民基本医疗";
        var insured = false;
        if (dice.Chance(0.93)) insured = WriteInsurance(dice, person, kind, dice.Chance(0.98) ? "正常参保" : "暂停参保", desk.Today.Year);
        if (dice.Chance(0.4)) WriteInsurance(dice, person, kind, "正常参保", desk.Today.Year - 1);
        if (!insured) person.Tags.Add("医保未参保");
    }

    /// <summary>True when the row is readable and says 正常参保.</summary>
    private bool WriteInsurance(Dice dice, Person person, string kind, string status, int year)
    {
        var file = desk.Drop["11"];
        if (desk.IdOf(dice, person, 0.0015) is not { } id)
        {
            file.AddLost(desk.Dirt.Broken(dice, person.Id!), person.Name, kind, status, Cell.Number(year));
            return false;
        }
        file.Add(id, person.Name, kind, status, Cell.Number(year));
        if (dice.Chance(0.001)) file.AddAgain(person.Id, person.Name, kind, status, Cell.Number(year));
        return status == "正常参保";
    }

    private void WritePension(Dice dice, Person person)
    {
        if (person.AgeOn(desk.Today) < (person.Male ? 60 : 55) || person.Residence == Residence.None || !dice.Chance(0.92)) return;
        var employee = dice.Chance(0.62);
        var status = person.Alive ? dice.Chance(0.98) ? "正常" : "暂停" : dice.Chance(0.85) ? "停发" : "正常";
        if (!person.Alive && status == "正常") desk.Dirt.Note("dead still drawing a pension");
        Cell amount = Cell.Number(employee ? dice.Between(1900, 6800) : dice.Between(190, 900));
        Cell verified = desk.Dirt.Date(dice, (person.Died ?? desk.Today).AddDays(-dice.Between(5, 330)));
        var kind = employee ? "职工养老" : "城乡居民养老";
        if (desk.IdOf(dice, person, 0.003) is { } id) desk.Drop["12"].Add(id, person.Name, kind, amount, status, verified);
        else desk.Drop["12"].AddLost(desk.Dirt.Broken(dice, person.Id!), person.Name, kind, amount, status, verified);
    }
}
