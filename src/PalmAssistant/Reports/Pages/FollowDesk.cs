using Microsoft.EntityFrameworkCore;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Storage;

namespace PalmAssistant.Reports.Pages;

/// <summary>An issue in the publisher's list: how many are in, how many wait to be looked over. In the order of sending, never of speed.</summary>
public sealed record IssueLine(Guid Id, Guid ReportId, string Title, string Publisher, bool Mine, DateTimeOffset IssuedAt, string? Due, string? DueTime, bool Overdue, string Period, bool Closed, int All, int In, int ToReview, int ExtensionsAsked, int SaidRepeated);

/// <param name="Asked">an extension asked for and not answered yet</param>
public sealed record PartLine(Guid Id, string Target, string Street, string State, string? Due, string? DueTime, DateTimeOffset? SubmittedAt, string? SubmittedBy, string? OpenedBy, DateTimeOffset? RemindedAt, string? Asked, string? AskedUntil);

public sealed record IssuePage(IssueLine Issue, bool MayReview, string RegionName, IReadOnlyList<string> Reviewers, IReadOnlyList<PartLine> Parts, IReadOnlyList<string> Repeats);

/// <summary>Following what was asked: who is in and who is not, reminding, extensions, accepting. Whoever only reads sees their own region's part of it.</summary>
public sealed class FollowDesk(IDbContextFactory<PalmDb> databases, ReportDesk desk, ReportSubmissions submissions, Reminders reminders, CatalogSource catalogs, Accounts accounts, TimeProvider clock)
{
    public static readonly TimeSpan BetweenReminders = TimeSpan.FromHours(4);

    public static bool Reviews(Account account, Issue issue) => issue.Publisher == account.Id || issue.Reviewers.Contains(account.Id);

    /// <summary>A department's officer sees what it asked for or reviews; streets and the district also what concerns their region.</summary>
    public static bool MaySee(Account account, Issue issue) => Reviews(account, issue) || account.Role is Role.StreetOfficer or Role.DistrictOfficer;

    /// <summary>Tells what is not there from what is not one's own.</summary>
    public async Task<bool> Exists(Guid issue, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ReportIssues.AnyAsync(i => i.Id == issue, ct);
    }

    public async Task<IReadOnlyList<IssueLine>> All(Account account, DateOnly today, CancellationToken ct)
    {
        var issues = (await desk.Followed(account, ct)).Where(i => MaySee(account, i)).ToList();
        var ids = issues.Select(i => i.Id).ToList();
        await using var db = await databases.CreateDbContextAsync(ct);
        var counts = await db.ReportSubmissions.AsNoTracking().VisibleTo(account).Where(s => ids.Contains(s.IssueId)).GroupBy(s => new { s.IssueId, s.State }).Select(g => new { g.Key.IssueId, g.Key.State, Count = g.Count() }).ToListAsync(ct);
        var said = await db.ReportTraces.AsNoTracking().Where(t => ids.Contains(t.IssueId) && (t.What == "said-repeated" || t.What == "extension-asked" || t.What == "extended" || t.What == "extension-refused")).ToListAsync(ct);
        return [.. issues.Select(i => Line(i, account, today, counts.Where(c => c.IssueId == i.Id).Select(c => (c.State, c.Count)).ToList(), [.. said.Where(t => t.IssueId == i.Id)]))];
    }

    private static IssueLine Line(Issue i, Account account, DateOnly today, IReadOnlyList<(SubmissionState State, int Count)> counts, IReadOnlyList<Trace> said)
    {
        var all = counts.Where(c => c.State != SubmissionState.Excused).Sum(c => c.Count);
        var done = counts.Where(c => c.State is SubmissionState.Submitted or SubmissionState.Accepted).Sum(c => c.Count);
        return new(i.Id, i.ReportId, i.Title, i.PublisherName, Reviews(account, i), i.IssuedAt, i.Due is { } due ? $"{due:yyyy-MM-dd}" : null, i.DueTime is { } time ? $"{time:HH\\:mm}" : null, i.Due < today && done < all && i.ClosedAt is null, FormReading.Name(i.Period), i.ClosedAt is not null,
            all, done, counts.Where(c => c.State == SubmissionState.Submitted).Sum(c => c.Count), Asked([.. said.Where(t => t.What is "extension-asked" or "extended" or "extension-refused")]).Count, said.Count(t => t.What == "said-repeated"));
    }

    /// <summary>Extensions asked for and not answered since, by submission.</summary>
    private static Dictionary<Guid, Trace> Asked(IReadOnlyList<Trace> traces) => traces.Where(t => t.SubmissionId is not null).GroupBy(t => t.SubmissionId!.Value)
        .Select(g => g.OrderBy(t => t.Id).Last()).Where(t => t.What == "extension-asked").ToDictionary(t => t.SubmissionId!.Value);

