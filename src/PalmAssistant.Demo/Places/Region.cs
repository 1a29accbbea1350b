namespace PalmAssistant.Demo.Places;

internal sealed class Street(int number, string name)
{
    public int Number { get; } = number;

    /// <summary>With 街道.</summary>
    public string Name { get; } = name;
    public List<CommunityPlan> Communities { get; } = [];
}

internal sealed class CommunityPlan(int index, Street street, int number, string name)
{
    /// <summary>Position among all communities of the district.</summary>
    public int Index { get; } = index;
    public Street Street { get; } = street;
    public int Number { get; } = number;

    /// <summary>With 社区.</summary>
    public string Name { get; } = name;
    public List<Estate> Estates { get; } = [];
    public List<Building> Buildings { get; } = [];
    public int Grids { get; set; }
    public int Residents { get; set; }
    public int Houses { get; set; }

    /// <summary>How this community's staff write a building: 号楼, 栋, 幢 or nothing.</summary>
    public string BuildingWord { get; set; } = "号楼";
    public string[] Surveyors { get; set; } = [];
}

internal sealed class Estate(CommunityPlan community, string name, string road, int roadNumber, bool shared)
{
    public CommunityPlan Community { get; } = community;
    public string Name { get; } = name;
    public string Road { get; } = road;
    public int RoadNumber { get; } = roadNumber;

    /// <summary>Another community has an estate of this name: an address must name the community.</summary>
    public bool Shared { get; } = shared;
    public List<Building> Buildings { get; } = [];
}

/// <summary>Rooms are floor × 100 + door.</summary>
internal sealed class Building(Estate estate, int number, int grid, int units, int floors, int doors)
{
    public Estate Estate { get; } = estate;
    public int Number { get; } = number;
    public int Grid { get; } = grid;
    public int Units { get; } = units;
    public int Floors { get; } = floors;
    public int Doors { get; } = doors;
    public int Rooms => Units * Floors * Doors;
}

/// <summary>One room of one unit of one building.</summary>
internal readonly record struct Address(Building Building, int Unit, int Room)
{
    public Estate Estate => Building.Estate;
    public CommunityPlan Community => Building.Estate.Community;
}
