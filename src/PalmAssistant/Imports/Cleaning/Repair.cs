namespace PalmAssistant.Imports.Cleaning;

/// <summary>What was done to a cell before it could be read. Several may be true at once.</summary>
[Flags]
public enum Repair
{
    None = 0,
    FullWidth = 1,
    Spaces = 2,
    Quote = 4,
    LowerCase = 8,
    FifteenDigits = 16,
    /// <summary>The cell could not be read and was set aside; the row was taken without it.</summary>
    SetAside = 32,
    /// <summary>A word outside the known list of its column, taken as a new one.</summary>
    NewWord = 64,
}

/// <summary>Names of repairs for people.</summary>
public static class RepairNames
{
    private static readonly (Repair Flag, string Name)[] Names =
    [
        (Repair.FullWidth, "全角"), (Repair.Spaces, "空格"), (Repair.Quote, "引号"), (Repair.LowerCase, "小写"),
        (Repair.FifteenDigits, "15位旧号"), (Repair.SetAside, "无效，已搁置"), (Repair.NewWord, "新取值"),
    ];

    public static string Of(Repair repair) => string.Join('、', Names.Where(n => repair.HasFlag(n.Flag)).Select(n => n.Name));
}
