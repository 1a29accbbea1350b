using PalmAssistant.Demo.Drop;
using PalmAssistant.Demo.People;
using PalmAssistant.Demo.Places;

namespace PalmAssistant.Demo.Departments;

/// <summary>15 市场主体 and 16 九小场所.</summary>
internal sealed class Market(Desk desk)
{
    private const double EntitiesPerResident = 0.3925;
    private static readonly int[] Capitals = [1, 3, 5, 10, 10, 50, 50, 100, 100, 200, 500, 1000, 3000];
    private readonly CreditCodeIssuer codes = new(desk.Words.County);
    private readonly double[] industryWeights = [.. desk.Words.Industries.Select(i => i.Weight)];
    private readonly double[] venueWeights = [.. desk.Words.Venues.Select(v => v.Weight)];

    public void Write(Dice dice, Neighbourhood place)
    {
        var premises = place.Houses.Where(h => h.Usage is "商铺" or "办公").ToList();
        if (premises.Count == 0) premises = place.Houses;
        var entities = (int)(place.Community.Residents * EntitiesPerResident) + 1;
        for (var n = 0; n < entities; n++) WriteEntity(dice, place, dice.Chance(0.55) ? dice.Pick(premises) : dice.Pick(place.Houses));
        WriteVenues(dice, place, premises);
    }

    private void WriteEntity(Dice dice, Neighbourhood place, House house)
    {
        var (prefix, kind) = dice.Weighted([66.5, 33, 0.5]) switch { 0 => ("92", "个体工商户"), 1 => ("91", "企业"), _ => ("93", "农民专业合作社") };
        var industry = desk.Words.Industries[dice.Weighted(industryWeights)];
        var status = dice.Weighted([76, 19, 5]) switch { 0 => "在业", 1 => "注销", _ => "吊销" };
        var founded = desk.DaysAgo(dice, 3, dice.Chance(0.7) ? 3650 : 9000);
        var (address, at) = dice.Chance(0.015)
            ? desk.Addresses.Unresolvable(dice, place.Community, "院内")
            : (desk.Addresses.Write(dice, house.Address), house.Address.Community);
        var code = codes.Next(prefix);
        Cell[] row = [desk.Dirt.Code(dice, code), Name(dice, kind, industry), kind, industry.Name, Head(dice, place),
            dice.Chance(0.001) ? desk.Dirt.Impossible(dice, founded) : desk.Dirt.Date(dice, founded), status,
            kind == "企业" || dice.Chance(0.2) ? Cell.Number(dice.Pick(Capitals)) : "", address, dice.Chance(0.1) ? "" : desk.Phones.Next()];
        if (dice.Chance(0.0015))
        {
            row[0] = Wrong(dice, code);
            desk.Drop["15"].AddLost(row);
            return;
        }
        desk.Drop["15"].Add(row);
        if (dice.Chance(0.003)) desk.Drop["15"].AddAgain(row);
        Count(at, status);
    }

    private void Count(CommunityPlan? at, string status)
    {
        desk.Truth.Entities++;
        if (at is null) return;
        desk.TruthOf(at).Entities++;
        if (status == "在业") desk.TruthOf(at).ActiveEntities++;
    }

    private string Name(Dice dice, string kind, Words.Industry industry)
    {
        if (kind == "个体工商户" && dice.Chance(0.002)) return $"{desk.Words.District}\"老味道\",{dice.Pick(industry.Shop)}";
        var trade = string.Concat(Enumerable.Range(0, dice.Between(2, 3)).Select(_ => dice.Pick(desk.Words.TradeSyllables)));
        return kind switch
        {
            "企业" => $"{desk.Words.CityShort}市{trade}{dice.Pick(industry.Company)}",
            "个体工商户" => $"{desk.Words.District}{trade}{dice.Pick(industry.Shop)}",
            _ => $"{desk.Words.CityShort}{trade}果蔬专业合作社",
        };
    }

    private string Head(Dice dice, Neighbourhood place)
    {
        var someone = dice.Pick(place.People);
        return someone.Id is not null && dice.Chance(0.4) && someone.AgeOn(desk.Today) > 20 ? someone.Name : desk.Names.Any(dice);
    }

    private string Wrong(Dice dice, string code)
    {
        desk.Dirt.Note("failed credit code");
        while (true)
        {
            var at = dice.Between(9, 16);
            var wrong = $"{code[..at]}{dice.Next(10)}{code[(at + 1)..]}";
            if (wrong != code) return wrong;
        }
    }

    private void WriteVenues(Dice dice, Neighbourhood place, List<House> premises)
    {
        var taken = new HashSet<(string, Address)>();
        var wanted = Math.Max(18, place.Community.Residents / 180);
        for (var n = 0; n < wanted; n++)
        {
            var kind = n < desk.Words.Venues.Length ? desk.Words.Venues[n] : desk.Words.Venues[dice.Weighted(venueWeights)];
            var house = dice.Pick(premises);
            var name = $"{dice.Pick(desk.Words.TradeSyllables)}{dice.Pick(desk.Words.TradeSyllables)}{dice.Pick(kind.Names)}";
            if (taken.Add((name, house.Address))) WriteVenue(dice, house, kind.Kind, name);
        }
    }

    private void WriteVenue(Dice dice, House house, string kind, string name)
    {
        desk.TruthOf(house.Address.Community).Venues++;
        var hazard = dice.Weighted([82, 10, 8]) switch { 0 => "无", 1 => "已整改", _ => "未整改" };
        var inspected = desk.DaysAgo(dice, 1, dice.Chance(0.85) ? 150 : 700);
        var (manager, phone, staff, area) = (desk.Names.Any(dice), desk.Phones.Next(), Cell.Number(dice.Between(1, 24)), Cell.Number(dice.Between(12, 290)));
        if (dice.Chance(0.03)) Row(inspected.AddDays(-dice.Between(40, 300)), again: true);
        Row(inspected, again: false);

        void Row(DateOnly day, bool again)
        {
            Cell[] row = [name, kind, desk.Addresses.Write(dice, house.Address), manager, phone, staff, area, desk.Dirt.Date(dice, day), hazard];
            if (again) desk.Drop["16"].AddAgain(row);
            else desk.Drop["16"].Add(row);
        }
    }
}
