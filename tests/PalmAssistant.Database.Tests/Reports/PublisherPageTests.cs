using System.Text.Json.Nodes;

namespace PalmAssistant.Database.Tests.Reports;

/// <summary>The publisher's page over HTTP: design, guard, send, follow, review, put together.</summary>
public class PublisherPageTests(ReportingService town) : IClassFixture<ReportingService>
{
    private const string Spring = "370299001001000", Autumn = "370299001002000";

    private static async Task<string> Draft(ReportCaller street, string sentence)
    {
        var (status, made) = await street.Post("/api/reports/sentence", new { id = Guid.NewGuid(), text = sentence });
        Assert.Equal(200, status);
        return (string)made!["id"]!;
    }

    private static JsonNode Column(JsonNode? design, string name) => design!["tables"]![0]!["columns"]!.AsArray().First(c => (string?)c!["name"] == name)!;

    private static object Edit(JsonNode design, Func<JsonNode, (string Fill, string? Say)> how, string? title = null) => new
    {
        title = title ?? (string)design["title"]!,
        note = (string?)null,
        period = (string?)null,
        tables = new[] { new { no = 0, rows = (string?)null, columns = design["tables"]![0]!["columns"]!.AsArray().Select(c => { var (fill, say) = how(c!); return new { column = (string)c!["column"]!, name = (string)c["name"]!, type = (string)c["type"]!, unit = (string?)c["unit"], required = (bool)c["required"]!, choices = Array.Empty<string>(), minimum = (decimal?)null, maximum = (decimal?)null, fill, say }; }) } },
    };

    private static async Task<(int Status, JsonNode? Body)> Send(ReportCaller street, string report, string[] targets, bool insist = false, Guid? id = null) =>
        await street.Post($"/api/reports/{report}/send", new { id = id ?? Guid.NewGuid(), targets, due = "2026-11-06", dueTime = "17:00:00", period = "once", reviewers = Array.Empty<string>(), insist });

    [Fact]
    public async Task A_sentence_becomes_a_design_with_each_column_bound_or_left_to_people()
    {
        using var street = await town.As("jd1");
        var id = await Draft(street, "社区、80岁以上老人数、其中独居、助浴需求、备注，发给各社区，周五前交");
        var (_, design) = await street.Get($"/api/reports/{id}");
        Assert.Equal("platform", (string?)Column(design, "80岁以上老人数")["fill"]);
        Assert.Contains("年龄≥80", (string?)Column(design, "80岁以上老人数")["understood"]);
        Assert.Equal("people", (string?)Column(design, "助浴需求")["fill"]);
        Assert.Equal("region", (string?)Column(design, "社区")["fill"]);
    }

