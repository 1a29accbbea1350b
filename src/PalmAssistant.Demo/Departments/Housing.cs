using PalmAssistant.Demo.Drop;
using PalmAssistant.Demo.People;

namespace PalmAssistant.Demo.Departments;

/// <summary>01 房屋.</summary>
internal sealed class Housing(Desk desk, DemoStyle style)
{
    public void Write(Dice dice, Neighbourhood place)
    {
        var truth = desk.TruthOf(place.Community);
        foreach (var house in place.Houses)
        {
            truth.Houses++;
            if (house.Status == "空置") truth.VacantHouses++;
            if (house.Status is "出租" or "群租") truth.RentedHouses++;
            Write(dice, house);
        }
    }

    private void Write(Dice dice, House house)
    {
        var collected = desk.DaysAgo(dice, 5, 390);
        var owner = house.Status == "自住" && house.People.Count > 0 ? house.People[0].Name : desk.Names.Any(dice);
        var phone = dice.Chance(0.03) ? "" : desk.Phones.Next();
        if (dice.Chance(0.008)) Row(dice, house, owner, phone, collected.AddDays(-dice.Between(30, 300)), again: true);
        Row(dice, house, owner, phone, collected, again: false);
    }

    private void Row(Dice dice, House house, string owner, string phone, DateOnly collected, bool again)
    {
        var at = house.Address;
        var community = at.Community;
        var code = style == DemoStyle.A ? desk.Codes.Of(community, at.Building.Grid) : desk.Codes.Of(community);
        var (building, unit, room) = desk.Addresses.Cells(dice, at);
        var area = new Cell(house.Area, true);
        Cell[] row = [code, community.Street.Name, community.Name, Administration.GridName(at.Building.Grid), at.Estate.Name, building, unit, room,
            house.Usage, area, house.Status, owner, phone, desk.Dirt.Date(dice, collected)];
        if (again) desk.Drop["01"].AddAgain(row);
        else desk.Drop["01"].Add(row);
    }
}
