using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Reports.Forms;
using PalmAssistant.Storage;

namespace PalmAssistant.Reports.Pages;

/// <summary>What became of opening a form: the form, that it is not this account's business, or that there is none.</summary>
public abstract record FormDoor
{
    public sealed record In(FormReading Reading, FormRight Right) : FormDoor;

    /// <param name="Reason">for the person; never "there is none" for what merely is not theirs</param>
    public sealed record Refused(string Reason) : FormDoor;
    public sealed record NoSuchForm : FormDoor;
}

/// <summary>Opens submissions for the form page, each with what the account may do there.</summary>
public sealed class FormPage(IDbContextFactory<PalmDb> databases, OpenReport open, CatalogSource catalogs, FormAttention attention, Attachments attachments, Audit audit, TimeProvider clock)
{
    public async Task<FormDoor> Knock(Guid submission, Account account, DateOnly today, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await (from s in db.ReportSubmissions.AsNoTracking() join i in db.ReportIssues.AsNoTracking() on s.IssueId equals i.Id where s.Id == submission select new { s.Target, Issue = i }).SingleOrDefaultAsync(ct);
        if (found is null) return new FormDoor.NoSuchForm();
        var right = FormRights.Of(account, found.Issue, found.Target);
        if (right == FormRight.None) return new FormDoor.Refused($"这张表不在您的范围内，您的账号（{account.Role.Name()}，{account.RegionName}）无权查看。");
        return await open.Handle(submission, account, today, ct) is { } opened
            ? new FormDoor.In(new(opened, account, await catalogs.Current(ct)), right)
            : new FormDoor.Refused($"这张表不在您的范围内，您的账号（{account.RegionName}）无权查看。");
    }

    public async Task<FormView> View(FormDoor.In door, Account account, DateOnly today, CancellationToken ct)
    {
        var (reading, opened, submission) = (door.Reading, door.Reading.Opened, door.Reading.Opened.Submission);
        await using var db = await databases.CreateDbContextAsync(ct);
        var steps = await db.ReportTraces.AsNoTracking().Where(t => t.SubmissionId == submission.Id && (t.What == "returned" || t.What == "extension-asked" || t.What == "confirmed")).OrderBy(t => t.Id).ToListAsync(ct);
        var repeated = await db.ReportTraces.AnyAsync(t => t.IssueId == submission.IssueId && t.What == "said-repeated" && t.By == account.Id, ct);
        var since = steps.LastOrDefault(t => t.What == "returned")?.Id ?? 0;
        var confirmed = steps.Where(t => t.What == "confirmed" && t.Id > since).Select(t => t.Cell!).ToHashSet();
        await Tell(opened, account, ct);
        return new(submission.Id, opened.Issue.Id, opened.Issue.Title, opened.Issue.PublisherName, submission.TargetName, FormReading.Name(door.Right), door.Right == FormRight.Fill && submission.IsWithFiller,
            FormReading.Name(submission.State), opened.Due is { } due ? $"{due:yyyy-MM-dd}" : null, opened.DueTime is { } time ? $"{time:HH\\:mm}" : null,
            opened.Due < today && submission.IsWithFiller, submission.PrefilledOn is { } on ? $"{on:yyyy-MM-dd}" : null, submission.SubmittedAt, submission.SubmittedByName,
            submission.State == SubmissionState.Returned ? steps.LastOrDefault(t => t.What == "returned")?.Why : null, repeated, steps.LastOrDefault(t => t.What == "extension-asked")?.Why,
            [.. opened.Design.Form.Notes.Where(n => n.Text.Length > 4).Select(n => Wording.Squeeze(n.Text))], reading.Tables(), reading.SourceViews(today), reading.Typed(),
            FormReading.Problems(opened.Design, submission.Lines, reading.Sources),
            door.Right == FormRight.Fill && submission.IsWithFiller ? await attention.Of(reading, account, await catalogs.Current(ct), confirmed, today, ct) : [],
            await attachments.Of(submission.Id, ct), account.Id, await Newest(db, submission.Id, ct));
    }

    /// <summary>Whether anybody else did something after a step the page knows.</summary>
    public async Task<(long Trace, IReadOnlyList<string> Others)> Since(Guid submission, long trace, Account account, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var others = await db.ReportTraces.AsNoTracking().Where(t => t.SubmissionId == submission && t.Id > trace && t.By != account.Id && t.What != "reminded").Select(t => t.ByName).Distinct().ToListAsync(ct);
        return (await Newest(db, submission, ct), others);
    }

    /// <summary>Everything that happened to one cell, oldest first.</summary>
    public async Task<IReadOnlyList<Trace>> History(Guid submission, string? cell, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.ReportTraces.AsNoTracking().Where(t => t.SubmissionId == submission && (cell == null || t.Cell == cell)).OrderBy(t => t.Id).Take(500).ToListAsync(ct);
    }

    internal static async Task<long> Newest(PalmDb db, Guid submission, CancellationToken ct) => await db.ReportTraces.Where(t => t.SubmissionId == submission).MaxAsync(t => (long?)t.Id, ct) ?? 0;

    /// <summary>Whoever opens a list has seen the people on it.</summary>
    private async Task Tell(OpenedReport opened, Account account, CancellationToken ct)
    {
        var persons = opened.Design.RowQueries.SelectMany((q, no) => q is { Plan.Record: "person" } ? opened.Submission.Lines.Where(l => l.Table == no && l.Key.StartsWith('p')).Select(l => int.Parse(l.Key[1..], CultureInfo.InvariantCulture)) : []).ToList();
        if (persons.Count > 0)
            await audit.Append(new(clock.GetUtcNow(), account.Id, "report", $"打开表单：{opened.Issue.Title}", "list", new { target = opened.Submission.TargetName, rows = persons.Count }, persons), ct);
    }
}
