using static PalmAssistant.Database.Tests.Reports.ReportingTown;

namespace PalmAssistant.Database.Tests.Reports;

/// <summary>Long conversations as impatient people type them: corrected mid-way, taken back, changed after it went out.</summary>
public class ReportLongTalkTests(ReportingTown town) : IClassFixture<ReportingTown>
{
    private static void Has(Said said, params string[] words) => Assert.All(words, w => Assert.Contains(w, said.Text));

    [Fact]
    public async Task A_publisher_changes_his_mind_before_and_after_sending()
    {
        await town.Begin();
        Has(await town.Say(Street, "帮我弄个表 各社区报 65岁以上老人数、独居老人数、要装扶手的户数"), "4 列", "要装扶手的户数");
        Has(await town.Say(Street, "哦对 再加一列联系电话"), "5 列");
        Has(await town.Say(Street, "5号前"), "2026-11-05");
        Has(await town.Say(Street, "把要装扶手的户数改成要装扶手的老人数"), "要人填：要装扶手的老人数、联系电话");
        Has(await town.Say(Street, "先放放，我问下主任"), "没有发给任何人");
        Has(await town.Say(Street, "刚才那个表呢"), "要装扶手的老人数");
        Has(await town.Say(Street, "说明里写一句：只统计实有，租房的也算"), "说明加上");
        Has(await town.Say(Street, "叫《扶手摸底表》"), "《扶手摸底表》");
        Has(await town.Say(Street, "行 发"), "已发给", "共 2 个");
        Has(await town.Say(Street, "等等发错了 撤回"), "已撤回《扶手摸底表》", "草稿");
        Has(await town.Say(East, "有表吗"), "没有要填的表");
        Has(await town.Say(Street, "重新发一份，联系电话不要了"), "4 列", "还没有发出");
        Has(await town.Say(Street, "发吧"), "已发给");
        Has(await town.Say(East, "开始"), "说明：只统计实有，租房的也算", "要装扶手的老人数");
        Has(await town.Say(East, "12"), "要装扶手的老人数 12");
        Has(await town.Say(East, "交"), "已提交");
        Has(await town.Say(Street, "进度"), "已报 1 个");
        Has(await town.Say(Street, "截止再往后推两天"), "2026-11-07");
        Has(await town.Say(Street, "加一列 安装意向"), "已有 1 个报上来", "确定吗");
        Has(await town.Say(Street, "确定"), "已加“安装意向”", "1 个退回补填");
        Has(await town.Say(East, "咋退回来了"), "表里加了“安装意向”", "要装扶手的老人数：12");
    }

    [Fact]
    public async Task A_column_nobody_needs_any_more_keeps_what_was_filled()
    {
        await town.Begin();
        await town.Issued("社区、助浴需求人数、联系人");
        await town.Say(East, "打开", "助浴需求3个");
        Has(await town.Say(Street, "联系人这列不用填了"), "1 个在填", "确定吗");
        Has(await town.Say(Street, "算了"), "没有改");
        Has(await town.Say(Street, "联系人这列不用填了"), "确定吗");
        Has(await town.Say(Street, "对"), "已去掉“联系人”");
        Has(await town.Say(East, "报上去"), "已提交");
        Assert.DoesNotContain("联系人", (await town.Say(Street, "看看东湖社区报的")).Text);
    }

    [Fact]
    public async Task Who_need_not_report_is_not_counted_as_reported()
    {
        await town.Begin();
        await town.Issued();
        Has(await town.Say(East, "打开"), "东湖社区");
        Has(await town.Say(Street, "东湖社区不用报了"), "东湖社区不用报");
        var missing = await town.Say(Street, "谁没报啊");
        Assert.DoesNotContain("已报 1 个", missing.Text);
        Assert.DoesNotContain("东湖社区", (await town.Say(Street, "齐了吗，汇总一下")).Text);
        Has(await town.Say(East, "报上去"), "不用报了");
        Assert.DoesNotContain("已报 1 个", (await town.Say(Street, "谁没报啊")).Text);
    }

    [Fact]
    public async Task A_community_is_spared_and_asked_again()
    {
        await town.Begin();
        await town.Issued();
        Has(await town.Say(Street, "东湖社区不用报了"), "东湖社区不用报");
        Has(await town.Say(East, "有啥要我填的"), "没有要填的表");
        Assert.DoesNotContain("东湖社区", (await town.Say(Street, "谁没报啊")).Text);
        Has(await town.Say(Street, "再给东湖社区也发一份"), "已补发给东湖社区");
        Has(await town.Say(East, "有啥活"), "要填《80岁以上老人等情况统计表》");
        Assert.Equal("denied", (await town.Say(Street, "再给南山社区也发一份")).Kind);
        Has(await town.Say(Street, "再给水清沟也发一份"), "没有找到“水清沟”");
        Has(await town.Say(Street, "把这张表关了吧"), "已结束收集");
        Has(await town.Say(East, "有啥要我填的"), "没有要填的表");
    }

