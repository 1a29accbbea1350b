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
public sealed class ReportDesk(IDbContextFactory<PalmDb> databases, ReportLines lines, Reminders reminders, TimeProvider clock)
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

    public Task<Issue> Send(Guid id, Report report, IReadOnlyList<Target> targets, DateOnly? due, TimeOnly? time, IReadOnlyList<EarlierDemand> repeats, Account by, CancellationToken ct) =>
        Send(id, report, new(targets) { Due = due, DueTime = time, Repeats = repeats }, by, ct);

    /// <summary>Asks it of its targets and lets them know. The same id again is the same issue, whoever was first.</summary>
    public async Task<Issue> Send(Guid id, Report report, Sending how, Account by, CancellationToken ct)
    {
        if (await Sent(id, ct) is { } sent) return sent;
        var issue = Issue.Of(id, report, how.Targets, how.Due, how.DueTime, Asks(report.Design), how.Previous, by, clock.GetUtcNow(), how.Reviewers, how.Series, await TitleApart(report.Title, by, ct));
        foreach (var repeat in how.Repeats) issue.Note("repeated-demand", by, clock.GetUtcNow(), repeat.Issue.ToString(), string.Join('、', repeat.Columns));
        await using var db = await databases.CreateDbContextAsync(ct);
        db.Add(issue);
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException e) when (e.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation }) { return (await Sent(id, ct))!; }
        await reminders.TellOfNew(id, $"《{issue.Title}》{by.Name}新发的{(how.Due is { } due ? $"，截止 {due:M月d日}" : "")}", ct);
        return issue;
    }

    /// <summary>No two of one publisher's reports of these months bear one name: the second is told by its day, or its number.</summary>
    private async Task<string> TitleApart(string title, Account by, CancellationToken ct)
    {
        var (now, since) = (clock.GetUtcNow(), clock.GetUtcNow() - RecentlyAsked);
        await using var db = await databases.CreateDbContextAsync(ct);
        var taken = await db.ReportIssues.AsNoTracking().Where(i => i.Publisher == by.Id && i.RecalledAt == null && i.IssuedAt >= since && i.Title.StartsWith(title)).Select(i => new { i.Title, i.IssuedAt }).ToListAsync(ct);
        if (taken.All(t => t.Title != title)) return title;
        var dated = $"{title}（{now.ToOffset(TimeSpan.FromHours(8)):M月d日}发）";
        var today = DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(8)).DateTime);
        if (taken.All(t => DateOnly.FromDateTime(t.IssuedAt.ToOffset(TimeSpan.FromHours(8)).DateTime) != today)) return dated;
        return Enumerable.Range(2, taken.Count).Select(n => $"{title}（第{n}份）").First(t => taken.All(k => k.Title != t));
    }

    private async Task<Issue?> Sent(Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ReportIssues.Include(i => i.Submissions).SingleOrDefaultAsync(i => i.Id == id, ct);
    }

    /// <summary>Earlier issues, not older than two months, that asked some of the same people for the same columns.</summary>
    public async Task<IReadOnlyList<EarlierDemand>> Repeats(ReportDesign design, IReadOnlyList<Target> targets, Guid? except, CancellationToken ct)
    {
        var asks = Asks(design).Select(Key).ToHashSet();
        var regions = targets.Select(t => t.Region).ToList();
        var since = clock.GetUtcNow() - RecentlyAsked;
        await using var db = await databases.CreateDbContextAsync(ct);
        var recent = await db.ReportIssues.AsNoTracking().Where(i => i.IssuedAt >= since && i.RecalledAt == null && i.Id != except && i.Submissions.Any(s => regions.Contains(s.Target)))
            .OrderByDescending(i => i.IssuedAt).Select(i => new { i.Id, i.Title, i.PublisherName, i.IssuedAt, i.Asks }).ToListAsync(ct);
        return [.. recent.Select(i => new EarlierDemand(i.Id, i.Title, i.PublisherName, i.IssuedAt, [.. i.Asks.Where(a => asks.Contains(Key(a))).Select(Label)])).Where(e => e.Columns.Count > 0)];
    }

    public async Task<Issue?> FindIssue(Guid id, Account account, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var range = RegionRange.Of(account.Region);
        return await db.ReportIssues.AsNoTracking().VisibleTo(account).Include(i => i.Submissions.Where(s => s.Target >= range.Low && s.Target <= range.High)).SingleOrDefaultAsync(i => i.Id == id, ct);
    }

    /// <summary>What the account's region is asked to fill, newest deadline first; with <paramref name="all"/> also what is already in.</summary>
    public async Task<IReadOnlyList<(Submission Submission, Issue Issue)>> AskedOf(Account account, bool all, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var grids = RegionRange.Level(account.Region) == 3 ? RegionRange.Of(account.Region) : new(account.Region, account.Region);     // a community's people fill for its grids
        var own = await db.ReportSubmissions.AsNoTracking().Where(s => s.Target >= grids.Low && s.Target <= grids.High).ToListAsync(ct);
        var ids = own.Select(s => s.IssueId).ToList();
        var issues = await db.ReportIssues.AsNoTracking().Where(i => ids.Contains(i.Id) && i.ClosedAt == null).ToDictionaryAsync(i => i.Id, ct);
        return [.. own.Where(s => issues.ContainsKey(s.IssueId) && (all || s.IsWithFiller)).Select(s => (s, issues[s.IssueId])).OrderByDescending(x => x.Item2.IssuedAt)];
    }

    /// <summary>What the account follows: its own, what it reviews, and what was asked of its region by others; its own first, newest first.</summary>
    public async Task<IReadOnlyList<Issue>> Followed(Account account, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var all = await db.ReportIssues.AsNoTracking().VisibleTo(account).OrderByDescending(i => i.IssuedAt).Take(100).ToListAsync(ct);
        return [.. all.OrderByDescending(i => i.Publisher == account.Id || i.Reviewers.Contains(account.Id))];
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
        var received = await db.ReportSubmissions.AsNoTracking().VisibleTo(account).Where(s => s.IssueId == issue && (s.State == SubmissionState.Submitted || s.State == SubmissionState.Accepted))
            .OrderBy(s => s.Target).ToListAsync(ct);
        var kept = await lines.Of([.. received.Select(s => s.Id)], ct);
        foreach (var submission in received) submission.Show(kept[submission.Id]);
        return received;
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

/// <summary>How a report is asked: of whom, by when, who reviews, and what it goes on from.</summary>
public sealed record Sending(IReadOnlyList<Target> Targets)
{
    public DateOnly? Due { get; init; }
    public TimeOnly? DueTime { get; init; }
    public IReadOnlyList<EarlierDemand> Repeats { get; init; } = [];
    public IReadOnlyList<string> Reviewers { get; init; } = [];
    public Guid? Previous { get; init; }
    public Guid? Series { get; init; }
}

/// <param name="Columns">the columns both ask for</param>
public sealed record EarlierDemand(Guid Issue, string Title, string PublisherName, DateTimeOffset At, IReadOnlyList<string> Columns);
