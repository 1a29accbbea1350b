using System.Globalization;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Pages;

/// <summary>What people type, as it is kept: full-width digits and thousands separators read, dates as yyyy-MM-dd. What cannot be read stays as typed, for the checks to name.</summary>
public static class CellText
{
    public const int Longest = 2000;

    /// <returns>null when nothing is left</returns>
    public static string? Normal(CellType type, string? text)
    {
        var bare = new string([.. (text ?? "").Where(c => !char.IsControl(c) || c == '\n')]).Trim();
        if (bare.Length == 0) return null;
        if (bare.Length > Longest) bare = bare[..Longest];
        return type switch
        {
            CellType.Integer or CellType.Number => Number(Narrow(bare)) ?? bare,
            CellType.Date => Date(Narrow(bare)) ?? bare,
            _ => bare,
        };
    }

    private static string? Number(string text) =>
        decimal.TryParse(text.Replace(" ", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.####", CultureInfo.InvariantCulture) : null;

    /// <summary>A month stays a month.</summary>
    private static string? Date(string text) => Checks.ReadDate(text) is not { } date ? null
        : text.Split(['-', '/', '.', '年', '月', '日', ' '], StringSplitOptions.RemoveEmptyEntries).Length == 2 ? $"{date:yyyy-MM}" : $"{date:yyyy-MM-dd}";

    private static string Narrow(string text) => new([.. text.Select(c => c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c == '　' ? ' ' : c)]);
}
