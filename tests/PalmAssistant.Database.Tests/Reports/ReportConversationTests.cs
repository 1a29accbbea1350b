using static PalmAssistant.Database.Tests.Reports.ReportingTown;

namespace PalmAssistant.Database.Tests.Reports;

/// <summary>Reports talked through over Direct Line, as publisher, filler and reviewer, from one sentence to the roll-up.</summary>
public class ReportConversationTests(ReportingTown town) : IClassFixture<ReportingTown>
{
    private static void Has(Said said, params string[] words) => Assert.All(words, w => Assert.Contains(w, said.Text));

    private Task<long> Count(string sql) => town.Database.Scalar<long>(sql);

    [Fact]
    public async Task From_one_sentence_to_the_roll_up()
    {
        await town.Begin();
        var draft = await town.Say(Street, "做个表：社区、80岁以上老人数、其中独居、助浴需求人数、备注，发给各社区填一下，周五前交");
        Has(draft, "5 列", "平台能带数：社区、80岁以上老人数、其中：独居", "助浴需求人数、备注（可空）", "共 2 个", "2026-11-06");
        Assert.Equal(0, await Count("select count(*) from reports.issue"));
        Has(await town.Say(Street, "发吧"), "共 2 个", "2026-11-06");

        Has(await town.Say(East, "有啥要我填的"), "80岁以上老人等情况统计表", "李强", "2026-11-06");
        Has(await town.Say(East, "打开"), "80岁以上老人数：1人", "其中：独居：1", "只剩要填：助浴需求人数", "可空：备注", "是多少");
        Has(await town.Say(East, "6"), "助浴需求人数 6", "报上去");
        Has(await town.Say(East, "就这样，报上去"), "已提交", "撤回");
        Has(await town.Say(East, "先别报，撤回来"), "已撤回", "都还在");
        Has(await town.Say(East, "助浴需求改成8，再报"), "8", "已重新提交");
        Assert.Equal(1, await Count("select count(*) from reports.submission where state = 'submitted'"));

        var missing = await town.Say(Street, "谁还没报");
        Has(missing, "西湖社区");
        Assert.DoesNotContain("东湖社区", missing.Text);
        Has(await town.Say(Street, "催一下没报的"), "已催 1 家", "西湖社区");
        Has(await town.Say(Street, "再催一下"), "刚刚催过");
        Has(await town.Say(West, "打开那张表，助浴需求0，报上去"), "0", "已提交");
        Has(await town.Say(Street, "齐了吗，汇总一下"), "齐了，2 个都报了", "80岁以上老人数 2", "助浴需求人数 8");
        var file = await town.Say(Street, "导出来");
        Assert.Equal("file", file.Kind);
        Assert.Single(file.Files);
    }

    [Fact]
    public async Task When_the_platform_knows_it_all_the_filled_table_is_the_answer()
    {
        await town.Begin();
        var offered = await town.Say(Street, "做个表：社区、实有人口、60岁以上人数，发给各社区填");
        Assert.Equal("table", offered.Kind);
        Has(offered, "不必发表", "东湖社区 | 6 | 3", "坚持发");
        var file = await town.Say(Street, "那不发了，导出来给我");
        Assert.Equal("file", file.Kind);
        Assert.Equal(0, await Count("select count(*) from reports.issue"));
        await town.Say(Street, "做个表：社区、实有人口、60岁以上人数，发给各社区填");
        Has(await town.Say(Street, "坚持发"), "已发给", "共 2 个");
    }

    [Fact]
    public async Task A_column_asked_for_again_is_told_before_sending_and_counted_when_a_filler_says_so()
    {
        await town.Begin();
        await town.Say(Street, "做个表：社区、空置房套数、消防通道堵塞处数，发各社区", "发");
        var again = await town.Say(Street, "再做个表：社区、空置房套数、电动车棚数，发各社区");
        Has(again, "查重", "李强", "空置房等情况统计表", "空置房套数");
        Has(await town.Say(Street, "知道重复，发吧"), "重复");
        Has(await town.Say(East, "这表不是刚报过吗，又要"), "重复", "空置房套数", "记一次重复要表");
        var counted = await town.Say(District, "这个月有几次重复要表");
        Has(counted, "重复要表 2 次", "空置房等情况统计表");
        Assert.DoesNotContain("王芳", counted.Text);
        Has(await town.Say(East, "这表不是刚报过吗，又要"), "记一次");
        Has(await town.Say(District, "这个月有几次重复要表"), "重复要表 2 次");
    }

