namespace PalmAssistant.Reports.Forms;

/// <summary>"AB12" and ranges, to numbers and back. Rows and columns are 1-based.</summary>
public static class CellName
{
    public static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26) letters = (char)('A' + (column - 1) % 26) + letters;
        return letters;
    }

    public static int Column(string letters) => letters.Aggregate(0, (sum, c) => sum * 26 + (char.ToUpperInvariant(c) - 'A' + 1));

    public static string Of(int row, int column) => Letters(column) + row;

    public static (int Row, int Column) Parse(string name)
    {
        var bare = name.Replace("$", "", StringComparison.Ordinal);
        var split = bare.TakeWhile(char.IsAsciiLetter).Count();
        return (split < bare.Length ? int.Parse(bare[split..], System.Globalization.CultureInfo.InvariantCulture) : 1, Column(bare[..split]));
    }

    public static CellRange Range(string reference)
    {
        var ends = reference.Split(':');
        var (top, left) = Parse(ends[0]);
        var (bottom, right) = ends.Length > 1 ? Parse(ends[1]) : (top, left);
        return new(top, left, bottom, right);
    }
}
