using PalmAssistant.Reports.Dialog;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Tests.Reports;

/// <summary>Which sentences are the report dialog's business, and what they ask of it. Questions in the middle of a form are not its business.</summary>
public class IntentsTests
{
    private static readonly DateOnly Today = new(2026, 3, 4);
    private static readonly FillableColumn[] Columns =
    [
        new("B", "80岁以上老人数", "80岁以上老人数", CellType.Integer, []), new("C", "助浴需求人数", "助浴需求人数", CellType.Integer, []), new("D", "轮椅存放点", "轮椅存放点", CellType.Text, []),
        new("E", "是否有电梯", "是否有电梯", CellType.Choice, ["是", "否"]), new("F", "走访日期", "走访日期", CellType.Date, []),
    ];

    private static readonly TalkState Filling = new(false, true, false, Columns, null);
    private static readonly TalkState Drafting = new(true, false, false, [], null);

    private static IReadOnlyList<Intent>? Read(string text, TalkState? state = null) => Intents.Read(text, false, state ?? TalkState.Nothing, Today);

    [Theory]
    [InlineData("我们社区独居老人有几个")]
    [InlineData("80岁以上的老人有多少")]
    [InlineData("高龄津贴多少钱")]
    [InlineData("你好")]
    [InlineData("列出独居老人名单")]
    [InlineData("按楼栋分一下")]
    [InlineData("多少人没交医保")]
    [InlineData("哪些老人没交医保")]
    [InlineData("汇总一下各社区老人数")]
    [InlineData("居住证延期的有多少人")]
    [InlineData("这个月已经交过医保的有几个人")]
    [InlineData("减负政策是什么")]
    [InlineData("谁家有残疾人")]
    [InlineData("搬走的有多少")]
    [InlineData("80岁以上老人数")]
    [InlineData("助浴需求人数怎么算")]
    [InlineData("上个月走了几位老人")]
    public void A_question_is_left_to_whoever_answers_it(string text)
    {
        Assert.Null(Read(text));
        Assert.Null(Read(text, Filling));
    }

    [Theory]
    [InlineData("助浴需求12人", "C", "12")]
    [InlineData("助浴需求人数改成15", "C", "15")]
    [InlineData("助浴需求没有", "C", "0")]
    [InlineData("助浴需求两个", "C", "2")]
    [InlineData("轮椅存放点写物业办公室", "D", "物业办公室")]
    [InlineData("80岁以上改成100", "B", "100")]
    [InlineData("走访日期3月2日", "F", "2026-03-02")]
    [InlineData("有电梯填否", "E", "否")]
    public void A_cell_is_filled_by_saying_so(string text, string column, string value) =>
        Assert.Equal(new Intent.Fill(column, value, false, null), Assert.Single(Read(text, Filling)!));

    [Theory]
    [InlineData("上次检查日期3月2日", "G")]
    [InlineData("本周核查户数12", "H")]
    public void A_column_whose_name_sounds_like_a_question_is_filled_like_any_other(string text, string column)
    {
        var state = Filling with { Columns = [new("G", "上次检查日期", "上次检查日期", CellType.Date, []), new("H", "本周核查户数", "本周核查户数", CellType.Integer, [])] };
        Assert.Equal(column, Assert.IsType<Intent.Fill>(Assert.Single(Read(text, state)!)).Column);
    }

    [Theory]
    [InlineData("轮椅存放点在哪")]
    [InlineData("轮椅存放点写什么呢")]
    [InlineData("走访日期是几号？")]
    public void What_asks_is_no_value(string text) => Assert.DoesNotContain(Read(text, Filling) ?? [], i => i is Intent.Fill);

    [Fact]
    public void A_sentence_may_fill_and_submit() =>
        Assert.Equal([new Intent.Fill("C", "15", false, null), new Intent.Submit()], Read("助浴需求改成15，再报", Filling)!);

    [Fact]
    public void All_rows_or_one_named_row()
    {
        Assert.Equal([new Intent.Fill("C", "1", true, null), new Intent.Fill("F", "2026-03-03", true, null)], Read("全部：助浴需求1，走访日期3月3日", Filling)!);
        Assert.Equal([new Intent.Fill("F", "2026-03-03", false, "李桂芳")], Read("李桂芳：走访日期3月3日", Filling)!);
    }

