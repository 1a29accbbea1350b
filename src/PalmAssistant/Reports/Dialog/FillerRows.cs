using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>Rows of a list struck and added, the last cell put right, and what went in already.</summary>
public sealed partial class FillerTalk
{
    /// <summary>What went in, newest first, and how it stands.</summary>
    private async Task<Talk?> SentIn(Talk talk, CancellationToken ct)
    {
        if (!talk.IsFiller) return null;
        var sent = (await desk.AskedOf(talk.Account, all: true, ct)).Where(a => a.Submission.SubmittedAt is not null).ToList();
        if (sent.Count == 0) return talk.Say("还没有报过表。", new("form") { Result = new() { Total = 0 } });
        var lines = sent.Take(12).Select(a => $"· 《{a.Issue.Title}》{a.Submission.SubmittedByName} {ReportWords.Local(a.Submission.SubmittedAt!.Value):M月d日 HH:mm} 报，{a.Submission.State switch { SubmissionState.Accepted => "已审核通过", SubmissionState.Returned => "被退回，要改", SubmissionState.Submitted => "等审核，还能撤回", _ => "撤回来了，还没再报" }}");
        return talk.Say($"报过 {sent.Count} 张：\n{string.Join('\n', lines)}", new("form") { Result = new() { Total = sent.Count, Columns = [new("表名", "text")], Rows = [.. sent.Take(12).Select(a => (IReadOnlyList<object?>)[a.Issue.Title])] } })
            .Suggest([.. sent.Take(3).Select(a => (WhichReport.Label(a.Issue), $"打开《{a.Issue.Title}》"))]);
    }

    /// <summary>"不对，是6": the cell filled or explained last, anew.</summary>
    private async Task<Talk?> Amend(Talk talk, string value, CancellationToken ct)
    {
        if (talk.Memory.Last is not { } last || CellKey.Parse(last) is not { } key || talk.Opened!.Submission.Lines.FirstOrDefault(l => l.Table == key.Table && l.Key == key.Row) is not { } line) return null;
        if (Slot.Of(talk.Opened.Design).FirstOrDefault(s => s.Table == key.Table && s.Column == key.Column && s.IsFillers) is not { } slot) return null;
        if (slot.Binding.IsPrefilled && line.Prefilled.TryGetValue(slot.Column, out var brought) && brought != value) return AskWhy(talk, slot, line, value);
        return await Put(talk with { Memory = talk.Memory.Answered() }, slot, [line], value, null, ct);
    }

    private async Task<Talk?> Strike(Talk talk, Intent.StrikeRow gone, CancellationToken ct)
    {
        var opened = talk.Opened!;
        if (opened.Submission.Lines.FirstOrDefault(l => !l.Removed && opened.Design.Form.Tables[l.Table].IsList && Checks.RowName(opened.Design, l) == gone.Row) is not { } line) return talk.Say("这张表的行是固定的，不能划去。");
        if (!opened.Submission.IsWithFiller) return talk.Say(ReportWords.Locked(opened.Submission.State), stops: true);
        if (gone.Why.Length < 2) return talk.AskBack($"为什么划去{gone.Row}？", ("搬走了", $"{gone.Row}划掉，搬走了"), ("去世了", $"{gone.Row}划掉，去世了"), ("不符合范围", $"{gone.Row}划掉，不符合范围"));
        await submissions.Change(opened.Submission.Id, talk.Account, s => { s.Strike(line.Table, line.Key, gone.Why, talk.Account, clock.GetUtcNow()); return true; }, ct);
        var again = (await open.Handle(opened.Submission.Id, talk.Account, talk.Turn.Today, ct))!;
        return (talk with { Opened = again, GoesOn = true, Memory = talk.Memory.Answered() }).Say($"已划去{gone.Row}（{gone.Why}），留着底，不算进人数；库里没有动，要更正请再说一句“{gone.Row}搬走了”。{ReportWords.Left(again)}", ReportWords.Data(again));
    }

    /// <summary>Stands beside the cell for whoever reviews it; the figure stays.</summary>
    private async Task<Talk?> Remark(Talk talk, Intent.Remark remark, CancellationToken ct)
    {
        var opened = talk.Opened!;
        if (Slot.Of(opened.Design).FirstOrDefault(s => s.Column == remark.Column) is not { } slot || opened.Submission.Lines.Where(l => l.Table == slot.Table && !l.Removed).ToList() is not [var line]) return null;
        if (!opened.Submission.IsWithFiller) return talk.Say(ReportWords.Locked(opened.Submission.State), stops: true);
        await submissions.Change(opened.Submission.Id, talk.Account, s => { s.Say(new(slot.Table, line.Key, slot.Column), remark.Words, talk.Account, clock.GetUtcNow()); return true; }, ct);
        var again = (await open.Handle(opened.Submission.Id, talk.Account, talk.Turn.Today, ct))!;
        return (talk with { Opened = again, Memory = talk.Memory.Answered() }).Say($"“{slot.Name}”注明了：{remark.Words}。报的时候带给{opened.Issue.PublisherName}看，数不变。{ReportWords.Left(again)}", ReportWords.Data(again)).Suggest(again.Problems.Count == 0 ? [("报上去", "报上去")] : []);
    }

    private async Task<Talk?> NewRow(Talk talk, string name, CancellationToken ct)
    {
        var opened = talk.Opened!;
        if (!opened.Submission.IsWithFiller) return talk.Say(ReportWords.Locked(opened.Submission.State), stops: true);
        var (table, no) = opened.Design.Form.Tables.Select((t, i) => (t, i)).First(x => x.t.IsList);
        if (table.Columns.FirstOrDefault(c => c.Type == CellType.Text && !c.Hidden) is not { } first) return null;
        var key = "+" + ReportDesk.IdOf(talk.Turn.Id, "row").ToString("N")[..8];
        await submissions.Change(opened.Submission.Id, talk.Account, s =>
        {
            s.AddRow(no, key, talk.Account, clock.GetUtcNow());
            return s.Fill(new(no, key, first.Letter), name, 0, null, talk.Account, clock.GetUtcNow());
        }, ct);
        var again = (await open.Handle(opened.Submission.Id, talk.Account, talk.Turn.Today, ct))!;
        return (talk with { Opened = again, GoesOn = true, Memory = talk.Memory.Answered() }).Say($"加了一行：{name}。平台名单里没有，其余各列请补上（例如“{name}：哪一列多少”），或在表单页填。{ReportWords.Left(again)}", ReportWords.Data(again));
    }
}
