using Microsoft.Playwright;
using PalmAssistant.Database.Tests.Reports;
using PalmAssistant.Reports;

namespace PalmAssistant.Browser.Tests;

/// <summary>The form page and the publisher's page as people use them, at a desk and with a phone.</summary>
public class ReportPagesTests(ReportingService town, Browser browser) : IClassFixture<ReportingService>, IClassFixture<Browser>
{
    private static string Cell(string column) => $"0/{ReportingService.Row}/{column}";

    private static ILocator Input(Person person, string column) => person.Page.Locator($"[data-cell=\"{Cell(column)}\"]");

    private async Task<Person> As(string account, bool phone = false)
    {
        var person = await browser.NewPerson(town.Service.Address, phone);
        var request = person.Page.APIRequest;
        await request.PostAsync("/signin", new() { Form = request.CreateFormData().Set("account", account), MaxRedirects = 0 });
        return person;
    }

    private static Task Saved(Person person) => Assertions.Expect(person.Page.Locator("#saved")).ToContainTextAsync("已保存", new() { Timeout = 20_000 });

    private static async Task Fits(Person person)
    {
        Assert.True(await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(person.Complaints);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_filler_opens_what_is_asked_types_what_is_missing_and_sends_it_in_one_tap(bool phone)
    {
        var form = await town.Issued(ReportingService.Needs());
        await using var wang = await As("sq1", phone);
        await wang.Page.GotoAsync("/forms");
        await wang.Page.Locator($".link[href='/forms/{form.Id}']").ClickAsync();
        await Assertions.Expect(wang.Page.Locator("#left")).ToHaveTextAsync("还有 1 处要您看");
        await wang.Page.GetByText("下一处").ClickAsync();
        await Assertions.Expect(Input(wang, "C")).ToBeFocusedAsync();
        Assert.Equal("numeric", await Input(wang, "C").GetAttributeAsync("inputmode"));
        await wang.Page.Keyboard.TypeAsync("5");
        await Saved(wang);
        await Assertions.Expect(wang.Page.Locator($"[data-at=\"{Cell("D")}\"] output")).ToHaveTextAsync("22");
        await wang.Photograph($"form-{(phone ? "phone" : "desk")}");
        await Assertions.Expect(wang.Page.Locator("#left")).ToHaveTextAsync("没有要处理的了");
        await wang.Page.GetByRole(AriaRole.Button, new() { Name = "报上去" }).ClickAsync();
        await Assertions.Expect(wang.Page.Locator("#facts")).ToContainTextAsync("已报，待审核");
        Assert.Equal(SubmissionState.Submitted, (await town.Find(form)).State);
        await wang.Page.Locator("#actions").GetByText("撤回来改").ClickAsync();
        await Assertions.Expect(Input(wang, "C")).ToHaveValueAsync("5");
        await Fits(wang);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_changed_prefilled_number_asks_why_and_shows_where_it_came_from(bool phone)
    {
        var form = await town.Issued(ReportingService.Needs());
        await using var wang = await As("sq1", phone);
        await wang.Page.GotoAsync($"/forms/{form.Id}");
        await Input(wang, "B").FillAsync("26");
        var field = wang.Page.Locator($".field[data-at=\"{Cell("B")}\"]");
        await field.GetByText("平台带的是 27").WaitForAsync();
        await field.GetByText("已搬走").ClickAsync();
        await Saved(wang);
        await wang.Photograph($"form-reason-{(phone ? "phone" : "desk")}");
        await field.Locator(".from").ClickAsync();
        await Assertions.Expect(wang.Page.Locator("dialog")).ToContainTextAsync("街居摸排");
        await Assertions.Expect(wang.Page.Locator("dialog")).ToContainTextAsync("27 → 26");
        Assert.Equal("已搬走", (await town.Find(form)).Lines[0].Typed["B"].Why);
        await Fits(wang);
    }

    [Fact]
    public async Task Typing_while_the_service_is_gone_loses_nothing()
    {
        await using var service = await Database.Tests.Channels.RunningService.Start(town.Database.ConnectionString);
        var form = await town.Issued(ReportingService.Needs());
        await using var wang = await browser.NewPerson(service.Address);
        await wang.Page.APIRequest.PostAsync("/signin", new() { Form = wang.Page.APIRequest.CreateFormData().Set("account", "sq1"), MaxRedirects = 0 });
        await wang.Page.GotoAsync($"/forms/{form.Id}");
        await Input(wang, "C").FillAsync("3");
        await Saved(wang);
        await service.Stop();
        await Input(wang, "C").FillAsync("8");
        await Input(wang, "H").FillAsync("断线时写的");
        await Assertions.Expect(wang.Page.Locator("#saved")).ToContainTextAsync("已存在本机", new() { Timeout = 20_000 });
        await wang.Photograph("form-offline-desk");
        await service.Start();
        await Saved(wang);
        var line = (await town.Find(form)).Lines[0];
        Assert.Equal(("8", "断线时写的"), (line.Value("C"), line.Value("H")));
        // Closed before it could be sent: sent when the page is opened again.
        await wang.Page.RouteAsync("**/cells", route => route.AbortAsync());
        await Input(wang, "H").FillAsync("关页面前写的");
        await Assertions.Expect(wang.Page.Locator("#saved")).ToContainTextAsync("已存在本机", new() { Timeout = 20_000 });
        await wang.Page.UnrouteAsync("**/cells");
        await wang.Page.ReloadAsync();
        await Assertions.Expect(wang.Page.Locator("#said")).ToContainTextAsync("已补存", new() { Timeout = 20_000 });
        Assert.Equal("关页面前写的", (await town.Find(form)).Lines[0].Value("H"));
    }

    [Fact]
    public async Task Two_colleagues_in_one_cell_are_told_and_choose()
    {
        var form = await town.Issued(ReportingService.Needs());
        await using var wang = await As("sq1");
        await using var li = await As("sq2", phone: true);
        await wang.Page.GotoAsync($"/forms/{form.Id}");
        await li.Page.GotoAsync($"/forms/{form.Id}");
        await Input(li, "C").WaitForAsync();
        await Input(wang, "C").FillAsync("3");
        await Saved(wang);
        await Input(li, "C").FillAsync("5");
        await li.Page.Locator(".clash", new() { HasText = "王一" }).WaitForAsync();
        await li.Photograph("form-clash-phone");
        Assert.Equal("3", (await town.Find(form)).Lines[0].Value("C"));
        await li.Page.GetByText("用我的").ClickAsync();
        await Saved(li);
        Assert.Equal("5", (await town.Find(form)).Lines[0].Value("C"));
        await Assertions.Expect(Input(wang, "C")).ToHaveValueAsync("5", new() { Timeout = 30_000 });
        await Fits(li);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_list_of_500_is_quick_to_open_to_search_and_to_type_into(bool phone)
    {
        var form = await town.IssuedList(500);
        await using var wang = await As("sq1", phone);
        await wang.Page.GotoAsync($"/forms/{form.Id}");
        await Assertions.Expect(wang.Page.Locator("#left")).ToHaveTextAsync("还有 500 处要您看");
        await wang.Page.Locator("[data-row='p1']").WaitForAsync();
        Assert.InRange(await wang.Page.Locator("tr[data-row], .card").CountAsync(), 10, 200);
        await wang.Page.GetByText("下一处").ClickAsync();
        var first = wang.Page.Locator("[data-cell='0/p1/D']");
        await Assertions.Expect(first).ToBeFocusedAsync();
        await wang.Page.Keyboard.TypeAsync("2");
        await Saved(wang);
        await wang.Photograph($"form-list-{(phone ? "phone" : "desk")}");
        if (phone) await wang.Page.Locator("dialog").GetByText("完成").ClickAsync();
        else
        {
            await wang.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(wang.Page.Locator("[data-cell='0/p2/D']")).ToBeFocusedAsync();
        }
        await Assertions.Expect(wang.Page.Locator("#left")).ToHaveTextAsync("还有 499 处要您看");
        await wang.Page.GetByPlaceholder("按姓名、地址找").FillAsync("老人433");
        await Assertions.Expect(wang.Page.Locator(".count").First).ToContainTextAsync("1 / 500");
        await Fits(wang);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_last_row_of_500_is_reached_by_scrolling(bool phone)
    {
        var form = await town.IssuedList(500);
        await using var wang = await As("sq1", phone);
        await wang.Page.GotoAsync($"/forms/{form.Id}");
        await wang.Page.Locator("[data-row='p1']").WaitForAsync();
        await wang.Page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
        await wang.Page.Locator("[data-row='p500']").WaitForAsync();
        Assert.InRange(await wang.Page.Locator("tr[data-row], .card").CountAsync(), 10, 200);
    }

    [Fact]
    public async Task A_strangers_link_says_no_right_not_that_there_is_nothing()
    {
        var form = await town.Issued(ReportingService.Needs());
        await using var zhao = await As("sq3", phone: true);
        var answer = await zhao.Page.GotoAsync($"/forms/{form.Id}");
        Assert.Equal(403, answer!.Status);
        Assert.Contains("无权", await zhao.Page.InnerTextAsync("main"));
        await zhao.Photograph("form-refused-phone");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_publisher_designs_previews_sends_and_follows(bool phone)
    {
        var width = phone ? "phone" : "desk";
        await using var street = await As("jd1", phone);
        await street.Page.GotoAsync("/reports");
        await street.Page.Locator("textarea").FillAsync($"社区、80岁以上老人数、{(phone ? "轮椅" : "助听器")}需求数、备注，周五前交");
        await street.Page.Keyboard.PressAsync("Enter");
        await street.Page.Locator(".column", new() { HasText = "年龄≥80" }).WaitForAsync();
        await street.Photograph($"design-{width}");
        await street.Page.GetByText("用本辖区的数填一遍").ClickAsync();
        await street.Page.Locator("#preview table").GetByText("春和社区").WaitForAsync();
        await street.Photograph($"design-preview-{width}");
        await Fits(street);
        await street.Page.Locator("#send").GetByText("发出", new() { Exact = true }).ClickAsync();
        await street.Page.Locator("dialog").GetByText("发出", new() { Exact = true }).ClickAsync();
        await street.Page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/reports/[0-9a-f-]{36}$"));
        await street.Page.GetByText("催一下没报的 2 家").ClickAsync();
        await Assertions.Expect(street.Page.Locator("#said")).ToContainTextAsync("已催 2 家");
        await street.Photograph($"follow-{width}");
        await Fits(street);
    }

    [Fact]
    public async Task Who_need_not_report_is_told_so_and_is_in_nobodys_way()
    {
        var form = await town.Issued(ReportingService.Needs());
        await town.Excuse(form);
        await using var wang = await As("sq1", phone: true);
        await wang.Page.GotoAsync("/forms");
        await Assertions.Expect(wang.Page.Locator("section", new() { HasText = "不用报了的" }).Locator($".link[href='/forms/{form.Id}']")).ToContainTextAsync("不用报");
        await wang.Page.GotoAsync($"/forms/{form.Id}");
        await Assertions.Expect(wang.Page.Locator("#said")).ToContainTextAsync("不用报了");
        await Assertions.Expect(wang.Page.Locator("#actions button")).ToHaveCountAsync(0);
        await Fits(wang);
        await using var street = await As("jd1");
        await street.Page.GotoAsync($"/reports/{form.IssueId}");
        await Assertions.Expect(street.Page.Locator("section", new() { HasText = "不用报的（1）" })).ToContainTextAsync("不用报");
        await Assertions.Expect(street.Page.Locator("section", new() { HasText = "还没报的" })).Not.ToContainTextAsync(form.TargetName);
        await Fits(street);
    }

    [Fact]
    public async Task What_the_platform_knows_is_offered_instead_of_being_asked()
    {
        await using var street = await As("jd1");
        await street.Page.GotoAsync("/reports");
        await street.Page.Locator("textarea").FillAsync("社区、80岁以上老人数、独居老人数");
        await street.Page.GetByText("按这句话做表").ClickAsync();
        await street.Page.Locator("#send").GetByText("发出", new() { Exact = true }).ClickAsync();
        await street.Page.Locator("dialog").GetByText("发出", new() { Exact = true }).ClickAsync();
        await street.Page.GetByText("平台已经能答，不用发表").WaitForAsync();
        await street.Photograph("design-offer-desk");
    }

    [Fact]
    public async Task A_reviewer_returns_one_cell_and_the_filler_sees_why_there()
    {
        var form = await town.Issued(ReportingService.Needs());
        await using var wang = await As("sq1", phone: true);
        await wang.Page.GotoAsync($"/forms/{form.Id}");
        await Input(wang, "C").FillAsync("4");
        await Saved(wang);
        await wang.Page.GetByRole(AriaRole.Button, new() { Name = "报上去" }).ClickAsync();
        await using var street = await As("jd1");
        await street.Page.GotoAsync($"/forms/{form.Id}");
        await street.Page.Locator($".field[data-at=\"{Cell("C")}\"] .mark").ClickAsync();
        await street.Page.Locator("dialog textarea").FillAsync("请和站点核对");
        await street.Page.Locator("dialog").GetByText("记下").ClickAsync();
        await street.Page.Locator("#actions").GetByText("退回").ClickAsync();
        await street.Page.Locator("dialog button.danger").ClickAsync();
        await Assertions.Expect(street.Page.Locator("#facts")).ToContainTextAsync("退回待改");
        await street.Photograph("review-desk");
        await wang.Page.ReloadAsync();
        await Assertions.Expect(wang.Page.Locator($".field[data-at=\"{Cell("C")}\"]")).ToContainTextAsync("请和站点核对");
        await wang.Photograph("form-returned-phone");
        await Input(wang, "C").FillAsync("6");
        await Saved(wang);
        await wang.Page.GetByRole(AriaRole.Button, new() { Name = "报上去" }).ClickAsync();
        await Assertions.Expect(wang.Page.Locator("#said")).ToContainTextAsync("已重新报上去");
        await street.Page.GotoAsync($"/reports/{form.IssueId}");
        await street.Page.GetByRole(AriaRole.Tab, new() { Name = "汇总" }).ClickAsync();
        await street.Page.Locator("button.trace", new() { HasText = "6" }).First.ClickAsync();
        await Assertions.Expect(street.Page.Locator("dialog")).ToContainTextAsync("4 → 6");
        await street.Photograph("rollup-trace-desk");
    }
}
