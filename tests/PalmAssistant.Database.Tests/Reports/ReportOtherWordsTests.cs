using static PalmAssistant.Database.Tests.Reports.ReportingTown;

namespace PalmAssistant.Database.Tests.Reports;

/// <summary>The same steps said as other people say them in an IM: short, casual, half sentences.</summary>
public class ReportOtherWordsTests(ReportingTown town) : IClassFixture<ReportingTown>
{
    private static void Has(Said said, params string[] words) => Assert.All(words, w => Assert.Contains(w, said.Text));

    [Fact]
    public async Task Asked_for_without_the_word_table_and_changed_before_it_goes_out()
    {
        await town.Begin();
        Has(await town.Say(Street, "老年人助浴要摸个底，列：社区、75岁以上老人、里面独居的、想助浴的人数，发各社区，下周三前报上来"), "4 列", "其中：独居", "想助浴的人数", "2026-11-04", "共 2 个");
        Has(await town.Say(Street, "加一列 联系人"), "5 列", "想助浴的人数、联系人");
        Has(await town.Say(Street, "行，发下去"), "已发给");
        Has(await town.Say(East, "今天要报啥"), "75岁以上老人等情况统计表");
        Has(await town.Say(East, "开始填"), "想助浴的人数");
        Has(await town.Say(East, "想助浴的3个"), "想助浴的人数 3");
        Has(await town.Say(East, "联系人小刘"), "联系人 小刘");
        Has(await town.Say(East, "交了吧"), "已提交");
        Has(await town.Say(Street, "都谁交了"), "已报 1 个", "西湖社区");
        Has(await town.Say(Street, "剩下的提醒一下"), "已催 1 家");
    }

    [Fact]
    public async Task Looked_at_sent_back_in_passing_and_let_through()
    {
        await town.Begin();
        await town.Issued();
        await town.Say(East, "打开", "助浴需求9，报上去");
        Has(await town.Say(Street, "东湖社区报的看一下"), "助浴需求人数：9", "王芳填");
        Has(await town.Say(Street, "助浴需求9个太多了，打回去让他们再核一下"), "已退回东湖社区：助浴需求9个太多了", "助浴需求人数");
        Has(await town.Say(East, "怎么被退了"), "助浴需求9个太多了", "还是同一份");
        Has(await town.Say(East, "改成5个"), "助浴需求人数 5");
        Has(await town.Say(East, "再交一次"), "已重新提交");
        Has(await town.Say(Street, "东湖社区的没问题，通过"), "已审核通过：东湖社区");
        Has(await town.Say(Street, "西湖社区的催一下"), "已催 1 家没报的：西湖社区");
        Has(await town.Say(Street, "不等了，先汇总"), "差 1 个（西湖社区）");
    }

    [Fact]
    public async Task A_filler_wants_to_know_and_comes_back_later()
    {
        await town.Begin();
        await town.Issued("社区、60岁以上人数、其中独居、需要上门理发人数、理发日期");
        Has(await town.Say(East, "打开那个理发的表"), "60岁以上人数");
        Has(await town.Say(East, "60岁以上咋来的"), "60岁以上人数：按“", "实有人口、周岁");
        Has(await town.Say(East, "独居那个数不对，应该是4"), "平台带的是", "为什么改");
        Has(await town.Say(East, "算了"), "没有改");
        Has(await town.Say(East, "理发的十个人"), "需要上门理发人数 10");
        Has(await town.Say(East, "别的明天再填"), "已存好");
        Has(await town.Say(East, "那个表还有啥没填"), "理发日期");
        Has(await town.Say(East, "理发日期11月5日，交上去"), "已提交");
    }

    [Fact]
    public async Task Streets_are_asked_and_fill_one_row_each()
    {
        await town.Begin();
        Has(await town.Say(District, "各街道报一下养老服务站个数和床位数，这个月底前"), "每街道一行", "养老服务站等情况统计表", "2026-11-30");
        Has(await town.Say(District, "发"), "共 2 个");
        Has(await town.Say(Street, "打开养老那个"), "只剩要填：养老服务站个数、床位数");
        Has(await town.Say(Street, "服务站4个，床位120"), "养老服务站个数 4", "床位数 120");
        Has(await town.Say(Street, "报"), "已提交");
        Has(await town.Say(District, "哪些街道还没弄"), "山前街道");
    }

    [Fact]
    public async Task A_list_of_people_said_in_a_sentence_comes_with_its_people()
    {
        await town.Begin();
        Has(await town.Say(Street, "做个表：60岁以上老人姓名、住址、是否需要上门体检，发各社区，周五前"), "每人一行", "名单范围：各社区实有的“60岁以上老人”", "是否需要上门体检");
        await town.Say(Street, "发吧");
        Has(await town.Say(East, "打开"), "名单 3 人", "是否需要上门体检");
        Has(await town.Say(East, "是否需要上门体检全部填否"), "3 行");
        Has(await town.Say(East, "交"), "已提交");
    }

    [Fact]
    public async Task Why_again_is_counted()
    {
        await town.Begin();
        await town.Say(Street, "让各社区报一下80岁以上老人数和充电桩数，11月10号前", "发");
        await town.Say(Street, "让各社区报一下80岁以上老人数和车棚数，11月12号前", "发");
        Has(await town.Say(East, "怎么又要80岁以上的，上回不是给过了"), "记一次重复要表");
        Has(await town.Say(District, "这个月有多少重复要的表"), "重复要表 2 次");
    }
}
