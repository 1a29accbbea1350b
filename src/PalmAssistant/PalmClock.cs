namespace PalmAssistant;

/// <summary>
/// The one clock everything date-dependent reads, in China's time (UTC+8, no daylight saving). A pinned day never ends:
/// the time of day runs on, the date stays. Log times and token lifetimes are real time and use <see cref="TimeProvider.System"/>.
/// </summary>
public sealed class PalmClock(DateOnly? pinned) : TimeProvider
{
    private static readonly TimeZoneInfo China = TimeZoneInfo.CreateCustomTimeZone("China", TimeSpan.FromHours(8), "China", "China");

    public override TimeZoneInfo LocalTimeZone => China;

    public override DateTimeOffset GetUtcNow()
    {
        var now = System.GetUtcNow();
        if (pinned is not { } day) return now;
        var timeOfDay = now.ToOffset(China.BaseUtcOffset).TimeOfDay;
        return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue) + timeOfDay, China.BaseUtcOffset).ToUniversalTime();
    }

    public DateOnly Today => DateOnly.FromDateTime(GetUtcNow().ToOffset(China.BaseUtcOffset).DateTime);
}
