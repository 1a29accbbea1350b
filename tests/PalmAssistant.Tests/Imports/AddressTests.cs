using CsCheck;
using PalmAssistant.Imports.Addresses;

namespace PalmAssistant.Tests.Imports;

public class AddressTests
{
    private const long District = 379901_000_000_000, Street = 379901001_000_000, Other = 379901002_000_000;
    private const long Community = 379901001001_000, Next = 379901001002_000, Far = 379901002001_000, Grid = 379901001001_002;
    private readonly Gazetteer known = new();
    private readonly AddressResolver resolver;
    private const int House = 7, HouseNext = 8, HouseWithoutUnit = 9, Twin = 10;

    public AddressTests()
    {
        known.AddRegion(District, "云湾区", 1);
        known.AddRegion(Street, "洛阳路街道", 2);
        known.AddRegion(Other, "敦化路街道", 2);
        known.AddRegion(Community, "水清沟社区", 3);
        known.AddRegion(Next, "河崖社区", 3);
        known.AddRegion(Far, "清和村社区", 3);
        known.AddRegion(Grid, "第二网格", 4);
        known.AddEstate(1, Community, "东方小区");
        known.AddEstate(2, Next, "新贵家园");
        known.AddEstate(3, Community, "新贵家园");
        known.AddEstate(4, Far, "天泰城");
        known.AddHouse(House, 1, "3", "2", "501", Grid);
        known.AddHouse(HouseNext, 2, "3", "2", "501", Next);
        known.AddHouse(HouseWithoutUnit, 4, "12", "", "1201", Far);
        known.AddHouse(Twin, 3, "4", "1", "101", Community);
        resolver = new(known);
    }

    [Theory]
    [InlineData("云湾区洛阳路街道水清沟社区东方小区3号楼2单元501户")]
    [InlineData("山东省澜州市云湾区洛阳路街道水清沟社区东方小区3号楼2单元501室")]
    [InlineData("洛阳路街道水清沟社区东方小区三号楼二单元501户")]
    [InlineData("水清沟社区东方小区3-2-501")]
    [InlineData("敦化路310号东方小区3栋2单元501")]
    [InlineData("云湾区敦化路310号东方小区3号楼2单元501户")]
    [InlineData("东方小区3幢2单元501")]
    [InlineData("东方小区3#楼2单元501室")]
    [InlineData("东方小区3#2-501")]
    [InlineData("东方小区３号楼２单元５０１户")]
    [InlineData("东方小区 3号楼 2单元 501")]
    [InlineData("东方小区第3号楼第二单元501号")]
    [InlineData("东方小区03号楼02单元0501")]
    [InlineData("东方小区三号楼二单元五〇一户")]
    [InlineData("东方小区3号楼501")]          // building and room are enough where no other unit has them
    public void An_address_leads_to_its_house(string address) => Assert.Equal(House, resolver.FromText(address).House);

    [Fact]
    public void A_house_counts_where_its_file_says() => Assert.Equal(new Place(House, 1, Grid, Place.AtHouse), resolver.FromText("东方小区3-2-501"));

    [Fact]
    public void A_building_without_units_has_rooms() => Assert.Equal(HouseWithoutUnit, resolver.FromText("清和村社区天泰城十二号楼1201户").House);

    [Theory]
    [InlineData("云湾区洛阳路街道老盐仓48号", Street, 2)]
    [InlineData("云湾区洛阳路街道水清沟社区集体户", Community, 3)]
    [InlineData("云湾区旧渔行10号", District, 1)]
    [InlineData("山东省清泉市", 0, 0)]
    [InlineData("云湾区敦化路12号", District, 1)]                       // a road of a street's stem names no street
    [InlineData("水清沟社区东方小区9号楼2单元501", Community, 3)]        // a building that does not exist
    [InlineData("敦化路310号东方小区9号楼2单元501", Community, 3)]
    [InlineData("水清沟社区新东方小区3-2-501", Community, 3)]            // another estate than 东方小区
    [InlineData("水清沟社区天泰城12号楼1201", Community, 3)]             // named for a community it is not in
    [InlineData("", 0, 0)]
    public void An_unresolved_address_counts_at_the_narrowest_level_it_names(string address, long region, int level)
    {
        var place = resolver.FromText(address);
        Assert.Equal((0, region, level), (place.House, place.Region, place.Level));
    }

