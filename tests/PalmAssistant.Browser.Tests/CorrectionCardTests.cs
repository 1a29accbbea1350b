namespace PalmAssistant.Browser.Tests;

/// <summary>Corrections, approvals and visits as people press them, at a desk and on a phone.</summary>
public class CorrectionCardTests(DemoStreet street, Browser browser) : IClassFixture<DemoStreet>, IClassFixture<Browser>
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_correction_is_checked_sent_approved_and_told(bool phone)
    {
        var width = phone ? "phone" : "desk";
        var (worker, secretary, name, address) = await street.SomebodyKnown(phone ? 1 : 0);
        await using var at = await browser.NewPerson(street.Service.Address, phone);
        await at.SignIn(worker);
        await at.Say($"{address}的{name}电话改成13912345678");
        await at.Hear("请核对要改的内容");
        await Picture(at, $"correction-phone-{width}");
        await at.Press("改对了");
        await at.Hear("改好了");
        await at.Say($"{address}的{name}上个月去世了");
        await at.Hear("去世日期");
        await Picture(at, $"correction-death-{width}");
        await at.Press("改对了");
        await at.Hear("等社区书记同意");

        await using var chief = await browser.NewPerson(street.Service.Address, phone);
        await chief.SignIn(secretary);
        await chief.Say("待我审批的");
        await chief.Hear("等您审批的");
        await Picture(chief, $"correction-waiting-{width}");
        await chief.Press("同意");
        await chief.Hear("已同意");

        await at.Say("我提的更正");
        await at.Hear("已同意，已生效");
        await Picture(at, $"correction-own-{width}");
        Assert.True(await at.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.True(await chief.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(at.Complaints);
        Assert.Empty(chief.Complaints);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_round_of_visits_is_confirmed_by_pressing(bool phone)
    {
        var width = phone ? "phone" : "desk";
        var (worker, _, name, address) = await street.SomebodyKnown(2);
        await street.Age(worker);
        await using var at = await browser.NewPerson(street.Service.Address, phone);
        await at.SignIn(worker);
        await at.Say($"{address}的{name}多久没更新了");
        await at.Hear("最近一次更新");
        await Picture(at, $"freshness-{width}");
        await at.Say("今天该跑哪几户");
        await at.Hear("该核实的有");
        await Picture(at, $"visits-{width}");
        // Another house at each width: one confirmed today is not confirmed again.
        var confirm = at.Page.Locator(".ac-pushButton", new() { HasText = "还是这样" });
        await (phone ? confirm.Nth(1) : confirm.Last).ClickAsync();
        await at.Hear("核实无误");
        Assert.True(await at.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(at.Complaints);
    }

    /// <summary>With the newest card in sight. Set by script: the transcript scrolls itself to its end meanwhile, and waiting for it to stand still can outlast any patience.</summary>
    private static async Task Picture(Person person, string name)
    {
        await person.Page.Locator(".ac-adaptiveCard").Last.EvaluateAsync("card => card.scrollIntoView({ block: 'nearest' })");
        await person.Photograph(name);
    }
}