    public async Task<IssuePage> Page(Issue issue, Account account, DateOnly today, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        var traces = await db.ReportTraces.AsNoTracking().Where(t => t.IssueId == issue.Id && (t.What == "reminded" || t.What == "extension-asked" || t.What == "extended" || t.What == "extension-refused" || t.What == "said-repeated" || t.What == "opened")).OrderBy(t => t.Id).ToListAsync(ct);
        var asked = Asked([.. traces.Where(t => t.What is "extension-asked" or "extended" or "extension-refused")]);
        var parts = issue.Submissions.Where(s => RegionRange.Of(account.Region).Contains(s.Target)).OrderBy(s => s.Target).ToList();
        var names = (await accounts.All(ct)).ToDictionary(a => a.Id, a => a.Name);
        return new(Line(issue, account, today, [.. parts.GroupBy(p => p.State).Select(g => (g.Key, g.Count()))], traces), Reviews(account, issue), account.RegionName, [.. issue.Reviewers.Select(r => names.GetValueOrDefault(r, r))],
            [.. parts.Select(p => new PartLine(p.Id, p.TargetName, catalog.RegionName(p.Target / 1_000_000 * 1_000_000) ?? "", FormReading.Name(p.State), p.Due is { } due ? $"{due:yyyy-MM-dd}" : null, p.DueTime is { } time ? $"{time:HH\\:mm}" : null, p.SubmittedAt, p.SubmittedByName,
                traces.LastOrDefault(t => t.SubmissionId == p.Id && t.What == "opened")?.ByName, traces.LastOrDefault(t => t.SubmissionId == p.Id && t.What == "reminded")?.At, asked.GetValueOrDefault(p.Id)?.Why, asked.GetValueOrDefault(p.Id)?.After))],
            [.. traces.Where(t => t.What == "said-repeated").Select(t => $"{t.ByName}：{t.Why}")]);
    }

    /// <summary>One reminder a part, not again within four hours whoever asks.</summary>
    /// <returns>who was reminded, and how many had been lately</returns>
    public async Task<(IReadOnlyList<string> Reminded, int Rested)> Remind(Issue issue, Guid? only, Account account, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var missing = issue.Submissions.Where(s => s.IsWithFiller && (only is null || s.Id == only)).OrderBy(s => s.Target).ToList();
        var recent = (await desk.TracesOf(issue.Id, "reminded", ct)).Where(t => now - t.At < BetweenReminders).Select(t => t.SubmissionId).ToHashSet();
        var due = missing.Where(m => !recent.Contains(m.Id)).ToList();
        foreach (var one in due)
        {
            await submissions.Change(one.Id, account, s => { if (!s.IsIn) s.Note("reminded", account, now); return true; }, ct);
            await reminders.TellFillers("reminded", one.Id, $"《{issue.Title}》{issue.PublisherName}催报{(issue.Due is { } day ? $"，截止 {day:M月d日}" : "")}", ct);
        }
        return ([.. due.Select(d => d.TargetName)], missing.Count - due.Count);
    }

    /// <summary>Moves the deadline of one part, or of all.</summary>
    public async Task Extend(Issue issue, Guid? only, DateOnly due, TimeOnly? time, Account account, CancellationToken ct)
    {
        var words = $"《{issue.Title}》截止改为 {due:M月d日}{(time is { } t ? $" {t:HH\\:mm}" : "")}";
        if (only is not { } one) await desk.Change(issue.Id, i => i.Extend(due, time, account, clock.GetUtcNow()), ct);
        else await submissions.Change(one, account, s => { s.Extend(due, time, "同意延期", account, clock.GetUtcNow()); return true; }, ct);
        foreach (var part in issue.Submissions.Where(s => s.IsWithFiller && (only is null || s.Id == only))) await reminders.TellFillers("extended", part.Id, words, ct);
    }

    public async Task Decline(Issue issue, Guid part, Account account, CancellationToken ct)
    {
        await submissions.Change(part, account, s => { s.Note("extension-refused", account, clock.GetUtcNow()); return true; }, ct);
        await reminders.TellFillers("extension-refused", part, $"《{issue.Title}》没有同意延期，截止不变", ct);
    }

    public Task Close(Issue issue, Account account, CancellationToken ct) => desk.Change(issue.Id, i => i.Close(account, clock.GetUtcNow()), ct);

    /// <returns>how many were accepted</returns>
    public async Task<int> AcceptAll(Issue issue, Account account, CancellationToken ct)
    {
        var accepted = 0;
        foreach (var part in issue.Submissions.Where(s => s.State == SubmissionState.Submitted))
            if (await submissions.Change(part.Id, account, s => s.Accept(account, clock.GetUtcNow()), ct))
            {
                accepted++;
                await reminders.TellFillers("accepted", part.Id, $"《{issue.Title}》已审核通过", ct);
            }
        return accepted;
    }
}
