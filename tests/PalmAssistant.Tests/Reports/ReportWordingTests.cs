using PalmAssistant.Community;
using PalmAssistant.Language;
using PalmAssistant.Reports.Dialog;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Tests.Reports;

/// <summary>How people say each step of a report, many ways each; and how they ask about data meanwhile, which is never taken for a step.</summary>
public class ReportWordingTests
{
    private static readonly DateOnly Today = new(2026, 3, 4);
    private static readonly Catalog Catalog = new(CatalogFiles.Load(), CatalogRows.Empty);
    private static readonly FillableColumn[] Columns =
    [
        new("B", "80岁以上老人数", "80岁以上老人数", CellType.Integer, []), new("C", "助浴需求人数", "助浴需求人数", CellType.Integer, []), new("D", "轮椅存放点", "轮椅存放点", CellType.Text, []),
        new("E", "是否有电梯", "是否有电梯", CellType.Choice, ["是", "否"]), new("F", "走访日期", "走访日期", CellType.Date, []),
    ];

    private static readonly TalkState Idle = TalkState.Nothing;
    private static readonly TalkState Drafting = new(true, false, false, [], null);
    private static readonly TalkState Filling = new(false, true, false, Columns, null) { Titles = ["80岁以上老人等情况统计表"] };
    private static readonly TalkState Following = new(false, false, true, [], null) { Titles = ["80岁以上老人等情况统计表"] };

    private static bool IsData(string sentence) => RuleReader.Read(new(sentence, Today, Catalog.Words, [], null)) is Understood;

    private static IReadOnlyList<Intent>? Read(string text, TalkState state) => Intents.Read(text, false, state, Today, IsData);

