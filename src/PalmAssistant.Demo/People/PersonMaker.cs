namespace PalmAssistant.Demo.People;

/// <summary>Makes one person of an age, with the schooling, work and party membership such people have.</summary>
internal sealed class PersonMaker(Words words, Names names, NameBook book, IdIssuer ids, PhoneIssuer phones, DateOnly today)
{
    private static readonly string[] Adult = ["小学", "初中", "高中", "中专", "大专", "本科", "硕士", "博士"];

    public Names Names => names;
    public DateOnly Today => today;

    /// <summary>A person aged from..to (both included) whose number begins with the county.</summary>
    public Person Make(Dice dice, string county, bool male, int from, int to, string? surname = null)
    {
        var age = dice.Between(from, to);
        var birth = today.AddYears(-age).AddDays(-dice.Next(365));
        return Born(dice, county, male, birth, surname);
    }

    public Person Born(Dice dice, string county, bool male, DateOnly birth, string? surname = null)
    {
        var name = NewName(dice, male, birth, surname);
        var person = new Person { Name = name, Male = male, Birth = birth, Id = ids.Next(county, birth, male) };
        book.Enter(name, birth);
        Describe(dice, person, person.AgeOn(today));
        return person;
    }

    /// <summary>Somebody else of the same name, born the same day.</summary>
    public Person Namesake(Dice dice, string county, Person other)
    {
        var person = new Person { Name = other.Name, Male = other.Male, Birth = other.Birth, Id = ids.Next(county, other.Birth, other.Male) };
        book.Enter(person.Name, person.Birth);
        Describe(dice, person, person.AgeOn(today));
        return person;
    }

    /// <summary>A newborn without a number, known by the birth certificate.</summary>
    public Person WithoutNumber(Dice dice, Person child)
    {
        var name = NewName(dice, child.Male, child.Birth, child.Name[..1], unknown: true);
        book.Reserve(name, child.Birth);
        return new() { Name = name, Male = child.Male, Birth = child.Birth, Relation = child.Relation, Mother = child.Mother, Father = child.Father };
    }

    /// <summary>Someone whom no file will know: an unused name, no number.</summary>
    public Person Stranger(Dice dice, bool male, int from, int to)
    {
        var birth = today.AddYears(-dice.Between(from, to)).AddDays(-dice.Next(365));
        var name = NewName(dice, male, birth, null, unknown: true);
        book.Reserve(name, birth);
        var person = new Person { Name = name, Male = male, Birth = birth };
        Describe(dice, person, person.AgeOn(today));
        return person;
    }

    private string NewName(Dice dice, bool male, DateOnly birth, string? surname, bool unknown = false)
    {
        while (true)
        {
            var name = (surname ?? names.Surname(dice)) + names.Given(dice, male, birth.Year);
            if (book.IsFree(name, birth) && (!unknown || book.IsUnknown(name, birth))) return name;
        }
    }

    private void Describe(Dice dice, Person p, int age)
    {
        if (dice.Chance(0.05)) p.Ethnicity = dice.Pick(words.Ethnicities);
        p.Education = Education(dice, age);
        p.Political = Politics(dice, age);
        p.Phone = age >= 12 && !dice.Chance(0.04) ? phones.Next() : "";
        p.WorkUnit = age is >= 20 and < 60 && dice.Chance(0.5) ? dice.Pick(words.WorkUnits) : "";
        p.Marriage = age switch { < 22 => "未婚", < 28 => dice.Chance(0.7) ? "未婚" : "已婚", _ => dice.Chance(0.12) ? "未婚" : dice.Chance(0.06) ? "离异" : "已婚" };
        p.Surveyed = dice.Chance(0.96) ? today.AddDays(-dice.Between(4, 400)) : today.AddDays(-dice.Between(401, 1000));
        if (p.Surveyed < p.Birth) p.Surveyed = p.Birth.AddDays(1) < today ? p.Birth.AddDays(1) : today;
    }

    private static string Education(Dice dice, int age) => age switch
    {
        < 6 => "",
        < 12 => "小学",
        < 15 => "初中",
        < 18 => dice.Chance(0.7) ? "高中" : "中专",
        < 23 => dice.Pick(["高中", "大专", "本科", "本科"]),
        < 45 => Adult[dice.Weighted([2, 14, 14, 8, 26, 28, 7, 1])],
        < 65 => Adult[dice.Weighted([10, 38, 24, 7, 13, 7, 1, 0])],
        _ => Adult[dice.Weighted([34, 36, 16, 5, 6, 3, 0, 0])],
    };

    private static string Politics(Dice dice, int age) => age switch
    {
        < 14 => "群众",
        < 18 => dice.Chance(0.45) ? "共青团员" : "群众",
        < 28 => dice.Chance(0.35) ? "共青团员" : dice.Chance(0.06) ? "中共党员" : "群众",
        _ => dice.Weighted([88.4, 10.5, 1, 0.1]) switch { 0 => "群众", 1 => "中共党员", 2 => "党员", _ => "预备党员" },
    };
}
