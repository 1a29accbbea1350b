using System.Globalization;

namespace PalmAssistant.Browser.Tests;

/// <summary>From signing in to the answer's card, in the browser, as the people who use it.</summary>
public class AskInChatTests(DemoStreet street, Browser browser) : IClassFixture<DemoStreet>, IClassFixture<Browser>
{
    [Theory]
    [InlineData("社区工作者", false)]
    [InlineData("街道干部", true)]
    [InlineData("区级干部", false)]
    public async Task Each_role_asks_the_same_and_sees_its_own_figure(string role, bool phone)
    {
        var (account, low, high) = await street.AccountOf(role);
        var expected = (await street.Residents(low, high)).ToString("#,0", CultureInfo.InvariantCulture);
        await using var person = await browser.NewPerson(street.Service.Address, phone);
        await person.SignIn(account);
        await person.Say("现在有多少人");
        await person.Page.Locator(".ac-adaptiveCard", new() { HasText = expected }).WaitForAsync();
        await person.Photograph($"number-{role}-{(phone ? "phone" : "desk")}");
        Assert.Empty(person.Complaints);
    }

    [Fact]
    public async Task A_suggested_question_is_asked_by_pressing_it()
    {
        var (account, _, _) = await street.AccountOf("社区书记");
        await using var person = await browser.NewPerson(street.Service.Address);
        await person.SignIn(account);
        await person.Page.Locator(".webchat__suggested-actions button").First.ClickAsync();
        await person.Page.Locator(".webchat__bubble--from-user").WaitForAsync();
        await person.Page.Locator(".ac-adaptiveCard", new() { HasText = "实有人口" }).WaitForAsync();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_table_a_follow_up_and_a_list_fit_the_screen(bool phone)
    {
        var (account, _, _) = await street.AccountOf("街道干部");
        var width = phone ? "phone" : "desk";
        await using var person = await browser.NewPerson(street.Service.Address, phone);
        await person.SignIn(account);
        await person.Say("按社区统计60岁以上老人");
        await person.Page.Locator(".ac-adaptiveCard", new() { HasText = "按社区" }).WaitForAsync();
        await person.Say("那女的呢");
        await person.Page.Locator(".ac-adaptiveCard", new() { HasText = "女" }).WaitForAsync();
        await person.Photograph($"table-{width}");
        await person.Say("80岁以上的老人名单");
        await person.Page.Locator(".ac-adaptiveCard", new() { HasText = "****" }).WaitForAsync();
        await person.Photograph($"list-{width}");
        Assert.True(await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(person.Complaints);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_portrait_says_every_matter_with_its_own_value(bool phone)
    {
        var (worker, _, name, _) = await street.SomebodyKnown(3);
        var width = phone ? "phone" : "desk";
        await using var person = await browser.NewPerson(street.Service.Address, phone);
        await person.SignIn(worker);
        foreach (var (said, heading, first) in new[] { ("咱社区画个像", "画像", "人口"), ($"{name}啥情况", $"姓名={name}", "姓名") })
        {
            await person.Say(said);
            var card = person.Page.Locator(".ac-adaptiveCard", new() { HasText = heading }).Last;
            await card.WaitForAsync();
            var rows = card.Locator("[role='row']");
            Assert.True(await rows.First.IsVisibleAsync());
            Assert.StartsWith(first, await rows.First.InnerTextAsync(), StringComparison.Ordinal);
            Assert.Equal(0, await card.Locator("[data-label]").CountAsync());      // no row is told under another's name
            Assert.True(await card.EvaluateAsync<bool>("card => [...card.querySelectorAll('.ac-textBlock')].every(t => t.getBoundingClientRect().right <= card.getBoundingClientRect().right + 1)"));      // nothing is cut off at the edge
            await card.EvaluateAsync("card => card.scrollIntoView({ block: 'start' })");
            await person.Photograph($"portrait-{first}-{width}");
        }
        Assert.True(await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(person.Complaints);
    }

    [Fact]
    public async Task Whoever_has_no_business_with_the_data_is_told_so()
    {
        var (account, _, _) = await street.AccountOf("知识库管理员");
        await using var person = await browser.NewPerson(street.Service.Address);
        await person.SignIn(account);
        await person.Say("现在有多少人");
        await person.Hear("不能查询");
        await person.Photograph("denied-desk");
    }
}
