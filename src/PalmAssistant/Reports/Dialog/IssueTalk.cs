using PalmAssistant.Community;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>A report that is out, changed by saying so: taken back, closed, asked of more or fewer, columns and words. Where others already worked, it is said first.</summary>
public sealed class IssueTalk(ReportDesk desk, IssueChanges changes, CatalogSource catalogs)
{
    private const string Waits = "change";
    private const int ShownIssues = 12;

    public async Task<Talk> Answer(Talk talk, Issue issue, Intent intent, CancellationToken ct) => intent switch
    {
        Intent.Recall => await Recall(talk, issue, false, ct),
        Intent.CloseIssue => await Close(talk, issue, ct),
        Intent.AskAlso also => await AskAlso(talk, issue, also.Whom, ct),
        Intent.Spare spare => await Spare(talk, issue, spare.Whom, ct),
        Intent.EditColumns edit => await Columns(talk, issue, edit, false, ct),
        Intent.RenameColumn rename => await Rename(talk, issue, rename, ct),
        Intent.Retitle title => await Retitle(talk, issue, title.Title, ct),
        Intent.Note note => await Note(talk, issue, note, ct),
        Intent.ConfirmChange => await Confirmed(talk, issue, ct),
        _ => talk,
    };

    /// <summary>Everything the account sent out, newest first, each told from the next.</summary>
    public async Task<Talk> List(Talk talk, CancellationToken ct)
    {
        var issued = await desk.IssuedBy(talk.Account, ct);
        if (issued.Count == 0) return talk.Say("您还没有发过表。发一张请说“做个表：社区、…，发给各社区”。");
        var lines = new List<string>();
        foreach (var issue in issued.Take(ShownIssues))
        {
            var parts = (await desk.FindIssue(issue.Id, talk.Account, ct))!.Wanted.ToList();
            lines.Add($"· 《{issue.Title}》{ReportWords.Local(issue.IssuedAt):M月d日}发，{ReportWords.DueWords(issue.Due, issue.DueTime)}，{(issue.RecalledAt is not null ? "已撤回" : $"已报 {parts.Count(p => p.IsIn)}/{parts.Count}{(issue.ClosedAt is not null ? "，已结束收集" : "")}")}");
        }
        return talk.Say($"您发过 {issued.Count} 张表：\n{string.Join('\n', lines)}{(issued.Count > ShownIssues ? $"\n（其余 {issued.Count - ShownIssues} 张见报表页）" : "")}", new("form") { Result = new() { Total = issued.Count, Columns = [new("表名", "text"), new("截止", "text")], Rows = [.. issued.Take(ShownIssues).Select(i => (IReadOnlyList<object?>)[i.Title, i.Due?.ToString("yyyy-MM-dd")])] } })
            .Suggest([.. issued.Where(i => i.ClosedAt is null).Take(3).Select(i => (WhichReport.Label(i), $"《{i.Title}》谁还没报"))]);
    }

    private async Task<Talk> Recall(Talk talk, Issue issue, bool sure, CancellationToken ct)
    {
        if (issue.RecalledAt is not null) return talk.Say($"《{issue.Title}》早就撤回了。");
        var (inAlready, filling) = (issue.Submissions.Count(s => s.IsIn), issue.Submissions.Count(s => s.State is SubmissionState.Draft or SubmissionState.Returned));
        if (!sure && inAlready + filling > 0) return Ask(talk, "recall", $"《{issue.Title}》{Worked(inAlready, filling)}，撤回后没人再收到、不用再填，填过的内容都留着。确定撤回吗？", ("确定撤回", "确定撤回"), ("不撤了", "算了"));
        await changes.Recall(issue, talk.Account, ct);
        var report = (await desk.Find(issue.ReportId, ct))!;
        var copy = await desk.Keep(ReportDesk.IdOf(talk.Turn.Id, "recalled"), report.Design, report.Workbook, talk.Account, ct);
        IReadOnlyList<Target> targets = [.. issue.Submissions.OrderBy(s => s.Target).Select(s => new Target(s.Target, s.TargetName))];
        talk = talk with { Memory = talk.Memory.Answered() with { Draft = copy.Id, Targets = targets, Due = issue.Due, DueTime = issue.DueTime, Period = ReportPeriod.Once, Reviewers = issue.Reviewers, Previous = null } };
        return talk.Say($"已撤回《{issue.Title}》，{issue.Submissions.Count} 个社区都不用填了，打开过的会收到通知。原样留了一份草稿：要改直接说怎么改（例如“备注不要了”“只发给{issue.Submissions[0].TargetName}”），改好说“发吧”；不发了说“不发了”。", new("done") { Id = issue.Id.ToString("N") }).Suggest(("再看看表", "看看表"), ("不发了", "不发了"));
    }

