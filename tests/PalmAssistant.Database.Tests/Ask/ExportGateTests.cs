using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Conversation;
using static PalmAssistant.Database.Tests.Ask.SmallTown;

namespace PalmAssistant.Database.Tests.Ask;

/// <summary>Full numbers leave for a purpose, and many of them with somebody's consent.</summary>
public sealed class ExportGateTests : IAsyncLifetime
{
    private readonly SmallTown town = new();
    private readonly Dictionary<string, DialogState> states = [];
    private ServiceProvider services = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await town.InitializeAsync();
        foreach (var a in new[] { Worker(), Secretary, Street(), Leader(), Other }) await town.Database.Execute("insert into access.account (id, name, role, region) values ($1, $2, $3, $4)", a.Id, a.Name, a.Role.Name(), a.Region);
        services = new ServiceCollection().AddPalm(new PalmSettings { Database = town.Database.ConnectionString, DataFolder = Directory.CreateTempSubdirectory("palm-gate-").FullName, Today = Today, ExportRowsWithoutApproval = 3 }).AddLogging().BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await town.DisposeAsync();
    }

    private static Account Other => new("other", "何其", Role.CommunitySecretary, SouthHill, "南山社区", null, []);

    [Fact]
    public async Task A_few_full_numbers_need_a_purpose_only()
    {
        await Say(Worker(), "老年人名单");
        Assert.Contains("用途", (await Say(Worker(), "导出完整名单")).Text);
        var reply = await Say(Worker(), "入户核实");
        var cells = await Cells(reply);
        Assert.Contains("13900000001", cells);
        Assert.Contains("用途：入户核实", cells);
        Assert.Contains("王芳（worker）于", cells);
        Assert.Contains((await Say(Worker(), "我的查询记录")).Palm.Result!.Rows!, r => (string?)r[4] == "入户核实");
    }

    [Fact]
    public async Task More_of_them_wait_for_the_secretary_and_are_fetched_once()
    {
        await Say(Worker(), "居民名单");
        var asked = await Say(Worker(), "导出完整名单，用于核对医保");
        Assert.Contains("要社区书记或街道干部同意", asked.Text);
        Assert.Empty(asked.Files);
        Assert.Contains("没有等您审批", (await Say(Other, "待我审批的")).Text);               // another community's
        var waiting = await Say(Secretary, "待我审批的");
        Assert.Contains("核对医保", waiting.Text);
        Assert.Contains("还没有人审批", (await Say(Worker(), "领取导出")).Text);
        Assert.Contains("已同意", (await Say(Secretary, "同意第1个")).Text);
        Assert.Contains("何书记同意了您的导出申请", await town.Database.Scalar<string>("select string_agg(text, ' ') from conversation.notice where account_id = 'worker'"));
        Assert.Contains("没有已同意", (await Say(Other, "领取导出")).Text);                  // bound to the one who asked
        Assert.Contains("13900000004", await Cells(await Say(Worker(), "领取导出")));
        Assert.Contains("没有已同意", (await Say(Worker(), "领取导出")).Text);
        Assert.Equal("export/requested export/approved file", await town.Database.Scalar<string>("select string_agg(kind, ' ' order by id) from access.audit where kind like 'export/%' or kind = 'file'"));
    }

    [Fact]
    public async Task A_request_is_returned_with_a_reason_or_withdrawn()
    {
        await Say(Worker(), "居民名单");
        await Say(Worker(), "导出完整名单，用于核对医保");
        Assert.Contains("已撤回", (await Say(Worker(), "撤回导出申请")).Text);
        Assert.Contains("没有等您审批", (await Say(Secretary, "待我审批的")).Text);
        await Say(Worker(), "导出完整名单，用于核对医保");
        await Say(Street(), "待我审批的");
        Assert.Contains("已退回", (await Say(Street(), "退回第1个，用脱敏的就够了")).Text);
        Assert.Contains("没有已同意", (await Say(Worker(), "领取导出")).Text);
    }

    [Fact]
    public async Task District_leaders_get_masked_numbers_only()
    {
        await Say(Leader(), "老年人名单");
        Assert.Equal("denied", (await Say(Leader(), "导出完整名单，用于汇报")).Palm.Kind);
        Assert.DoesNotContain("13900000001", await Cells(await Say(Leader(), "导出来")));
    }

    [Fact]
    public async Task A_link_is_closed_before_its_time()
    {
        await Say(Worker(), "老年人名单");
        var link = (await Say(Worker(), "导出来")).Files[0].Url["/exports/".Length..];
        var files = services.GetRequiredService<ExportFiles>();
        var path = (await files.Find(link, Ct))!.Path;
        Assert.Contains("已作废 1 个", (await Say(Worker(), "作废刚才的导出")).Text);
        Assert.Null(await files.Find(link, Ct));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Those_who_answer_for_others_see_who_exported_a_list()
    {
        await Say(Worker(), "老年人名单");
        await Say(Worker(), "导出来");
        Assert.Equal("denied", (await Say(Worker(), "谁导出过这份名单")).Palm.Kind);
        await Say(Secretary, "老年人名单");
        var who = await Say(Secretary, "谁导出过这份名单");
        Assert.Equal("王芳（社区工作者）", (string?)Assert.Single(who.Palm.Result!.Rows!)[1]);
        await Say(Other, "老年人名单");
        Assert.Contains("没有人导出过", (await Say(Other, "谁导出过这份名单")).Text);
    }

    [Fact]
    public async Task Cells_that_look_like_formulas_are_inert_and_the_workbook_is_valid()
    {
        await town.Database.Execute("update community.person_identity set name = '=HYPERLINK(\"http://x\",\"y\")' where person_id = 1; update community.person_identity set name = '@SUM(1)' where person_id = 2; update community.person_identity set name = '+1' where person_id = 3");
        await Say(Worker(), "老年人名单");
        var file = await services.GetRequiredService<ExportFiles>().Find((await Say(Worker(), "导出来")).Files[0].Url["/exports/".Length..], Ct);
        using var workbook = SpreadsheetDocument.Open(file!.Path, false);
        Assert.Empty(new OpenXmlValidator().Validate(workbook, Ct).Select(e => e.Description));
        var cells = workbook.WorkbookPart!.WorksheetParts.SelectMany(p => p.Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>()).ToList();
        Assert.All(cells, cell => Assert.Null(cell.CellFormula));
        Assert.All(cells.Where(c => c.InnerText.Length > 0), cell => Assert.DoesNotContain(cell.InnerText[0], "=+@"));
        Assert.Contains(cells, cell => cell.InnerText.Contains("HYPERLINK", StringComparison.Ordinal));
    }

    private async Task<string> Cells(Reply reply)
    {
        var file = await services.GetRequiredService<ExportFiles>().Find(Assert.Single(reply.Files).Url["/exports/".Length..], Ct);
        using var workbook = SpreadsheetDocument.Open(file!.Path, false);
        return string.Join(' ', workbook.WorkbookPart!.WorksheetParts.SelectMany(p => p.Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>()).Select(c => c.InnerText));
    }

    private async Task<Reply> Say(Account account, string text)
    {
        await using var scope = services.CreateAsyncScope();
        var state = states.TryGetValue(account.Id, out var kept) ? kept : states[account.Id] = new();
        var turn = new Turn(Guid.NewGuid().ToString("N"), "c-" + account.Id, "test", account, text, TimeProvider.System.GetUtcNow(), Today);
        foreach (var dialog in scope.ServiceProvider.GetServices<IDialog>().OrderBy(d => d is StartOver ? 0 : d.Name == state.Unfinished ? 1 : 2))
            if (await dialog.Take(turn, state, Ct) is { } reply) return reply;
        return Reply.Unknown("没有对话接这句话");
    }
}
