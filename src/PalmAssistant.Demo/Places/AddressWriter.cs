using PalmAssistant.Demo.Drop;

namespace PalmAssistant.Demo.Places;

/// <summary>One house in the many spellings of free-text addresses; all of them still name it and only it.</summary>
internal sealed class AddressWriter(Words words, Dirt dirt)
{
    public string Write(Dice dice, Address at)
    {
        var community = at.Community;
        var estate = at.Estate;
        var full = $"{words.District}{community.Street.Name}{community.Name}{estate.Name}";
        var way = dice.Weighted([50, 12, 11, estate.Shared ? 0 : 9, estate.Shared ? 0 : 7, 6, 3, 2]);
        if (way > 0) dirt.Note($"address spelling {way + 1}");
        return way switch
        {
            0 => $"{full}{at.Building.Number}号楼{at.Unit}单元{at.Room}户",
            1 => $"{words.Province}{words.City}{full}{at.Building.Number}号楼{at.Unit}单元{at.Room}室",
            2 => $"{community.Name}{estate.Name}{at.Building.Number}-{at.Unit}-{at.Room}",
            3 => $"{words.District}{estate.Road}{estate.RoadNumber}号{estate.Name}{at.Building.Number}号楼{at.Unit}单元{at.Room}户",
            4 => $"{estate.Road}{estate.RoadNumber}号{estate.Name}{at.Building.Number}栋{at.Unit}单元{at.Room}",
            5 => $"{community.Street.Name}{community.Name}{estate.Name}{Numerals.Chinese(at.Building.Number)}号楼{Numerals.Chinese(at.Unit)}单元{at.Room}户",
            6 => $"{words.District}{community.Name}{estate.Name}{at.Building.Number}幢{at.Unit}单元{at.Room}室",
            _ => $"{community.Name}{estate.Name}{at.Building.Number}#楼{at.Unit}单元{at.Room}",
        };
    }

    /// <summary>
    /// An address that no house has. The community it names, or null when it names only a street or the district.
    /// </summary>
    public (string Text, CommunityPlan? Community) Unresolvable(Dice dice, CommunityPlan near, string inside)
    {
        dirt.Note("unresolvable address");
        var old = $"{dice.Pick(words.OldPlaces)}{dice.Between(1, 99)}号";
        return dice.Next(4) switch
        {
            0 => ($"{words.District}{old}", null),
            1 => ($"{words.District}{near.Street.Name}{old}", null),
            2 => ($"{words.District}{near.Street.Name}{near.Name}{dice.Pick(near.Estates).Name}{dice.Between(88, 99)}号楼1单元101户", near),
            _ => ($"{words.District}{near.Street.Name}{near.Name}{inside}", near),
        };
    }

    /// <summary>The three cells 楼栋, 单元, 房号 as this community's staff write them.</summary>
    public (Cell Building, Cell Unit, Cell Room) Cells(Dice dice, Address at)
    {
        var (building, unit, room) = (at.Building.Number, at.Unit, at.Room);
        if (dice.Chance(0.015)) return InOneCell(dice, $"{building}-{unit}-{room}");
        if (dice.Chance(0.006)) return InOneCell(dice, $"{building}栋{unit}单元{room}");
        if (dice.Chance(0.006))
        {
            dirt.Note("Chinese numerals");
            return ($"{Numerals.Chinese(building)}号楼", $"{Numerals.Chinese(unit)}单元", $"{room}户");
        }
        return at.Community.BuildingWord switch
        {
            "" => (Cell.Number(building), Cell.Number(unit), Cell.Number(room)),
            "栋" => ($"{building}栋", $"{unit}单元", $"{room}室"),
            "幢" => ($"{building}幢", $"{unit}单元", Cell.Number(room)),
            _ => ($"{building}号楼", $"{unit}单元", Cell.Number(room)),
        };
    }

    private (Cell, Cell, Cell) InOneCell(Dice dice, string text)
    {
        dirt.Note("house in one cell");
        return dice.Weighted([1, 1, 8]) switch { 0 => (text, "", ""), 1 => ("", text, ""), _ => ("", "", text) };
    }
}
