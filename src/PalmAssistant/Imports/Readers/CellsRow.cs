namespace PalmAssistant.Imports.Readers;

/// <summary>One row from cells under canonical headers: a quarantined row on its way back in.</summary>
public sealed class CellsRow(Profile profile, IReadOnlyDictionary<string, string> cells, int rowNumber) : IRowReader
{
    private bool read;

    public string Encoding => "cells";

    public int RowNumber => rowNumber;

    public double Progress => read ? 1 : 0;

    public int CellCount => profile.Columns.Count;

    public string Cell(int column) => cells.TryGetValue(profile.Columns[column].Header, out var cell) ? cell : "";

    public bool Read() => !read && (read = true);

    public void Dispose()
    {
    }
}
