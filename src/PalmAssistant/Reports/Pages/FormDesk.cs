using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PalmAssistant.Access;
using PalmAssistant.Reports.Export;
using PalmAssistant.Reports.Forms;
using PalmAssistant.Storage;

namespace PalmAssistant.Reports.Pages;

/// <summary>What filler and reviewer do with a submission besides typing: rows, files, submitting, taking back, returning, asking. Each may be said twice.</summary>
public sealed partial class FormDesk(IDbContextFactory<PalmDb> databases, ReportDesk desk, ReportSubmissions submissions, Attachments attachments, FillCells fill, Reminders reminders, TimeProvider clock)
{
    private const int MostAddedRows = 500;

    /// <summary>In one tap when nothing is missing; checked again on the locked row.</summary>
    public Task<SubmitOutcome?> Submit(FormDoor.In door, Account account, CancellationToken ct) => submissions.Change(door.Reading.Opened.Submission.Id, account,
        s => s.Submit(new OpenedReport(s, door.Reading.Opened.Issue, door.Reading.Opened.Report).Problems, account, clock.GetUtcNow()), ct);

    public Task<bool> Withdraw(Guid id, Account account, CancellationToken ct) => submissions.Change(id, account, s => s.Withdraw(account, clock.GetUtcNow()), ct);

    public async Task<bool> Accept(FormDoor.In door, Account account, CancellationToken ct)
    {
        if (!await submissions.Change(door.Reading.Opened.Submission.Id, account, s => s.Accept(account, clock.GetUtcNow()), ct)) return false;
        await reminders.TellFillers("accepted", door.Reading.Opened.Submission.Id, $"《{door.Reading.Opened.Issue.Title}》已审核通过", ct);
        return true;
    }

    public async Task<bool> Return(FormDoor.In door, string why, IReadOnlyDictionary<string, string> byCell, Account account, CancellationToken ct)
    {
        var reasons = byCell.Where(c => Cell().IsMatch(c.Key) && c.Value.Trim().Length > 0).Take(200).ToDictionary(c => c.Key, c => c.Value.Trim());
        if (!await submissions.Change(door.Reading.Opened.Submission.Id, account, s => s.Return(why, reasons, account, clock.GetUtcNow()), ct)) return false;
        await reminders.TellFillers("returned", door.Reading.Opened.Submission.Id, $"《{door.Reading.Opened.Issue.Title}》被退回：{why}", ct);
        return true;
    }