    private async Task<Talk> Close(Talk talk, Issue issue, CancellationToken ct)
    {
        if (issue.ClosedAt is not null) return talk.Say($"《{issue.Title}》早就结束收集了。");
        await changes.Close(issue, talk.Account, ct);
        var missing = issue.Submissions.Count(s => s.IsWithFiller);
        return talk.Say($"《{issue.Title}》已结束收集：报上来的 {issue.Submissions.Count(s => s.IsIn)} 个都在，可以汇总、导出{(missing > 0 ? $"；没报的 {missing} 个不用再报，也不再提醒" : "")}。", new("done") { Id = issue.Id.ToString("N") }).Suggest(("汇总", "汇总一下"));
    }

    private async Task<Talk> AskAlso(Talk talk, Issue issue, string whom, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var (targets, _, outside) = Addressees.Of(whom, talk.Account, catalog);
        if (outside is not null) return talk.Refuse($"“{outside}”不在您的范围内，只能发给{talk.Account.RegionName}的社区。");
        if (targets.Count == 0 && issue.Submissions.All(s => s.State != SubmissionState.Excused) && Addressees.Of("各社区", talk.Account, catalog).Targets.All(t => issue.Submissions.Any(s => s.Target == t.Region)))
            return talk.Say($"{talk.Account.RegionName}里没有找到“{whom}”。《{issue.Title}》已经发给全部 {issue.Submissions.Count} 个了，没有漏的。");
        if (targets.Count == 0) return talk.AskBack($"{talk.Account.RegionName}里没有找到“{whom}”，补发给谁？", [.. Addressees.Of("各社区", talk.Account, catalog).Targets.Where(t => issue.Submissions.All(s => s.Target != t.Region || s.State == SubmissionState.Excused)).Take(5).Select(t => (t.Name, $"再给{t.Name}也发一份"))]);
        var fresh = targets.Where(t => issue.Submissions.All(s => s.Target != t.Region || s.State == SubmissionState.Excused)).ToList();
        if (fresh.Count == 0) return talk.Say($"{string.Join('、', targets.Select(t => t.Name))}本来就在《{issue.Title}》的发放范围里，不用再发。");
        await changes.Ask(issue, fresh, talk.Account, ct);
        return talk.Say($"《{issue.Title}》已补发给{string.Join('、', fresh.Select(t => t.Name))}，{ReportWords.DueWords(issue.Due, issue.DueTime)}，其他社区不变。", new("form") { Id = issue.Id.ToString("N"), Understood = issue.Title }).Suggest(("谁还没报", "谁还没报"));
    }

    private async Task<Talk> Spare(Talk talk, Issue issue, string whom, CancellationToken ct)
    {
        var those = issue.Submissions.Where(s => whom.Contains(s.TargetName, StringComparison.Ordinal) || whom.Contains(s.TargetName.Replace("社区", "", StringComparison.Ordinal), StringComparison.Ordinal)).ToList();
        if (those.Count == 0) return talk.AskBack($"《{issue.Title}》没有发给“{whom}”。哪个社区不用报？", [.. issue.Submissions.Where(s => s.IsWithFiller).Take(5).Select(s => (s.TargetName, $"{s.TargetName}不用报了"))]);
        if (those.Where(s => s.IsIn).ToList() is { Count: > 0 } already) return talk.Say($"{string.Join('、', already.Select(s => s.TargetName))}已经报了，数都在汇总里；不要的话可以退回。");
        foreach (var one in those) await changes.Excuse(issue, one, talk.Account, ct);
        return talk.Say($"好，{string.Join('、', those.Select(s => s.TargetName))}不用报《{issue.Title}》了，不再算作没报，也不再提醒。要恢复说“再给{those[0].TargetName}也发一份”。", new("done") { Id = issue.Id.ToString("N") });
    }

