using PalmAssistant.Demo.Places;

namespace PalmAssistant.Demo.People;

/// <summary>居住类型, as the survey writes it.</summary>
internal enum Residence
{
    /// <summary>No house here: moved away, dead, or only ever known to a department.</summary>
    None,
    户籍在住,
    人在户不在,
    流动人口,
    户在人不在,
}

/// <summary>What happens to somebody's survey row.</summary>
internal enum Survey
{
    None,
    Good,

    /// <summary>The number is missing or wrong; name and birth date of the police row tell who it is.</summary>
    BrokenButKnown,

    /// <summary>The number is missing or wrong and nothing else knows the person: quarantined.</summary>
    Lost,

    /// <summary>A newborn surveyed under the birth certificate.</summary>
    Certificate,
}

/// <summary>A person as the generator knows them: the truth that the files then tell, each its own part, with mistakes.</summary>
internal sealed class Person
{
    public required string Name { get; init; }
    public required bool Male { get; init; }
    public required DateOnly Birth { get; init; }

    /// <summary>18 characters; null for a newborn who has none yet.</summary>
    public string? Id { get; set; }
    public string? Certificate { get; set; }
    public string Ethnicity { get; set; } = "汉族";
    public string Political { get; set; } = "群众";
    public string Education { get; set; } = "";
    public string Marriage { get; set; } = "未婚";
    public string Phone { get; set; } = "";
    public string Relation { get; set; } = "";
    public string WorkUnit { get; set; } = "";

    public Residence Residence { get; set; }
    public House? House { get; set; }
    public Survey Survey { get; set; }
    public DateOnly Surveyed { get; set; }
    public Hukou? Hukou { get; set; }
    public Permit? Permit { get; set; }
    public DateOnly? Died { get; set; }

    public Person? Mother { get; set; }
    public Person? Father { get; set; }

    /// <summary>The tags that rules will find, filled in as the facts are written.</summary>
    public HashSet<string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>学历 as the school authority has it; null when it has none.</summary>
    public bool KnownToSchools { get; set; }

    /// <summary>Some row brings this person into the registry.</summary>
    public bool Registered { get; set; }

    public string Sex => Male ? "男" : "女";
    public bool Alive => Died is null;

    /// <summary>实有: alive and living in a house here, and a source says so.</summary>
    public bool IsResident => Alive && House is not null && Residence is Residence.户籍在住 or Residence.人在户不在 or Residence.流动人口
        && Alive && Survey != Survey.Lost && (Survey != Survey.None || Permit is not null);

    /// <summary>Full years (周岁).</summary>
    public int AgeOn(DateOnly day)
    {
        var years = day.Year - Birth.Year;
        return day < Birth.AddYears(years) ? years - 1 : years;
    }
}

/// <summary>Registered residence. Address null: the text names no house; At is then the community it names, if any.</summary>
internal sealed record Hukou(Address? Address, CommunityPlan? At, string Text, string Number, string Relation)
{
    /// <summary>正常, 死亡注销 or 迁出注销.</summary>
    public string Status { get; set; } = "正常";
    public DateOnly Changed { get; set; }
}

internal sealed record Permit(Address Address, string From, DateOnly Issued, DateOnly Until, string Reason);

internal sealed class House(Address address)
{
    public Address Address { get; } = address;
    public string Usage { get; set; } = "住宅";
    public string Status { get; set; } = "空置";
    public string Area { get; set; } = "";
    public List<Person> People { get; } = [];
    public string HukouNumber { get; set; } = "";
}
