using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Tests.Reports;

/// <summary>Today is Wednesday 2026-03-04.</summary>
public class DueDateTests
{
    private static readonly DateOnly Today = new(2026, 3, 4);

    [Theory]
    [InlineData("周五前交", "2026-03-06", null)]
    [InlineData("周二前报", "2026-03-10", null)]
    [InlineData("下周三下班前", "2026-03-11", "17:30")]
    [InlineData("明天下班前", "2026-03-05", "17:30")]
    [InlineData("请于3月20日（星期五）17:00前报区民政局", "2026-03-20", "17:00")]
    [InlineData("4月2日下午3点前", "2026-04-02", "15:00")]
    [InlineData("2027年1月5日前", "2027-01-05", null)]
    [InlineData("1月5日前", "2026-01-05", null)]
    [InlineData("月底前", "2026-03-31", null)]
    [InlineData("三天内报上来", "2026-03-07", null)]
    [InlineData("每月1日前报送", "2026-04-01", null)]
    public void A_deadline_is_read_as_people_say_it(string said, string date, string? time)
    {
        var due = DueDates.Find(said, Today);
        Assert.Equal(date, due?.Date?.ToString("yyyy-MM-dd"));
        Assert.Equal(time, due?.Time?.ToString("HH:mm"));
    }

    [Fact]
    public void A_weekly_one_has_a_weekday()
    {
        var due = DueDates.Find("报送周期：每周一12:00前", Today);
        Assert.Equal((DayOfWeek.Monday, new TimeOnly(12, 0)), (due!.Weekday!.Value, due.Time!.Value));
    }

    [Theory]
    [InlineData("做个表：社区、80岁以上老人数")]
    [InlineData("2月30日前")]
    [InlineData("年满60周岁")]
    public void No_deadline_is_made_up(string said) => Assert.Null(DueDates.Find(said, Today));
}