    /// <summary>Columns of a report that is out: one more, or one that nobody needs to fill any more (hidden; what was filled stays).</summary>
    private async Task<Talk> Columns(Talk talk, Issue issue, Intent.EditColumns edit, bool sure, CancellationToken ct)
    {
        var report = (await desk.Find(issue.ReportId, ct))!;
        if (report.Workbook is not null || report.Design.Form.Tables is not [{ Kind: TableKind.Summary } table]) return talk.Say("上传的表版式是定的，发出后不能加减列。可以撤回，在原表里改好再传一次。");
        var shown = table.Columns.Where(c => !c.Hidden).ToList();
        var dropped = new List<FormColumn>();
        foreach (var name in Split(edit.Drop))
        {
            if (shown.Skip(1).Where(c => c.Name.Replace("·", "", StringComparison.Ordinal).Contains(name.Trim('那', '的'), StringComparison.Ordinal)).ToList() is not [var only]) return talk.AskBack($"没有听出是哪一列“{name}”，现在有：{string.Join('、', shown.Select(c => c.Name))}。");
            dropped.Add(only);
        }
        var fresh = Split(edit.Add).Where(n => shown.All(c => c.Name != n)).ToList();
        if (fresh.Count + dropped.Count == 0) return talk.Say("这一列本来就有。");
        if (shown.Count - dropped.Count + fresh.Count < 2) return talk.AskBack("表里至少要留一列。");
        var (inAlready, filling) = (issue.Submissions.Count(s => s.IsIn), issue.Submissions.Count(s => s.State is SubmissionState.Draft or SubmissionState.Returned));
        var what = $"{(fresh.Count > 0 ? $"加“{string.Join('、', fresh)}”" : "")}{(dropped.Count > 0 ? $"{(fresh.Count > 0 ? "，" : "")}去掉“{string.Join('、', dropped.Select(c => c.Name))}”" : "")}";
        if (!sure && inAlready + filling > 0)
            return Ask(talk, $"columns|{edit.Add}|{edit.Drop}", $"《{issue.Title}》{Worked(inAlready, filling)}。{what}以后，{(fresh.Count > 0 ? "没报的会看到新列，已报的退回来补这一列，别的都不用重填" : "没填的不用填了，填过的留着")}。确定吗？", ("确定", "确定"), ("不改了", "算了"));
        var catalog = await catalogs.Current(ct);
        var (design, added) = Recast(report.Design, table, fresh, dropped, sentence => Registered.Read(sentence, talk.Turn.Today, talk.Account, catalog), catalog, talk.Turn.Today);
        var after = await changes.Recast(issue, report, design, what, talk.Turn.Id, talk.Account, ct);
        var back = await changes.Complete(issue, after, added, talk.Account, talk.Turn.Today, ct);
        var brought = added.Where(s => s.Binding.IsPrefilled).Select(s => s.Name).ToList();
        return (talk with { Memory = talk.Memory.Answered() }).Say($"《{issue.Title}》已{what}。{(brought.Count > 0 ? $"{string.Join('、', brought)}由平台带数，不用他们填。" : "")}{(back > 0 ? $"已报的 {back} 个退回补填，会告诉他们。" : "")}", new("form") { Id = issue.Id.ToString("N"), Understood = issue.Title }).Suggest(("谁还没报", "谁还没报"));
    }

