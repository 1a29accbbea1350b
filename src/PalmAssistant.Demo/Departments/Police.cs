using PalmAssistant.Demo.People;
using PalmAssistant.Demo.Places;

namespace PalmAssistant.Demo.Departments;

/// <summary>03 户籍人口 and 04 居住证.</summary>
internal sealed class Police(Desk desk)
{
    public void Write(Dice dice, Neighbourhood place)
    {
        foreach (var person in place.People)
        {
            if (person.Hukou is { } hukou) WriteHukou(dice, place, person, hukou);
            if (person.Permit is { } permit) WritePermit(dice, person, permit);
        }
    }

    private void WriteHukou(Dice dice, Neighbourhood place, Person person, Hukou hukou)
    {
        desk.Register(person);
        var (text, at) = hukou.Address is { } address
            ? (desk.Addresses.Write(dice, address), address.Community)
            : desk.Addresses.Unresolvable(dice, place.Community, "集体户");
        if (person.Alive && hukou.Status == "正常") Count(at);
        if (dice.Chance(0.009)) Row(dice, person, hukou, text, hukou.Changed.AddDays(-dice.Between(20, 900)), again: true);
        Row(dice, person, hukou, text, hukou.Changed, again: false);
    }

    private void Count(CommunityPlan? at)
    {
        desk.Truth.Registered++;
        if (at is not null) desk.TruthOf(at).Registered++;
    }

    private void Row(Dice dice, Person p, Hukou hukou, string text, DateOnly changed, bool again)
    {
        var status = again ? "正常" : hukou.Status;
        var file = desk.Drop["03"];
        Drop.Cell[] row = [desk.Dirt.Id(dice, p.Id!), p.Name, p.Sex, p.Ethnicity, desk.Dirt.Date(dice, p.Birth), hukou.Number, hukou.Relation, text, status, desk.Dirt.Date(dice, changed)];
        if (again) file.AddAgain(row);
        else file.Add(row);
    }

    private void WritePermit(Dice dice, Person person, Permit permit)
    {
        desk.Register(person);
        var address = permit.Address;
        if (person.Survey == Survey.Good && person.IsResident && permit.Until > desk.Today && dice.Chance(0.012))
        {
            address = Geography.AnyAddress(dice, address.Community);
            if (address != permit.Address) desk.Conflict("现住房屋");
        }
        if (permit.Until < desk.Today) desk.Dirt.Note("expired permit");
        if (dice.Chance(0.03)) Row(dice, person, permit, address, permit.Issued.AddYears(-1), again: true);
        Row(dice, person, permit, address, permit.Issued, again: false);
    }

    private void Row(Dice dice, Person p, Permit permit, Address address, DateOnly issued, bool again)
    {
        Drop.Cell[] row = [desk.Dirt.Id(dice, p.Id!), p.Name, permit.From, desk.Addresses.Write(dice, address), desk.Dirt.Date(dice, issued), desk.Dirt.Date(dice, issued.AddYears(1)), permit.Reason];
        if (again) desk.Drop["04"].AddAgain(row);
        else desk.Drop["04"].Add(row);
    }
}
