using System.Text;
using Microsoft.Playwright;

namespace PalmAssistant.Browser.Tests;

public class WebChatTests(TalkingService talking, Browser browser) : IClassFixture<TalkingService>, IClassFixture<Browser>
{
    [Theory]
    [InlineData("sq001", "王丽", "社区工作者", "辽源路社区", false)]
    [InlineData("jd001", "李军", "街道干部", "敦化路街道", true)]
    [InlineData("qj001", "赵敏", "区级干部", "市北区", false)]
    [InlineData("kb001", "周洁", "知识库管理员", "市北区", true)]
    public async Task Whoever_signs_in_is_greeted_by_name_role_and_region(string account, string name, string role, string region, bool phone)
    {
        await using var person = await browser.NewPerson(talking.Service.Address, phone);
        await person.SignIn(account);
        var header = await person.Page.Locator("header.bar").InnerTextAsync();
        Assert.Contains(name, header);
        Assert.Contains(role, header);
        Assert.Contains(region, header);
        await person.Page.Locator(".webchat__suggested-actions button").First.WaitForAsync();
        await person.Photograph($"greeting-{role}-{(phone ? "phone" : "desk")}");
        Assert.True(await FitsTheWidth(person));
        Assert.Empty(person.Complaints);
    }

    [Fact]
    public async Task Typing_and_Enter_is_all_it_takes()
    {
        await using var person = await browser.NewPerson(talking.Service.Address);
        await person.SignIn("sq001");
        await Assertions.Expect(person.Input).ToBeFocusedAsync();
        await person.Page.Keyboard.TypeAsync("说 键盘就够了");
        await person.Page.Keyboard.PressAsync("Enter");
        await person.Hear("键盘就够了");
        await Assertions.Expect(person.Input).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_slow_answer_shows_that_it_is_being_worked_on()
    {
        await using var person = await browser.NewPerson(talking.Service.Address);
        await person.SignIn("sq001");
        await person.Say("慢 2500");
        await person.Page.Locator(".webchat__typing-indicator, .webchat__typingIndicator").First.WaitForAsync();
        await person.Hear("好了");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_card_is_pressed_once(bool phone)
    {
        await using var person = await browser.NewPerson(talking.Service.Address, phone);
        await person.SignIn("sq001");
        await person.Say("卡片");
        await person.Hear("确认？");
        await person.Press("确认");
        await person.Hear("办好了：yes");
        await person.Press("取消");
        await person.Hear("已经办过了");
        await person.Photograph($"card-{(phone ? "phone" : "desk")}");
        Assert.True(await FitsTheWidth(person));
        Assert.Empty(person.Complaints);
    }

    [Fact]
    public async Task A_file_is_sent_with_its_name()
    {
        await using var person = await browser.NewPerson(talking.Service.Address);
        await person.SignIn("sq001");
        await person.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "走访记录 三月.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("三户") });
        await person.Input.FocusAsync();
        await person.Page.Keyboard.PressAsync("Enter");
        await person.Hear("走访记录 三月.txt text/plain 三户");
    }

    [Fact]
    public async Task A_reload_keeps_the_conversation_and_start_over_forgets_it()
    {
        await using var person = await browser.NewPerson(talking.Service.Address);
        await person.SignIn("sq001");
        await person.Say("数一下");
        await person.Hear("第1次");
        await person.Page.ReloadAsync();
        await person.Hear("第1次");
        await person.Say("数一下");
        await person.Hear("第2次");
        await person.Page.Locator("#start-over").ClickAsync();
        await person.Hear("请问您要查什么");
        await person.Say("数一下");
        await Assertions.Expect(person.Page.Locator(".webchat__bubble__content", new() { HasText = "第1次" })).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Markup_that_somebody_types_stays_text()
    {
        await using var person = await browser.NewPerson(talking.Service.Address);
        await person.SignIn("sq001");
        await person.Say("说 <img/src=x/onerror=alert(1)>[点我](http://evil.example)**粗**");
        await person.Hear("<img/src=x/onerror=alert(1)>[点我](http://evil.example)**粗**");
        Assert.Equal(0, await person.Page.Locator("main a[href*='evil']").CountAsync());
        Assert.Empty(person.Complaints);
    }

    [Fact]
    public async Task When_the_line_drops_the_page_says_so_and_comes_back()
    {
        await using var service = await RunningService.Start(talking.Database.ConnectionString, TalkingService.AddOddDialog);
        await using var person = await browser.NewPerson(service.Address);
        await person.SignIn("sq001");
        await person.Say("数一下");
        await person.Hear("第1次");
        await service.Stop();
        await person.Page.Locator("#notice", new() { HasText = "连接已断开" }).WaitForAsync();
        await person.Photograph("disconnected-desk");
        await service.Start();
        await person.Page.Locator("#notice").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await person.Say("数一下");
        await person.Hear("第2次");
    }

    [Fact]
    public async Task The_sign_in_page_finds_an_account()
    {
        await using var person = await browser.NewPerson(talking.Service.Address);
        await person.Page.GotoAsync("/");
        // Whoever arrives can type at once; the browser puts the cursor there when it first draws, which is after the page has loaded.
        await Assertions.Expect(person.Page.Locator("input[name=q]")).ToBeFocusedAsync();
        await person.Page.Keyboard.TypeAsync("街道");
        await person.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(person.Page.Locator("button[name=account]")).ToHaveCountAsync(1);
        await person.Photograph("signin-search-desk");
        await person.Page.Locator("input[name=q]").FillAsync("没有这个人");
        await person.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(person.Page.Locator(".empty")).ToContainTextAsync("没有找到“没有这个人”");
        Assert.Empty(person.Complaints);
    }

    [Fact]
    public async Task In_production_nobody_picks_an_account()
    {
        await using var service = await RunningService.Start(talking.Database.ConnectionString, null, "--environment=Production");
        await using var person = await browser.NewPerson(service.Address);
        var home = await person.Page.GotoAsync("/");
        Assert.Equal(401, home!.Status);
        Assert.Contains("政务工作台", await person.Page.InnerTextAsync("main"));
        var signIn = await person.Page.GotoAsync("/signin");
        Assert.Equal(404, signIn!.Status);
    }

    private static Task<bool> FitsTheWidth(Person person) => person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth");
}