    [Fact]
    public void A_same_named_estate_is_told_apart_by_the_community_or_by_the_house()
    {
        Assert.Equal(HouseNext, resolver.FromText("河崖社区新贵家园3-2-501").House);
        Assert.Equal(Twin, resolver.FromText("宁夏路5号新贵家园4-1-101").House);
        known.AddHouse(11, 3, "3", "2", "501", Community);
        Assert.Equal(0, resolver.FromText("宁夏路5号新贵家园3-2-501").House);
    }

    [Theory]
    [InlineData("洛阳路街道", "水清沟社区", "3号楼", "2单元", "501")]
    [InlineData("洛阳路", "水清沟", "3", "2", "501")]
    [InlineData("洛阳路街道", "水清沟社区", "3栋", "2单元", "501室")]
    [InlineData("洛阳路街道", "水清沟社区", "三号楼", "二单元", "501户")]
    [InlineData("洛阳路街道", "水清沟社区", "", "", "3-2-501")]
    [InlineData("洛阳路街道", "水清沟社区", "", "", "3栋2单元501")]
    [InlineData("洛阳路街道", "水清沟社区", "3-2-501", "", "")]
    [InlineData("洛阳路街道", "水清沟社区", "", "3-2-501", "")]
    [InlineData("", "", "3.0", "2.0", "501.0")]
    public void Cells_lead_to_the_house(string street, string community, string building, string unit, string room) =>
        Assert.Equal(House, resolver.FromCells(street, community, "东方小区", building, unit, room).House);

    [Fact]
    public void Any_spelling_of_any_house_finds_it()
    {
        var number = Gen.Int[1, 40];
        Gen.Select(number, Gen.Int[1, 9], Gen.Int[1, 33], Gen.Int[1, 4], Gen.Int[0, 5]).Sample((building, unit, floor, door, spelling) =>
        {
            var room = $"{floor}{door:00}";
            known.AddHouse(building * 1_000_000 + unit * 100_000 + floor * 100 + door, 1, $"{building}", $"{unit}", room, Community);
            var tail = spelling switch
            {
                0 => $"{building}号楼{unit}单元{room}户",
                1 => $"{building}栋{unit}单元{room}室",
                2 => $"{building}幢{unit}单元{room}",
                3 => $"{building}-{unit}-{room}",
                4 => $"{building}#楼{unit}单元{room}",
                _ => $"{Chinese(building)}号楼{Chinese(unit)}单元{room}户",
            };
            var place = resolver.FromText("云湾区洛阳路街道水清沟社区东方小区" + tail);
            return (building, unit, room) == ("3", "2", "501").Parsed() ? place.House == House : place.House == building * 1_000_000 + unit * 100_000 + floor * 100 + door;
        }, threads: 1);       // the gazetteer is filled as it goes: one at a time
    }

    [Fact]
    public void No_text_makes_an_address_throw() =>
        Gen.Select(Gen.String, Gen.String).Sample((a, b) =>
        {
            resolver.FromText(a);
            resolver.FromText("水清沟社区东方小区" + b);
            resolver.FromCells(a, b, "东方小区", b, a, b);
        });

    private static string Chinese(int n)
    {
        const string Digits = "零一二三四五六七八九";
        return n < 10 ? $"{Digits[n]}" : (n < 20 ? "十" : $"{Digits[n / 10]}十") + (n % 10 == 0 ? "" : $"{Digits[n % 10]}");
    }
}

file static class HouseNumber
{
    public static (int, int, string) Parsed(this (string Building, string Unit, string Room) house) => (int.Parse(house.Building), int.Parse(house.Unit), house.Room);
}
