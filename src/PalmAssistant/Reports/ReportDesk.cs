using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PalmAssistant.Access;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Storage;

namespace PalmAssistant.Reports;

/// <summary>Designs and issues: keeping, sending, finding again. Ids come from the turn that asked, so a turn run again makes nothing twice.</summary>
public sealed class ReportDesk(IDbContextFactory<PalmDb> databases, TimeProvider clock)
{
    private static readonly TimeSpan RecentlyAsked = TimeSpan.FromDays(62);

    public static Guid IdOf(string turn, string what) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{what}\u001f{turn}")).AsSpan(0, 16));

    public async Task<Report> Keep(Guid id, ReportDesign design, byte[]? workbook, Account by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Reports.SingleOrDefaultAsync(r => r.Id == id, ct) is { } known) return known;
        var report = Report.Designed(id, design, workbook, by, clock.GetUtcNow());
        db.Add(report);
        await db.SaveChangesAsync(ct);
        return report;
    }

    /// <summary>An answered question changes a design that nobody has been sent yet.</summary>
    public async Task<Report> Settle(Report report, ReportDesign design, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var kept = await db.Reports.SingleAsync(r => r.Id == report.Id, ct);
        if (!await db.ReportIssues.AnyAsync(i => i.ReportId == report.Id, ct)) kept.Redesign(design);
        await db.SaveChangesAsync(ct);
        return kept;
    }

    public async Task<Report?> Find(Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Reports.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
    }

    public async Task<Issue> Send(Guid id, Report report, IReadOnlyList<Target> targets, DateOnly? due, TimeOnly? time, IReadOnlyList<EarlierDemand> repeats, Account by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.ReportIssues.Include(i => i.Submissions).SingleOrDefaultAsync(i => i.Id == id, ct) is { } sent) return sent;
        var issue = Issue.Of(id, report, targets, due, time, Asks(report.Design), null, by, clock.GetUtcNow());
        foreach (var repeat in repeats) issue.Note("repeated-demand", by, clock.GetUtcNow(), repeat.Issue.ToString(), string.Join('、', repeat.Columns));
        db.Add(issue);
        await db.SaveChangesAsync(ct);
        return issue;
    }

    /// <summary>Earlier issues, not older than two months, that asked some of the same people for the same columns.</summary>
    public async Task<IReadOnlyList<EarlierDemand>> Repeats(ReportDesign design, IReadOnlyList<Target> targets, Guid? except, CancellationToken ct)
    {
        var asks = Asks(design).Select(Key).ToHashSet();
        var regions = targets.Select(t => t.Region).ToList();
        var since = clock.GetUtcNow() - RecentlyAsked;
        await using var db = await databases.CreateDbContextAsync(ct);
        var recent = await db.ReportIssues.AsNoTracking().Where(i => i.IssuedAt >= since && i.Id != except && i.Submissions.Any(s => regions.Contains(s.Target)))
            .OrderByDescending(i => i.IssuedAt).Select(i => new { i.Id, i.Title, i.PublisherName, i.IssuedAt, i.Asks }).ToListAsync(ct);
        return [.. recent.Select(i => new EarlierDemand(i.Id, i.Title, i.PublisherName, i.IssuedAt, [.. i.Asks.Where(a => asks.Contains(Key(a))).Select(Label)])).Where(e => e.Columns.Count > 0)];
    }

    public async Task<Issue?> FindIssue(Guid id, Account account, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ReportIssues.AsNoTracking().VisibleTo(account).Include(i => i.Submissions).SingleOrDefaultAsync(i => i.Id == id, ct);
    }

    /// <summary>What the account's region is asked to fill, newest deadline first; with <paramref name="all"/> also what is already in.</summary>
    public async Task<IReadOnlyList<(Submission Submission, Issue Issue)>> AskedOf(Account account, bool all, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var own = await db.ReportSubmissions.AsNoTracking().Where(s => s.Target == account.Region).ToListAsync(ct);
        var ids = own.Select(s => s.IssueId).ToList();
        var issues = await db.ReportIssues.AsNoTracking().Where(i => ids.Contains(i.Id) && i.ClosedAt == null).ToDictionaryAsync(i => i.Id, ct);
        return [.. own.Where(s => issues.ContainsKey(s.IssueId) && (all || s.IsWithFiller)).Select(s => (s, issues[s.IssueId])).OrderByDescending(x => x.Item2.IssuedAt)];
    }

    /// <summary>What the account issued, newest first.</summary>
    public async Task<IReadOnlyList<Issue>> IssuedBy(Account account, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ReportIssues.AsNoTracking().Where(i => i.Publisher == account.Id).OrderByDescending(i => i.IssuedAt).Take(50).ToListAsync(ct);
    }

    public async Task Change(Guid issue, Action<Issue> verb, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        verb(await db.ReportIssues.SingleAsync(i => i.Id == issue, ct));
        await db.SaveChangesAsync(ct);
    }

    public async Task<IReadOnlyList<Trace>> TracesOf(Guid issue, string what, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ReportTraces.AsNoTracking().Where(t => t.IssueId == issue && t.What == what).OrderBy(t => t.Id).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<Trace>> TracesOfSubmission(Guid submission, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ReportTraces.AsNoTracking().Where(t => t.SubmissionId == submission).OrderByDescending(t => t.Id).Take(200).ToListAsync(ct);
    }

    /// <summary>All submissions of an issue that are in, with their lines; those within the account's region.</summary>
    public async Task<IReadOnlyList<Submission>> Received(Guid issue, Account account, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ReportSubmissions.AsNoTracking().VisibleTo(account).Where(s => s.IssueId == issue && (s.State == SubmissionState.Submitted || s.State == SubmissionState.Accepted))
            .Include(s => s.Lines).OrderBy(s => s.Target).ToListAsync(ct);
    }

    /// <summary>What each column asks, as "label ⇒ key": the plan for what the platform knows, the bare header for the rest.</summary>
    public static IReadOnlyList<string> Asks(ReportDesign design) =>
        [.. Slot.Of(design).Where(s => !s.Hidden && s.Name is not ("备注" or "说明") && s.Binding is Figure or RowField or RowFlag or RowCount or PlaceCount or Nobody or Undecided && s.Formula is null)
            .Select(s => $"{s.Name} ⇒ {KeyOf(s)}").Distinct()];

    private static string KeyOf(Slot slot) => slot.Binding switch
    {
        Figure figure => JsonSerializer.Serialize(figure.Plans, ReportTables.JsonOptions),
        _ => Forms.Wording.Squeeze(slot.Path[^1]).TrimEnd('数'),
    };

    private static string Key(string ask) => ask[(ask.IndexOf(" ⇒ ", StringComparison.Ordinal) + 3)..];

    private static string Label(string ask) => ask[..ask.IndexOf(" ⇒ ", StringComparison.Ordinal)];
}

/// <param name="Columns">the columns both ask for</param>
public sealed record EarlierDemand(Guid Issue, string Title, string PublisherName, DateTimeOffset At, IReadOnlyList<string> Columns);
