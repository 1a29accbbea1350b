namespace PalmAssistant.Demo.Drop;

/// <summary>What one cell holds. A number is a numeric cell in a workbook and its digits in a text file.</summary>
internal readonly record struct Cell(string Text, bool IsNumber = false)
{
    public static implicit operator Cell(string? text) => new(text ?? "");

    public static Cell Number(int n) => new(n.ToString(System.Globalization.CultureInfo.InvariantCulture), true);
}
