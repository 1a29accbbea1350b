using Microsoft.EntityFrameworkCore;
using PalmAssistant.Access;
using PalmAssistant.Storage;

namespace PalmAssistant.Reports;

/// <summary>
/// The one way a submission changes: its row is locked, a verb of the entity decides, the change and its trace are saved together.
/// Two people on one report take turns for a few milliseconds; what is acknowledged is committed.
/// </summary>
public sealed class ReportSubmissions(IDbContextFactory<PalmDb> databases)
{
    /// <returns>default when there is no such submission within the account's region</returns>
    public async Task<T?> Change<T>(Guid id, Account account, Func<Submission, T> verb, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select 1 from reports.submission where id = {id} for update", ct);
        var submission = await db.ReportSubmissions.VisibleTo(account).Include(s => s.Lines).SingleOrDefaultAsync(s => s.Id == id, ct);
        if (submission is null) return default;
        var outcome = verb(submission);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }

    /// <summary>A target's part of another issue, for what a new period goes on from; the target is the caller's own.</summary>
    public async Task<Submission?> Find(Guid issue, long target, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ReportSubmissions.AsNoTracking().Include(s => s.Lines).SingleOrDefaultAsync(s => s.IssueId == issue && s.Target == target, ct);
    }

    public async Task<Submission?> Find(Guid id, Account account, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ReportSubmissions.AsNoTracking().VisibleTo(account).Include(s => s.Lines).SingleOrDefaultAsync(s => s.Id == id, ct);
    }
}