    [Fact]
    public async Task A_question_in_the_middle_is_answered_and_the_form_waits()
    {
        await town.Begin();
        await town.Issued("社区、60岁以上人数、轮椅需求数、轮椅存放点");
        await town.Say(East, "打开那张表", "轮椅需求3个");
        var asked = await town.Say(East, "我们社区独居老人有几个");
        Assert.Equal("number", asked.Kind);
        Has(asked, "1 人", "还没填完");
        var list = await town.Say(East, "独居老人名单");
        Assert.Equal("list", list.Kind);
        Has(await town.Say(East, "导出来"), "已导出 1 行");
        Has(await town.Say(East, "先存着，我去趟楼里"), "已存");
        Has(await town.Say(EastToo, "那张表谁在填"), "王芳", "轮椅需求数 3");
        Has(await town.Say(EastToo, "轮椅存放点写物业办公室"), "物业办公室");
        Has(await town.Say(East, "刚填到哪了，继续"), "轮椅需求数：3（王芳填）", "物业办公室（陈静填）");
        Has(await town.Say(East, "报上去"), "已提交");
    }

    [Fact]
    public async Task A_bare_word_belongs_to_what_was_spoken_of_last()
    {
        await town.Begin();
        await town.Issued();
        await town.Say(East, "打开", "助浴需求2", "报上去");
        await town.Say(Street, "谁还没报");
        Assert.Equal("list", (await town.Say(Street, "独居老人名单")).Kind);
        Has(await town.Say(Street, "导出来"), "已导出 2 行", "脱敏");
        Has(await town.Say(Street, "按社区分"), "东湖社区");
        Has(await town.Say(Street, "把那张表导出来"), "80岁以上老人等情况统计表.xlsx");
        Has(await town.Say(Street, "导出来"), "80岁以上老人等情况统计表.xlsx");
        await town.Say(Street, "做个表：社区、党员数、会议室数，发各社区");
        var asked = await town.Say(Street, "我们街道独居老人有几个？");
        Assert.Equal("number", asked.Kind);
        Assert.Equal(1, await Count("select count(*) from reports.issue"));
        Has(await town.Say(Street, "发吧"), "已发给");
    }

    [Fact]
    public async Task A_changed_figure_of_the_platform_needs_its_reason_and_nothing_is_changed_before_it()
    {
        await town.Begin();
        await town.Issued();
        await town.Say(East, "打开");
        Has(await town.Say(East, "80岁以上改成5"), "平台带的是 1", "差 4", "为什么");
        Assert.Equal(0, await Count("select count(*) from reports.trace where what = 'filled'"));
        Has(await town.Say(East, "算了，不改了"), "没有改");
        await town.Say(East, "80岁以上改成2");
        Has(await town.Say(East, "201新来了一位81岁的老人"), "80岁以上老人数 2", "原因已记下");
        Assert.Equal("201新来了一位81岁的老人", await town.Database.Scalar<string>("select why from reports.trace where what = 'filled'"));
        Has(await town.Say(East, "助浴需求1，报上去"), "已提交");
        Has(await town.Say(East, "谁改过"), "从 1 改为 2", "201新来了一位81岁的老人");
    }

    [Fact]
    public async Task Somebody_who_moved_away_becomes_a_proposal_that_waits_and_the_register_stays()
    {
        await town.Begin();
        await town.Issued();
        await town.Say(East, "打开");
        Has(await town.Say(East, "陈桂兰上月搬走了，这个得改"), "已生成更正建议", "陈桂兰上月搬走了", "等社区书记核对", "没有直接改库", "注明了差异");
        Assert.Equal(1, await Count("select count(*) from community.person where id = 1 and house_id is not null and is_resident"));
        Has(await town.Say(East, "助浴需求0，报上去"), "已提交", "带着差异说明：陈桂兰上月搬走了");
        Has(await town.Say(East, "谁改过"), "提出更正建议：陈桂兰上月搬走了");
    }

