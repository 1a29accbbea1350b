namespace PalmAssistant.Imports.Addresses;

/// <summary>
/// Where an address leads. <paramref name="Level"/>: 0 nowhere here, 1 区, 2 街道, 3 社区, 4 网格, 5 a house.
/// <paramref name="Region"/> is the 15-digit code of the narrowest level reached (a house's own region for 5), 0 for none.
/// </summary>
public readonly record struct Place(int House, int Estate, long Region, byte Level)
{
    public const byte AtHouse = 5;

    public bool IsHouse => Level == AtHouse;
}
