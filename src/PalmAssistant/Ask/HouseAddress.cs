namespace PalmAssistant.Ask;

/// <summary>A house as people write it: 东方小区3号楼2单元501.</summary>
internal static class HouseAddress
{
    public static string? Of(string? estate, string? building, string? unit, string? room)
    {
        var text = estate
            + Part(building, "号楼")
            + Part(unit, "单元")
            + room;
        return text.Length > 0 ? text : null;
    }

    private static string? Part(string? bare, string suffix) =>
        bare is not { Length: > 0 } ? null : char.IsAsciiLetterOrDigit(bare[^1]) ? bare + suffix : bare;
}