    public static TheoryData<string, string, string> Steps()
    {
        var data = new TheoryData<string, string, string>();
        void Add(string state, string intent, string sentences) { foreach (var s in sentences.Split(' ', '\n').Select(s => s.Trim()).Where(s => s.Length > 0)) data.Add(state, intent, s); }
        Add("idle", nameof(Intent.Design), """
            做张表：社区、独居老人数、备注，发给各社区 帮我做个统计表：社区、党员数，给各社区填 麻烦建个表：社区、空置房套数，下发各社区，周五前报 我要发个表：社区、助餐人数，各社区都填 起草一张表：社区、消防栓个数、备注，发各社区
            弄个表，发给各社区填：社区、车棚个数 设计一个表：网格、80岁以上老人数，发给各社区 再做一张表：社区、低保户数，让各社区报 给我出个表：社区、志愿者人数，发各社区 请做个登记表：社区、会议室数，发给东湖社区
            下发一张表：社区、台风受灾户数，各社区今天下班前报 发起一个报表：社区、接种人数，发给各社区 搞个表：社区、楼栋长人数，发各社区 另外做个表：社区、托育点个数，发各社区 现在建一个统计表：社区、电动车充电桩个数，发各社区
            """);
        Add("draft", nameof(Intent.SendIt), """
            发吧 发 好，发 行，发吧 可以，下发 没问题，发出去吧 就这样发吧 确认 确认发出 那就发吧 直接发 给他们发吧 坚持发 照发 还是发吧 对，发吧 嗯，发 发布吧 好的，发送 看过了，发吧 下发吧 发出去 赶紧发吧 就按这个，发吧 没错，确认下发 可以发了 行，那发 好，就发 知道重复，发吧 发给各社区吧
            """);
        Add("draft", nameof(Intent.DropIt), """
            不发了 先不发 算了不发了 别发了 那就不用发了 这张表取消 取消这个表 作废 不用发，把表给我 先别发 不下发了
            """);
        Add("draft", nameof(Intent.ToWhom), """
            只发给东湖社区 改成发给各街道 截止改到3月10日 截止时间改成周五 改到下周三前 改成每月一次 每周报 审核人李军 让李军来审核 延到3月12日前 3月9日前交
            """);
        Add("draft", nameof(Intent.AskMeaning), """
            80岁以上是按实有算的吗 独居按什么口径 这个含不含户在人不在的 老人是按周岁算吧 这列怎么统计的 口径是什么 是按户籍还是实有算呢
            """);
        Add("idle", nameof(Intent.Pending), """
            有啥要我填的 有什么表要填吗 有没有要填的表 还有什么要填的 我有哪些表要填 现在有啥要报的 有表要填吗 都有什么要我们报的 我的报表 有要填的吗 今天有什么表要填 还有啥表没填 看看我要填什么 有哪些待填的表 我要填哪些表 要填的表 哪些表要填
            """);
        Add("idle", nameof(Intent.Open), """
            打开 打开老年人那张表 打开《重度残疾人花名册》 打开周报 我要填老年人表 填一下出租房的表 帮我打开那张表 开一下残疾人表 先打开老人那张 我来填那张表 打开第一张 填出租房那张表
            """);
        Add("fill", nameof(Intent.Fill), """
            助浴需求12人 助浴需求人数是5 助浴需求改成3 助浴需求填8个 助浴需求人数：6 助浴需求没有 助浴需求有两个 轮椅存放点写物业 轮椅存放点在一楼大厅 存放点改成党群服务中心 走访日期3月2日 走访日期今天 有电梯填是 电梯选否 80岁以上改成30 把助浴需求改为9 助浴需求人数改一下，改成7 助浴需求，5个 助浴需求十二个 助浴需求0 存放点：小区门口
            """);
        Add("fill", nameof(Intent.Submit), """
            报上去 提交 报吧 就这样报上去 那就提交吧 可以了，报上去 确认提交 交上去 上报 直接报 好，提交 没问题了，报上去吧 报送 一键报 提交吧 好了报上去 填完了，提交 行，报了吧 就这么报 核对过了，报上去 都对，提交
            """);
        Add("fill", nameof(Intent.Withdraw), """
            撤回 撤回来 先别报，撤回来 我要撤回 报错了，撤回 收回来 把刚才那份撤回 撤回刚报的表 等等，先撤回来
            """);
        Add("fill", nameof(Intent.Save), """
            先存着 存一下 先保存 先放着 保存草稿 我先存着，一会儿再填 先这样存着 存草稿 先记着，待会儿填 先存上
            """);
        Add("fill", nameof(Intent.Continue), """
            继续 接着填 继续填 刚才填到哪了 上次填到哪儿了，继续 接着来 继续刚才的表 回到那张表 继续吧
            """);
        Add("fill", nameof(Intent.WhatIsLeft), """
            还差什么 还缺哪些 还有啥没填 哪些没填 还剩什么没填 还差哪几格 一个一个问我吧
            """);
        Add("idle", nameof(Intent.AlreadyReported), """
            这表不是刚报过吗 这个上个月不是报过了 怎么又要，不是刚报过吗 这表才填过啊 这些数刚要过又要 这个表不是已经交过了吗 上周刚报过又来
            """);
        Add("idle", nameof(Intent.WhoFills), """
            残疾人那张表谁在填 那张表是谁在填 老人表谁在填呢 这张表填到哪了
            """);
        Add("follow", nameof(Intent.WhoIsMissing), """
            谁还没报 还有谁没报 哪些社区没报 哪几个社区还没交 哪家没报 谁没交 还有几家没报 还有哪些没报上来 报了几家了 现在报了多少家 填报进度怎么样 哪些单位还没填 都有谁没报 还差谁没报 几个社区没报 报上来几家了
            """);
        Add("follow", nameof(Intent.Remind), """
            催一下没报的 催一下 催报 提醒一下没报的社区 催催他们 提醒没报的 再催一下 催一催没交的 给没报的提个醒 催办没报的 帮我催一下
            """);
        Add("follow", nameof(Intent.RollUp), """
            汇总一下 齐了吗，汇总一下 报齐了吗 齐了没 先汇总 汇总各社区报的数 把报上来的汇总一下 汇总吧 看看汇总 汇总结果 合一下总数
            """);
        Add("follow", nameof(Intent.Export), """
            导出来 导出 把表导出来 导出原样的表 下载汇总表 导成excel 导出汇总表 给我导一份表 导出这张报表
            """);
        Add("follow", nameof(Intent.Return), """
            退回东湖社区，人数不对 东湖社区的退回去，80岁以上请核实 把东湖社区的退回，数对不上 打回东湖社区，缺备注
            """);
        Add("follow", nameof(Intent.Accept), """
            审核通过 东湖社区审核通过 都通过 全部通过吧 通过
            """);
        Add("fill", nameof(Intent.Extend), """
            申请延期到周五 能不能延到下周一 延期两天 想晚两天再报 宽限几天行吗，延到3月10日 申请延期到3月10日，人手不够
            """);
        Add("follow", nameof(Intent.GrantTime), """
            同意延期 同意东湖社区延期 可以延期 准了，延到周五 批准东湖社区的延期
            """);
        Add("follow", nameof(Intent.WhoAskedForTime), """
            谁要延期 有谁申请延期 哪些社区申请延期了 有没有要延期的
            """);
        Add("follow", nameof(Intent.Reissue), """
            还是上次那个表，再发一次 照上个月的再发 把老年人那张表再发一次 上次那张表重新发一遍 用上回的表再发一次 按上期的再发，3月20日前 再发一次上次那张表 上个月那张表这个月接着发
            """);
        Add("follow", nameof(Intent.StopPeriod), """
            这张表以后不用发了 以后别再发了 周报停了吧 下个月起不用报了 停掉这个月报
            """);
        Add("follow", nameof(Intent.Doubt), """
            东湖社区那个数明显不对 西湖的人数偏高吧 东湖社区报的数太离谱了 这个数有问题
            """);
        Add("idle", nameof(Intent.Burden), """
            这个月有几次重复要表 数据复用率多少 减负情况怎么样 填报减负成效 这个月复用率 今年重复要表几次 平均每个社区报几张表 填一张表平均多长时间 减负数据给我看看 本月重复报表有几次
            """);
        Add("fill", nameof(Intent.Trace), """
            谁改过 这个是谁填的 修改记录 改过几次 填报记录看一下 留痕记录 谁动过这张表
            """);
        Add("fill", nameof(Intent.Correction), """
            丁大爷上月搬走了 3号楼的李奶奶去世了 漏了张伟家的孩子 501换人了 王大妈不住这儿了 系统里没有这个人
            """);
        Add("idle", nameof(Intent.Design), "帮我弄张表：社区、空巢老人数、备注，发给各社区填，下周一前 请建个统计表：社区、快递柜个数，让各社区报一下 我想发个表：网格、巡查次数，各网格填 再来一张表：社区、志愿者数，发给各社区 出个表给各社区：社区、充电桩个数");
        Add("draft", nameof(Intent.SendIt), "嗯发吧 行就这么发吧 那就下发吧 可以，发给大家吧 好的发吧 就发吧 确认下发 看着没问题，发吧");
        Add("draft", nameof(Intent.DropIt), "算了别发了 这个先不发了 取消这张表 不用发了谢谢");
        Add("idle", nameof(Intent.Pending), "现在有要我填的表吗 还有没有要报的表 我这边还要填啥 有新表吗 我们社区还有哪些表没报 今天要填什么表 有没有新的表要填");
        Add("idle", nameof(Intent.Open), "打开刚发的那张表 帮我打开残疾人花名册 我要填那张周报 把老年人那张表打开 来填一下那个表 开一下九小场所检查表");
        Add("fill", nameof(Intent.Fill), "助浴需求报7个 助浴需求人数写4 助浴需求那栏填6 助浴需求应该是9人 存放点写居委会门口 走访日期填3月1号 助浴需求为零 电梯填有");
        Add("fill", nameof(Intent.Submit), "可以报了 帮我提交 就这样提交吧 好的，报上去 现在报 填好了，报上去 这样就行，提交 那报吧 确认无误，提交");
        Add("fill", nameof(Intent.Withdraw), "撤回吧 刚才报错了，撤回来 撤一下 先撤回 把报上去的收回来");
        Add("fill", nameof(Intent.Save), "存着吧 先存，我回头填 保存一下 先放一放，待会再填 我先去开会，存着");
        Add("fill", nameof(Intent.Continue), "接着刚才的填 继续填表 刚才那张表接着来 回到刚才那张表 上次填到哪了");
        Add("follow", nameof(Intent.WhoIsMissing), "现在谁没报 还差几个社区没报 哪些社区还没交上来 报表情况怎么样 有几家没报 没报的有哪些 还有几个社区没交");
        Add("follow", nameof(Intent.Remind), "提醒下没报的 再催催 催一下他们 帮忙催催没报的社区 给没交的提个醒 催一催");
        Add("follow", nameof(Intent.RollUp), "都齐了吗 汇总下 报上来的汇总一下 帮我汇总 汇总看看 现在能汇总吗");
        Add("follow", nameof(Intent.Export), "导出一份 导出来给我 把汇总表导出来 导一下 下载 导出成表格");
        Add("follow", nameof(Intent.Return), "东湖社区退回，人数对不上 把东湖的退回重填，缺备注 退给东湖社区重报，80岁以上不对");
        Add("follow", nameof(Intent.Accept), "通过吧 东湖社区的通过 审核通过了 没问题，审核通过");
        Add("fill", nameof(Intent.Extend), "想延期到3月9日 能延到周一吗 可以晚一天报吗 申请延期两天 来不及了，延到下周二行不行");
        Add("follow", nameof(Intent.Reissue), "上个月那张表再发一次 把那张老年人表再发一遍 还用上次的表 重新发一次上次的表");
        Add("idle", nameof(Intent.AlreadyReported), "这张表上周刚报过 怎么又报这个，不是报过了吗 这些数上个月已经报过了");
        Add("idle", nameof(Intent.Burden), "这个月填了几张表 我们的数据复用率 减负效果怎么样 重复要表多不多 社区一个月要填几张表");
        return data;
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_is_known_however_it_is_said(string state, string intent, string sentence)
    {
        var read = Read(sentence, state switch { "draft" => Drafting, "fill" => Filling, "follow" => Following, _ => Idle });
        Assert.Contains(intent, (read ?? []).Select(i => i.GetType().Name));
    }

    public static TheoryData<string> Questions()
    {
        var data = new TheoryData<string>();
        foreach (var s in """
            我们社区有多少老人 80岁以上的有多少 独居老人名单 列出残疾人 3号楼2单元501住的谁 低保户有几户 出租房有多少套 空置房名单给我 那男的呢 按小区分 按年龄段分一下 只要党员 他们合计多少 名单给我 再加上西湖社区 换成西湖社区
            高龄津贴怎么申请 低保标准是多少 居住证怎么办 张伟的电话 李娜是哪户的 上个月新增了几位独居老人 退役军人有哪些 谁查过张三 谁没有领高龄津贴 哪些老人没有交医保 哪些人没参保 空巢老人占比 平均年龄多大
            独居老人里没领津贴的有谁 哪个社区老人最多 残疾人按等级分 有残疾人的低保户 各社区60岁以上老人数 70岁以上的男性 未成年人多少 企业有多少家 小餐饮有几家 未整改的隐患有哪些 党员花名册 流动人口台账 上月去世的有几个 搬走的人有多少
            谁家有重度残疾人 最大的老人多少岁 4号楼住了多少人 网格员是谁 楼栋长电话 居委会有几个志愿者 比上个月多了多少 跟上个月比怎么样 为啥跟民政的数对不上 这个口径怎么定的 打开空调多少钱 你好 帮助 能问什么 谢谢 多少人没交养老保险 谁还没领养老金 哪些老人没认证
            """.Split(' ', '\n').Select(s => s.Trim()).Where(s => s.Length > 0)) data.Add(s);
        return data;
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_question_about_data_is_no_step_of_a_report(string sentence)
    {
        foreach (var state in new[] { Idle, Drafting, Filling, Filling with { IsRecent = false }, Following, Following with { IsRecent = false }, Filling with { Waits = "cell", Asked = Columns[2] }, Filling with { Waits = "cell", Asked = Columns[1] } })
            Assert.Null(Read(sentence, state));
    }
}
