using System.Text.Encodings.Web;
using System.Text.Json;

namespace PalmAssistant.Demo;

/// <summary>What was written into one file. Read = Data + Blank + RepeatedHeader + Total.</summary>
public sealed class FileTruth(string file)
{
    public string File { get; } = file;

    /// <summary>Physical rows after the first header.</summary>
    public int Read => Data + Blank + RepeatedHeader + Total;
    public int Data { get; set; }
    public int Blank { get; set; }
    public int RepeatedHeader { get; set; }
    public int Total { get; set; }

    /// <summary>Data rows whose key cannot be read or guessed.</summary>
    public int Quarantined { get; set; }

    /// <summary>Data rows about something that another row of the same file also says, and says newer or as new.</summary>
    public int Duplicates { get; set; }
}

/// <summary>What is true of one community, as the generator knows it.</summary>
public sealed class CommunityTruth(string code, string street, string name)
{
    /// <summary>12 digits.</summary>
    public string Code { get; } = code;
    public string Street { get; } = street;
    public string Name { get; } = name;

    /// <summary>实有人口.</summary>
    public int Residents { get; set; }
    public int Men { get; set; }

    /// <summary>户籍人口, where the 户籍地址 names this community.</summary>
    public int Registered { get; set; }

    /// <summary>流动人口.</summary>
    public int Floating { get; set; }

    /// <summary>Houses somebody lives in (户).</summary>
    public int Households { get; set; }
    public int Houses { get; set; }
    public int VacantHouses { get; set; }
    public int RentedHouses { get; set; }

    /// <summary>Market entities whose address names this community, and those of them 在业.</summary>
    public int Entities { get; set; }
    public int ActiveEntities { get; set; }
    public int Venues { get; set; }
    public int ForceRecords { get; set; }

    /// <summary>Tag → 实有 persons who have it.</summary>
    public SortedDictionary<string, int> Tags { get; } = new(StringComparer.Ordinal);
}

/// <summary>
/// What the generator knows about the district it made, counted from its own people and never from the files:
/// an import of the drop must come to the same figures.
/// </summary>
public sealed class DemoTruth
{
    public required DateOnly Today { get; init; }
    public required int Seed { get; init; }
    public required string Style { get; init; }
    public List<CommunityTruth> Communities { get; } = [];
    public List<FileTruth> Files { get; } = [];

    /// <summary>People the registry holds after a right merge, the dead and the absent among them.</summary>
    public int Persons { get; set; }
    public int Residents => Communities.Sum(c => c.Residents);
    public int Houses => Communities.Sum(c => c.Houses);
    public int Deceased { get; set; }
    public int Entities { get; set; }
    public int Venues => Communities.Sum(c => c.Venues);
    public int ForceRecords => Communities.Sum(c => c.ForceRecords);
    public int Accounts { get; set; }

    /// <summary>户籍人口 of the whole district, those whose address names no community among them.</summary>
    public int Registered { get; set; }
    public long Rows => Files.Sum(f => (long)f.Read);
    public int Quarantined => Files.Sum(f => f.Quarantined);

    /// <summary>Compared field → conflicts (比对差异).</summary>
    public SortedDictionary<string, int> Conflicts { get; } = new(StringComparer.Ordinal);

    /// <summary>Kind of dirt → how often it was written.</summary>
    public SortedDictionary<string, int> Dirt { get; } = new(StringComparer.Ordinal);

    /// <summary>Survey rows with a missing or wrong number that name and birth date tell apart.</summary>
    public int MatchedByName { get; set; }

    public void Save(string path)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        File.WriteAllText(path, JsonSerializer.Serialize(this, options));
    }
}