    /// <summary>Letters stay as they are, so that what was filled stays in its column.</summary>
    private static (ReportDesign Design, IReadOnlyList<Slot> Added) Recast(ReportDesign design, FormTable table, IReadOnlyList<string> fresh, IReadOnlyList<FormColumn> dropped, Func<string, Language.Reading> read, Catalog catalog, DateOnly today)
    {
        var letters = Enumerable.Range(table.Columns.Count + 1, fresh.Count).Select(CellName.Letters).ToList();
        var bound = fresh.Count == 0 ? null : new Binder(catalog.Words, read, today).Bind(SaidTable.Recast(design.Form, [table.Columns[0].Name, .. fresh]));
        var added = fresh.Select((_, i) => bound!.Form.Tables[0].Columns[i + 1] with { Letter = letters[i] }).ToList();
        var columns = table.Columns.Select(c => dropped.Contains(c) ? c with { Hidden = true, Required = false } : c).Concat(added).ToList();
        var sums = added.Where(c => c.Type is CellType.Integer or CellType.Number).Select(c => KeyValuePair.Create($"{c.Letter}{table.TotalRow}", $"SUM({c.Letter}{table.FirstRow}:{c.Letter}{table.LastRow})"));
        var after = table with { Columns = columns, Formulas = table.TotalRow is null ? table.Formulas : new Dictionary<string, string>(table.Formulas.Concat(sums)) };
        var bindings = new Dictionary<string, CellBinding>(design.Bindings[0]);
        foreach (var (letter, i) in letters.Select((l, i) => (l, i))) bindings[letter] = bound!.BindingOf(0, bound.Form.Tables[0].Columns[i + 1].Letter) is Undecided ? Nobody.Knows : bound.BindingOf(0, bound.Form.Tables[0].Columns[i + 1].Letter);
        var recast = design with { Form = design.Form with { Tables = [after] }, Bindings = [bindings] };
        return (recast, [.. Slot.Of(recast).Where(s => letters.Contains(s.Column))]);
    }

    private async Task<Talk> Rename(Talk talk, Issue issue, Intent.RenameColumn rename, CancellationToken ct)
    {
        var report = (await desk.Find(issue.ReportId, ct))!;
        if (report.Workbook is not null) return talk.Say("上传的表版式是定的，列名要在原表里改好再传一次。");
        if (DraftEdits.Renamed(report.Design, rename.From, rename.To) is not { } design) return talk.AskBack($"没有听出是哪一列“{rename.From}”，现在有：{string.Join('、', report.Design.Form.Columns.Where(c => !c.Hidden).Select(c => c.Name))}。");
        await changes.Recast(issue, report, design, $"“{rename.From}”改为“{rename.To}”", talk.Turn.Id, talk.Account, ct);
        return talk.Say($"《{issue.Title}》里“{rename.From}”已改叫“{rename.To}”，填过的数不变。要是意思也变了，请告诉已报的社区核对。", new("form") { Id = issue.Id.ToString("N"), Understood = issue.Title });
    }

    private async Task<Talk> Retitle(Talk talk, Issue issue, string title, CancellationToken ct)
    {
        await changes.Rename(issue, title, talk.Account, ct);
        return talk.Say($"表名已改为《{title}》。", new("form") { Id = issue.Id.ToString("N"), Understood = title });
    }

    private async Task<Talk> Note(Talk talk, Issue issue, Intent.Note note, CancellationToken ct)
    {
        var report = (await desk.Find(issue.ReportId, ct))!;
        await changes.Recast(issue, report, DraftEdits.Noted(report.Design, note), $"说明：{note.Words}", talk.Turn.Id, talk.Account, ct);
        return talk.Say($"说明已{(note.Instead ? "改成" : "加上")}“{note.Words}”，打开《{issue.Title}》就能看到。", new("form") { Id = issue.Id.ToString("N"), Understood = issue.Title });
    }

    private async Task<Talk> Confirmed(Talk talk, Issue issue, CancellationToken ct)
    {
        var waited = (talk.Memory.Value ?? "").Split('|');
        talk = talk with { Memory = talk.Memory.Answered() };
        return waited switch
        {
            ["recall"] => await Recall(talk, issue, true, ct),
            ["columns", var add, var drop] => await Columns(talk, issue, new(add, drop), true, ct),
            _ => talk.Say("没有等着确认的改动。"),
        };
    }

    private static Talk Ask(Talk talk, string what, string question, params (string, string)[] options) =>
        (talk with { Memory = talk.Memory with { Waits = Waits, Value = what } }).AskBack(question, options);

    private static string Worked(int inAlready, int filling) =>
        string.Join("，", new[] { inAlready > 0 ? $"已有 {inAlready} 个报上来" : "", filling > 0 ? $"{filling} 个在填" : "" }.Where(w => w.Length > 0));

    private static string[] Split(string columns) => [.. columns.Split(['、', '和', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
