using PalmAssistant.Community;
using PalmAssistant.Demo.Drop;
using PalmAssistant.Demo.People;
using PalmAssistant.Demo.Places;

namespace PalmAssistant.Demo.Departments;

/// <summary>02 社区摸排居民: what the community's own people wrote down at the doors, with what they got wrong.</summary>
internal sealed class CommunitySurvey(Desk desk, NameBook book)
{
    private static readonly string[] Levels = ["小学", "初中", "高中", "大专", "本科"];

    /// <summary>What a row shows; begins as the truth and is then blurred.</summary>
    private sealed class Row
    {
        public required Address Address { get; set; }
        public required string Name { get; set; }
        public required string Number { get; set; }
        public required string Sex { get; set; }
        public required Cell Birth { get; set; }
        public required string Ethnicity { get; set; }
        public required string Education { get; set; }
        public required string Phone { get; set; }
        public required DateOnly Collected { get; set; }
        public string Tags { get; set; } = "";
    }

    public void Write(Dice dice, Neighbourhood place)
    {
        foreach (var person in place.People)
            if (person.Survey != Survey.None && person.House is not null) Write(dice, place, person);
    }

    /// <summary>One more visit, as it is.</summary>
    public void WriteVisit(Dice dice, Neighbourhood place, Person person) =>
        desk.Drop["02"].Add(Cells(dice, place, person, Truly(dice, person, person.House!.Address)));

    private void Write(Dice dice, Neighbourhood place, Person person)
    {
        if (person.Survey == Survey.Good && person.AgeOn(desk.Today) > 4 && dice.Chance(0.03)) WriteEarlier(dice, place, person);
        var row = Truly(dice, person, person.House!.Address);
        row.Number = Number(dice, person);
        if (person.Survey == Survey.Good) Blur(dice, person, row);
        row.Tags = HandTags(dice, person);
        if (!person.Alive && person.Surveyed > person.Died) desk.Dirt.Note("dead still surveyed");
        var cells = Cells(dice, place, person, row);
        if (person.Survey == Survey.Lost) desk.Drop["02"].AddLost(cells);
        else desk.Drop["02"].Add(cells);
    }

    /// <summary>An older visit, perhaps in an older home: the newest one counts.</summary>
    private void WriteEarlier(Dice dice, Neighbourhood place, Person person)
    {
        var address = dice.Chance(0.3) ? Geography.AnyAddress(dice, place.Community) : person.House!.Address;
        var row = Truly(dice, person, address);
        row.Collected = person.Surveyed.AddDays(-dice.Between(40, 500));
        if (row.Collected <= person.Birth) row.Collected = person.Surveyed.AddDays(-1);
        row.Phone = desk.Phones.Next();
        desk.Drop["02"].AddAgain(Cells(dice, place, person, row));
        desk.Dirt.Note("surveyed twice");
    }

    private Row Truly(Dice dice, Person p, Address address) => new()
    {
        Address = address,
        Name = p.Name,
        Number = p.Id ?? "",
        Sex = p.Sex,
        Birth = desk.Dirt.Date(dice, p.Birth),
        Ethnicity = p.Ethnicity,
        Education = p.Education,
        Phone = p.Phone,
        Collected = p.Surveyed,
    };

    private string Number(Dice dice, Person person)
    {
        if (person.Survey != Survey.Lost) desk.Register(person);
        switch (person.Survey)
        {
            case Survey.Certificate:
                return person.Certificate!;
            case Survey.Good:
                return desk.Dirt.Id(dice, person.Id!);
            case Survey.BrokenButKnown:
                desk.Truth.MatchedByName++;
                return dice.Chance(0.4) ? Missing() : desk.Dirt.Broken(dice, person.Id!);
            default:
                return dice.Chance(0.3) ? Missing() : desk.Dirt.Broken(dice, SomeNumber(dice, person));
        }
    }