    [Theory]
    [InlineData("报上去", typeof(Intent.Submit))]
    [InlineData("就这样，报上去", typeof(Intent.Submit))]
    [InlineData("先别报，撤回来", typeof(Intent.Withdraw))]
    [InlineData("先存着，我去趟楼里", typeof(Intent.Save))]
    [InlineData("刚填到哪了，继续", typeof(Intent.Continue))]
    [InlineData("算了，不改了", typeof(Intent.LeaveAsIs))]
    [InlineData("李奶奶上月搬走了，这个得改", typeof(Intent.Correction))]
    public void Steps_of_filling(string text, Type intent) => Assert.IsType(intent, Assert.Single(Read(text, Filling)!));

    [Theory]
    [InlineData("有啥要我填的", typeof(Intent.Pending))]
    [InlineData("打开", typeof(Intent.Open))]
    [InlineData("打开残疾人那张表", typeof(Intent.Open))]
    [InlineData("谁还没报", typeof(Intent.WhoIsMissing))]
    [InlineData("催一下没报的", typeof(Intent.Remind))]
    [InlineData("齐了吗，汇总一下", typeof(Intent.RollUp))]
    [InlineData("这表不是上个月刚报过吗", typeof(Intent.AlreadyReported))]
    [InlineData("这个月有几次重复要表", typeof(Intent.Burden))]
    [InlineData("残疾人那张表谁在填", typeof(Intent.WhoFills))]
    [InlineData("退回甲社区，老人数请核实", typeof(Intent.Return))]
    [InlineData("延期到3月10日", typeof(Intent.Extend))]
    public void Steps_that_need_nothing_open(string text, Type intent) => Assert.IsType(intent, Assert.Single(Read(text)!));

    [Theory]
    [InlineData("发吧", "")]
    [InlineData("对，发", "")]
    [InlineData("确认，发出", "")]
    [InlineData("指出租屋里住的人，还是发吧", "指出租屋里住的人")]
    public void A_draft_is_sent_by_a_word(string text, string answer)
    {
        Assert.Equal(answer, Assert.IsType<Intent.SendIt>(Assert.Single(Read(text, Drafting with { HasQuestion = answer.Length > 0 })!)).Answer);
        Assert.DoesNotContain(Read(text) ?? [], i => i is Intent.SendIt);
    }

    [Theory]
    [InlineData("高龄津贴什么时候发")]
    [InlineData("我们街道独居老人有几个？")]
    [InlineData("80岁以上的有多少，这个月发了没")]
    [InlineData("津贴都发吗")]
    [InlineData("把独居老人名单发")]
    public void A_question_while_a_draft_waits_sends_nothing(string text) => Assert.DoesNotContain(Read(text, Drafting) ?? [], i => i is Intent.SendIt or Intent.AskMeaning);

    [Theory]
    [InlineData("导出来")]
    [InlineData("汇总一下")]
    [InlineData("谁改的")]
    [InlineData("这个数不对吧")]
    public void A_bare_word_belongs_to_the_answer_before_it(string text)
    {
        Assert.NotNull(Read(text, Filling with { HasIssue = true }));
        Assert.Null(Read(text, Filling with { HasIssue = true, IsRecent = false }));
    }

    [Theory]
    [InlineData("导出原样的表")]
    [InlineData("把那张表导出来")]
    [InlineData("齐了吗，汇总一下")]
    public void A_word_that_names_the_report_is_the_reports_whatever_came_before(string text) => Assert.NotNull(Read(text, Filling with { HasIssue = true, IsRecent = false }));

    [Theory]
    [InlineData("12", "C", "12")]
    [InlineData("12人", "C", "12")]
    [InlineData("没有", "C", "0")]
    [InlineData("就三个", "C", "3")]
    [InlineData("物业办公室", "D", "物业办公室")]
    [InlineData("3月2日", "F", "2026-03-02")]
    public void The_cell_that_was_asked_about_takes_a_bare_value(string text, string column, string value)
    {
        var asked = Filling with { Waits = "cell", Asked = Columns.Single(c => c.Letter == column) };
        Assert.Equal(new Intent.BareValue(value), Assert.Single(Read(text, asked)!));
        Assert.Null(Read(text, asked with { IsRecent = false })?.OfType<Intent.BareValue>().FirstOrDefault());
    }

    [Fact]
    public void What_reads_as_a_question_about_data_is_no_value_no_reason_and_no_purpose()
    {
        var text = Filling with { Waits = "cell", Asked = Columns.Single(c => c.Letter == "D") };
        foreach (var state in new[] { text, Filling with { Waits = "why" }, Filling with { Waits = "purpose" } })
        {
            Assert.NotNull(Intents.Read("独居老人台账", false, state, Today));
            Assert.Null(Intents.Read("独居老人台账", false, state, Today, _ => true));
        }
    }

