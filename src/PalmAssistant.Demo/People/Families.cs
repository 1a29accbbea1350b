namespace PalmAssistant.Demo.People;

/// <summary>Makes the people of one household: ages that fit, marriages, children with parents, several generations.</summary>
internal sealed class Families(PersonMaker maker)
{
    /// <summary>A household in its own home.</summary>
    public List<Person> Owners(Dice dice, string county) =>
        dice.Weighted([12, 15, 16, 13, 24, 5, 7, 2, 6]) switch
        {
            0 => LoneElder(dice, county),
            1 => ElderCouple(dice, county),
            2 => Single(dice, county, 24, 59),
            3 => Couple(dice, county, 26, 59),
            4 => CoupleWithChildren(dice, county),
            5 => CoupleWithGrownChild(dice, county),
            6 => ThreeGenerations(dice, county),
            7 => GrandparentAndChild(dice, county),
            _ => SingleParent(dice, county),
        };

    /// <summary>A household in a rented home.</summary>
    public List<Person> Renters(Dice dice, string county) =>
        dice.Weighted([38, 26, 20, 16]) switch
        {
            0 => Single(dice, county, 19, 52),
            1 => Couple(dice, county, 22, 50),
            2 => CoupleWithChildren(dice, county),
            _ => Sharers(dice, dice.Between(2, 3), _ => county),
        };

    /// <summary>People who share rooms and are not related.</summary>
    public List<Person> Sharers(Dice dice, int count, Func<Dice, string> county)
    {
        var people = new List<Person>();
        for (var i = 0; i < count; i++)
        {
            var p = maker.Make(dice, county(dice), dice.Chance(0.6), 18, 45);
            p.Relation = i == 0 ? "户主" : "合租人";
            p.Marriage = dice.Chance(0.3) ? "已婚" : "未婚";
            people.Add(p);
        }
        return people;
    }

    public List<Person> Single(Dice dice, string county, int from, int to)
    {
        var p = maker.Make(dice, county, dice.Chance(0.55), from, to);
        p.Relation = "户主";
        if (p.Marriage == "已婚") p.Marriage = "未婚";
        return [p];
    }

    private List<Person> LoneElder(Dice dice, string county)
    {
        var p = maker.Make(dice, county, dice.Chance(0.35), 62, ElderUpTo(dice));
        p.Relation = "户主";
        p.Marriage = dice.Chance(0.8) ? "丧偶" : "离异";
        return [p];
    }

    private static int ElderUpTo(Dice dice) => dice.Weighted([42, 40, 16, 2]) switch { 0 => 78, 1 => 88, 2 => 97, _ => 104 };

    private List<Person> ElderCouple(Dice dice, string county) => Couple(dice, county, 60, Math.Min(93, ElderUpTo(dice)));

    private List<Person> Couple(Dice dice, string county, int from, int to)
    {
        var husband = maker.Make(dice, county, true, from, to);
        var age = husband.AgeOn(maker.Today);
        var wife = maker.Make(dice, county, false, Math.Max(21, age - 5), Math.Max(22, age + 1));
        husband.Marriage = wife.Marriage = "已婚";
        var wifeHeads = dice.Chance(0.25);
        husband.Relation = wifeHeads ? "配偶" : "户主";
        wife.Relation = wifeHeads ? "户主" : "配偶";
        return wifeHeads ? [wife, husband] : [husband, wife];
    }

    private List<Person> CoupleWithChildren(Dice dice, string county)
    {
        var people = Couple(dice, county, 27, 47);
        AddChildren(dice, county, people, dice.Weighted([70, 28, 2]) + 1);
        return people;
    }

    private void AddChildren(Dice dice, string county, List<Person> people, int count)
    {
        var mother = people.Find(p => !p.Male);
        var father = people.Find(p => p.Male);
        var parentAge = (mother ?? father)!.AgeOn(maker.Today);
        var oldest = Math.Clamp(parentAge - 22, 0, 24);
        var youngest = Math.Clamp(parentAge - 40, 0, oldest);
        var span = (oldest - youngest + 1) / count;
        if (span < 2) (count, span) = (1, oldest - youngest + 1);
        for (var i = 0; i < count; i++) people.Add(Child(dice, county, mother, father, youngest + i * span + Math.Min(i, 1), youngest + (i + 1) * span - 1));
    }

    private Person Child(Dice dice, string county, Person? mother, Person? father, int from, int to)
    {
        var male = dice.Chance(0.52);
        var surname = SurnameOf(father ?? mother!);
        var child = maker.Make(dice, county, male, from, to, surname);
        child.Relation = male ? "子" : "女";
        if (child.AgeOn(maker.Today) < 24) child.Marriage = "未婚";
        (child.Mother, child.Father) = (mother, father);
        return child;
    }

    private static string SurnameOf(Person p) =>
        p.Name.StartsWith("欧阳", StringComparison.Ordinal) || p.Name.StartsWith("上官", StringComparison.Ordinal) || p.Name.StartsWith("司马", StringComparison.Ordinal)
        || p.Name.StartsWith("诸葛", StringComparison.Ordinal) || p.Name.StartsWith("东方", StringComparison.Ordinal) || p.Name.StartsWith("尉迟", StringComparison.Ordinal)
            ? p.Name[..2] : p.Name[..1];

    private List<Person> CoupleWithGrownChild(Dice dice, string county)
    {
        var people = Couple(dice, county, 48, 62);
        var age = people[0].AgeOn(maker.Today);
        var child = Child(dice, county, people.Find(p => !p.Male), people.Find(p => p.Male), Math.Max(18, age - 30), Math.Max(20, age - 24));
        people.Add(child);
        return people;
    }

    private List<Person> ThreeGenerations(Dice dice, string county)
    {
        var people = CoupleWithChildren(dice, county);
        var husband = people.Find(p => p.Male)!;
        var age = husband.AgeOn(maker.Today);
        var grandmother = maker.Make(dice, county, false, Math.Max(50, age + 22), age + 32);
        (grandmother.Relation, grandmother.Marriage) = ("母亲", "丧偶");
        people.Add(grandmother);
        if (!dice.Chance(0.55)) return people;
        var grandfather = maker.Make(dice, county, true, Math.Max(52, age + 23), age + 33, SurnameOf(husband));
        (grandfather.Relation, grandfather.Marriage, grandmother.Marriage) = ("父亲", "已婚", "已婚");
        people.Add(grandfather);
        return people;
    }

    private List<Person> GrandparentAndChild(Dice dice, string county)
    {
        var people = dice.Chance(0.5) ? LoneElder(dice, county) : Couple(dice, county, 60, 74);
        var child = maker.Make(dice, county, dice.Chance(0.5), 3, 15, SurnameOf(people[0]));
        child.Relation = "其他";
        people.Add(child);
        return people;
    }

    private List<Person> SingleParent(Dice dice, string county)
    {
        var parent = maker.Make(dice, county, dice.Chance(0.25), 28, 50);
        (parent.Relation, parent.Marriage) = ("户主", dice.Chance(0.8) ? "离异" : "丧偶");
        var people = new List<Person> { parent };
        AddChildren(dice, county, people, 1);
        return people;
    }
}
