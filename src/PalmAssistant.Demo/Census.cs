using PalmAssistant.Demo.People;

namespace PalmAssistant.Demo;

/// <summary>Counts a settled community from its people: the tags that age, house and neighbours decide, and the totals.</summary>
internal static class Census
{
    private static readonly string[] PartyMember = ["中共党员", "党员", "预备党员"];

    /// <summary>Marks the tags that need no department: before the survey is written, which sometimes copies them by hand.</summary>
    public static void Mark(Neighbourhood place, DateOnly today)
    {
        foreach (var group in place.People.Where(p => p.IsResident).GroupBy(p => p.House!))
        {
            var residents = group.ToList();
            var allOld = residents.TrueForAll(p => p.AgeOn(today) >= 60);
            if (allOld) foreach (var p in residents) p.Tags.Add("空巢老人");
            if (allOld && residents.Count == 1) residents[0].Tags.Add("独居老人");
            foreach (var p in residents) MarkByAge(p, p.AgeOn(today));
        }
    }

    private static void MarkByAge(Person p, int age)
    {
        if (age >= 60) p.Tags.Add("老年人");
        if (age >= 80) p.Tags.Add("高龄老人");
        if (age >= 100) p.Tags.Add("百岁老人");
        if (age < 18) p.Tags.Add("未成年人");
        if (age < 6) p.Tags.Add("学龄前儿童");
        if (!p.Male && age is >= 15 and <= 49) p.Tags.Add("育龄妇女");
        if (p.Residence == Residence.流动人口) p.Tags.Add("流动人口");
        if (p.Survey != Survey.None && PartyMember.Contains(p.Political)) p.Tags.Add("党员");
    }

    /// <summary>After every file is written: who lives here and what they are.</summary>
    public static void Count(Neighbourhood place, CommunityTruth truth)
    {
        var residents = place.People.Where(p => p.IsResident).ToList();
        truth.Residents = residents.Count;
        truth.Men = residents.Count(p => p.Male);
        truth.Floating = residents.Count(p => p.Residence == Residence.流动人口);
        truth.Households = residents.Select(p => p.House).Distinct().Count();
        foreach (var tag in residents.SelectMany(p => p.Tags)) truth.Tags[tag] = truth.Tags.GetValueOrDefault(tag) + 1;
    }
}