    [Fact]
    public async Task Columns_are_bound_by_words_computed_by_names_added_and_removed()
    {
        using var street = await town.As("jd1");
        var id = await Draft(street, "社区、老人数、助浴需求、备注");
        var (_, design) = await street.Get($"/api/reports/{id}");
        var edit = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Edit(design!, c => (string)c["name"]! == "老人数" ? ("words", "70岁以上老人") : ("keep", null), "助浴需求摸底")))!;
        var columns = edit["tables"]![0]!["columns"]!.AsArray();
        columns.Remove(columns.First(c => (string?)c!["name"] == "备注"));
        columns.Add(JsonNode.Parse("""{"column":"","name":"无需求","type":"integer","unit":"人","required":false,"choices":[],"minimum":null,"maximum":null,"fill":"formula","say":"老人数-助浴需求"}"""));
        var (status, edited) = await street.Put($"/api/reports/{id}", edit);
        Assert.Equal((200, "助浴需求摸底"), (status, (string?)edited!["title"]));
        Assert.Contains("年龄≥70", (string?)Column(edited, "老人数")["understood"]);
        Assert.Equal("B{r}-C{r}", (string?)Column(edited, "无需求")["formula"]);
        Assert.DoesNotContain(edited["tables"]![0]!["columns"]!.AsArray(), c => (string?)c!["name"] == "备注");
    }

    [Theory]
    [InlineData("formula", "老人数-没有这一列", "公式")]
    [InlineData("formula", "老人数-", "公式")]
    public async Task What_does_not_compute_is_said_and_nothing_changes(string fill, string words, string said)
    {
        using var street = await town.As("jd1");
        var id = await Draft(street, "社区、老人数、助浴需求");
        var (_, design) = await street.Get($"/api/reports/{id}");
        var (status, problem) = await street.Put($"/api/reports/{id}", Edit(design!, c => (string)c["name"]! == "助浴需求" ? (fill, words) : ("keep", null)));
        Assert.Equal(422, status);
        Assert.Contains(said, (string?)problem!["detail"]);
        Assert.Equal("people", (string?)Column((await street.Get($"/api/reports/{id}")).Body, "助浴需求")["fill"]);
    }

    [Fact]
    public async Task What_the_platform_already_knows_is_offered_before_anybody_is_asked()
    {
        using var street = await town.As("jd1");
        var id = await Draft(street, "社区、80岁以上老人数、独居老人数");
        var (_, preview) = await street.Post($"/api/reports/{id}/preview", new { targets = new[] { Spring, Autumn } });
        Assert.True((bool)preview!["nothingToAsk"]!);
        Assert.Equal(["春和社区", "秋实社区"], preview["rows"]!.AsArray().Select(r => (string?)r![0]));
        var (status, refused) = await Send(street, id, [Spring, Autumn]);
        Assert.Equal(409, status);
        Assert.Contains("平台都能答", (string?)refused!["detail"]);
        Assert.NotEmpty(await street.Bytes($"/api/reports/{id}/filled?targets={Spring},{Autumn}"));
        Assert.Equal(200, (await Send(street, id, [Spring, Autumn], insist: true)).Status);
    }

    [Fact]
    public async Task The_same_columns_asked_again_are_pointed_out_and_sending_twice_is_once()
    {
        using var street = await town.As("jd1");
        var first = await Draft(street, "社区、防滑垫需求、备注");
        var issue = Guid.NewGuid();
        var sent = await Send(street, first, [Spring, Autumn], id: issue);
        Assert.Equal(((string?)sent.Body!["id"], 2), ((string?)(await Send(street, first, [Spring, Autumn], id: issue)).Body!["id"], (int)sent.Body["parts"]!));
        var second = await Draft(street, "社区、防滑垫需求");
        var repeat = Assert.Single((await street.Post($"/api/reports/{second}/preview", new { targets = new[] { Spring } })).Body!["repeats"]!.AsArray());
        Assert.Equal(["防滑垫需求"], repeat!["columns"]!.AsArray().Select(c => (string?)c));
    }

    [Fact]
    public async Task Nobody_is_asked_outside_ones_region_nor_by_those_who_may_not()
    {
        using var other = await town.As("jd9");
        var id = await Draft(other, "社区、防滑垫需求");
        var (status, refused) = await Send(other, id, [Spring]);
        Assert.Equal(422, status);
        Assert.Contains("春和社区", (string?)refused!["detail"]);
        using var worker = await town.As("sq1");
        Assert.Equal(403, (await worker.Post("/api/reports/sentence", new { id = Guid.NewGuid(), text = "社区、需求" })).Status);
        using var street = await town.As("jd1");
        var (foreign, body) = await street.Get($"/api/reports/{id}");
        Assert.Equal(403, foreign);
        Assert.Contains("无权", (string?)body!["detail"]);
    }

    [Fact]
    public async Task A_sent_design_is_no_longer_changed_but_copied()
    {
        using var street = await town.As("jd1");
        var id = await Draft(street, "社区、扶手需求、备注");
        await Send(street, id, [Spring]);
        var (_, design) = await street.Get($"/api/reports/{id}");
        Assert.Equal(422, (await street.Put($"/api/reports/{id}", Edit(design!, _ => ("keep", null), "改名"))).Status);
        var copy = Guid.NewGuid();
        await street.Post($"/api/reports/{id}/copy", new { id = copy });
        Assert.False((bool)(await street.Get($"/api/reports/{copy}")).Body!["sent"]!);
    }

    [Fact]
    public async Task Who_is_in_who_is_not_reminded_once_in_four_hours_given_more_time_and_put_together()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var street = await town.As("jd1");
        using var wang = await town.As("sq1");
        var at = $"/api/issues/{form.IssueId}";
        await wang.Post($"/api/forms/{form.Id}/extension", new { text = "延到 2026-11-10：人手不够", until = "2026-11-10" });
        var (_, page) = await street.Get(at);
        Assert.Equal((2, 0), ((int)page!["issue"]!["all"]!, (int)page["issue"]!["in"]!));
        Assert.Equal("2026-11-10", (string?)page["parts"]![0]!["askedUntil"]);
        Assert.Equal(["春和社区", "秋实社区"], (await street.Post(at + "/remind", new { })).Body!["reminded"]!.AsArray().Select(r => (string?)r));
        Assert.Equal(2, (int)(await street.Post(at + "/remind", new { })).Body!["rested"]!);
        await street.Post(at + "/extend", new { part = form.Id, due = "2026-11-10", dueTime = (string?)null });
        Assert.Null((string?)(await street.Get(at)).Body!["parts"]![0]!["asked"]);
        await wang.Type(form, ("C", "4", 0, null), ("B", "40", 0, "新接收一个院落"));
        await wang.Post($"/api/forms/{form.Id}/submit");
        var (_, all) = await street.Get(at + "/rollup");
        var table = all!["tables"]![0]!;
        Assert.Equal(("4", "40", "36"), ((string?)table["sums"]!["C"], (string?)table["sums"]!["B"], (string?)table["sums"]!["D"]));
        Assert.Equal(["秋实社区"], all["missing"]!.AsArray().Select(m => (string?)m));
        Assert.Contains("新接收一个院落", (string?)Assert.Single(all["findings"]!.AsArray())!["words"]);
        Assert.Equal(1, (int)(await street.Post(at + "/accept", new { })).Body!["accepted"]!);
        Assert.NotEmpty(await street.Bytes(at + "/workbook"));
    }

    [Fact]
    public async Task Another_street_and_another_department_are_refused_and_the_district_only_reads()
    {
        var form = await town.Issued(ReportingService.Needs());
        foreach (var stranger in (string[])["jd9", "mz1"])
        {
            using var caller = await town.As(stranger);
            var (status, body) = await caller.Get($"/api/issues/{form.IssueId}");
            Assert.Equal(403, status);
            Assert.Contains("无权", (string?)body!["detail"]);
        }
        using var district = await town.As("qj1");
        Assert.Equal(200, (await district.Get($"/api/issues/{form.IssueId}")).Status);
        Assert.Equal(403, (await district.Post($"/api/issues/{form.IssueId}/remind", new { })).Status);
        Assert.Equal(404, (await district.Get($"/api/issues/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task The_figures_of_burden_count_what_was_reused()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var wang = await town.As("sq1");
        await wang.Type(form, ("C", "4", 0, null));
        await wang.Post($"/api/forms/{form.Id}/submit");
        var (status, burden) = await wang.Get("/api/burden");
        var month = burden!["months"]!.AsArray()[^1]!;
        Assert.Equal(200, status);
        Assert.InRange((decimal)month["reuseShare"]!, 1, 99);
        using var curator = await town.As("zsk1");
        Assert.Equal(403, (await curator.Get("/api/burden")).Status);
    }

    [Theory]
    [InlineData("网页导出改后缀.xlsx", "html", "网页")]
    [InlineData("空白.xlsx", "blank", "没有内容")]
    [InlineData("设了密码.xlsx", "password", "密码")]
    [InlineData("带宏.xlsm", "macro", "宏")]
    public async Task A_bad_workbook_makes_no_design(string name, string kind, string said)
    {
        using var street = await town.As("jd1");
        var id = Guid.NewGuid();
        var (status, body) = await street.Upload($"/api/reports/workbook?id={id}", name, HostileFiles.Of(kind));
        Assert.Equal(422, status);
        Assert.Contains(said, (string?)body!["detail"]);
        Assert.Equal(404, (await street.Get($"/api/reports/{id}")).Status);
    }
}
