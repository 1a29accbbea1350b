using Microsoft.Playwright;

namespace PalmAssistant.Browser.Tests;

/// <summary>What curators do after publishing, on the page: withdraw, mark repealed, undo; local words, pinned answers, what staff said, what was never answered, regression questions.</summary>
public class CurationPageTests(CuratedLibrary library, Browser browser) : IClassFixture<CuratedLibrary>, IClassFixture<Browser>
{
    private static FilePayload Rule(string thing, string text) => new()
    {
        Name = $"{thing}规定.txt", MimeType = "text/plain",
        Buffer = System.Text.Encoding.UTF8.GetBytes($"青禾区{thing}管理规定\n第一条 为规范{thing}管理，制定本规定。\n第二条 {text}\n第三条 {thing}每年由社区核对一次。\n第四条 本规定自2026年1月1日起施行。\n青禾区人民政府\n2025年12月1日\n"),
    };

    private async Task<Person> Curator(bool phone = false)
    {
        var person = await browser.NewPerson(library.Service.Address, phone);
        await person.SignIn("kb001");
        await person.Page.Locator("#policies").ClickAsync();
        await person.Page.Locator("#changes p, #changes .item").First.WaitForAsync();
        return person;
    }

    private async Task<Person> Worker()
    {
        var person = await browser.NewPerson(library.Service.Address);
        await person.SignIn("sq001");
        return person;
    }

    private static async Task Publish(Person curator, FilePayload file)
    {
        await curator.Page.Locator("#file").SetInputFilesAsync(file);
        await curator.Page.Locator("#upload button.main").ClickAsync();
        await Told(curator, "请核对后发布");
        await Assertions.Expect(curator.Page.Locator("#clauses article")).ToHaveCountAsync(4);
        await curator.Page.Locator("#metadata button[name=publish]").ClickAsync();
        await Told(curator, "已发布");
    }

    private static Task Told(Person person, string text) => person.Page.Locator("#said", new() { HasText = text }).WaitForAsync();

    private static ILocator Row(Person curator, string thing) => curator.Page.Locator("#documents tbody tr", new() { HasText = thing });

    private static async Task Answered(Person worker, string question, string words)
    {
        await worker.Say(question);
        await worker.Page.Locator(".ac-adaptiveCard", new() { HasText = words }).Last.WaitForAsync();
    }

    private static async Task Refused(Person worker, string question)
    {
        var refusals = worker.Page.Locator(".webchat__bubble__content", new() { HasText = "没有找到依据" });
        var before = await refusals.CountAsync();
        await worker.Say(question);
        await Assertions.Expect(refusals).ToHaveCountAsync(before + 1);
    }

    [Theory, InlineData(false, "花架"), InlineData(true, "鱼缸")]
    public async Task Withdrawn_marked_repealed_and_taken_back(bool phone, string thing)
    {
        await using var curator = await Curator(phone);
        await using var worker = await Worker();
        await Publish(curator, Rule(thing, $"楼道内摆放{thing}的，处40元罚款。"));
        await Answered(worker, $"楼道放{thing}罚多少钱", "处40元罚款");

        await Row(curator, thing).Locator("button", new() { HasText = "撤回" }).ClickAsync();
        await Told(curator, "不再用于回答");
        await Refused(worker, $"楼道放{thing}罚多少钱");
        await curator.Page.Locator("#said button", new() { HasText = "撤销" }).ClickAsync();
        await Told(curator, "已撤销");
        await Answered(worker, $"在楼道放{thing}要罚多少钱", "处40元罚款");

        await Row(curator, thing).Locator("button", new() { HasText = "标记废止" }).ClickAsync();
        await curator.Page.Locator("#ask input[type=date]").FillAsync("2026-10-01");
        await curator.Photograph($"curate-repeal-{(phone ? "phone" : "desk")}");
        await curator.Page.Locator("#ask button[value=yes]").ClickAsync();
        await Told(curator, "按废止处理");
        await Row(curator, thing).Locator(".chip", new() { HasText = "已废止" }).WaitForAsync();
        await Refused(worker, $"楼道摆{thing}罚多少钱");
        await curator.Page.Locator("#changes .item", new() { HasText = "标记为自2026-10-01起废止" }).Locator("button").ClickAsync();
        await Row(curator, thing).Locator(".chip", new() { HasText = "现行" }).WaitForAsync();
        Assert.True(await curator.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty(curator.Complaints);
    }

    [Fact]
    public async Task A_local_word_leads_to_the_words_of_the_document()
    {
        await using var curator = await Curator();
        await using var worker = await Worker();
        await Publish(curator, Rule("信报箱", "损坏信报箱的，责令修复，处30元罚款。"));
        await Refused(worker, "砸坏铁匣匣罚多少钱");
        await curator.Page.Locator("#synonym input[name=say]").FillAsync("铁匣匣");
        await curator.Page.Locator("#synonym input[name=means]").FillAsync("信报箱");
        await curator.Page.Locator("#synonym button").ClickAsync();
        await Told(curator, "马上生效");
        await Answered(worker, "砸坏铁匣匣罚多少钱", "处30元罚款");
        await curator.Page.Locator("#synonyms .item", new() { HasText = "铁匣匣 → 信报箱" }).WaitForAsync();
        Assert.Empty(curator.Complaints);
    }

    [Fact]
    public async Task Before_publishing_the_regression_questions_show_what_would_change()
    {
        await using var curator = await Curator();
        await using var worker = await Worker();
        await Publish(curator, Rule("雨篷", "擅自加装雨篷的，处90元罚款。"));
        await Answered(worker, "擅自加装雨篷罚多少钱", "处90元罚款");
        await curator.Page.ReloadAsync();
        await curator.Page.Locator("#asked .item", new() { HasText = "雨篷" }).Locator("button").ClickAsync();
        var document = curator.Page.Locator("#ask select[name=document]");
        await document.SelectOptionAsync(new SelectOptionValue { Label = (await document.Locator("option", new() { HasText = "雨篷" }).InnerTextAsync()).Trim() });
        await curator.Page.Locator("#ask select[name=clause] option", new() { HasText = "擅自加装雨篷" }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await curator.Page.Locator("#ask select[name=clause]").SelectOptionAsync("第二条");
        await curator.Page.Locator("#ask button[value=yes]").ClickAsync();
        await Told(curator, "已加入回归题");

        var revised = Rule("雨篷", "雨篷应当牢固安全。");
        revised = new() { Name = "雨篷修订.txt", MimeType = revised.MimeType, Buffer = System.Text.Encoding.UTF8.GetBytes("青禾区雨篷管理规定\n第一条 为规范雨篷管理，制定本规定。\n第二条 雨篷应当牢固安全。\n第三条 擅自加装雨篷的，处200元罚款。\n第四条 本规定自2026年1月1日起施行。\n青禾区人民政府\n2025年12月1日\n") };
        await curator.Page.Locator("#file").SetInputFilesAsync(revised);
        await curator.Page.Locator("#upload button.main").ClickAsync();
        await Told(curator, "请核对后发布");
        await Assertions.Expect(curator.Page.Locator("#clauses article")).ToHaveCountAsync(4);
        await curator.Page.Locator("#metadata button[name=publish]").ClickAsync();
        var warning = curator.Page.Locator("#ask li", new() { HasText = "与回归题不符" });
        await warning.WaitForAsync();
        await curator.Photograph("curate-regression-desk");
        await curator.Page.Locator("#ask button[value=no]").ClickAsync();
        await Answered(worker, "加装雨篷罚多少钱", "处90元罚款");      // nothing was published
        Assert.Empty(curator.Complaints);
    }
}