    [Theory]
    [InlineData("还是上次那个表，再发一次", typeof(Intent.Reissue))]
    [InlineData("照上个月的再发", typeof(Intent.Reissue))]
    [InlineData("以后不用发了", typeof(Intent.StopPeriod))]
    [InlineData("周报停了吧", typeof(Intent.StopPeriod))]
    [InlineData("谁要延期", typeof(Intent.WhoAskedForTime))]
    [InlineData("同意甲社区延期", typeof(Intent.GrantTime))]
    [InlineData("不同意延期", typeof(Intent.RefuseTime))]
    [InlineData("申请延期到周五，人手不够", typeof(Intent.Extend))]
    public void Steps_of_following(string text, Type intent) => Assert.IsType(intent, Assert.Single(Read(text)!));

    [Theory]
    [InlineData("那不发了，把表导出来给我", typeof(Intent.DropIt))]
    [InlineData("“80岁+”是按实有算的吧", typeof(Intent.AskMeaning))]
    public void A_draft_may_be_dropped_or_asked_about(string text, Type intent) => Assert.IsType(intent, Assert.Single(Read(text, Drafting)!));

    [Fact]
    public void Opening_and_the_rest_of_the_sentence_are_read_one_after_the_other() =>
        Assert.Equal([new Intent.Open("那张表"), new Intent.Rest("助浴需求0，报上去")], Read("打开那张表，助浴需求0，报上去")!);

    [Theory]
    [InlineData("做个表：社区、助浴需求人数、备注，发给各社区填一下，周五前交", new[] { "社区", "助浴需求人数", "备注" }, "各社区", "2026-03-06")]
    [InlineData("发个表给春和社区：空置房套数、备注，明天下班前", new[] { "社区", "空置房套数", "备注" }, "春和社区", "2026-03-05")]
    [InlineData("再做个表：社区、党员数，发各社区", new[] { "社区", "党员数" }, "各社区", null)]
    [InlineData("帮我建一张统计表：网格、独居老人数、其中：80岁以上；3月20日前报上来", new[] { "网格", "独居老人数", "其中：80岁以上" }, "", "2026-03-20")]
    public void A_table_is_designed_by_saying_so(string text, string[] columns, string to, string? due)
    {
        var said = SaidTable.Read(text, Today)!;
        Assert.Equal(columns, said.Form.Tables[0].Columns.Select(c => c.Name));
        Assert.Equal((to, due), (said.To, said.Form.Due?.Date?.ToString("yyyy-MM-dd")));
    }

    [Fact]
    public void A_remark_is_optional_and_what_is_asked_is_not()
    {
        var columns = SaidTable.Read("做个表：社区、助浴需求人数、轮椅存放点、备注，发给各社区", Today)!.Form.Tables[0].Columns;
        Assert.Equal([false, true, true, false], columns.Select(c => c.Required));
        Assert.Equal([CellType.Text, CellType.Integer, CellType.Text, CellType.Text], columns.Select(c => c.Type));
    }

    [Theory]
    [InlineData("不对 是6", "6")]
    [InlineData("错了，应该8个", "8")]
    [InlineData("我们其实有18个", "18")]
    public void The_figure_filled_last_is_put_right(string text, string value) =>
        Assert.Equal(new Intent.Amend(value), Assert.Single(Read(text, Filling with { Last = Columns[1], Asked = Columns[2] })!));

    [Theory]
    [InlineData("不对 是6")]
    [InlineData("等等")]
    public void What_contradicts_is_no_value_of_the_next_cell(string text) =>
        Assert.DoesNotContain(Read(text, Filling with { Asked = Columns[2] }) ?? [], i => i is Intent.BareValue);

    [Fact]
    public void A_name_that_two_columns_share_means_neither()
    {
        FillableColumn[] both = [new("B", "男·人数", "人数", CellType.Integer, []), new("C", "女·人数", "人数", CellType.Integer, [])];
        Assert.Null(Read("人数12", Filling with { Columns = both }));
        Assert.Equal(new Intent.Fill("C", "12", false, null), Assert.Single(Read("女人数12", Filling with { Columns = both })!));
    }

    [Theory]
    [InlineData("其他人都是无需求", "E", "无需求")]
    [InlineData("剩下的都无需求", "E", "无需求")]
    public void The_other_rows_of_a_list_are_filled_at_once(string text, string column, string value)
    {
        FillableColumn[] list = [new("B", "姓名", "姓名", CellType.Text, []), new("E", "改造需求", "改造需求", CellType.Choice, ["无需求", "坡道扶手"])];
        Assert.Equal(new Intent.Fill(column, value, true, null, true), Assert.Single(Read(text, Filling with { Columns = list, Rows = ["李淑珍", "王宝明"], IsList = true })!));
    }
}
