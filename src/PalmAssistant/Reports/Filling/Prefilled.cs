namespace PalmAssistant.Reports.Filling;

/// <summary>What the platform brings into one target's report.</summary>
/// <param name="Sources">"0/D" → source and date of the column</param>
/// <param name="Withheld">"0/O" → why the account's region may not see it: the cells stay empty, never 0</param>
public sealed record Prefilled(IReadOnlyList<PrefilledRow> Rows, IReadOnlyDictionary<string, CellSource> Sources, IReadOnlyDictionary<string, string> Withheld)
{
    public IEnumerable<Line> Lines(Guid submission) => Rows.Select(r => new Line(submission, r.Table, r.Key, r.Position, r.Values));
}

public sealed record PrefilledRow(int Table, string Key, int Position, IReadOnlyDictionary<string, string> Values);

/// <summary>A region that makes a row of a summary.</summary>
public sealed record RowRegion(long Code, string Name);
