using Microsoft.EntityFrameworkCore;
using PalmAssistant.Access;
using PalmAssistant.Storage;

namespace PalmAssistant.Reports;

/// <summary>
/// Sends the reports of running series when their period comes. An issue's id is made of series and deadline, so running again, or after a kill
/// in the middle, sends nothing twice; periods missed while the service was down are not asked for afterwards.
/// </summary>
public sealed class ReportPeriods(IDbContextFactory<PalmDb> databases, ReportDesk desk, Accounts accounts, PalmClock clock)
{
    public Task<int> SendDue(CancellationToken ct) => SendDue(clock.Today, ct);

    /// <returns>how many issues are new</returns>
    public async Task<int> SendDue(DateOnly today, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var sent = 0;
        foreach (var series in await db.ReportSeries.Where(s => s.StoppedAt == null && s.LastDue < today).ToListAsync(ct))
        {
            if (series.DueNow(today) is not { } due || await accounts.Find(series.Publisher, ct) is not { } publisher || await desk.Find(series.ReportId, ct) is not { } report) continue;
            var issue = await desk.Send(ReportDesk.IdOf(series.Id.ToString("N"), $"{due:yyyy-MM-dd}"), report, new(series.Targets)
            {
                Due = due, DueTime = series.DueTime, Reviewers = series.Reviewers, Previous = series.LastIssue, Series = series.Id,
            }, publisher, ct);
            series.Asked(issue, due);
            await db.SaveChangesAsync(ct);
            sent++;
        }
        return sent;
    }

    /// <summary>From the first issue of a report that is asked every period.</summary>
    public async Task Begin(Guid series, Issue first, Forms.ReportPeriod period, DateOnly due, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.ReportSeries.AnyAsync(s => s.Id == series, ct)) return;
        db.Add(ReportSeries.Begun(series, first, period, due));
        await db.SaveChangesAsync(ct);
    }

    /// <returns>the series that was running, or null</returns>
    public async Task<ReportSeries?> Stop(Guid series, Account by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.ReportSeries.SingleOrDefaultAsync(s => s.Id == series && s.Publisher == by.Id && s.StoppedAt == null, ct) is not { } running) return null;
        running.Stop(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return running;
    }

    public async Task<ReportSeries?> Find(Guid series, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ReportSeries.AsNoTracking().SingleOrDefaultAsync(s => s.Id == series, ct);
    }
}