    [Fact]
    public async Task Returned_by_cell_and_sent_again_until_it_is_accepted()
    {
        await town.Begin();
        await town.Issued();
        await town.Say(East, "打开", "助浴需求9，报上去");
        Has(await town.Say(Street, "东湖社区那个数明显不对"), "助浴需求人数：报的 9", "退回东湖社区");
        Has(await town.Say(Street, "退回东湖社区，助浴需求人数请核实，上周才说两人"), "已退回东湖社区", "助浴需求人数");
        Has(await town.Say(East, "有啥要我填的"), "被退回");
        Has(await town.Say(East, "打开"), "退回：助浴需求人数——助浴需求人数请核实");
        Has(await town.Say(East, "助浴需求改成2，报上去"), "已重新提交");
        Has(await town.Say(Street, "审核通过"), "东湖社区");
        Has(await town.Say(East, "撤回来"), "不能撤回");
        Assert.Equal(1, await Count("select count(*) from reports.submission where state = 'accepted'"));
        Has(await town.Say(East, "谁改过"), "审核通过", "退回");
        Has(await town.Say(Street, "东湖社区的填报记录"), "王芳", "从 9 改为 2", "重新提交");
    }

    [Fact]
    public async Task More_time_is_asked_for_and_granted_to_the_one_who_asked()
    {
        await town.Begin();
        await town.Issued();
        await town.Say(East, "打开");
        Has(await town.Say(East, "申请延期到下周三，人手不够"), "李强", "2026-11-04");
        Has(await town.Say(Street, "谁要延期"), "东湖社区（王芳）", "人手不够");
        Has(await town.Say(Street, "同意东湖社区延期"), "已同意延期", "2026-11-04");
        Has(await town.Say(East, "打开"), "截止 2026-11-04");
        Has(await town.Say(West, "打开"), "截止 2026-11-06");
        Has(await town.Say(West, "晚两天再报行不行"), "延");
    }

    [Fact]
    public async Task A_named_reviewer_accepts_and_another_officer_does_not()
    {
        await town.Begin();
        await town.Say(District, "做个表：社区、80岁以上老人数、助浴需求人数，发给各社区，周五前交，审核人李强", "发吧");
        await town.Say(East, "打开", "助浴需求1，报上去");
        await town.Say(South, "打开", "助浴需求1，报上去");
        Has(await town.Say(OtherStreet, "审核通过"), "由发表人或审核人来审");
        Has(await town.Say(OtherStreet, "谁还没报"), "都报齐了");
        Has(await town.Say(Street, "谁还没报"), "西湖社区");
        Has(await town.Say(Street, "审核通过"), "东湖社区");
        var all = await town.Say(District, "汇总一下");
        Has(all, "差 1 个（西湖社区）", "湖滨街道：已报 1/2", "山前街道：已报 1/1", "助浴需求人数 2");
    }

    [Fact]
    public async Task The_same_report_is_sent_again_and_starts_from_the_last_one()
    {
        await town.Begin();
        await town.Issued("社区、80岁以上老人数、助浴需求人数、助浴点地点");
        await town.Say(East, "打开", "助浴需求4", "助浴点地点写一号楼架空层，报上去");
        var draft = await town.Say(Street, "还是上次那个表，再发一次，11月20日前");
        Has(draft, "和上次是同一张表", "2026-11-20");
        Assert.Equal(1, await Count("select count(*) from reports.issue"));
        Has(await town.Say(Street, "发吧"), "已发给", "2026-11-20");
        Assert.Equal(2, await Count("select count(*) from reports.issue"));
        Has(await town.Say(East, "打开"), "助浴点地点：一号楼架空层（上期填报", "上期带来、请核对：助浴点地点", "只剩要填：助浴需求人数", "上期 4");
        Has(await town.Say(East, "助浴点地点写二号楼", "5", "报上去"), "已提交");
        Has(await town.Say(Street, "汇总一下"), "差 1 个");
        Assert.Equal(1, await Count("select count(*) from reports.report"));
    }

