using PalmAssistant.Imports.Cleaning;

namespace PalmAssistant.Imports.Addresses;

/// <summary>
/// Building, unit and room, bare: "3", "2", "501". "" = not named.
/// Read from 3号楼2单元501户, 3栋501, 3#楼2-501, 3-2-501, 三号楼二单元501室, A座1201, and from single cells.
/// </summary>
public readonly record struct DoorNumber(string Building, string Unit, string Room)
{
    private static readonly string[] BuildingMarks = ["号楼", "#楼", "栋", "幢", "座", "楼", "#"];
    private static readonly string[] RoomMarks = ["房间", "号房", "户", "室", "号", "房"];

    /// <summary>What stands after the estate's name. Null when it is no door number.</summary>
    public static DoorNumber? Parse(string text)
    {
        text = Prepare(text);
        if (text.Length is 0 or > 32) return null;
        var building = TakeUntilMark(ref text, BuildingMarks);
        var unit = TakeUntilMark(ref text, ["单元", "门栋"]);
        var parts = WithoutRoomMark(text).Split('-', StringSplitOptions.RemoveEmptyEntries);
        if (building is null && unit is null)
            return parts.Length switch
            {
                3 => Checked(parts[0], parts[1], parts[2]),
                2 => Checked(parts[0], "", parts[1]),
                _ => null,
            };
        if (building is not null && unit is null && parts.Length == 2) return Checked(building, parts[0], parts[1]);
        return parts.Length <= 1 ? Checked(building ?? "", unit ?? "", parts.Length == 1 ? parts[0] : "") : null;
    }

    /// <summary>Three cells, of which one alone may hold everything ("3-2-501", "3栋2单元501").</summary>
    public static DoorNumber FromCells(string building, string unit, string room)
    {
        if (IsWhole(room) && Parse(room) is { } inRoom) return inRoom with { Building = inRoom.Building.Length > 0 ? inRoom.Building : Bare(building), Unit = inRoom.Unit.Length > 0 ? inRoom.Unit : Bare(unit) };
        if (room.Length == 0 && IsWhole(building) && Parse(building) is { } inBuilding) return inBuilding;
        if (room.Length == 0 && building.Length == 0 && Parse(unit) is { } inUnit) return inUnit;
        return new(Bare(building), Bare(unit), Bare(room));
    }

    /// <summary>One cell without its mark: 3号楼 → 3, 二单元 → 2, 501室 → 501, 03 → 3.</summary>
    public static string Bare(string cell)
    {
        if (cell.Length == 0) return "";
        if (IsPlainNumber(cell)) return cell;
        var text = Prepare(cell);
        foreach (var mark in BuildingMarks)
            if (text.EndsWith(mark, StringComparison.Ordinal)) return Number(text[..^mark.Length]);
        if (text.EndsWith("单元", StringComparison.Ordinal)) return Number(text[..^2]);
        return Number(WithoutRoomMark(text));
    }

    private static DoorNumber? Checked(string building, string unit, string room) =>
        IsToken(building) && IsToken(unit) && IsToken(room) ? new(Number(building), Number(unit), Number(room)) : null;

    private static bool IsToken(string text) => text.Length <= 8 && text.All(c => char.IsAsciiLetterOrDigit(c) || "甲乙丙丁戊东西南北中".Contains(c, StringComparison.Ordinal));

    private static bool IsWhole(string cell) => cell.AsSpan().ContainsAny("-－—–/栋幢楼元#");

    private static string Prepare(string text)
    {
        Span<char> half = stackalloc char[Math.Min(text.Length, 64)];
        var n = 0;
        foreach (var raw in text)
        {
            if (n == half.Length) break;
            var c = Words.Half(raw);
            if (Words.IsBlank(c) || c is ',' or '，' or '\'' or '第') continue;
            half[n++] = c is '—' or '–' or '/' or '－' or '_' ? '-' : char.ToUpperInvariant(c);
        }
        return ChineseNumber.ToDigits(new string(half[..n]));
    }

    private static string? TakeUntilMark(ref string text, ReadOnlySpan<string> marks)
    {
        foreach (var mark in marks)
        {
            var at = text.IndexOf(mark, StringComparison.Ordinal);
            if (at <= 0) continue;
            var before = text[..at];
            text = text[(at + mark.Length)..].TrimStart('-');
            return before;
        }
        return null;
    }

    private static string WithoutRoomMark(string text)
    {
        foreach (var mark in RoomMarks)
            if (text.EndsWith(mark, StringComparison.Ordinal)) return text[..^mark.Length];
        return text;
    }

    private static bool IsPlainNumber(string cell) => cell[0] is >= '1' and <= '9' && !cell.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static string Number(string text)
    {
        if (text.EndsWith(".0", StringComparison.Ordinal)) text = text[..^2];
        return text.Length > 1 && text[0] == '0' && text.AsSpan().TrimStart('0').Length > 0 ? text.TrimStart('0') : text;
    }
}
