namespace PalmAssistant.Imports;

/// <summary>What became of the rows of one file. <c>Read = Created + Updated + Unchanged + Skipped + Quarantined</c>, always.</summary>
public sealed record FileCounts
{
    public int Created { get; init; }
    public int Updated { get; init; }
    public int Unchanged { get; init; }
    public int Quarantined { get; init; }
    public int Blank { get; init; }
    public int Headers { get; init; }
    public int Totals { get; init; }

    /// <summary>The same record again in this file: the newest was kept.</summary>
    public int Duplicates { get; init; }

    /// <summary>Rows with at least one repaired or set-aside cell.</summary>
    public int Repaired { get; init; }

    public int Skipped => Blank + Headers + Totals + Duplicates;

    /// <summary>Every physical row after the first header.</summary>
    public int Read => Created + Updated + Unchanged + Skipped + Quarantined;
}

/// <summary>A file of the drop and how it went: taken (perhaps already known), or refused with the reason.</summary>
public sealed record FileSummary(string Name, string? Kind, FileCounts Counts, bool AlreadyImported = false, string? Error = null)
{
    public bool Taken => Error is null;
}

/// <summary>What an import did, file by file.</summary>
public sealed record ImportSummary(IReadOnlyList<FileSummary> Files, TimeSpan Elapsed)
{
    public bool AllTaken => Files.All(f => f.Taken);
}

/// <summary>How far an import is: the file (or step) at hand and its share done, 0 to 1.</summary>
public readonly record struct ImportProgress(string What, int Step, int Steps, double Share, long Rows);
