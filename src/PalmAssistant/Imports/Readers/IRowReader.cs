namespace PalmAssistant.Imports.Readers;

/// <summary>The rows of one sheet, one at a time. Cells are text as the file holds it; "" where there is none.</summary>
public interface IRowReader : IDisposable
{
    /// <summary>Charset or "xlsx", for the journal.</summary>
    string Encoding { get; }

    /// <summary>The row just read, 1 = the first line of the file.</summary>
    int RowNumber { get; }

    /// <summary>How much of the file has been read, 0 to 1.</summary>
    double Progress { get; }

    /// <exception cref="DropFileError">The file breaks off or is malformed here.</exception>
    bool Read();

    int CellCount { get; }

    string Cell(int column);
}