    private string SomeNumber(Dice dice, Person person)
    {
        var first17 = $"{desk.Words.County}{person.Birth:yyyyMMdd}{dice.Next(996):000}";
        return first17 + IdNumber.CheckCharacter(first17);
    }

    private string Missing()
    {
        desk.Dirt.Note("missing number");
        return "";
    }

    /// <summary>At most one mistake a row. What another source contradicts is a conflict.</summary>
    private void Blur(Dice dice, Person p, Row row)
    {
        switch (dice.Next(1000))
        {
            case < 6 when p.Hukou is not null && p.IsResident && desk.Names.Misheard(p.Name) is { } other && book.IsFree(other, p.Birth):
                book.Enter(other, p.Birth);
                row.Name = other;
                desk.Conflict("姓名");
                break;
            case >= 6 and < 9 when p.IsResident && p.AgeOn(desk.Today) > 3:
                row.Birth = desk.Dirt.Date(dice, p.Birth.AddDays(dice.Between(20, 300)));
                desk.Conflict("出生日期");
                break;
            case >= 9 and < 11:
                row.Birth = desk.Dirt.Impossible(dice, p.Birth);
                break;
            case >= 11 and < 13 when p.IsResident:
                row.Sex = p.Male ? "女" : "男";
                desk.Conflict("性别");
                break;
            case >= 13 and < 15 when p.IsResident && p.Hukou is not null:
                row.Ethnicity = p.Ethnicity == "汉族" ? "满族" : "汉族";
                desk.Conflict("民族");
                break;
            case >= 15 and < 19:
                row.Ethnicity = "";
                break;
            case >= 19 and < 45 when p.KnownToSchools && p.IsResident && p.Education.Length > 0:
                row.Education = dice.Pick(Levels.Where(l => l != p.Education).ToArray());
                desk.Conflict("文化程度");
                break;
        }
    }

    private string HandTags(Dice dice, Person p)
    {
        if (!p.IsResident || p.Survey == Survey.Lost) return "";
        var tags = new List<string>();
        var age = p.AgeOn(desk.Today);
        Written(0.02, "养犬户");
        if (!p.Male && age is >= 22 and < 41 && p.Marriage == "已婚") Written(0.03, "孕产妇");
        if (age >= 76) Written(0.05, "失能老人");
        if (p.Tags.Contains("残疾人") ? dice.Chance(0.15) : Mistaken(0.003)) tags.Add("残疾人");
        if (p.Tags.Contains("低保对象") ? dice.Chance(0.2) : Mistaken(0.002)) tags.Add("低保对象");
        if (p.Tags.Contains("独居老人") ? dice.Chance(0.2) : age >= 60 && Mistaken(0.01)) tags.Add("独居老人");
        return string.Join(dice.Chance(0.7) ? "、" : ";", tags);

        void Written(double share, string tag)
        {
            if (!dice.Chance(share)) return;
            tags.Add(tag);
            p.Tags.Add(tag);
        }

        bool Mistaken(double share)
        {
            if (!dice.Chance(share)) return false;
            desk.Conflict("标签");
            return true;
        }
    }

    private Cell[] Cells(Dice dice, Neighbourhood place, Person p, Row row)
    {
        var community = row.Address.Community;
        var (building, unit, room) = desk.Addresses.Cells(dice, row.Address);
        return [Shortened(dice, community.Street.Name, "街道"), Shortened(dice, community.Name, "社区"), row.Address.Estate.Name, building, unit, room,
            row.Name, row.Number, row.Sex, row.Birth, row.Ethnicity, p.Political, row.Education, p.Marriage, row.Phone, p.Relation, p.Residence.ToString(),
            p.WorkUnit, row.Tags, dice.Pick(place.Community.Surveyors), desk.Dirt.Date(dice, row.Collected)];
    }

    private string Shortened(Dice dice, string name, string suffix)
    {
        if (!dice.Chance(0.02)) return name;
        desk.Dirt.Note($"without {suffix}");
        return name[..^suffix.Length];
    }
}
