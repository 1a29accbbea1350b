namespace PalmAssistant.Demo;

/// <summary>How large a demo district is.</summary>
public enum DemoSize
{
    /// <summary>2 streets, 6 communities, about 12,000 residents.</summary>
    Street,

    /// <summary>5 streets, 16 communities, about 100,000 residents.</summary>
    Small,

    /// <summary>21 streets, 137 communities, about 1.02 million residents, 580,000 houses, 400,000 market entities.</summary>
    District,
}

/// <summary>The two habits in which districts hand files over.</summary>
public enum DemoStyle
{
    /// <summary>Codes padded to 12 digits, the grid's code in 01, mostly CSV.</summary>
    A,

    /// <summary>Short codes, the community's code in 01, other headers and more columns, 02 as one workbook per street.</summary>
    B,
}

/// <summary>What demo district to make.</summary>
/// <param name="Folder">Where the files go; made when missing. Files of the same name are overwritten.</param>
/// <param name="Today">The day the files were handed over: every date in them is before it.</param>
public sealed record DemoOptions(string Folder, DateOnly Today)
{
    public DemoSize Size { get; init; } = DemoSize.Street;
    public int Seed { get; init; } = 1;
    public DemoStyle Style { get; init; } = DemoStyle.A;

    /// <summary>Instead of the size's own figures.</summary>
    public int? Streets { get; init; }
    public int? Communities { get; init; }
    public int? Residents { get; init; }

    /// <summary>Smaller drops of the months that follow, oldest first.</summary>
    public IReadOnlyList<LaterDrop> Later { get; init; } = [];

    /// <summary>Where to write what the generator knows about the district, as JSON; nowhere when null.</summary>
    public string? TruthFile { get; init; }

    internal (int Streets, int Communities, int Residents) Measures()
    {
        var (streets, communities, residents) = Size switch
        {
            DemoSize.District => (21, 137, 1_020_000),
            DemoSize.Small => (5, 16, 100_000),
            _ => (2, 6, 12_000),
        };
        return (Streets ?? streets, Communities ?? communities, Residents ?? residents);
    }
}

/// <summary>What changed since the drop before, handed over on a day.</summary>
public sealed record LaterDrop(DateOnly Day, string Folder);

/// <summary>How far the writing is.</summary>
public sealed record DemoProgress(int CommunitiesDone, int Communities, long Rows);
