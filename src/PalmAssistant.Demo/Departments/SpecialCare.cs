using PalmAssistant.Community;
using PalmAssistant.Demo.People;

namespace PalmAssistant.Demo.Departments;

/// <summary>09 残疾人, 10 退役军人 and 18 司法特殊人群.</summary>
internal sealed class SpecialCare(Desk desk)
{
    private static readonly string[] VeteranKinds = ["退役士兵", "退役士兵", "退役士兵", "退役士兵", "转业军官", "复员军人", "伤残军人"];

    public void Write(Dice dice, Neighbourhood place)
    {
        foreach (var person in place.People)
        {
            if (person.Id is null || person.House is null) continue;
            var age = person.AgeOn(desk.Today);
            if (age > 3 && dice.Chance(age > 60 ? 0.05 : 0.022)) WriteDisability(dice, person);
            if (person.Male && age > 24 && dice.Chance(0.04)) WriteVeteran(dice, person, age);
            if (person.Alive && age is > 18 and < 70 && dice.Chance(0.0032)) WriteJustice(dice, person);
        }
    }

    private void WriteDisability(Dice dice, Person person)
    {
        IdNumber.TryParse(person.Id, out var holder);
        var category = dice.Weighted([13, 14, 3, 48, 9, 9, 4]) + 1;
        var card = DisabilityCard.Of(holder, category, dice.Weighted([16, 26, 28, 30]) + 1);
        var issued = desk.DaysAgo(dice, 20, 4000);
        var file = desk.Drop["09"];
        if (dice.Chance(0.006))
        {
            file.AddLost(desk.Dirt.Broken(dice, person.Id!) + card.ToString()[18..], person.Name, card.Category, card.Level, desk.Dirt.Date(dice, issued));
            return;
        }
        desk.Register(person);
        if (dice.Chance(0.03)) AddEarlierCard(dice, person, DisabilityCard.Of(holder, category, dice.Between(1, 4)), issued.AddDays(-dice.Between(200, 2000)));
        file.Add(desk.Dirt.Code(dice, card.ToString()), person.Name, card.Category, card.Level, desk.Dirt.Date(dice, issued));
        person.Tags.Add("残疾人");
        if (card.IsSevere) person.Tags.Add("重度残疾人");
    }

    private void AddEarlierCard(Dice dice, Person person, DisabilityCard card, DateOnly issued) =>
        desk.Drop["09"].AddAgain(card.ToString(), person.Name, card.Category, card.Level, desk.Dirt.Date(dice, issued));

    private void WriteVeteran(Dice dice, Person person, int age)
    {
        var enlisted = person.Birth.AddYears(18).AddDays(dice.Next(900));
        var left = enlisted.AddYears(dice.Between(2, Math.Clamp(age - 21, 3, 16)));
        if (left >= desk.Today) left = desk.Today.AddDays(-40);
        var (kind, from, to) = (dice.Pick(VeteranKinds), desk.Dirt.Month(dice, enlisted), desk.Dirt.Month(dice, left));
        if (desk.IdOf(dice, person, 0.004) is not { } id)
        {
            desk.Drop["10"].AddLost(desk.Dirt.Broken(dice, person.Id!), person.Name, kind, from, to);
            return;
        }
        desk.Drop["10"].Add(id, person.Name, kind, from, to);
        person.Tags.Add("退役军人");
    }

    private void WriteJustice(Dice dice, Person person)
    {
        var kind = dice.Chance(0.6) ? "社区矫正" : "刑满释放";
        var since = desk.DaysAgo(dice, 30, 900);
        var until = dice.Chance(0.2) ? since.AddDays(Math.Max(10, (desk.Today.DayNumber - since.DayNumber) / 2)) : desk.Today.AddDays(dice.Between(60, 1000));
        desk.Register(person);
        desk.Drop["18"].Add(desk.Dirt.Id(dice, person.Id!), person.Name, kind, desk.Dirt.Date(dice, since), desk.Dirt.Date(dice, until));
        if (until >= desk.Today) person.Tags.Add(kind);
        else desk.Dirt.Note("tag that has ended");
    }
}
