namespace PalmAssistant.Reports;

/// <summary>One row of one table of a submission. What the platform brought stays as it came; what people typed lies over it.</summary>
public sealed class Line
{
    private Line() { }

    public Line(Guid submission, int table, string key, int position, IReadOnlyDictionary<string, string> prefilled) =>
        (SubmissionId, Table, Key, Position, Prefilled) = (submission, table, key, position, prefilled);

    /// <summary>A line as it stands in the database.</summary>
    internal static Line Kept(Guid submission, int table, string key, int position, IReadOnlyDictionary<string, string> prefilled, IReadOnlyDictionary<string, TypedCell> typed, bool removed) =>
        new(submission, table, key, position, prefilled) { Typed = typed, Removed = removed };

    public Guid SubmissionId { get; private init; }
    public int Table { get; private init; }
    public string Key { get; private init; } = "";
    public int Position { get; private init; }
    public IReadOnlyDictionary<string, string> Prefilled { get; private set; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, TypedCell> Typed { get; private set; } = new Dictionary<string, TypedCell>();

    /// <summary>Struck from the list by a person (died, moved); kept, shown as struck, not counted.</summary>
    public bool Removed { get; private set; }

    public string? Value(string column) => Typed.TryGetValue(column, out var typed) ? typed.Value : Prefilled.GetValueOrDefault(column);

    public int Version(string column) => Typed.TryGetValue(column, out var typed) ? typed.Version : 0;

    /// <summary>A prefilled value that a person has changed.</summary>
    public bool IsChanged(string column) => Prefilled.ContainsKey(column) && Typed.TryGetValue(column, out var typed) && typed.Value != Prefilled[column];

    public IEnumerable<string> Columns => Prefilled.Keys.Union(Typed.Keys);

    internal void Put(string column, TypedCell cell) => Typed = new Dictionary<string, TypedCell>(Typed) { [column] = cell };

    internal void Refresh(IReadOnlyDictionary<string, string> prefilled) => Prefilled = prefilled;

    internal void Strike(bool removed) => Removed = removed;
}

/// <param name="Value">null = emptied by a person</param>
/// <param name="Version">1 for the first change of this cell, then counted up</param>
public sealed record TypedCell(string? Value, int Version, string By, string ByName, DateTimeOffset At, string? Why);

/// <summary>Table, row and column of a cell; written "0/370203001002000/D" in the trace.</summary>
public sealed record CellKey(int Table, string Row, string Column)
{
    public override string ToString() => $"{Table}/{Row}/{Column}";

    public static CellKey Parse(string text)
    {
        var parts = text.Split('/');
        return new(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), string.Join('/', parts[1..^1]), parts[^1]);
    }
}
