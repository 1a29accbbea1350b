using PalmAssistant.Access;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports;

/// <summary>A report asked of some regions, once or for one period.</summary>
public sealed class Issue
{
    private readonly List<Submission> submissions = [];
    private readonly List<Trace> traces = [];

    private Issue() { }

    public Guid Id { get; private init; }
    public Guid ReportId { get; private set; }
    public string Title { get; private set; } = "";
    public ReportPeriod Period { get; private init; }
    public DateOnly? Due { get; private set; }
    public TimeOnly? DueTime { get; private set; }
    public string Publisher { get; private init; } = "";
    public string PublisherName { get; private init; } = "";
    public long Region { get; private init; }

    /// <summary>What its columns ask for, normalised; compared by the duplicate-demand guard.</summary>
    public IReadOnlyList<string> Asks { get; private set; } = [];
    public Guid? Previous { get; private init; }

    /// <summary>Accounts that may accept and return besides the publisher.</summary>
    public string[] Reviewers { get; private init; } = [];

    /// <summary>The series of a periodic report, and this period's own deadline in it.</summary>
    public Guid? Series { get; private init; }
    public DateOnly? Occasion { get; private init; }
    public DateTimeOffset IssuedAt { get; private init; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Taken back by its publisher: nobody is asked any more, and nothing repeats it.</summary>
    public DateTimeOffset? RecalledAt { get; private set; }

    public IReadOnlyList<Submission> Submissions => submissions;

    /// <summary>The parts that are still wanted or in: all but those excused. What is counted as "of so many" counts these.</summary>
    public IEnumerable<Submission> Wanted => submissions.Where(s => s.State != SubmissionState.Excused);
    public IReadOnlyList<Trace> Traces => traces;

    /// <summary>Asks every target once; the same target twice is one.</summary>
    public static Issue Of(Guid id, Report report, IEnumerable<Target> targets, DateOnly? due, TimeOnly? time, IReadOnlyList<string> asks, Guid? previous, Account by, DateTimeOffset at, IReadOnlyList<string>? reviewers = null, Guid? series = null, string? title = null)
    {
        var issue = new Issue
        {
            Id = id, ReportId = report.Id, Title = title ?? report.Title, Period = report.Design.Form.Period, Due = due, DueTime = time, Publisher = by.Id, PublisherName = by.Name,
            Region = by.Region, Asks = asks, Previous = previous, Reviewers = [.. reviewers ?? []], Series = series, Occasion = series is null ? null : due, IssuedAt = at.ToUniversalTime(),
        };
        foreach (var target in targets.DistinctBy(t => t.Region)) issue.submissions.Add(Submission.Awaited(issue, target));
        issue.traces.Add(new(issue.Id, null, "issued", by, at) { After = $"{issue.submissions.Count}" });
        return issue;
    }

    /// <summary>Moves the deadline for everyone.</summary>
    public void Extend(DateOnly due, TimeOnly? time, Account by, DateTimeOffset at)
    {
        if (Due == due && DueTime == time) return;
        traces.Add(new(Id, null, "extended", by, at) { Before = $"{Due:yyyy-MM-dd} {DueTime:HH\\:mm}".Trim(), After = $"{due:yyyy-MM-dd} {time:HH\\:mm}".Trim() });
        (Due, DueTime) = (due, time);
    }

    public void Close(Account by, DateTimeOffset at)
    {
        if (ClosedAt is not null) return;
        ClosedAt = at.ToUniversalTime();
        traces.Add(new(Id, null, "closed", by, at));
    }

    public void Recall(Account by, DateTimeOffset at)
    {
        if (RecalledAt is not null) return;
        RecalledAt = at.ToUniversalTime();
        ClosedAt ??= RecalledAt;
        traces.Add(new(Id, null, "recalled", by, at));
    }

    /// <summary>Asks one more target; the same again changes nothing.</summary>
    public void Ask(Target target, Account by, DateTimeOffset at)
    {
        if (submissions.Any(s => s.Target == target.Region)) return;
        submissions.Add(Submission.Awaited(this, target));
        traces.Add(new(Id, null, "asked-also", by, at) { After = target.Name });
    }

    /// <summary>Goes on with another design: a column more, a column nobody needs, other words. What was filled stays.</summary>
    public void Recast(Report report, IReadOnlyList<string> asks, string what, Account by, DateTimeOffset at)
    {
        if (ReportId == report.Id) return;
        traces.Add(new(Id, null, "recast", by, at) { Before = ReportId.ToString(), After = report.Id.ToString(), Why = what });
        (ReportId, Asks) = (report.Id, asks);
    }

    public void Rename(string title, Account by, DateTimeOffset at)
    {
        if (Title == title) return;
        traces.Add(new(Id, null, "renamed", by, at) { Before = Title, After = title });
        Title = title;
    }

    /// <summary>Something that concerns the whole issue: a reminder sent, a repeated demand named.</summary>
    public void Note(string what, Account by, DateTimeOffset at, string? after = null, string? why = null) => traces.Add(new(Id, null, what, by, at) { After = after, Why = why });
}

/// <param name="Region">15-digit code</param>
public sealed record Target(long Region, string Name);
