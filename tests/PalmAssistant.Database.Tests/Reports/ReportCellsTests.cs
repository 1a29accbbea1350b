using PalmAssistant.Reports;
using PalmAssistant.Reports.Dialog;
using PalmAssistant.Reports.Export;
using static PalmAssistant.Database.Tests.Reports.ReportingTown;

namespace PalmAssistant.Database.Tests.Reports;

/// <summary>What goes into cells in chat besides numbers: uploaded blanks, photos, corrected rows, rules over cells, sources that disagree; grids as addressees.</summary>
public class ReportCellsTests(ReportingTown town) : IClassFixture<ReportingTown>
{
    private static readonly DateOnly Today = new(2026, 11, 1);
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[200]];

    private static void Has(Said said, params string[] words) => Assert.All(words, w => Assert.Contains(w, said.Text));

    [Fact]
    public async Task A_blank_workbook_sent_in_chat_is_read_issued_filled_and_given_back()
    {
        await town.Begin();
        var blank = DrawnWorkbook.Draw(SaidTable.Read("做个表：社区、80岁以上老人数、晾衣架数，发各社区", Today)!.Form);
        Has(await town.Send(Street, "这个帮我发下去，各社区都要填", "blank.xlsx", ReportFiles.ContentType, blank), "平台能带数：社区、80岁以上老人数", "晾衣架数", "共 2 个");
        Has(await town.Say(Street, "没问题，发"), "已发给");
        Has(await town.Say(East, "打开"), "80岁以上老人数：1", "只剩要填：晾衣架数");
        Has(await town.Say(East, "晾衣架12个，交上去"), "已提交");
        Has(await town.Say(Street, "汇总一下"), "晾衣架数 12");
        Assert.Equal("file", (await town.Say(Street, "导出来")).Kind);
        Has(await town.Send(Street, "把这个发给各社区", "page.xlsx", ReportFiles.ContentType, "<html></html>"u8.ToArray()), "没有建成表");
    }

    [Fact]
    public async Task A_photo_goes_into_the_cell_that_asks_for_one_and_nowhere_else()
    {
        await town.Begin();
        await town.Issued("社区、晾衣架数、现场照片");
        await town.Say(East, "打开", "晾衣架3个");
        Has(await town.Send(East, "", "yard.jpg", "image/jpeg", Photo), "收到", "现场照片", "共 1 个文件");
        Has(await town.Send(East, "", "broken.jpg", "image/jpeg", "not a photo"u8.ToArray()), "内容和后缀不符");
        Assert.Equal("yard.jpg", await town.Database.Scalar<string>("select name from reports.attachment where removed_at is null"));
        Has(await town.Say(East, "报上去"), "已提交");
    }

    [Fact]
    public async Task A_changed_row_of_a_list_is_a_proposal_to_correct_the_register()
    {
        await town.Begin();
        await town.Database.Execute("delete from community.conflict");
        await town.Database.Execute("insert into community.conflict (person_id, region, hukou_region, field, golden, golden_source, other, other_source) values (1, $1, $1, '姓名', '陈桂兰', '公安户籍', '陈贵兰', '摸排')", Ask.SmallTown.EastLake);
        await town.Say(Street, "做个表：80岁以上老人姓名、手机号、是否需要上门体检，发各社区，周五前", "发吧");
        Has(await town.Say(East, "打开"), "名单 1 人", "有 1 处来源不一致", "公安户籍写“陈桂兰”，摸排写“陈贵兰”");
        Has(await town.Say(East, "陈桂兰：姓名改成陈贵兰"), "平台带的是", "为什么改");
        Has(await town.Say(East, "户口本上写的是贵"), "记下了", "更正建议");
        Assert.Equal(1, await town.Database.Scalar<long>("select count(*) from reports.trace where what = 'correction-proposed'"));
        Assert.Equal("陈桂兰", await town.Database.Scalar<string>("select name from community.person_identity where person_id = 1"));
        await town.Database.Execute("delete from community.conflict");
    }

    [Fact]
    public async Task A_rule_said_before_sending_holds_when_the_parts_come_in()
    {
        await town.Begin();
        await town.Say(Street, "做个表：社区、60岁以上人数、助浴需求人数、开始日期、完成日期，发各社区，周五前");
        Has(await town.Say(Street, "助浴需求人数不能大于60岁以上人数"), "记下了", "还没有发出");
        await town.Say(Street, "发吧");
        await town.Say(East, "打开", "助浴需求9", "开始日期11月5日", "完成日期11月3日");
        Has(await town.Say(East, "报上去"), "助浴需求人数不能大于60岁以上人数", "2026-11-03 早于“开始日期”的 2026-11-05");
        await town.Say(East, "助浴需求改成2", "完成日期改成11月6日");
        Has(await town.Say(East, "报上去"), "已提交");
    }

    [Fact]
    public async Task Each_grid_is_asked_and_its_community_fills_for_it()
    {
        await town.Begin();
        var grid = Ask.SmallTown.EastLake + 1;
        await town.Database.Execute("insert into community.region (code, name, level, parent) values ($1, '第一网格', 4, $2), ($3, '第二网格', 4, $2) on conflict do nothing", grid, Ask.SmallTown.EastLake, grid + 1);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(1.2), TestContext.Current.CancellationToken);      // the catalogue looks for new regions once a second
            var draft = await town.Say(Street, "做个表：网格、巡查次数，发给各网格，周五前");
            Has(draft, "每网格一行", "共 2 个");
            await town.Say(Street, "发吧");
            Has(await town.Say(East, "有啥要我填的"), "2 张");
        }
        finally { await town.Database.Execute("delete from community.region where level = 4"); }
    }

    [Fact]
    public async Task A_new_report_comes_with_its_card()
    {
        await town.Begin();
        await town.Say(East, "你好");
        await town.Issued();
        Assert.True(await town.Get<Reminders>().SendDue(new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.FromHours(8)), TestContext.Current.CancellationToken) > 0);
        var pushed = (await (await town.Client(East)).Poll()).Last(a => a["attachments"] is not null);
        var card = pushed["attachments"]![0]!["content"]!.ToJsonString();
        Assert.Contains("reports/open", card);
        Assert.Contains("80岁以上老人等情况统计表", Activities(pushed));
        var submission = await town.Database.Scalar<Guid>("select id from reports.submission where target = $1", Ask.SmallTown.EastLake);
        Has(new(await (await town.Client(East)).Press(new { act = "reports/open", submission = submission.ToString() })), "只剩要填：助浴需求人数");
    }

    private static string Activities(System.Text.Json.Nodes.JsonObject activity) => (string)activity["text"]!;
}
