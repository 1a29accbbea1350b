using PalmAssistant.Access;
using PalmAssistant.Reports.Filling;

namespace PalmAssistant.Reports;

/// <summary>Opens a target's report: prefilled the first time, as it was left every other time.</summary>
public sealed class OpenReport(ReportDesk desk, ReportSubmissions submissions, Prefill prefill, TimeProvider clock)
{
    public async Task<OpenedReport?> Handle(Guid submission, Account account, DateOnly today, CancellationToken ct)
    {
        if (await submissions.Find(submission, account, ct) is not { } found || await desk.FindIssue(found.IssueId, account, ct) is not { } issue || await desk.Find(issue.ReportId, ct) is not { } report) return null;
        var isFiller = Fills(account, found.Target);
        if (isFiller && (found.OpenedAt is null || found.PrefilledOn is null) && found.IsWithFiller)
        {
            var brought = await prefill.For(report.Design, new(found.Target, found.TargetName), account, today, ct);
            if (issue.Previous is { } previous && await submissions.Find(previous, found.Target, ct) is { } last) brought = LastPeriod.Carry(report.Design, brought, last.Lines, LocalDay(last.SubmittedAt));
            await submissions.Change(submission, account, s => { s.Open(brought.Lines(s.Id), Sources(brought), today, account, clock.GetUtcNow()); return true; }, ct);
            found = (await submissions.Find(submission, account, ct))!;
        }
        return new(found, issue, report);
    }

    /// <summary>Whose business a target's part is: a community's people for it and its grids, a street's officers for the street.</summary>
    public static bool Fills(Account account, long target) => account.Role switch
    {
        Role.CommunityWorker or Role.CommunitySecretary => account.Region == target || RegionRange.Level(target) == 4 && RegionRange.Of(account.Region).Contains(target),
        Role.StreetOfficer => account.Region == target,
        _ => false,
    };

    private static DateOnly? LocalDay(DateTimeOffset? at) => at is { } time ? DateOnly.FromDateTime(time.ToOffset(TimeSpan.FromHours(8)).DateTime) : null;

    /// <summary>A withheld column keeps its reason where its source would be.</summary>
    internal static Dictionary<string, CellSource> Sources(Prefilled brought)
    {
        var sources = new Dictionary<string, CellSource>(brought.Sources);
        foreach (var (cell, why) in brought.Withheld) sources[cell] = new(CellSource.Withheld, null, why);
        return sources;
    }
}

public sealed record OpenedReport(Submission Submission, Issue Issue, Report Report)
{
    public ReportDesign Design => Report.Design;
    public DateOnly? Due => Submission.Due ?? Issue.Due;
    public TimeOnly? DueTime => Submission.Due is null ? Issue.DueTime : Submission.DueTime;

    public IReadOnlyList<Problem> Problems => [.. Checks.Of(Design, Submission.Lines).Where(p => !Submission.Sources.TryGetValue($"{p.Cell.Table}/{p.Cell.Column}", out var s) || s.Name != CellSource.Withheld)];
}
