using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports;

/// <summary>A report asked again every period: the same design, targets and reviewers, a new deadline.</summary>
public sealed class ReportSeries
{
    private ReportSeries() { }

    public Guid Id { get; private init; }
    public Guid ReportId { get; private init; }
    public string Title { get; private init; } = "";
    public ReportPeriod Period { get; private init; }
    public IReadOnlyList<Target> Targets { get; private init; } = [];
    public DateOnly FirstDue { get; private init; }
    public TimeOnly? DueTime { get; private init; }
    public DateOnly LastDue { get; private set; }
    public Guid LastIssue { get; private set; }
    public string Publisher { get; private init; } = "";
    public string[] Reviewers { get; private init; } = [];
    public DateTimeOffset? StoppedAt { get; private set; }

    /// <param name="first">the issue that was sent by hand; its deadline is the first of the series</param>
    public static ReportSeries Begun(Guid id, Issue first, ReportPeriod period, DateOnly due) => new()
    {
        Id = id, ReportId = first.ReportId, Title = first.Title, Period = period, Targets = [.. first.Submissions.Select(s => new Target(s.Target, s.TargetName))],
        FirstDue = due, DueTime = first.DueTime, LastDue = due, LastIssue = first.Id, Publisher = first.Publisher, Reviewers = first.Reviewers,
    };

    /// <summary>The deadline of the period to be asked for now; null while the last one runs, and before the next is near.</summary>
    public DateOnly? DueNow(DateOnly today)
    {
        if (StoppedAt is not null || today <= LastDue) return null;
        var next = Enumerable.Range(1, 2000).Select(n => PeriodDates.Occurrence(Period, FirstDue, n)).First(d => d > LastDue && d >= today);
        return today >= next.AddDays(-PeriodDates.Lead(Period)) ? next : null;
    }

    public void Asked(Issue issue, DateOnly due) => (LastIssue, LastDue) = (issue.Id, due);

    /// <summary>Asked no more; what was sent stays to be filled.</summary>
    public void Stop(DateTimeOffset at) => StoppedAt ??= at.ToUniversalTime();
}

/// <summary>Deadlines of periodic reports. Pure.</summary>
public static class PeriodDates
{
    /// <summary>The n-th deadline after the first; the 31st becomes the last day of a shorter month and the 31st again after it.</summary>
    public static DateOnly Occurrence(ReportPeriod period, DateOnly first, int n) => period switch
    {
        ReportPeriod.Weekly => first.AddDays(7 * n),
        ReportPeriod.Monthly => first.AddMonths(n),
        ReportPeriod.Quarterly => first.AddMonths(3 * n),
        _ => first.AddYears(n),
    };

    /// <summary>How many days before its deadline a period's report is sent.</summary>
    public static int Lead(ReportPeriod period) => period switch { ReportPeriod.Weekly => 7, ReportPeriod.Monthly => 10, ReportPeriod.Quarterly => 15, _ => 30 };

    /// <summary>When nobody named a deadline: the week's Friday, the last day of the month, quarter or year.</summary>
    public static DateOnly EndOf(ReportPeriod period, DateOnly today) => period switch
    {
        ReportPeriod.Weekly => today.AddDays(((int)DayOfWeek.Friday - (int)today.DayOfWeek + 7) % 7),
        ReportPeriod.Monthly => LastDay(today.Year, today.Month),
        ReportPeriod.Quarterly => LastDay(today.Year, (today.Month + 2) / 3 * 3),
        _ => LastDay(today.Year, 12),
    };

    public static string Words(ReportPeriod period) => period switch { ReportPeriod.Weekly => "每周", ReportPeriod.Monthly => "每月", ReportPeriod.Quarterly => "每季度", ReportPeriod.Yearly => "每年", _ => "一次" };

    private static DateOnly LastDay(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));
}
