using System.Text.Json.Nodes;
using PalmAssistant.Database.Tests.Channels;

namespace PalmAssistant.Database.Tests.Reports;

/// <summary>Cards around a report in chat: inputs for the few cells that are missing, answered once, nobody overwritten.</summary>
public class ReportCardTests(ReportingService town) : IClassFixture<ReportingService>
{
    private static JsonNode Card(JsonObject answer) => answer["attachments"]!.AsArray().First(a => (string?)a!["contentType"] == "application/vnd.microsoft.card.adaptive")!["content"]!;

    private static JsonNode Submit(JsonNode card) => card["actions"]!.AsArray().First(a => (string?)a!["data"]?["act"] == "reports/fill")!["data"]!;

    private static object Pressed(JsonNode data, string value) => new { act = (string)data["act"]!, submission = (string)data["submission"]!, cells = (string)data["cells"]!, seen = (string)data["seen"]!, card = (string)data["card"]!, c0 = value };

    [Fact]
    public async Task The_missing_cell_is_filled_on_the_card_and_the_card_is_answered_once()
    {
        var form = await town.Issued(ReportingService.Needs("理发登记单"));
        using var wang = await DirectLineClient.Open(town.Service, "sq1");
        var opened = await wang.Say("打开《理发登记单》");
        var data = Submit(Card(opened));
        Assert.Contains("助浴需求", Card(opened).ToJsonString(PalmAssistant.Conversation.ActivityWriter.Json));
        var saved = await wang.Press(Pressed(data, "5"));
        Assert.Contains("助浴需求 5", saved.Text());
        Assert.Contains(Card(saved)["actions"]!.AsArray(), a => (string?)a!["data"]?["say"] == "报上去");
        Assert.Contains("已经办过", (await wang.Press(Pressed(data, "9"))).Text());
        Assert.Equal("5", (await town.Find(form)).Lines[0].Value("C"));
        var sent = await wang.Say("报上去");
        Assert.Contains("撤回", Card(sent).ToJsonString(PalmAssistant.Conversation.ActivityWriter.Json));
    }

    [Fact]
    public async Task Of_two_reports_of_one_name_the_card_opens_just_the_one_pressed()
    {
        var first = await town.Issued(ReportingService.Needs("同名表"));
        await town.Issued(ReportingService.Needs("同名表"));
        using var wang = await DirectLineClient.Open(town.Service, "sq1");
        Assert.Contains("reports/open", Card(await wang.Say("有啥要我填的")).ToJsonString(PalmAssistant.Conversation.ActivityWriter.Json));
        var opened = await wang.Press(new { act = "reports/open", submission = first.Id });
        Assert.Equal(first.Id.ToString("N"), (string?)opened["channelData"]!["palm"]!["id"]);
        Assert.Contains($"/forms/{first.Id}", Card(opened).ToJsonString(PalmAssistant.Conversation.ActivityWriter.Json));
    }

    [Fact]
    public async Task A_card_of_another_community_is_refused()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var zhao = await DirectLineClient.Open(town.Service, "sq3");
        var answer = await zhao.Press(new { act = "reports/fill", submission = form.Id, cells = $"0/{ReportingService.Row}/C", seen = "0", c0 = "1" });
        Assert.Equal("denied", answer.Kind());
        Assert.Contains("无权", answer.Text());
        Assert.Null((await town.Find(form)).Lines[0].Value("C"));
    }

    [Fact]
    public async Task What_a_colleague_filled_meanwhile_is_not_overwritten_by_a_card()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var li = await town.As("sq2");
        await li.Type(form, ("C", "3", 0, null));
        using var wang = await DirectLineClient.Open(town.Service, "sq1");
        var answer = await wang.Press(new { act = "reports/fill", submission = form.Id, cells = $"0/{ReportingService.Row}/C", seen = "0", c0 = "8" });
        Assert.Contains("李二刚填了 3", answer.Text());
        Assert.Equal("3", (await town.Find(form)).Lines[0].Value("C"));
    }

    [Fact]
    public async Task Who_is_missing_and_what_came_in_are_cards_that_lead_to_the_page()
    {
        await town.Issued(ReportingService.Needs());
        using var street = await DirectLineClient.Open(town.Service, "jd1");
        var missing = await street.Say("谁还没报");
        Assert.Contains("催一下没报的", Card(missing).ToJsonString(PalmAssistant.Conversation.ActivityWriter.Json));
        Assert.Contains(Card(missing)["actions"]!.AsArray(), a => ((string?)a!["url"])?.StartsWith("/reports/", StringComparison.Ordinal) == true);
        Assert.Contains("导出来", Card(await street.Say("齐了吗，汇总一下")).ToJsonString(PalmAssistant.Conversation.ActivityWriter.Json));
    }
}
