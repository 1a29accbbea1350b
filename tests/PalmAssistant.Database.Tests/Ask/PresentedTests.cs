using DocumentFormat.OpenXml.Packaging;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Conversation;

namespace PalmAssistant.Database.Tests.Ask;

/// <summary>画个图 and 给我个简报: what was counted, as pictures and as a text to read out, under the same scope and traceable.</summary>
public sealed class PresentedTests(PastTests.District district) : IClassFixture<PastTests.District>
{
    private static readonly DateOnly Today = new(2026, 11, 1);
    private readonly RememberedTown town = district.Town.Afresh();

    private Task<Reply> Say(string text, Account? account = null) => town.Say(text, Today, account);

    [Fact]
    public async Task Groups_are_drawn_as_bars_with_scope_day_and_source_and_the_figures_beside()
    {
        var reply = await Say("各社区的人画个柱状图", RememberedTown.Leader);
        Assert.Equal("table", reply.Palm.Kind);
        var file = Assert.Single(reply.Files);
        Assert.Equal("image/png", file.ContentType);
        Assert.StartsWith("柱状图：云湾区", file.Name);
        Assert.Contains("最多的是 水清沟社区 3 人", reply.Text);
        Assert.Contains("数据截至 2026-11-01", reply.Text);
        var kept = await new ExportFiles(district.Database.Source, new() { Database = "", DataFolder = town.Folder }).Find(file.Url[(file.Url.LastIndexOf('/') + 1)..], TestContext.Current.CancellationToken);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await File.ReadAllBytesAsync(kept!.Path, TestContext.Current.CancellationToken))[..4]);
    }

    [Fact]
    public async Task One_figure_is_no_picture_and_each_way_offered_gives_one()
    {
        await Say("老人有多少");
        var asked = await Say("画个图");
        Assert.Equal("clarify", asked.Palm.Kind);
        foreach (var option in asked.Palm.Options!)
        {
            await Say("老人有多少");
            Assert.Single((await Say(option.Say)).Files);
        }
    }

    [Fact]
    public async Task A_pyramid_holds_everybody_once()
    {
        var reply = await Say("画个人口金字塔", RememberedTown.Leader);
        Assert.Single(reply.Files);
        Assert.Equal(4m, reply.Palm.Result!.Rows!.Sum(r => (decimal)r[2]!));
        Assert.Contains("男共 1 人", reply.Text);
        Assert.Contains("女共 3 人", reply.Text);
    }

    [Fact]
    public async Task Another_communitys_figures_are_not_drawn()
    {
        var reply = await Say("河崖社区各小区的人画个图");
        Assert.Equal("denied", reply.Palm.Kind);
        Assert.Empty(reply.Files);
    }

    [Fact]
    public async Task A_briefing_is_about_as_long_as_asked_and_every_figure_can_be_asked_again()
    {
        var reply = await Say("给我个简报，一百五十字，下午开会用");
        var rows = reply.Palm.Result!.Rows!;
        Assert.InRange(BriefingText.Length(string.Concat(reply.Text.Split('\n').Skip(1).SkipLast(1))), 90, 220);
        Assert.Contains("水清沟社区现有实有人口3人①", reply.Text);
        Assert.Contains("与2026年10月31日相比", reply.Text);
        foreach (var row in rows)
        {
            var again = await Say((string)row[4]!);
            Assert.Equal(row[2], again.Palm.Result!.Value ?? again.Palm.Result.Total);
        }
    }

    [Fact]
    public async Task A_figure_says_where_it_comes_from()
    {
        await Say("一句话说说咱社区情况");
        var reply = await Say("第2个数哪来的");
        Assert.Equal(2m, reply.Palm.Result!.Value);
        Assert.Contains("老年人：年满60周岁", reply.Text);
        Assert.Contains("老年人有多少", reply.Text);
        Assert.Equal(5, (await Say("每个数的来源")).Palm.Result!.Total);
        Assert.Equal("unknown", (await Say("第99个数哪来的")).Palm.Kind);
    }

    [Fact]
    public async Task A_briefing_is_taken_along_as_a_document_until_something_else_is_asked()
    {
        await Say("出个老龄化简报");
        var file = Assert.Single((await Say("导出来")).Files);
        Assert.EndsWith(".docx", file.Name);
        var kept = await new ExportFiles(district.Database.Source, new() { Database = "", DataFolder = town.Folder }).Find(file.Url[(file.Url.LastIndexOf('/') + 1)..], TestContext.Current.CancellationToken);
        using (var document = WordprocessingDocument.Open(kept!.Path, false))
        {
            var text = document.MainDocumentPart!.Document!.Body!.InnerText;
            Assert.Contains("水清沟社区老龄化简报", text);
            Assert.Contains("王芳（w1）", text);
            Assert.Contains("独居老人有多少", text);
            Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(e => e.Description));
        }
        await Say("列出老人名单");
        Assert.EndsWith(".xlsx", Assert.Single((await Say("导出来")).Files).Name);
    }

    [Fact]
    public async Task A_word_that_no_briefing_knows_is_asked_about_and_another_place_is_denied()
    {
        Assert.Contains("养鱼", (await Say("出个养鱼简报")).Palm.Reason);
        Assert.Equal("denied", (await Say("出个河崖社区老龄化简报")).Palm.Kind);
        Assert.Contains("河崖社区老龄化简报", (await Say("出个河崖社区老龄化简报", RememberedTown.Leader)).Text);
    }

    [Fact]
    public async Task Why_two_figures_differ_is_told_by_counting_each_way()
    {
        var reply = await Say("老人为啥跟公安那边的数对不上", RememberedTown.Leader);
        Assert.Equal("table", reply.Palm.Kind);
        var ways = reply.Palm.Result!.Rows!.ToDictionary(r => ((string)r[0]!).Trim('　'), r => r[1]);
        Assert.Equal(3m, ways["平台的数：住在这里的（实有人口）"]);
        Assert.Equal(0m, ways["按户口数：户口在这里的（户籍人口）"]);      // no police file has come
        Assert.Contains("数法不同", reply.Text);
        Assert.Equal("denied", (await Say("河崖社区的老人为什么跟民政的数对不上")).Palm.Kind);
    }

    [Fact]
    public async Task The_figure_just_asked_is_the_one_that_does_not_match()
    {
        await Say("独居老人有多少");
        var reply = await Say("为啥跟民政那边的数对不上");
        Assert.Contains("独居老人", reply.Palm.Understood);
        Assert.Equal(1m, reply.Palm.Result!.Rows![0][1]);
    }
}
