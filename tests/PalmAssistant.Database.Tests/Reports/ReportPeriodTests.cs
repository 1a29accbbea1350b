using PalmAssistant.Reports;
using static PalmAssistant.Database.Tests.Reports.ReportingTown;

namespace PalmAssistant.Database.Tests.Reports;

/// <summary>What happens by itself: the next period's report and what people are told without asking. Nothing twice, nothing at night, nothing lost.</summary>
public class ReportPeriodTests(ReportingTown town) : IClassFixture<ReportingTown>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>2 November 2026 in China, plus hours and days.</summary>
    private static DateTimeOffset At(int hour, int day = 2) => new(2026, 11, day, hour, 0, 0, TimeSpan.FromHours(8));

    private Task<long> Count(string sql) => town.Database.Scalar<long>(sql);

    private async Task<IReadOnlyList<string>> Told(string account) =>
        [.. (await (await town.Client(account)).Poll()).Where(a => a["replyToId"] is null && (string?)a["type"] == "message").Select(a => (string)a["text"]!)];

    [Fact]
    public async Task A_weekly_report_is_sent_again_when_its_week_comes_and_only_once()
    {
        await town.Begin();
        await town.Say(Street, "做个表：社区、80岁以上老人数、本周走访户数、联络员姓名，发给各社区，每周五前报", "发吧");
        var periods = town.Get<ReportPeriods>();
        Assert.Equal(0, await periods.SendDue(new DateOnly(2026, 11, 6), Now));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => periods.SendDue(new DateOnly(2026, 11, 7), Now)));
        Assert.Equal(0, await periods.SendDue(new DateOnly(2026, 11, 8), Now));
        Assert.Equal(2, await Count("select count(*) from reports.issue"));
        Assert.Equal("2026-11-13", await town.Database.Scalar<string>("select max(due)::text from reports.issue"));
        // Down for a month: only the running week is asked for.
        await periods.SendDue(new DateOnly(2026, 12, 9), Now);
        Assert.Equal((3L, "2026-12-11"), (await Count("select count(*) from reports.issue"), await town.Database.Scalar<string>("select max(due)::text from reports.issue")));
        Assert.Contains("已停", (await town.Say(Street, "这张表以后不用发了")).Text);
        await periods.SendDue(new DateOnly(2026, 12, 19), Now);
        Assert.Equal(3, await Count("select count(*) from reports.issue"));
    }

    [Fact]
    public async Task A_new_period_starts_from_what_was_reported_last()
    {
        await town.Begin();
        await town.Say(Street, "做个表：社区、80岁以上老人数、本周走访户数、联络员姓名，发给各社区，每周五前报", "发吧");
        await town.Say(East, "打开", "本周走访户数12", "联络员姓名写赵大姐，报上去");
        await town.Get<ReportPeriods>().SendDue(new DateOnly(2026, 11, 7), Now);
        var opened = await town.Say(East, "打开");
        Assert.Contains("联络员姓名：赵大姐（上期填报", opened.Text);
        Assert.Contains("只剩要填：本周走访户数", opened.Text);
        Assert.Contains("上期 12", opened.Text);
    }

    [Fact]
    public async Task What_waits_for_a_person_is_one_message_by_day()
    {
        await town.Begin();
        await town.Say(East, "你好");
        await town.Issued();
        await town.Issued("社区、空置房套数、车棚数", "11月3日前");
        await town.Say(Street, "催一下没报的");
        await Told(East);
        var reminders = town.Get<Reminders>();
        Assert.Equal(0, await reminders.SendDue(At(6), Now));
        Assert.True(await reminders.SendDue(At(9), Now) > 0);
        var message = Assert.Single(await Told(East));
        Assert.Contains("2 件事", message);
        Assert.Contains("80岁以上老人等情况统计表", message);
        Assert.Contains("空置房等情况统计表", message);
        Assert.Equal(0, await reminders.SendDue(At(10), Now));
        await town.Say(Street, "退回东湖社区，请核实");
        Assert.Equal(0, await reminders.SendDue(At(21), Now));
        Assert.Empty(await Told(East));
    }

    [Fact]
    public async Task What_was_settled_meanwhile_is_not_told()
    {
        await town.Begin();
        await town.Say(East, "你好");
        await town.Issued();
        await town.Say(East, "打开", "助浴需求1，报上去");
        await town.Get<Reminders>().SendDue(At(9), Now);
        Assert.Empty(await Told(East));
        Assert.Equal(0, await Count("select count(*) from reports.notice n where n.done_at is null and n.account = 'sq1'"));
    }

    [Fact]
    public async Task A_return_and_an_answer_to_a_request_reach_the_filler_and_the_request_its_publisher()
    {
        await town.Begin();
        await town.Issued();
        await town.Say(East, "打开", "申请延期到11月10日，停电了");
        await town.Get<Reminders>().SendDue(At(9), Now);
        Assert.Contains("申请", Assert.Single(await Told(Street)));
        await Told(East);
        await town.Say(Street, "同意延期");
        await town.Get<Reminders>().SendDue(At(14), Now);
        Assert.Contains("截止改为 2026-11-10", Assert.Single(await Told(East)));
    }

    [Fact]
    public async Task At_most_two_messages_a_day_four_hours_apart()
    {
        await town.Begin();
        await town.Say(East, "你好");
        var reminders = town.Get<Reminders>();
        for (var i = 0; i < 4; i++)
        {
            await town.Issued($"社区、{"一二三四"[i]}号楼车位数");
            await reminders.SendDue(At(8 + i * 3, 4), Now);
        }
        Assert.Equal(2, (await Told(East)).Count);
    }
}
