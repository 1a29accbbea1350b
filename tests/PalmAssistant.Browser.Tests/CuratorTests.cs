using Microsoft.Playwright;

namespace PalmAssistant.Browser.Tests;

/// <summary>The curators' page and what it leads to: a file taken in, looked through, published, asked for in the chat, opened at the clause, and taken back.</summary>
public class CuratorTests(CuratedLibrary library, Browser browser) : IClassFixture<CuratedLibrary>, IClassFixture<Browser>
{
    private static FilePayload Rule(string thing, int fine) => new()
    {
        Name = $"{thing}规定.txt", MimeType = "text/plain",
        Buffer = System.Text.Encoding.UTF8.GetBytes($"青禾区{thing}管理规定\n第一条 为规范{thing}管理，制定本规定。\n第二条 居民区内乱放{thing}的，处{fine}元罚款。\n第三条 {thing}应当到社区登记。\n第四条 本规定自2026年1月1日起施行。\n青禾区人民政府\n2025年12月1日\n"),
    };

    private async Task<Person> Curator(bool phone)
    {
        var person = await browser.NewPerson(library.Service.Address, phone);
        await person.SignIn("kb001");
        await person.Page.GotoAsync("/policies");
        await person.Page.Locator("#changes p, #changes .item").First.WaitForAsync();
        return person;
    }

    private static async Task Upload(Person person, FilePayload file)
    {
        await person.Page.Locator("#file").SetInputFilesAsync(file);
        await person.Page.Locator("#upload button.main").ClickAsync();
    }

    private static Task Told(Person person, string text) => person.Page.Locator("#said", new() { HasText = text }).WaitForAsync();

    [Theory, InlineData(false, "花盆"), InlineData(true, "鸟笼")]
    public async Task From_an_upload_to_a_cited_answer_and_back(bool phone, string thing)
    {
        var width = phone ? "phone" : "desk";
        await using var curator = await Curator(phone);
        await Upload(curator, Rule(thing, 50));
        await Told(curator, "请核对后发布");
        await Assertions.Expect(curator.Page.Locator("#clauses article")).ToHaveCountAsync(4);
        await curator.Photograph($"curate-preview-{width}");
        Assert.True(await curator.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await curator.Page.Locator("#metadata button[name=publish]").ClickAsync();
        await Told(curator, "已发布");

        await using var worker = await browser.NewPerson(library.Service.Address, phone);
        await worker.SignIn("sq001");
        await worker.Say($"乱放{thing}罚多少钱");
        await worker.Page.Locator(".ac-adaptiveCard", new() { HasText = "处50元罚款" }).WaitForAsync();
        await worker.Photograph($"policy-answer-{width}");
        var document = await OpenOriginal(worker, phone);
        await document.Locator("section:target", new() { HasText = "处50元罚款" }).WaitForAsync();
        await document.ScreenshotAsync(new() { Path = Path.Combine(RunningService.Root(), "artifacts", "screens", $"policy-marked-{width}.png") });
        if (phone) await worker.Page.GoBackAsync(); else await worker.Page.BringToFrontAsync();
        await worker.Hear("处50元罚款");
        await worker.Press("没用");
        await worker.Hear("哪里不对");

        await curator.Page.Locator("#said button", new() { HasText = "撤销" }).ClickAsync();
        await Told(curator, "已撤销");
        await worker.Say($"乱放{thing}罚多少钱");
        await worker.Hear("没有找到依据");
        Assert.Empty(curator.Complaints);
        Assert.Empty(worker.Complaints);
    }

    /// <summary>A phone stays in its window, where the way back is; a desk opens another.</summary>
    private static async Task<IPage> OpenOriginal(Person worker, bool phone)
    {
        var button = worker.Page.Locator(".ac-pushButton", new() { HasText = "打开原文" }).First;
        if (phone)
        {
            await button.ClickAsync();
            await worker.Page.WaitForURLAsync("**/policies/*");
            return worker.Page;
        }
        var opening = worker.Page.Context.WaitForPageAsync();
        await button.ClickAsync();
        return await opening;
    }

    [Fact]
    public async Task A_clause_is_corrected_by_keyboard_alone()
    {
        await using var curator = await Curator(phone: false);
        await Upload(curator, Rule("遮阳伞", 60));
        await Told(curator, "请核对后发布");
        await curator.Page.Locator("#clauses article").Nth(1).FocusAsync();
        await curator.Page.Keyboard.PressAsync("Enter");
        var text = curator.Page.Locator("#clauses article.editing textarea");
        await Assertions.Expect(text).ToBeFocusedAsync();
        await text.FillAsync("居民区内乱放遮阳伞的，处65元罚款。");
        await curator.Page.Keyboard.PressAsync("Tab");
        await curator.Page.Keyboard.PressAsync("Enter");
        await curator.Page.Locator("#save-clauses").ClickAsync();
        await Told(curator, "条款更正已保存");
        await curator.Page.Locator("#clauses article", new() { HasText = "处65元罚款" }).WaitForAsync();
        await curator.Page.Locator("#changes .item", new() { HasText = "更正《青禾区遮阳伞管理规定》的条款" }).WaitForAsync();
        Assert.Empty(curator.Complaints);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_in_plain_words_and_the_same_file_is_recognised()
    {
        await using var curator = await Curator(phone: false);
        await Upload(curator, new() { Name = "扫描.pdf", MimeType = "application/pdf", Buffer = System.Text.Encoding.ASCII.GetBytes("%PDF-1.4 broken") });
        await Told(curator, "没有能入库的文件");
        Assert.Contains("已损坏", await curator.Page.Locator("#uploaded").InnerTextAsync());
        await Upload(curator, Rule("雨棚", 70));
        await Told(curator, "请核对后发布");
        await Upload(curator, Rule("雨棚", 70));
        await Told(curator, "已经在库里");
    }

    [Fact]
    public async Task A_file_sent_in_the_chat_shows_a_card_to_publish()
    {
        await using var curator = await browser.NewPerson(library.Service.Address);
        await curator.SignIn("kb001");
        var choosing = curator.Page.WaitForFileChooserAsync();
        await curator.Page.Locator("[class*='upload-button'] button, button[class*='upload'], [class*='uploadButton']").First.ClickAsync();
        await (await choosing).SetFilesAsync(Rule("晾衣架", 80));
        await curator.Page.Keyboard.PressAsync("Enter");
        await curator.Page.Locator(".ac-adaptiveCard", new() { HasText = "青禾区晾衣架管理规定" }).WaitForAsync();
        await curator.Photograph("curate-chat-desk");
        await curator.Press("发布");
        await curator.Hear("已发布");
    }
}