    [Fact]
    public async Task Two_people_do_not_overwrite_each_other()
    {
        await town.Begin();
        await town.Issued();
        await town.Say(East, "打开");
        await town.Say(EastToo, "打开", "助浴需求7");
        Has(await town.Say(East, "助浴需求3"), "陈静刚填了 7", "要改成 3 吗");
        Assert.Equal("7", await town.Database.Scalar<string>("select l.typed -> 'C' ->> 'value' from reports.line l where l.typed ? 'C'"));
        Has(await town.Say(East, "改成我的"), "助浴需求人数 3");
    }

    [Fact]
    public async Task A_street_fills_what_the_district_asks_of_streets()
    {
        await town.Begin();
        Has(await town.Say(District, "做个表：街道、80岁以上老人数、助浴点个数，发给各街道，周五前", "发吧"), "共 2 个");
        Has(await town.Say(Street, "有啥要我填的"), "赵敏要的");
        Has(await town.Say(Street, "打开"), "80岁以上老人数：2", "助浴点个数");
        Has(await town.Say(Street, "3"), "助浴点个数 3");
        Has(await town.Say(Street, "报上去"), "已提交");
        Has(await town.Say(District, "齐了吗，汇总一下"), "差 1 个（山前街道）", "助浴点个数 3");
    }

    [Fact]
    public async Task To_a_chosen_list_or_to_all_but_one()
    {
        await town.Begin();
        Has(await town.Say(District, "做个表：社区、会议室数，发给除西湖社区以外的各社区，周五前"), "共 2 个", "不含西湖社区");
        Has(await town.Say(District, "改成发给东湖社区、南山社区"), "东湖社区、南山社区", "共 2 个");
        Has(await town.Say(District, "发吧"), "共 2 个");
        Assert.Equal("现在没有要填的表。", (await town.Say(West, "有啥要我填的")).Text);
        Assert.Equal("denied", (await town.Say(Street, "做个表：社区、会议室数，发给南山社区")).Kind);
    }

    [Fact]
    public async Task Another_community_is_told_it_may_not_look_and_no_community_publishes()
    {
        await town.Begin();
        await town.Issued();
        var denied = await town.Say(South, "打开东湖社区那张表");
        Assert.Equal("denied", denied.Kind);
        Assert.Equal("denied", (await town.Say(East, "做个表发给各社区")).Kind);
        Assert.Equal("denied", (await town.Say(East, "谁还没报")).Kind);
    }

    [Fact]
    public async Task Figures_of_burden_are_computed_from_the_trace()
    {
        await town.Begin();
        await town.Issued("社区、80岁以上老人数、空置房套数、助浴需求人数");
        await town.Say(East, "打开", "助浴需求1");
        await town.Say(East, "空置房改成2", "新空出一套", "报上去");
        var figures = await town.Say(District, "这个月数据复用率多少");
        // 社区, 80岁以上 unchanged; 空置房 changed; 助浴需求 typed: two of four.
        Has(figures, "填了 4 格", "没改的 2 格", "数据复用率 50%", "平均每个社区每月 1 张");
        Assert.Equal(50m, (decimal)figures.Activity["channelData"]!["palm"]!["result"]!["rows"]!.AsArray().Single(r => (string)r![0]! == "复用率（%）")![1]!);
    }

    [Fact]
    public async Task The_same_message_twice_is_one_report_and_one_submission()
    {
        await town.Begin();
        var client = await town.Client(Street);
        await town.Say(Street, "做个表：社区、会议室数，发各社区，周五前");
        var message = new { type = "message", text = "发吧", channelData = new { clientActivityID = "once-1" } };
        await client.Answer(await client.Post(message));
        await client.Post(message);
        await town.Say(East, "打开", "会议室2个", "报上去");
        Has(await town.Say(East, "报上去"), "只算一份");
        Assert.Equal((1L, 1L), (await Count("select count(*) from reports.issue"), await Count("select count(*) from reports.trace where what = 'submitted'")));
    }
}