    /// <summary>A person has looked at old or contradicting values and leaves them as they are.</summary>
    public async Task<long> Looked(Guid id, IReadOnlyList<string> at, Account account, CancellationToken ct)
    {
        await submissions.Change(id, account, s => { foreach (var one in at.Where(a => Cell().IsMatch(a)).Distinct()) s.Confirm(one, account, clock.GetUtcNow()); return true; }, ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        return await FormPage.Newest(db, id, ct);
    }

    /// <returns>null when done, otherwise why not</returns>
    public async Task<string?> AddRow(FormDoor.In door, int table, string key, Account account, CancellationToken ct)
    {
        var form = door.Reading.Opened.Design.Form;
        if (table < 0 || table >= form.Tables.Count || !form.Tables[table].IsList) return "这张表的行是固定的，不能加行。";
        if (!Added().IsMatch(key)) return "新行的编号不对。";
        return await submissions.Change(door.Reading.Opened.Submission.Id, account, s =>
        {
            if (!s.IsWithFiller) return FormReading.Locked(s.State);
            if (s.Lines.Count(l => l.Table == table && l.Key.StartsWith('+')) >= MostAddedRows) return $"手工加的行最多 {MostAddedRows} 行。";
            s.AddRow(table, key, account, clock.GetUtcNow());
            return null;
        }, ct);
    }

    public Task<bool> Strike(FormDoor.In door, int table, string key, string why, Account account, CancellationToken ct) => submissions.Change(door.Reading.Opened.Submission.Id, account,
        s => { if (s.IsWithFiller && IsList(door, table)) s.Strike(table, key, why, account, clock.GetUtcNow()); return s.IsWithFiller; }, ct);

    public Task<bool> Unstrike(FormDoor.In door, int table, string key, Account account, CancellationToken ct) => submissions.Change(door.Reading.Opened.Submission.Id, account,
        s => { s.Unstrike(table, key, account, clock.GetUtcNow()); return s.IsWithFiller; }, ct);

    private static bool IsList(FormDoor.In door, int table) => table >= 0 && table < door.Reading.Opened.Design.Form.Tables.Count && door.Reading.Opened.Design.Form.Tables[table].IsList;

    /// <summary>"这表不是上个月刚报过吗": counted once a person, told to whoever asked for it.</summary>
    public async Task<string> SayRepeated(FormDoor.In door, Account account, CancellationToken ct)
    {
        var (issue, submission) = (door.Reading.Opened.Issue, door.Reading.Opened.Submission);
        var earlier = (await desk.Repeats(door.Reading.Opened.Design, [new(submission.Target, submission.TargetName)], issue.Id, ct)).Where(e => e.At <= issue.IssuedAt).ToList();
        if ((await desk.TracesOf(issue.Id, "said-repeated", ct)).All(t => t.By != account.Id))
        {
            await desk.Change(issue.Id, i => i.Note("said-repeated", account, clock.GetUtcNow(), earlier.FirstOrDefault()?.Issue.ToString(), earlier.Count > 0 ? string.Join('、', earlier[0].Columns) : "社区反映刚报过"), ct);
            await reminders.TellPublisher("said-repeated", issue.Id, submission.Id, $"{submission.TargetName}反映《{issue.Title}》重复要表", ct);
        }
        return earlier.Count > 0
            ? $"和 {earlier[0].At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd} {earlier[0].PublisherName}发的《{earlier[0].Title}》重复（{string.Join('、', earlier[0].Columns)}）。已记一次重复要表，会告诉{issue.PublisherName}和区里。"
            : $"近两个月没有找到同样列的表，您的反映已记下，会告诉{issue.PublisherName}和区里。";
    }

    /// <param name="until">the day asked for; kept beside the words, as in chat</param>
    public async Task<string> AskForTime(FormDoor.In door, string words, DateOnly until, Account account, CancellationToken ct)
    {
        var (opened, text) = (door.Reading.Opened, words[..Math.Min(words.Length, 200)]);
        await submissions.Change(opened.Submission.Id, account, s => { s.Note("extension-asked", account, clock.GetUtcNow(), text, $"{until:yyyy-MM-dd}"); return true; }, ct);
        await reminders.TellPublisher("extension-asked", opened.Issue.Id, opened.Submission.Id, $"{opened.Submission.TargetName}申请《{opened.Issue.Title}》延到 {until:M月d日}，同意请说“同意{opened.Submission.TargetName}延期”", ct);
        return $"已申请：“{text}”。同意后截止时间会改，这里能看到。";
    }

    public static byte[] Workbook(FormDoor.In door, Account account, DateOnly today)
    {
        var opened = door.Reading.Opened;
        var hidden = door.Reading.Sources.Where(s => s.Value.Name == CellSource.Withheld).Select(s => s.Key).ToHashSet();
        var rows = opened.Design.Form.Tables.Select((t, no) => (IReadOnlyList<ExportRow>)[.. ExportRows.Of(t, no, opened.Submission.Lines).Select(r => r with { Values = r.Values.Where(v => !hidden.Contains($"{no}/{v.Key}") && !hidden.Contains($"{no}/{v.Key}{r.Printed}")).ToDictionary() })]).ToList();
        return ReportFiles.Workbook(opened.Report, rows, opened.Submission.TargetName, account.Name, today);
    }

    /// <summary>The file first, then its name in the cell: a kill in between leaves a file nobody names, never a name without its file.</summary>
    public async Task<FillAnswer?> Attach(FormDoor.In door, string cell, string name, byte[] bytes, Account account, CancellationToken ct)
    {
        if (!Cell().IsMatch(cell) || CellKey.Parse(cell) is not { } key || !door.Reading.Opened.Submission.IsWithFiller || door.Reading.Cells.SlotOf(key) is not { Type: CellType.File } || !door.Reading.Cells.IsOpen(key)) return null;
        await attachments.Keep(door.Reading.Opened.Submission.Id, key, name, bytes, account, ct);
        return await Named(door, cell, account, ct);
    }

    public async Task<FillAnswer?> Detach(FormDoor.In door, Guid file, Account account, CancellationToken ct)
    {
        var submission = door.Reading.Opened.Submission;
        var cell = (await attachments.Of(submission.Id, ct)).FirstOrDefault(c => c.Value.Any(a => a.Id == file)).Key;
        if (cell is null || !submission.IsWithFiller) return null;
        await attachments.Remove(submission.Id, file, ct);
        return await Named(door, cell, account, ct);
    }

    /// <summary>A file cell reads as the names of its files.</summary>
    private async Task<FillAnswer?> Named(FormDoor.In door, string cell, Account account, CancellationToken ct)
    {
        var names = (await attachments.Of(door.Reading.Opened.Submission.Id, ct)).GetValueOrDefault(cell) ?? [];
        return await fill.Handle(door.Reading, [new(cell, names.Count == 0 ? null : string.Join('、', names.Select(n => n.Name)), int.MaxValue, null)], account, ct);
    }

    /// <summary>A step of the trace in words.</summary>
    public static string Said(Trace trace) => trace.What switch
    {
        "filled" => "改了一格",
        "explained" => "补了原因",
        "opened" => "打开",
        "submitted" => "报上去",
        "resubmitted" => "重新报上去",
        "withdrawn" => "撤回",
        "returned" => "退回",
        "returned-cell" => "退回到这一格",
        "accepted" => "审核通过",
        "reminded" => "催报",
        "extension-asked" => "申请延期",
        "extension-refused" => "没有同意延期",
        "rolled-up" => "汇总",
        "extended" => "改截止时间",
        "row-added" => "加了一行",
        "row-struck" => "划掉一行",
        "row-restored" => "恢复一行",
        "confirmed" => "核对过，没有改",
        "correction-proposed" => "提出更正建议",
        "remarked" => "加了说明",
        "exported-unmasked" => "导出完整号码",
        "issued" => "发出",
        "closed" => "结束",
        "reviewers" => "改审核人",
        "recalled" => "撤回整张表",
        "renamed" => "改表名",
        "recast" => "改表",
        "asked-also" => "补发",
        "excused" => "不用报了",
        "asked-again" => "又要报",
        "repeated-demand" => "重复要表（发表时）",
        "said-repeated" => "社区说重复要表",
        _ => trace.What,
    };

    [GeneratedRegex(@"^\d{1,2}/[^/]{1,40}(/[^/]{1,10})?$")] private static partial Regex Cell();
    [GeneratedRegex(@"^\+[0-9a-z]{1,12}$")] private static partial Regex Added();
}