    [Fact]
    public async Task A_filler_in_a_hurry_puts_the_last_figure_right()
    {
        await town.Begin();
        await town.Issued("社区、60岁以上人数、助行器需求数、社区联系人、联系电话");
        await town.Say(East, "打开");
        Has(await town.Say(East, "帮我看看哪儿没填"), "助行器需求数、社区联系人、联系电话");
        Has(await town.Say(East, "助行器5"), "助行器需求数 5");
        Has(await town.Say(East, "不对 是6"), "助行器需求数 6");
        Has(await town.Say(East, "联系人王芳 电话13800001111"), "社区联系人 王芳", "联系电话 13800001111");
        Has(await town.Say(East, "60岁以上怎么是这个数"), "从平台算");
        Has(await town.Say(East, "不对吧我们有18个"), "您要改成 18", "为什么改");
        Has(await town.Say(East, "新搬来两个，还没录进去"), "60岁以上人数 18");
        Has(await town.Say(East, "行了报了吧"), "已提交");
        Has(await town.Say(East, "谁改的60岁以上人数"), "改为 18", "新搬来两个");
        Has(await town.Say(East, "再改一下助行器3"), "撤回来");
        Has(await town.Say(Street, "60岁以上人数不对，退回去让他们核"), "已退回东湖社区", "60岁以上人数");
        Has(await town.Say(East, "哪儿不对"), "60岁以上人数不对");
        Has(await town.Say(East, "60岁以上人数没问题，核对过了"), "注明了");
        Has(await town.Say(East, "再报"), "已重新提交", "没问题，核对过了");
        Has(await town.Say(Street, "这回行了，过"), "已审核通过：东湖社区");
        Has(await town.Say(East, "我报过的表看看"), "报过 1 张", "已审核通过");
    }

    [Fact]
    public async Task Two_reports_of_the_same_words_are_told_apart()
    {
        await town.Begin();
        await town.Issued("社区、60岁以上人数、助浴需求人数", "11月6日前");
        await town.Issued("社区、60岁以上人数、助浴需求人数", "11月20日前");
        Has(await town.Say(East, "打开60岁以上那张"), "打开哪一张");
        Has(await town.Say(East, "20号截止那张"), "（第2份）", "2026-11-20");
        Has(await town.Say(East, "助浴需求30人"), "记下了");
        Has(await town.Say(East, "打开另一张"), "2026-11-06", "只剩要填：助浴需求人数");
        Has(await town.Say(East, "助浴需求28，报"), "已提交");
        Has(await town.Say(Street, "11月20号那张收得怎么样"), "（第2份）", "已报 0 个");
        Has(await town.Say(Street, "6号那张汇总"), "已报 1 个", "助浴需求人数 28");
        Has(await town.Say(Street, "另一张呢"), "（第2份）");
        Has(await town.Say(Street, "我发过哪些表"), "2 张表", "2026-11-06", "2026-11-20");
    }

    [Fact]
    public async Task More_time_is_asked_for_looked_after_and_answered()
    {
        await town.Begin();
        await town.Issued(when: "周五前交");
        await town.Say(East, "打开");
        Has(await town.Say(East, "能不能晚两天，人手不够"), "申请延到");
        Has(await town.Say(East, "延期批了没"), "还没有答复", "在等李强");
        Has(await town.Say(Street, "有谁申请延期"), "1 个申请延期", "人手不够");
        Has(await town.Say(Street, "为什么要延"), "人手不够");
        Has(await town.Say(Street, "行吧 批了"), "已同意延期：东湖社区");
        Has(await town.Say(East, "我那个延期呢"), "批了", "截止改为");
        Has(await town.Say(West, "延到周日"), "已向李强申请");
        Has(await town.Say(Street, "西湖社区的不批"), "没有同意");
        Has(await town.Say(West, "延期批了吗"), "没有批");
        Has(await town.Say(Street, "西湖社区再宽限一天"), "西湖社区的截止改为 2026-11-07");
    }

    [Fact]
    public async Task Several_rules_in_one_sentence_and_several_numbers_in_one_breath()
    {
        await town.Begin();
        Has(await town.Say(District, "搞个表 各街道都报一下：养老服务站个数、床位数、里面民办的，月底前"), "每街道一行");
        Has(await town.Say(District, "床位数必填，民办的不能超过床位数"), "记下了");
        Has(await town.Say(District, "发"), "已发给");
        Has(await town.Say(Street, "区里又要啥了"), "养老服务站");
        await town.Say(Street, "打开");
        Has(await town.Say(Street, "站5个 床位200 民办300"), "养老服务站个数 5", "床位数 200", "民办的不能超过床位数");
        Has(await town.Say(Street, "报"), "还不能报");
        Has(await town.Say(Street, "民办30，报"), "已提交");
        Has(await town.Say(District, "湖滨街道的看看"), "床位数：200");
        Has(await town.Say(District, "床位200太多了吧，退回去核实"), "已退回湖滨街道", "床位数");
        Has(await town.Say(District, "跟上期比差多少"), "没有上期可比");
    }
}
