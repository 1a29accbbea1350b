using PalmAssistant.Demo.Departments;
using PalmAssistant.Demo.Drop;
using PalmAssistant.Demo.People;

namespace PalmAssistant.Demo;

/// <summary>
/// What departments hand over in the months after the first drop, a small drop a month: who moved in or in with somebody, who died,
/// the newest month's allowances. Those who move in later are held back from the first drop's survey.
/// </summary>
internal sealed class LaterMonths : IDisposable
{
    private const double MovesIn = 0.02, MovesTogether = 0.05, Dies = 0.006;
    private readonly DemoOptions options;
    private readonly List<Month> months = [];

    private sealed record Month(LaterDrop Drop, DropFolder Folder, CommunitySurvey Survey, CivilAffairs CivilAffairs, Desk Desk)
    {
        public List<Person> NewHere { get; } = [];
    }

    public LaterMonths(DemoOptions options, Desk desk, NameBook book)
    {
        this.options = options;
        foreach (var later in options.Later)
        {
            var folder = new DropFolder(options with { Folder = later.Folder });
            var then = desk with { Drop = folder, Today = later.Day };
            months.Add(new(later, folder, new(then, book), new(then), then));
        }
    }

    /// <summary>Tenants of a few houses are not here yet when the first drop is written.</summary>
    public void HoldBack(Dice dice, Neighbourhood place)
    {
        foreach (var month in months)
        {
            month.NewHere.Clear();
            foreach (var house in place.Houses.Where(h => h.People.Count > 0 && h.People.All(p => p.Alive && p.Residence == Residence.流动人口 && p.Survey == Survey.Good)))
            {
                if (!dice.Chance(MovesIn)) continue;
                foreach (var person in house.People) (person.Survey, person.Permit) = (Survey.None, null);
                month.NewHere.AddRange(house.People);
            }
        }
    }

    public void Write(Dice dice, Neighbourhood place)
    {
        foreach (var month in months)
        {
            month.Folder.Enter(place.Community.Street);
            foreach (var person in month.NewHere)
            {
                person.Survey = Survey.Good;
                Visit(dice, month, place, person);
            }
            foreach (var person in place.People.Where(p => p is { Alive: true, Survey: Survey.Good, Id: not null, House: not null } && p.AgeOn(month.Drop.Day) >= 60).ToList())
            {
                if (dice.Chance(Dies)) Bury(dice, month, person);
                else if (person.Tags.Contains("独居老人") && dice.Chance(MovesTogether)) MoveTogether(dice, month, place, person);
            }
            foreach (var person in place.People) month.CivilAffairs.WriteNewestAllowance(dice, person);
        }
    }

    private void Bury(Dice dice, Month month, Person person)
    {
        person.Died = Day(dice, month);
        month.CivilAffairs.WriteDeath(dice, person);
    }

    /// <summary>An old person alone goes to live with others in the same community.</summary>
    private void MoveTogether(Dice dice, Month month, Neighbourhood place, Person person)
    {
        var homes = place.Houses.Where(h => h != person.House && h.Status == "自住" && h.People.Any(p => p.IsResident)).ToList();
        if (homes.Count == 0) return;
        person.House!.People.Remove(person);
        person.House = dice.Pick(homes);
        person.House.People.Add(person);
        person.Tags.Remove("独居老人");
        Visit(dice, month, place, person);
    }

    private void Visit(Dice dice, Month month, Neighbourhood place, Person person)
    {
        person.Surveyed = Day(dice, month);
        month.Survey.WriteVisit(dice, place, person);
    }

    private DateOnly Day(Dice dice, Month month) => month.Drop.Day.AddDays(-dice.Between(1, 20));

    /// <summary>Files nobody had anything to write into are not handed over.</summary>
    public void Dispose()
    {
        foreach (var month in months)
        {
            month.Folder.Dispose();
            foreach (var file in month.Folder.Counts.Where(c => c.Data == 0)) File.Delete(Path.Combine(month.Drop.Folder, file.File));
        }
    }
}
