namespace PalmAssistant.Tests.Conversation;

public class PalmClockTests
{
    [Fact]
    public void A_pinned_day_is_today_in_China_and_the_time_runs_on()
    {
        var clock = new PalmClock(new DateOnly(2026, 11, 1));
        Assert.Equal(new DateOnly(2026, 11, 1), clock.Today);
        Assert.Equal(new DateOnly(2026, 11, 1), DateOnly.FromDateTime(clock.GetLocalNow().DateTime));
        Assert.Equal(TimeSpan.FromHours(8), clock.GetLocalNow().Offset);
    }

    [Fact]
    public void Unpinned_it_is_the_real_time() =>
        Assert.InRange(new PalmClock(null).GetUtcNow() - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(-5), TimeSpan.FromSeconds(5));
}
