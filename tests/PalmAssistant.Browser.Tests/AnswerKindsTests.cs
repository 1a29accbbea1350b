using PalmAssistant.Demo;
using PalmAssistant.Imports;

namespace PalmAssistant.Browser.Tests;

/// <summary>Each kind of answer on the screen of a desk and of a phone: compared, drawn, briefed, listed, asked back; and the page of what can be asked.</summary>
public class AnswerKindsTests(AnswerKindsTests.Months months, Browser browser) : IClassFixture<AnswerKindsTests.Months>, IClassFixture<Browser>
{
    private static readonly DateOnly Today = new(2026, 11, 1);

    /// <summary>A demo street of two months.</summary>
    public sealed class Months : IAsyncLifetime
    {
        private readonly TestDatabase database = new();
        public RunningService Service { get; private set; } = null!;
        public string Officer { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            await database.InitializeAsync();
            var folder = Directory.CreateTempSubdirectory("palm-months-").FullName;
            var later = new LaterDrop(Today, Path.Combine(folder, "2"));
            DemoDistrict.Write(new DemoOptions(Path.Combine(folder, "1"), new(2026, 9, 20)) { Residents = 2000, Streets = 1, Communities = 2, Later = [later] });
            foreach (var (day, name) in new[] { (new DateOnly(2026, 9, 20), "1"), (Today, "2") })
                await new ImportDrop(database.ConnectionString, ProfileCatalog.Load()).Run(Path.Combine(folder, name), day, null, CancellationToken.None);
            Directory.Delete(folder, recursive: true);
            Officer = (await database.Scalar<string>("select min(id) from access.account where role = '街道干部' and active"))!;
            Service = await RunningService.Start(database.ConnectionString);
        }

        public async ValueTask DisposeAsync()
        {
            await Service.DisposeAsync();
            await database.DisposeAsync();
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Compared_drawn_briefed_listed_and_asked_back(bool phone)
    {
        var width = phone ? "phone" : "desk";
        await using var person = await browser.NewPerson(months.Service.Address, phone);
        await person.SignIn(months.Officer);

        await person.Say("老人比9月底多了多少");
        await person.Page.Locator(".ac-adaptiveCard", new() { HasText = "与2026-09-30相比" }).WaitForAsync();
        await person.Photograph($"trend-{width}");

        await person.Say("各社区老人画个柱状图");
        var picture = person.Page.Locator("img[src*='/exports/']").Last;
        await picture.WaitForAsync();
        Assert.StartsWith("柱状图", await picture.GetAttributeAsync("alt"));
        await person.Page.WaitForFunctionAsync("() => [...document.querySelectorAll(\"img[src*='/exports/']\")].every(i => i.complete && i.naturalWidth > 600)");
        await person.Page.WaitForFunctionAsync("() => [...document.querySelectorAll(\"img[src*='/exports/']\")].at(-1).getBoundingClientRect().bottom <= innerHeight");      // the picture is in sight
        await person.Photograph($"chart-{width}");

        await person.Say("出个老龄化简报，二百字");
        await person.Page.Locator(".ac-adaptiveCard", new() { HasText = "老龄化简报" }).WaitForAsync();
        await person.Press("每个数的来源");
        await person.Page.Locator(".ac-adaptiveCard", new() { HasText = "老年人：年满60周岁" }).Last.WaitForAsync();
        await person.Photograph($"briefing-{width}");

        await person.Say("出租房清单");
        var card = person.Page.Locator(".ac-adaptiveCard", new() { HasText = "产权人" }).Last;
        await card.WaitForAsync();
        // On a phone nothing scrolls sideways and every value stands behind its name.
        Assert.True(await card.EvaluateAsync<bool>("c => [...c.querySelectorAll('[role=table], [role=row]')].every(e => e.scrollWidth <= e.clientWidth + 1)"));
        if (phone) Assert.Equal("建筑面积", await card.Locator("[role='table'].stacked [role='row']").Nth(1).Locator("[role='cell']").Nth(3).GetAttributeAsync("data-label"));
        await person.Photograph($"houses-{width}");

        await person.Say("困难户有多少");
        await person.Page.Locator(".ac-adaptiveCard", new() { HasText = "有几种口径" }).WaitForAsync();
        await person.Photograph($"clarify-{width}");
        Assert.True(await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(person.Complaints);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_can_be_asked_is_found_on_its_page(bool phone)
    {
        await using var person = await browser.NewPerson(months.Service.Address, phone);
        await person.SignIn(months.Officer);
        await person.Page.GotoAsync("/reference");
        await person.Page.Locator("#find").FillAsync("独居老人");
        var entry = person.Page.Locator("#tags article:visible", new() { HasText = "年满60周岁，且是所住房屋里唯一的实有人口" }).First;
        await entry.WaitForAsync();
        Assert.False(await person.Page.Locator("article", new() { HasText = "建筑面积" }).First.IsVisibleAsync());
        await person.Page.Locator("#find").FillAsync("没有这样的词");
        await person.Page.Locator("#nothing").WaitForAsync();
        await person.Page.Locator("#find").FillAsync("");
        await person.Photograph($"reference-{(phone ? "phone" : "desk")}");
        Assert.True(await person.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(person.Complaints);
    }

    [Fact]
    public async Task Nobody_reads_it_without_signing_in()
    {
        using var client = new HttpClient { BaseAddress = months.Service.Address };
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await client.GetAsync("/reference", TestContext.Current.CancellationToken)).StatusCode);
    }
}
