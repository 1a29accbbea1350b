using Microsoft.EntityFrameworkCore;
using PalmAssistant.Access;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Storage;

namespace PalmAssistant.Reports;

/// <summary>Changes of a report that is out already: taken back, asked of more or fewer, a column more or less. What people filled stays, and those concerned are told.</summary>
public sealed class IssueChanges(IDbContextFactory<PalmDb> databases, ReportDesk desk, ReportSubmissions submissions, Prefill prefill, Reminders reminders, TimeProvider clock)
{
    public async Task Recall(Issue issue, Account by, CancellationToken ct)
    {
        await desk.Change(issue.Id, i => i.Recall(by, clock.GetUtcNow()), ct);
        foreach (var part in issue.Submissions) await submissions.Change(part.Id, by, s => s.Excuse("发表人撤回", by, clock.GetUtcNow()), ct);
        await reminders.TellOfRecall(issue.Id, $"《{issue.Title}》{by.Name}撤回了，不用填了", ct);
    }

    public Task Close(Issue issue, Account by, CancellationToken ct) => desk.Change(issue.Id, i => i.Close(by, clock.GetUtcNow()), ct);

    /// <summary>Asks more targets; one that was excused is asked again.</summary>
    public async Task Ask(Issue issue, IReadOnlyList<Target> targets, Account by, CancellationToken ct)
    {
        await using (var db = await databases.CreateDbContextAsync(ct))
        {
            var kept = await db.ReportIssues.Include(i => i.Submissions).SingleAsync(i => i.Id == issue.Id, ct);
            foreach (var target in targets) kept.Ask(target, by, clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
        }
        foreach (var part in (await desk.FindIssue(issue.Id, by, ct))!.Submissions.Where(s => targets.Any(t => t.Region == s.Target)))
        {
            await submissions.Change(part.Id, by, s => { s.AskAgain(by, clock.GetUtcNow()); return true; }, ct);
            await reminders.TellFillers("new", part.Id, $"《{issue.Title}》{by.Name}新发的{(issue.Due is { } due ? $"，截止 {due:M月d日}" : "")}", ct);
        }
    }

    public async Task<bool> Excuse(Issue issue, Submission part, Account by, CancellationToken ct)
    {
        if (!await submissions.Change(part.Id, by, s => s.Excuse("发表人说不用报", by, clock.GetUtcNow()), ct)) return false;
        if (part.OpenedAt is not null) await reminders.TellFillers("excused", part.Id, $"《{issue.Title}》{by.Name}说你们不用报了", ct);
        return true;
    }

    /// <summary>The issue goes on with a changed design. The old design stays as it was for whoever else uses it.</summary>
    public async Task<Report> Recast(Issue issue, Report before, ReportDesign design, string what, string turn, Account by, CancellationToken ct)
    {
        var after = await desk.Keep(ReportDesk.IdOf(turn, "recast"), design, before.Workbook, by, ct);
        await desk.Change(issue.Id, i => i.Recast(after, ReportDesk.Asks(design), what, by, clock.GetUtcNow()), ct);
        return after;
    }

    public Task Rename(Issue issue, string title, Account by, CancellationToken ct) => desk.Change(issue.Id, i => i.Rename(title, by, clock.GetUtcNow()), ct);

    /// <summary>New columns of an issue that is out: filled from the platform where it knows them; parts that are in come back only for what a person must add.</summary>
    /// <returns>how many parts were sent back</returns>
    public async Task<int> Complete(Issue issue, Report report, IReadOnlyList<Slot> added, Account by, DateOnly today, CancellationToken ct)
    {
        var opened = issue.Submissions.Where(s => s.PrefilledOn is not null).ToList();
        if (opened.Count > 0 && added.Any(s => s.Binding.IsPrefilled)) await Bring(report, added, opened, by, today, ct);
        var typed = added.Where(s => !s.Binding.IsPrefilled && s.Required).ToList();
        var back = 0;
        foreach (var part in typed.Count == 0 ? [] : opened.Where(s => s.IsIn))
        {
            var why = $"表里加了“{string.Join('、', typed.Select(t => t.Name))}”，请补上";
            if (!await submissions.Change(part.Id, by, s => s.Return(why, Cells(s, typed, why), by, clock.GetUtcNow()), ct)) continue;
            await reminders.TellFillers("returned", part.Id, $"《{issue.Title}》{why}", ct);
            back++;
        }
        return back;
    }

    private async Task Bring(Report report, IReadOnlyList<Slot> added, IReadOnlyList<Submission> opened, Account by, DateOnly today, CancellationToken ct)
    {
        var brought = await prefill.ForAll(report.Design, [.. opened.Select(s => new Target(s.Target, s.TargetName))], by, today, ct);
        foreach (var part in opened)
            await submissions.Change(part.Id, by, s =>
            {
                foreach (var slot in added.Where(a => a.Binding.IsPrefilled))
                {
                    var values = brought[part.Target].Rows.Where(r => r.Table == slot.Table && r.Values.ContainsKey(slot.Column)).ToDictionary(r => (r.Table, r.Key), r => r.Values[slot.Column]);
                    s.Bring(values, slot.Column, brought[part.Target].Sources.GetValueOrDefault($"{slot.Table}/{slot.Column}"));
                }
                return true;
            }, ct);
    }

    private static Dictionary<string, string> Cells(Submission part, IReadOnlyList<Slot> slots, string why) =>
        slots.SelectMany(c => part.Lines.Where(l => l.Table == c.Table && part.Lines.Count(x => x.Table == c.Table) == 1).Select(l => new CellKey(c.Table, l.Key, c.Column).ToString())).Distinct().ToDictionary(k => k, _ => why);
}
