using PalmAssistant.Demo.People;

namespace PalmAssistant.Demo.Departments;

/// <summary>17 治理力量: nine kinds; most members live in the community they serve, staff and associations come from elsewhere.</summary>
internal sealed class GovernanceForces(Desk desk, PersonMaker maker)
{
    public void Write(Dice dice, Neighbourhood place)
    {
        var adults = place.People.Where(p => p.IsResident && p.Id is not null && p.Survey == Survey.Good && p.AgeOn(desk.Today) is >= 20 and < 76).ToList();
        foreach (var p in adults)
        {
            if (p.Political is "中共党员" or "党员" && dice.Chance(0.35)) Add(dice, place, p, "党员", "");
            else if (p.WorkUnit.Length > 0 && dice.Chance(0.012)) Add(dice, place, p, "在职党员", "报到党员");
            if (dice.Chance(0.027)) Add(dice, place, p, "志愿者", "队员");
        }
        if (adults.Count == 0) return;
        var volunteers = new Queue<Person>(Drawn(dice, adults));
        Take(dice, place, volunteers, place.Community.Grids, "网格员", "网格员");
        Take(dice, place, volunteers, place.Community.Buildings.Count * 2 / 3, "楼栋长", "楼长");
        Take(dice, place, volunteers, 2 + place.Community.Residents / 3000, "人民调解员", "调解员");
        Take(dice, place, volunteers, 3 + place.Community.Residents / 2500, "物业业委会", "委员");
        foreach (var _ in Enumerable.Range(0, 3 + place.Community.Residents / 1500)) Add(dice, place, Outsider(dice), "社区工作者", "委员");
        foreach (var _ in Enumerable.Range(0, 3 + place.Community.Residents / 2500)) Add(dice, place, Outsider(dice), "社会组织成员", "成员");
    }

    private static List<Person> Drawn(Dice dice, List<Person> adults)
    {
        var list = adults.ToList();
        dice.Shuffle(list);
        return list;
    }

    private void Take(Dice dice, Neighbourhood place, Queue<Person> from, int count, string kind, string title)
    {
        for (var n = 0; n < count && from.TryDequeue(out var person); n++) Add(dice, place, person, kind, title);
    }

    /// <summary>Works here, lives outside the district: this file alone knows them.</summary>
    private Person Outsider(Dice dice) => maker.Make(dice, desk.Words.County, dice.Chance(0.4), 24, 58);

    private void Add(Dice dice, Neighbourhood place, Person person, string kind, string title)
    {
        desk.Register(person);
        desk.TruthOf(place.Community).ForceRecords++;
        person.Tags.Add(kind);
        if (kind is "在职党员") person.Tags.Add("党员");
        var skill = dice.Chance(0.25) ? dice.Pick(desk.Words.Skills) : "";
        desk.Drop["17"].Add(person.Name, desk.Dirt.Id(dice, person.Id!), kind, place.Community.Name, title, skill, person.Phone);
        if (dice.Chance(0.008)) desk.Drop["17"].AddAgain(person.Name, person.Id, kind, place.Community.Name, title, skill, person.Phone);
    }
}
