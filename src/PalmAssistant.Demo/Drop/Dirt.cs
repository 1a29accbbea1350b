using System.Globalization;
using PalmAssistant.Community;

namespace PalmAssistant.Demo.Drop;

/// <summary>Writes numbers and dates the way hurried people and old systems do; counts each habit.</summary>
internal sealed class Dirt(DemoTruth truth)
{
    private static readonly DateOnly SerialZero = new(1899, 12, 30);

    public void Note(string kind) => truth.Dirt[kind] = truth.Dirt.GetValueOrDefault(kind) + 1;

    /// <summary>A number that can be repaired, or is clean.</summary>
    public string Id(Dice dice, string id)
    {
        if (id[^1] == 'X' && dice.Chance(0.3)) return Noted("lower-case x", id[..^1] + "x");
        var at = dice.NextShare();
        return at switch
        {
            < 0.003 => Noted("full width", FullWidth(id)),
            < 0.006 => Noted("inner spaces", $"{id[..6]} {id[6..14]} {id[14..]}"),
            < 0.008 => Noted("trailing space", id + " "),
            < 0.012 => Noted("leading '", "'" + id),
            < 0.0135 when Shortened(id) is { } old => Noted("15 digits", old),
            _ => id,
        };
    }

    /// <summary>The same for the 20 characters of a disability card and the credit code: no 15-digit form.</summary>
    public string Code(Dice dice, string code) => dice.NextShare() switch
    {
        < 0.003 => Noted("full width", FullWidth(code)),
        < 0.006 => Noted("inner spaces", $"{code[..6]} {code[6..]}"),
        < 0.012 => Noted("lower-case code", code.ToLowerInvariant()),
        _ => code,
    };

    /// <summary>A number nobody can use as a key: a digit wrong, one lost, or a date that never was.</summary>
    public string Broken(Dice dice, string id)
    {
        Note("failed checksum");
        while (true)
        {
            var at = dice.Between(6, 16);
            var broken = dice.Next(10) switch
            {
                0 => id.Remove(at, 1),
                1 => $"{id[..10]}45{id[12..]}",
                _ => $"{id[..at]}{dice.Next(10)}{id[(at + 1)..]}",
            };
            if (broken != id && !IdNumber.HasRightCheck(broken)) return broken;
        }
    }

    public Cell Date(Dice dice, DateOnly date)
    {
        if (!dice.Chance(0.2)) return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return dice.Next(5) switch
        {
            0 => Spelled("date 2024-3-5", date, "yyyy-M-d"),
            1 => Spelled("date 2024/03/05", date, "yyyy/MM/dd"),
            2 => Spelled("date 2024年3月5日", date, "yyyy年M月d日"),
            3 => Spelled("date 20240305", date, "yyyyMMdd"),
            _ => Serial(date),
        };
    }

    public Cell Month(Dice dice, DateOnly month)
    {
        if (!dice.Chance(0.25)) return month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return dice.Next(3) switch
        {
            0 => Spelled("month 2024.3", month, "yyyy.M"),
            1 => Spelled("month 202403", month, "yyyyMM"),
            _ => Spelled("month 2024年3月", month, "yyyy年M月"),
        };
    }

    /// <summary>A day of that year which never was.</summary>
    public string Impossible(Dice dice, DateOnly near) => Noted("impossible date", string.Create(CultureInfo.InvariantCulture, $"{near.Year}-{dice.Pick(["02-30", "06-31", "11-31", "13-05", "02-31"])}"));

    private Cell Serial(DateOnly date)
    {
        Note("date as serial");
        return Cell.Number(date.DayNumber - SerialZero.DayNumber);
    }

    private string Spelled(string kind, DateOnly date, string format) => Noted(kind, date.ToString(format, CultureInfo.InvariantCulture));

    private string Noted(string kind, string text)
    {
        Note(kind);
        return text;
    }

    private static string? Shortened(string id) =>
        id.AsSpan(6, 2) is "19" && id[14..17] is var order && string.CompareOrdinal(order, "996") < 0 ? id[..6] + id[8..17] : null;

    private static string FullWidth(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++) to[i] = (char)(from[i] + 0xFEE0);
    });
}
