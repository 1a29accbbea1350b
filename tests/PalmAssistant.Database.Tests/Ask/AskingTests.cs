using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;
using static PalmAssistant.Database.Tests.Ask.SmallTown;

namespace PalmAssistant.Database.Tests.Ask;

/// <summary>What people say, from the sentence to the reply.</summary>
public class AskingTests : IClassFixture<SmallTown>
{
    private readonly SmallTown town;
    private readonly Audit audit;
    private readonly ExportFiles files;
    private readonly DialogState state = new();
    private readonly IDialog[] dialogs;

    public AskingTests(SmallTown town) : this(town, town.Catalogs) { }

    private AskingTests(SmallTown town, CatalogSource catalogs)
    {
        this.town = town;
        audit = new(town.Database.Source);
        var settings = new PalmSettings { Database = "", DataFolder = Directory.CreateTempSubdirectory("palm-export-").FullName };
        files = new(town.Database.Source, settings);
        var gate = new ExportGate(catalogs, town.Queries, files, new(town.Database.Source), new(town.Database.Source), new(town.Database.Source, TimeProvider.System), audit, settings);
        var reveal = new RevealNumbers(catalogs, town.Queries, audit);
        var who = new WhoLookedUp(catalogs, town.Queries, audit, new(town.Database.Source, TimeProvider.System), new(new RuleReader(), catalogs), town.Database.Source);
        var ask = new AskData(new RuleReader(), catalogs, town.Queries, new(town.Database.Source), new(town.Database.Source), town.Profiles, new(town.Queries), audit);
        dialogs = [new AskHelp(catalogs), who, new ExportList(gate, new(new RuleReader(), catalogs), ask), reveal, ask];
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_the_last_page_there_is_no_next_one()
    {
        Assert.Contains("共 1 人", (await Say("80岁以上的老人名单", Worker())).Text, StringComparison.Ordinal);
        Assert.Equal("已经是最后一页，一共 1 条，后面没有了。", (await Say("下一页", Worker())).Text);
        Assert.Contains("没有了", (await Say("下一页", Worker())).Text, StringComparison.Ordinal);
        Assert.Contains("陈桂兰", (await Say("名单给我", Worker())).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_asked_for_and_taken_along_in_one_breath()
    {
        var reply = await Say("把80岁以上的老人名单导出来", Worker());
        Assert.Equal("file", reply.Palm.Kind);
        Assert.StartsWith("已导出 1 行", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_to_be_asked_back_makes_no_file()
    {
        await AnotherBuildingOne();
        var reply = await new AskingTests(town, new(town.Database.Source, TimeProvider.System)).Say("把1号楼的居民名单导出来", Worker());
        Assert.Equal("clarify", reply.Palm.Kind);
        Assert.Equal(["和谐小区1号楼的居民名单", "翠园1号楼的居民名单"], reply.Palm.Options!.Select(o => o.Say));
    }

    [Fact]
    public async Task Every_answer_says_what_was_counted_where_when_and_from_what()
    {
        var reply = await Say("80岁以上的老人有多少", Worker());
        Assert.Equal("number", reply.Palm.Kind);
        Assert.Equal(1m, reply.Palm.Result!.Value);
        Assert.Equal("人", reply.Palm.Result.Unit);
        Assert.Contains("80", reply.Palm.Understood);
        Assert.Equal(("110108001001", "本社区"), (reply.Palm.Scope!.Code, reply.Palm.Scope.Name));
        Assert.Equal("2026-11-01", reply.Palm.AsOf);
        Assert.Contains("口径", reply.Text);
    }

    [Fact]
    public async Task A_follow_up_keeps_what_was_asked()
    {
        await Say("老年人有多少", Worker());
        Assert.Equal(1m, (await Say("那男的呢", Worker())).Palm.Result!.Value);
        var list = await Say("列出名单", Worker());
        Assert.Equal(("list", 1), (list.Palm.Kind, list.Palm.Result!.Total));
    }

    [Fact]
    public async Task Another_communitys_people_are_denied_without_a_word_of_them()
    {
        var reply = await Say("西湖社区有多少老人", Worker());
        Assert.Equal("denied", reply.Palm.Kind);
        Assert.DoesNotContain("3", reply.Text);
        Assert.Null(reply.Palm.Result);
    }

    [Fact] public async Task A_word_that_finds_no_place_is_said_back() => Assert.Contains("吃辣", (await Say("社区里有多少人喜欢吃辣", Worker())).Text);

    [Fact]
    public async Task Part_of_a_businesss_name_finds_it()
    {
        var reply = await Say("查一下好再来", Worker());
        Assert.Contains("好再来面馆", reply.Text);
        Assert.Equal("unknown", (await Say("查一下好又多的老板", Worker())).Palm.Kind);
    }

    private async Task AnotherBuildingOne()
    {
        await town.Database.Execute("insert into community.estate values (40, $1, '翠园') on conflict do nothing", EastLake);
        await town.Database.Execute("insert into community.house (id, region, estate_id, building, unit, room, residents) values (40999, $1, 40, '1', '1', '999', 0) on conflict do nothing", EastLake);
    }

    [Fact]
    public async Task A_building_that_several_estates_have_is_asked_back()
    {
        await AnotherBuildingOne();
        var reply = await new AskingTests(town, new(town.Database.Source, TimeProvider.System)).Say("1号楼有多少人", Worker());
        Assert.Equal("clarify", reply.Palm.Kind);
        Assert.Equal(["和谐小区1号楼有多少人", "翠园1号楼有多少人"], reply.Palm.Options!.Select(o => o.Say));
    }

    [Fact]
    public async Task A_profile_tells_tags_and_who_lives_together()
    {
        var reply = await Say("查一下马秀英", Worker());
        Assert.Equal("profile", reply.Palm.Kind);
        Assert.Contains("空巢老人", reply.Text);
        Assert.Contains("刘长福", reply.Text);
        Assert.DoesNotContain("13900000003", reply.Text);
    }

    [Fact]
    public async Task A_profile_shows_a_sensitive_tag_only_with_its_grant()
    {
        Assert.DoesNotContain("社区矫正", (await Say("查一下张伟", Worker())).Text);
        Assert.Contains("社区矫正", (await Say("查一下张伟", Worker(EastLake, "社区矫正"))).Text);
    }

    [Fact]
    public async Task A_full_number_costs_a_purpose_and_is_remembered()
    {
        await Say("查一下陈桂兰", Worker());
        var asked = await Say("看她完整的手机号码", Worker());
        Assert.Equal("clarify", asked.Palm.Kind);
        var shown = await Say("入户核实", Worker());
        Assert.Contains("13900000001", shown.Text);
        var who = await Say("谁查过陈桂兰", Secretary);
        Assert.Contains(who.Palm.Result!.Rows!, row => (string?)row[4] == "入户核实");
        Assert.Null((await audit.Verify(Ct)).BrokenAt);
    }

    [Fact]
    public async Task District_leaders_see_numbers_masked_whatever_the_purpose()
    {
        await Say("查一下陈桂兰", Leader());
        Assert.Equal("denied", (await Say("看完整身份证号，用于汇报", Leader())).Palm.Kind);
    }

    [Fact] public async Task A_worker_may_not_ask_who_looked() => Assert.Equal("denied", (await Say("谁查过陈桂兰", Worker())).Palm.Kind);

    [Fact]
    public async Task What_can_be_asked_depends_on_who_asks()
    {
        var market = (await Say("能问什么", Officer("市场监管"))).Text;
        Assert.Contains("登记状态", market);
        Assert.DoesNotContain("【居民】", market);
        var tags = (await Say("有哪些标签", Worker())).Text;
        Assert.Contains("独居老人", tags);
        Assert.DoesNotContain("社区矫正", tags);
    }

    [Fact]
    public async Task Nothing_handed_over_is_no_zero()
    {
        Assert.Equal("unknown", (await Say("退役军人有多少", Worker())).Palm.Kind);      // no such file ever came
        Assert.Equal(0m, (await Say("低保对象里80岁以上的有多少", Worker())).Palm.Result!.Value);
    }

    [Fact]
    public async Task An_export_is_masked_marked_and_open_for_a_while()
    {
        await Say("老年人名单", Worker());
        var reply = await Say("导出来", Worker());
        Assert.Equal("file", reply.Palm.Kind);
        var file = await files.Find(Assert.Single(reply.Files).Url["/exports/".Length..], Ct);
        var rows = MiniExcelLibs.MiniExcel.Query(file!.Path).Select(r => string.Join(" ", ((IDictionary<string, object>)r).Values)).ToList();
        Assert.Equal(3 + 3, rows.Count);        // who took it, headers, three people, who took it
        Assert.Contains("王芳（worker）", rows[0]);
        Assert.Contains("陈桂兰", string.Concat(rows));
        Assert.Contains("139****0001", string.Concat(rows));
        Assert.DoesNotContain("13900000001", string.Concat(rows));
        Assert.Null(await files.Find("0000", Ct));
        Assert.Contains("用途", (await Say("导出完整名单", Worker())).Text);
    }

    [Fact]
    public async Task A_tag_nobody_ever_recorded_is_no_zero()
    {
        var reply = await Say("失能老人有几位", Worker());
        Assert.Equal("unknown", reply.Palm.Kind);
        Assert.Contains("还没有一个人登记过", reply.Text);
    }

    private async Task<Reply> Say(string text, Account account)
    {
        var turn = new Turn(Guid.NewGuid().ToString("N"), "test", "test", account, text, DateTimeOffset.UnixEpoch.AddYears(56), Today);
        foreach (var dialog in dialogs.OrderBy(d => d.Name == state.Unfinished ? 0 : 1))
            if (await dialog.Take(turn, state, Ct) is { } reply) return reply;
        return Reply.Unknown("没有对话接这句话");
    }
}
