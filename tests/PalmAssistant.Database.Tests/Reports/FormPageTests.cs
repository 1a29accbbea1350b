using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Reports;
using PalmAssistant.Storage;

namespace PalmAssistant.Database.Tests.Reports;

/// <summary>What the form page reads and writes, over HTTP, as filler, colleague, reviewer and stranger.</summary>
public class FormPageTests(ReportingService town) : IClassFixture<ReportingService>
{
    private static string At(Submission s, string rest = "") => $"/api/forms/{s.Id}{rest}";

    private static string Cell(string column) => $"0/{ReportingService.Row}/{column}";

    private Task<List<Trace>> Traces(Submission s) => town.Service.Services.GetRequiredService<IDbContextFactory<PalmDb>>().CreateDbContext().ReportTraces.Where(t => t.SubmissionId == s.Id).OrderBy(t => t.Id).ToListAsync();

    [Fact]
    public async Task Opening_shows_what_was_brought_from_where_and_what_is_missing()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var wang = await town.As("sq1");
        var (status, view) = await wang.Get(At(form));
        Assert.Equal(200, status);
        Assert.Equal("27", (string?)view!["tables"]![0]!["rows"]![0]!["values"]!["B"]);
        Assert.Equal(("街居摸排", "2026-10-28"), ((string?)view["sources"]!["0/B"]!["name"], (string?)view["sources"]!["0/B"]!["latest"]));
        Assert.Equal([Cell("C")], view["problems"]!.AsObject().Select(p => p.Key));
        Assert.Equal(("fill", true, "2026-11-06"), ((string?)view["right"], (bool)view["editable"]!, (string?)view["due"]));
    }

    [Fact]
    public async Task A_typed_number_is_saved_the_formula_computed_and_the_gap_closed()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var wang = await town.As("sq1");
        var (_, answer) = await wang.Type(form, ("C", " ５ ", 0, null));
        Assert.Equal("5", (string?)answer!["saved"]![Cell("C")]!["value"]);
        Assert.Equal("22", (string?)answer["computed"]![Cell("D")]);
        Assert.Empty(answer["problems"]![Cell("C")]!.AsArray());
    }

    [Theory]
    [InlineData("五个", "不是整数")]
    [InlineData("600", "0 到 500")]
    [InlineData("-1", "负数")]
    public async Task What_cannot_stand_is_kept_and_named_by_cell(string typed, string said)
    {
        var form = await town.Issued(ReportingService.Needs());
        using var wang = await town.As("sq1");
        var (_, answer) = await wang.Type(form, ("C", typed, 0, null));
        Assert.Equal(typed, (string?)answer!["saved"]![Cell("C")]!["value"]);
        Assert.Contains(said, (string?)answer["problems"]![Cell("C")]![0]!["words"]);
        var (_, outcome) = await wang.Post(At(form, "/submit"));
        Assert.False((bool)outcome!["done"]!);
        Assert.Equal(Cell("C"), (string?)outcome["problems"]![0]!["cell"]);
    }

    [Fact]
    public async Task A_changed_prefilled_cell_asks_why_and_proposes_one_correction_however_often_it_is_sent()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var wang = await town.As("sq1");
        var (_, asked) = await wang.Type(form, ("B", "26", 0, null), ("C", "1", 0, null));
        Assert.Equal("ReasonMissing", (string?)asked!["problems"]![Cell("B")]![0]!["kind"]);
        for (var i = 0; i < 2; i++)
        {
            var (_, settled) = await wang.Type(form, ("B", "26", 1, "丁某上月搬走"));
            Assert.Equal("丁某上月搬走", (string?)settled!["saved"]![Cell("B")]!["why"]);
        }
        Assert.Single(await Traces(form), t => t.What == "correction-proposed" && t.Why == "丁某上月搬走");
        Assert.True((bool)(await wang.Post(At(form, "/submit"))).Body!["done"]!);
    }

    [Fact]
    public async Task Of_two_colleagues_nobody_overwrites_the_other_silently()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var wang = await town.As("sq1");
        using var li = await town.As("sq2");
        await wang.Type(form, ("C", "3", 0, null));
        var (_, clash) = await li.Type(form, ("C", "5", 0, null));
        Assert.Equal(("3", "王一"), ((string?)clash!["overtaken"]![Cell("C")]!["value"], (string?)clash["overtaken"]![Cell("C")]!["byName"]));
        Assert.Equal("3", (await town.Find(form)).Lines[0].Value("C"));
        await li.Type(form, ("C", "5", (int)clash["overtaken"]![Cell("C")]!["version"]!, null));
        Assert.Equal("5", (await town.Find(form)).Lines[0].Value("C"));
        var (_, news) = await wang.Get(At(form, "/since/0"));
        Assert.Equal(["李二"], news!["others"]!.AsArray().Select(o => (string?)o));
    }

    [Fact]
    public async Task Forty_cells_by_two_people_at_once_are_all_kept()
    {
        var form = await town.IssuedList(40);
        using var wang = await town.As("sq1");
        using var li = await town.As("sq2");
        var answers = await Task.WhenAll(Enumerable.Range(1, 40).Select(i => (i % 2 == 0 ? wang : li).Type(form, ($"0/p{i}/D", $"{i}", 0, null))));
        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Equal(Enumerable.Range(1, 40).Select(i => $"{i}"), (await town.Find(form)).Lines.OrderBy(l => l.Position).Select(l => l.Value("D")!));
    }

    [Fact]
    public async Task Another_communitys_form_is_refused_not_denied_to_exist()
    {
        var form = await town.Issued(ReportingService.Needs());
        foreach (var stranger in (string[])["sq3", "jd9", "mz1", "zsk1"])
        {
            using var caller = await town.As(stranger);
            foreach (var (status, body) in new[] { await caller.Get(At(form)), await caller.Type(form, ("C", "1", 0, null)), await caller.Post(At(form, "/submit")), await caller.Get(At(form, "/workbook")) })
            {
                Assert.Equal(403, status);
                Assert.Contains("无权", (string?)body!["detail"]);
                Assert.DoesNotContain("没有这张表", body.ToJsonString());
            }
        }
        Assert.Null((await town.Find(form)).Lines[0].Value("C"));
        using var wang = await town.As("sq1");
        Assert.Equal(404, (await wang.Get($"/api/forms/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task A_district_officer_reads_but_neither_fills_nor_reviews()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var district = await town.As("qj1");
        Assert.Equal("read", (string?)(await district.Get(At(form))).Body!["right"]);
        Assert.Equal(403, (await district.Type(form, ("C", "1", 0, null))).Status);
        Assert.Equal(403, (await district.Post(At(form, "/accept"))).Status);
    }

    [Fact]
    public async Task A_foreign_site_cannot_act_for_whoever_is_signed_in()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var http = town.Service.Http();
        await http.PostAsync("/signin", new FormUrlEncodedContent([new("account", "sq1")]), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)(await http.GetAsync(At(form), TestContext.Current.CancellationToken)).StatusCode);
        async Task<int> Submit(params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, At(form, "/withdraw"));
            foreach (var (name, value) in headers) request.Headers.Add(name, value);
            return (int)(await http.SendAsync(request)).StatusCode;
        }
        Assert.Equal(401, await Submit());
        Assert.Equal(401, await Submit(("Origin", "https://evil.example")));
        Assert.Equal(204, await Submit(("X-Palm", "1")));
    }

    [Fact]
    public async Task A_formula_a_key_and_an_unknown_cell_are_refused_while_the_rest_is_saved()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var wang = await town.As("sq1");
        var (status, answer) = await wang.Type(form, ("D", "9", 0, null), ("A", "别处", 0, null), ("Z", "1", 0, null), ("7/x/B", "1", 0, null), ("nonsense", "1", 0, null), ("C", "2", 0, null));
        Assert.Equal(200, status);
        Assert.Equal(5, answer!["refused"]!.AsObject().Count);
        Assert.Equal([Cell("C")], answer["saved"]!.AsObject().Select(s => s.Key));
    }

    [Fact]
    public async Task Submitted_withdrawn_returned_by_cell_resubmitted_accepted()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var wang = await town.As("sq1");
        using var street = await town.As("jd1");
        await wang.Type(form, ("C", "4", 0, null));
        Assert.True((bool)(await wang.Post(At(form, "/submit"))).Body!["done"]!);
        Assert.True((bool)(await wang.Post(At(form, "/submit"))).Body!["done"]!);
        Assert.Contains("撤回", (string?)(await wang.Type(form, ("C", "9", 1, null))).Body!["refused"]![Cell("C")]);
        Assert.Equal(204, (await wang.Post(At(form, "/withdraw"))).Status);
        await wang.Post(At(form, "/submit"));
        Assert.Equal(422, (await street.Post(At(form, "/return"), new { why = " " })).Status);
        Assert.Equal(204, (await street.Post(At(form, "/return"), new { why = "数偏小", cells = new Dictionary<string, string> { [Cell("C")] = "请和站点核对" } })).Status);
        var (_, view) = await wang.Get(At(form));
        Assert.Equal(("returned", "数偏小"), ((string?)view!["state"], (string?)view["returnedWhy"]));
        Assert.Contains("请和站点核对", (string?)Assert.Single(view["attention"]!.AsArray())!["words"]);
        var (_, fixedIt) = await wang.Type(form, ("C", "6", 1, null));
        Assert.Equal("6", (string?)fixedIt!["saved"]![Cell("C")]!["value"]);
        Assert.Empty((await wang.Get(At(form))).Body!["attention"]!.AsArray());
        Assert.True((bool)(await wang.Post(At(form, "/submit"))).Body!["again"]!);
        Assert.Equal(204, (await street.Post(At(form, "/accept"))).Status);
        Assert.Equal(409, (await wang.Post(At(form, "/withdraw"))).Status);
        Assert.Equal(["submitted", "withdrawn", "resubmitted", "returned", "returned-cell", "resubmitted", "accepted"], (await Traces(form)).Select(t => t.What).Where(w => w is not ("opened" or "filled")));
    }

    [Fact]
    public async Task The_workbook_comes_back_as_differences_and_nothing_is_taken_unasked()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var wang = await town.As("sq1");
        var blank = await wang.Bytes(At(form, "/workbook"));
        Assert.Empty((await wang.Upload(At(form, "/workbook"), "助浴需求表.xlsx", blank)).Body!.AsArray());
        await wang.Type(form, ("C", "8", 0, null), ("B", "30", 0, "核过"));
        var filled = await wang.Bytes(At(form, "/workbook"));
        using var street = await town.As("jd1");
        await wang.Type(form, ("C", "2", 1, null), ("B", "27", 1, null));
        var (_, found) = await wang.Upload(At(form, "/workbook"), "助浴需求表.xlsx", filled);
        Assert.Equal([("老人数", "27", "30", "27"), ("助浴需求", "2", "8", null)], found!.AsArray().Select(d => ((string)d!["column"]!, (string?)d["before"], (string)d["after"]!, (string?)d["brought"])));
        Assert.Equal("2", (await town.Find(form)).Lines[0].Value("C"));
    }

    [Theory]
    [InlineData("网页导出改后缀.xlsx", "html", "网页")]
    [InlineData("空白.xlsx", "blank", "不是这张表")]
    [InlineData("设了密码.xlsx", "password", "密码")]
    [InlineData("带宏.xlsm", "macro", "宏")]
    [InlineData("断了.xlsx", "cut", "不完整")]
    public async Task A_bad_workbook_is_refused_with_what_it_is(string name, string kind, string said)
    {
        var form = await town.Issued(ReportingService.Needs());
        using var wang = await town.As("sq1");
        var (status, body) = await wang.Upload(At(form, "/workbook"), name, HostileFiles.Of(kind));
        Assert.Equal(422, status);
        Assert.Contains(said, (string?)body!["detail"]);
    }

    [Fact]
    public async Task A_photo_goes_where_the_form_asks_for_one_and_only_there()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var wang = await town.As("sq1");
        byte[] photo = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[64]];
        var (status, answer) = await wang.Upload(At(form, $"/files?cell={Cell("G")}"), "走访.jpg", photo);
        Assert.Equal((200, "走访.jpg"), (status, (string?)answer!["saved"]![Cell("G")]!["value"]));
        Assert.Equal(409, (await wang.Upload(At(form, $"/files?cell={Cell("C")}"), "走访.jpg", photo)).Status);
        Assert.Equal(422, (await wang.Upload(At(form, $"/files?cell={Cell("G")}"), "假.jpg", "<script>alert(1)</script>"u8.ToArray())).Status);
        Assert.Equal(422, (await wang.Upload(At(form, $"/files?cell={Cell("G")}"), "工具.exe", photo)).Status);
        var file = (string)(await wang.Get(At(form))).Body!["files"]![Cell("G")]![0]!["id"]!;
        Assert.Equal(photo, await wang.Bytes(At(form, $"/files/{file}")));
        using var stranger = await town.As("sq3");
        Assert.Equal(403, (await stranger.Get(At(form, $"/files/{file}"))).Status);
    }

    [Fact]
    public async Task A_list_takes_a_row_strikes_one_with_its_reason_and_takes_it_back()
    {
        var form = await town.IssuedList(3);
        using var wang = await town.As("sq1");
        Assert.Equal(204, (await wang.Post(At(form, "/rows"), new { table = 0, key = "+abc1" })).Status);
        Assert.Equal(204, (await wang.Post(At(form, "/rows"), new { table = 0, key = "+abc1" })).Status);
        Assert.Equal(422, (await wang.Post(At(form, "/rows"), new { table = 0, key = "p99; drop" })).Status);
        Assert.Equal(422, (await wang.Post(At(form, "/rows/strike"), new { table = 0, key = "p2", why = "" })).Status);
        await wang.Post(At(form, "/rows/strike"), new { table = 0, key = "p2", why = "已去世" });
        var rows = (await wang.Get(At(form))).Body!["tables"]![0]!["rows"]!.AsArray();
        Assert.Equal([false, true, false, false], rows.Select(r => (bool)r!["removed"]!));
        await wang.Post(At(form, "/rows/restore"), new { table = 0, key = "p2" });
        Assert.DoesNotContain((await town.Find(form)).Lines, l => l.Removed);
    }

    [Fact]
    public async Task Said_to_be_repeated_is_counted_once_a_person_and_more_time_can_be_asked_for()
    {
        var form = await town.Issued(ReportingService.Needs());
        using var wang = await town.As("sq1");
        Assert.Contains("周街道", (string?)(await wang.Post(At(form, "/repeated"))).Body!["said"]);
        await wang.Post(At(form, "/repeated"));
        Assert.Equal(1, await town.Service.Services.GetRequiredService<IDbContextFactory<PalmDb>>().CreateDbContext().ReportTraces.CountAsync(t => t.IssueId == form.IssueId && t.What == "said-repeated", TestContext.Current.CancellationToken));
        Assert.Equal(200, (await wang.Post(At(form, "/extension"), new { text = "延到 2026-11-10：三户还没走访完", until = "2026-11-10" })).Status);
        Assert.Equal("延到 2026-11-10：三户还没走访完", (string?)(await wang.Get(At(form))).Body!["extensionAsked"]);
    }

    [Fact]
    public async Task A_sensitive_column_a_colleague_with_a_grant_opened_stays_withheld_from_one_without()
    {
        var design = ReportingService.Needs();
        var sensitive = new PalmAssistant.Reports.Binding.Figure([new() { Record = "person", Where = new PalmAssistant.Language.HasTag("社区矫正") }]) { Understood = "社区矫正对象" };
        var form = await town.Issued(design with { Bindings = [new Dictionary<string, PalmAssistant.Reports.Binding.CellBinding>(design.Bindings[0]) { ["B"] = sensitive }] });
        using var li = await town.As("sq2");
        var (_, view) = await li.Get(At(form));
        Assert.False(view!["tables"]![0]!["rows"]![0]!["values"]!.AsObject().ContainsKey("B"));
        Assert.NotNull((string?)view["sources"]!["0/B"]!["withheld"]);
        Assert.Contains("无权", (string?)(await li.Type(form, ("B", "0", 0, null))).Body!["refused"]![Cell("B")]);
    }

    [Fact]
    public async Task A_typed_value_outlives_a_restart_of_the_service()
    {
        var form = await town.Issued(ReportingService.Needs());
        using (var wang = await town.As("sq1")) await wang.Type(form, ("C", "7", 0, null), ("H", "半句话", 0, null));
        await town.Service.Stop();
        await town.Service.Start();
        using var again = await town.As("sq1");
        var values = (await again.Get(At(form))).Body!["tables"]![0]!["rows"]![0]!["values"]!;
        Assert.Equal(("7", "20", "半句话"), ((string?)values["C"], (string?)values["D"], (string?)values["H"]));
    }
}
