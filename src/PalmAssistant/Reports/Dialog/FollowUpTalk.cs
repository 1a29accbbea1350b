using PalmAssistant.Access;
using PalmAssistant.Reports.Filling;

namespace PalmAssistant.Reports.Dialog;

/// <summary>The publisher's side after sending: who is missing, reminding, returning, extending, putting together, exporting; and the figures of 减负 for anybody.</summary>
public sealed partial class FollowUpTalk(ReportDesk desk, RollUpTalk rollUp, IssueTalk changes, ReportSubmissions submissions, OpenReport open, Reminders reminders, Burden burden, TimeProvider clock)
{
    private static readonly TimeSpan BetweenReminders = TimeSpan.FromHours(4);

    public async Task<Talk?> Answer(Talk talk, Intent intent, CancellationToken ct)
    {
        if (intent is Intent.Burden) return await Figures(talk, ct);
        if (intent is Intent.Trace && talk.Opened is not null) return await History(talk, ct);
        if (!talk.IsPublisher) return intent is Intent.WhoIsMissing or Intent.Remind or Intent.RollUp or Intent.Return or Intent.Accept && talk.IsOfCommunity ? talk.Refuse("催报、汇总和审核由发表人（街道、区或部门）来做；您可以问“有啥要我填的”。") : null;
        if (intent is Intent.ListIssued) return await changes.List(talk, ct);
        var which = await Which(talk, ct);
        if (which.Count > 1) return talk.AskBack("哪一张？", [.. which.Take(5).Select(i => (WhichReport.Label(i), $"《{i.Title}》{Rest(talk.Turn.Text)}"))]);
        if (await Current(talk, which, ct) is not { } issue) return intent is Intent.Export ? null : talk.Say("您还没有发过表。发一张请说“做个表：社区、…，发给各社区”。");
        talk = talk with { Memory = talk.Memory with { Issue = issue.Id, Open = null, Looked = issue.Submissions.Any(s => s.Id == talk.Memory.Looked) ? talk.Memory.Looked : null }, Opened = null };
        return intent switch
        {
            Intent.Recall or Intent.CloseIssue or Intent.Spare or Intent.ConfirmChange or Intent.Retitle or Intent.Note or Intent.RenameColumn or Intent.AskAlso or Intent.EditColumns when issue.Publisher != talk.Account.Id
                => talk.Refuse($"《{issue.Title}》是{issue.PublisherName}发的，只有发表人能改。"),
            Intent.Recall or Intent.CloseIssue or Intent.Spare or Intent.ConfirmChange or Intent.Retitle or Intent.Note or Intent.RenameColumn or Intent.AskAlso or Intent.EditColumns => await changes.Answer(talk, issue, intent, ct),
            Intent.Standing => Missing(talk, issue),
            Intent.Compare => await rollUp.Compare(talk, issue, ct),
            Intent.Explain explain => await Explain(talk, issue, explain.Words, ct),
            Intent.Look look => await Look(talk, issue, look.Words, ct),
            Intent.Trace trace => await HistoryOf(talk, issue, trace.Words, ct),
            Intent.WhoIsMissing => Missing(talk, issue),
            Intent.Remind remind => await Remind(talk, issue, remind.Words, ct),
            Intent.RollUp => await rollUp.Together(talk, issue, ct),
            Intent.Export => await rollUp.Export(talk, issue, ct),
            Intent.Doubt doubt => await rollUp.Doubt(talk, issue, doubt.Words, ct),
            Intent.Return or Intent.Accept when !IsReviewer(issue, talk) => talk.Refuse($"《{issue.Title}》是{issue.PublisherName}发的，由发表人或审核人来审。"),
            Intent.Return back => await Return(talk, issue, back.Words, ct),
            Intent.Accept accept => await Accept(talk, issue, accept.Words, ct),
            _ => null,
        };
    }

    /// <summary>Reports the sentence names; none when it names none.</summary>
    private async Task<IReadOnlyList<Issue>> Which(Talk talk, CancellationToken ct) =>
        WhichReport.Named(Forms.Wording.Squeeze(talk.Turn.Text), await desk.Followed(talk.Account, ct), talk.Memory.Issue, talk.Turn.Today);

    private async Task<Issue?> Current(Talk talk, IReadOnlyList<Issue> which, CancellationToken ct)
    {
        var id = which is [var named] ? named.Id : talk.Memory.Issue ?? (await desk.Followed(talk.Account, ct)).FirstOrDefault()?.Id;
        return id is { } known ? await desk.FindIssue(known, talk.Account, ct) : null;
    }

    /// <summary>What was asked, without the words that were to name the report: put behind a title it settles the question.</summary>
    private static string Rest(string text) => Reference().Replace(Forms.Wording.Squeeze(text), "") is { Length: >= 2 } rest ? rest : "谁还没报";

    /// <summary>How a column of a community's part was counted, for who looks at it.</summary>
    private async Task<Talk?> Explain(Talk talk, Issue issue, string words, CancellationToken ct)
    {
        var one = Named(issue, words) ?? issue.Submissions.FirstOrDefault(s => s.Id == talk.Memory.Looked) ?? issue.Submissions.FirstOrDefault(s => s.PrefilledOn is not null) ?? issue.Submissions.FirstOrDefault();
        return one is null || await open.Handle(one.Id, talk.Account, talk.Turn.Today, ct) is not { } opened ? null : FillerTalk.Explain(talk, opened, words);
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:那)?(?:另外?(?:的)?(?:一|那)?(?:张|个|份)(?:表)?|.{1,16}?(?:那|这)(?:张|份|个)(?:表)?|《[^》]+》)(?:的|呢)?[，,]?")] private static partial System.Text.RegularExpressions.Regex Reference();

    private static bool IsReviewer(Issue issue, Talk talk) => issue.Publisher == talk.Account.Id || issue.Reviewers.Contains(talk.Account.Id);

    private static Talk Missing(Talk talk, Issue issue)
    {
        if (issue.RecalledAt is { } recalled) return talk.Say($"《{issue.Title}》{ReportWords.Local(recalled):M月d日}已撤回，不用再报。", new("form") { Id = issue.Id.ToString("N"), Understood = issue.Title });
        var missing = issue.Submissions.Where(s => s.IsWithFiller).OrderBy(s => s.Target).ToList();
        var text = missing.Count == 0 ? $"《{issue.Title}》{issue.Wanted.Count()} 个都报齐了。"
            : $"《{issue.Title}》已报 {issue.Wanted.Count() - missing.Count} 个，还没报 {missing.Count} 个：{string.Join('、', missing.Select(m => m.TargetName + (m.State == SubmissionState.Draft ? "（在填）" : m.State == SubmissionState.Returned ? "（退回待改）" : "")))}。{ReportWords.DueWords(issue.Due, issue.DueTime)}。";
        return talk.Say(text, new("form") { Id = issue.Id.ToString("N"), Understood = issue.Title, Result = new() { Columns = [new("未报", "text")], Rows = [.. missing.Select(m => (IReadOnlyList<object?>)[m.TargetName])], Total = missing.Count } })
            .Suggest(missing.Count == 0 ? [("汇总", "齐了吗，汇总一下")] : [("催一下", "催一下没报的"), ("汇总", "齐了吗，汇总一下")]);
    }

    /// <summary>One reminder a target, not again within four hours whoever asks; it stands in what the filler sees and in the trace.</summary>
    private async Task<Talk> Remind(Talk talk, Issue issue, string words, CancellationToken ct)
    {
        var one = Named(issue, words);
        if (one is { IsIn: true }) return talk.Say($"{one.TargetName}已经报了《{issue.Title}》，不用催。");
        var missing = issue.Submissions.Where(s => s.IsWithFiller && (one is null || s.Id == one.Id)).ToList();
        if (missing.Count == 0) return talk.Say($"《{issue.Title}》都报齐了，不用催。");
        var now = clock.GetUtcNow();
        var recent = (await desk.TracesOf(issue.Id, "reminded", ct)).Where(t => now - t.At < BetweenReminders).Select(t => t.SubmissionId).ToHashSet();
        var due = missing.Where(m => !recent.Contains(m.Id)).ToList();
        foreach (var late in due) await submissions.Change(late.Id, talk.Account, s => { if (!s.IsIn) s.Note("reminded", talk.Account, now); return true; }, ct);
        foreach (var late in due) await reminders.TellFillers("reminded", late.Id, $"《{issue.Title}》还没报，{ReportWords.DueWords(late.Due ?? issue.Due, late.Due is null ? issue.DueTime : late.DueTime)}", ct);
        var rested = missing.Count - due.Count;
        return talk.Say(due.Count == 0 ? $"没报的 {missing.Count} 家刚刚催过，4 小时内不重复催。"
            : $"已催 {due.Count} 家没报的：{string.Join('、', due.Select(d => d.TargetName))}{(rested > 0 ? $"；另有 {rested} 家 4 小时内催过，没有重复催" : "")}。每人合并成一条提醒，晚上不打扰。");
    }

    private async Task<Talk> Return(Talk talk, Issue issue, string words, CancellationToken ct)
    {
        if ((Named(issue, words) ?? issue.Submissions.FirstOrDefault(s => s.Id == talk.Memory.Looked) ?? (issue.Submissions.Where(s => s.IsIn).ToList() is [var only] ? only : null)) is not { } one)
            return talk.AskBack("退回哪个社区的？请带上社区和原因，例如“退回甲社区，80岁以上人数请核实”。", [.. issue.Submissions.Where(s => s.State == SubmissionState.Submitted).Take(4).Select(s => ($"退回{s.TargetName}", $"退回{s.TargetName}，请核实"))]);
        var report = (await desk.Find(issue.ReportId, ct))!;
        var reason = ReasonIn(words, one.TargetName);
        if (reason.Length < 2) return talk.AskBack($"退回{one.TargetName}的原因是什么？请说“退回{one.TargetName}，原因”。");
        var cells = Slot.Of(report.Design).Where(s => !s.Hidden && s.Name.Length >= 2 && (reason.Contains(s.Path[^1].TrimEnd('数'), StringComparison.Ordinal) || CountTail().Replace(s.Path[^1], "") is { Length: >= 3 } said && reason.Contains(said, StringComparison.Ordinal))).ToList();
        if (cells.Count == 0 && NamedColumn(report.Design, reason) is { } meant) cells = [meant];
        var done = await submissions.Change(one.Id, talk.Account, s => s.Return(reason, cells.SelectMany(c => s.Lines.Where(l => l.Table == c.Table && (s.Lines.Count(x => x.Table == c.Table) == 1 || Checks.RowName(report.Design, l) is { Length: >= 2 } name && reason.Contains(name, StringComparison.Ordinal))).Select(l => new CellKey(c.Table, l.Key, c.Column).ToString())).Distinct().ToDictionary(k => k, _ => reason), talk.Account, clock.GetUtcNow()), ct);
        if (done) await reminders.TellFillers("returned", one.Id, $"《{issue.Title}》被退回：{reason}", ct);
        return done ? talk.Say($"已退回{one.TargetName}：{reason}。{(cells.Count > 0 ? $"已标在“{string.Join('、', cells.Select(c => c.Name))}”这一格。" : "")}") : talk.Say($"{one.TargetName}还没报上来，不用退回。");
    }

    /// <summary>What is left of the sentence without the act and the community: 想助浴的太少了，打回去让他们再核一下 → 想助浴的太少了.</summary>
    private static string ReasonIn(string words, string target)
    {
        var reason = ActWords().Replace(words.Replace(target, "", StringComparison.Ordinal).Replace(target.Replace("社区", "", StringComparison.Ordinal), "", StringComparison.Ordinal), "") is var left ? ThatPart().Replace(left, "").Trim('，', ',', '：', ':', '的', '。', '把') : "";
        return reason.Length < 2 && AskedAgain().Match(words) is { Success: true } again ? again.Value : reason;
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"(给我|都)?(退回|打回|退给)(去|来|给他们)?|[，,]?(让|叫|请)(他们|它|社区)(再)?(重新)?(核|改|查|填|报)(一)?(下|遍|实)?(再报)?$")] private static partial System.Text.RegularExpressions.Regex ActWords();
    [System.Text.RegularExpressions.GeneratedRegex(@"^(?:把)?(?:报的)?那(?:份|张|个)(?:表)?")] private static partial System.Text.RegularExpressions.Regex ThatPart();
    [System.Text.RegularExpressions.GeneratedRegex(@"的?(人数|户数|套数|家数|个数|数量|数)$")] private static partial System.Text.RegularExpressions.Regex CountTail();
    [System.Text.RegularExpressions.GeneratedRegex(@"再?(核|查|改)(一下|一遍|实)")] private static partial System.Text.RegularExpressions.Regex AskedAgain();

    /// <summary>One community's part as it stands, to be accepted or sent back next.</summary>
    private async Task<Talk?> Look(Talk talk, Issue issue, string words, CancellationToken ct)
    {
        if (Named(issue, words) is not { } one) return null;
        if (one.OpenedAt is null) return talk.Say($"{one.TargetName}还没打开《{issue.Title}》。");
        var opened = (await open.Handle(one.Id, talk.Account, talk.Turn.Today, ct))!;
        var said = (talk with { Memory = talk.Memory with { Looked = one.Id } }).Say(ReportWords.Opened(opened), ReportWords.Data(opened));
        return one.State == SubmissionState.Submitted && IsReviewer(issue, talk) ? said.Suggest(("通过", $"{one.TargetName}通过"), ("退回", $"退回{one.TargetName}，请核实")) : said;
    }

    private async Task<Talk> Accept(Talk talk, Issue issue, string words, CancellationToken ct)
    {
        var looked = words.Contains('都') || words.Contains('全') ? null : issue.Submissions.FirstOrDefault(s => s.Id == talk.Memory.Looked);
        var those = (Named(issue, words) ?? looked) is { } one ? [one] : issue.Submissions.Where(s => s.State == SubmissionState.Submitted).ToList();
        var accepted = new List<string>();
        foreach (var submission in those)
            if (await submissions.Change(submission.Id, talk.Account, s => s.Accept(talk.Account, clock.GetUtcNow()), ct))
            {
                accepted.Add(submission.TargetName);
                await reminders.TellFillers("accepted", submission.Id, $"《{issue.Title}》已审核通过", ct);
            }
        return talk.Say(accepted.Count == 0 ? "没有等着审核的。" : $"已审核通过：{string.Join('、', accepted)}。");
    }

    internal static Submission? Named(Issue issue, string words) =>
        issue.Submissions.Where(s => words.Contains(s.TargetName, StringComparison.Ordinal) || words.Contains(s.TargetName.Replace("社区", "", StringComparison.Ordinal), StringComparison.Ordinal)).OrderByDescending(s => s.TargetName.Length).FirstOrDefault();

    /// <summary>This month unless another is named.</summary>
    private async Task<Talk> Figures(Talk talk, CancellationToken ct)
    {
        var first = new DateOnly(talk.Turn.Today.Year, talk.Turn.Today.Month, 1);
        if (talk.Turn.Text.Contains("上个月", StringComparison.Ordinal) || talk.Turn.Text.Contains("上月", StringComparison.Ordinal)) first = first.AddMonths(-1);
        else if (System.Text.RegularExpressions.Regex.Match(talk.Turn.Text, @"(?<!\d)(1[0-2]|[1-9])月(?!\d)") is { Success: true } month) first = new(talk.Turn.Today.Year - (int.Parse(month.Groups[1].Value) > talk.Turn.Today.Month ? 1 : 0), int.Parse(month.Groups[1].Value), 1);
        var last = talk.Turn.Text.Contains("今年", StringComparison.Ordinal) ? talk.Turn.Today : first.AddMonths(1).AddDays(-1);
        if (talk.Turn.Text.Contains("今年", StringComparison.Ordinal)) first = new(talk.Turn.Today.Year, 1, 1);
        var figures = await burden.Of(talk.Account, first, last, ct);
        var repeats = figures.Repeats.Count == 0 ? "没有重复要表。" : $"重复要表 {figures.Repeats.Count} 次：\n" + string.Join('\n', figures.Repeats.Take(10).Select(r => $"· 《{r.Title}》{(r.Earlier is { } e ? $"与《{e}》" : "")}重复（{r.Columns}）{(r.SaidByFiller ? "，社区反映" : "")}"));
        var text = $"{talk.Account.RegionName} {first:yyyy-MM-dd} 到 {last:yyyy-MM-dd}：收到表 {figures.Reports} 张{(figures.PerCommunityAndMonth is { } each ? $"，平均每个社区每月 {each:0.#} 张" : "")}，报上 {figures.Submissions} 份；"
            + $"填了 {figures.Cells} 格，其中平台带出没改的 {figures.Reused} 格{(figures.ReuseShare is { } share ? $"，数据复用率 {share}%" : "")}；{(figures.MedianMinutes is { } minutes ? $"从打开到报上去中位 {minutes:0.#} 分钟；" : "")}\n{repeats}";
        return talk.Say(text, new("table")
        {
            Understood = "填报减负", Scope = new(RegionRange.Short(talk.Account.Region), talk.Account.RegionName), AsOf = $"{talk.Turn.Today:yyyy-MM-dd}",
            Result = new() { Columns = [new("指标", "text"), new("数值", "number")], Rows = [["报表（张）", figures.Reports], ["平均每个社区每月（张）", figures.PerCommunityAndMonth], ["报上（份）", figures.Submissions], ["从打开到报上（分钟，中位）", figures.MedianMinutes is { } m ? Math.Round((decimal)m, 1) : null], ["填报格数", figures.Cells], ["带出未改格数", figures.Reused], ["复用率（%）", figures.ReuseShare], ["重复要表（次）", figures.Repeats.Count]], Total = 8 },
        });
    }

    /// <summary>A reviewer looks at one community's trace.</summary>
    private async Task<Talk?> HistoryOf(Talk talk, Issue issue, string words, CancellationToken ct)
    {
        var report = (await desk.Find(issue.ReportId, ct))!;
        var column = NamedColumn(report.Design, words);
        var one = Named(issue, words) ?? issue.Submissions.FirstOrDefault(s => s.Id == talk.Memory.Looked);
        if (one is null && column is not null) return await WhoChanged(talk, issue, column, ct);
        if (one is null) return talk.AskBack("看哪个社区的记录？", [.. issue.Submissions.Where(s => s.OpenedAt is not null).Take(5).Select(s => (s.TargetName, $"{s.TargetName}的填报记录"))]);
        var looked = talk with { Opened = await open.Handle(one.Id, talk.Account, talk.Turn.Today, ct) };
        return (await History(looked, ct)) with { Opened = null };
    }

    /// <summary>Every change of one column, in whichever community.</summary>
    private async Task<Talk> WhoChanged(Talk talk, Issue issue, Slot column, CancellationToken ct)
    {
        var lines = new List<string>();
        foreach (var part in issue.Submissions.Where(s => s.OpenedAt is not null).OrderBy(s => s.Target))
            lines.AddRange((await desk.TracesOfSubmission(part.Id, ct)).Where(t => t.What is "filled" or "explained" && t.Cell is { } c && c.EndsWith("/" + column.Column, StringComparison.Ordinal)).Take(5)
                .Select(t => $"· {part.TargetName} {t.At.ToOffset(TimeSpan.FromHours(8)):MM-dd HH:mm} {t.ByName} 从 {t.Before ?? "空"} 改为 {t.After ?? "空"}{(t.Why is { } w ? $"（{w}）" : "")}"));
        return talk.Say(lines.Count == 0 ? $"《{issue.Title}》的“{column.Name}”还没有人改过。" : $"《{issue.Title}》“{column.Name}”的改动：\n{string.Join('\n', lines.Take(20))}", new("form") { Id = issue.Id.ToString("N") });
    }

    /// <summary>The one column the words name, wholly or in part.</summary>
    private static Slot? NamedColumn(ReportDesign design, string words) =>
        Slot.Of(design).Where(s => !s.Hidden && s.Binding is not Binding.RegionName && CountTail().Replace(s.Path[^1].Replace("其中：", "", StringComparison.Ordinal), "") is { Length: >= 2 } said && (words.Contains(said, StringComparison.Ordinal) || Likeness.Of(words, said) >= 0.5))
            .OrderByDescending(s => Likeness.Of(words, s.Path[^1])).FirstOrDefault()
        ?? (Slot.Of(design).Where(s => !s.Hidden && s.Binding is not Binding.RegionName && s.Path[^1].Length >= 3 && words.Contains(s.Path[^1][..2], StringComparison.Ordinal)).ToList() is [var only] ? only : null);

    private async Task<Talk> History(Talk talk, CancellationToken ct)
    {
        var traces = await desk.TracesOfSubmission(talk.Opened!.Submission.Id, ct);
        var column = NamedColumn(talk.Opened.Design, Forms.Wording.Squeeze(talk.Turn.Text));
        if (column is not null && traces.Where(t => t.Cell is { } c && c.EndsWith("/" + column.Column, StringComparison.Ordinal)).ToList() is { Count: > 0 } own) traces = own;
        else if (column is not null) return talk.Say($"“{column.Name}”没有人改过{(column.Binding.IsPrefilled ? "，还是平台带的数" : "")}。", new("form") { Id = talk.Opened.Submission.Id.ToString("N") });
        var lines = traces.Take(20).Select(t => $"· {t.At.ToOffset(TimeSpan.FromHours(8)):MM-dd HH:mm} {t.ByName} {Step(t, talk.Opened)}");
        return talk.Say($"《{talk.Opened.Issue.Title}》的记录（新的在前）：\n{string.Join('\n', lines)}", new("form") { Id = talk.Opened.Submission.Id.ToString("N") });
    }

    private static string Step(Trace trace, OpenedReport report) => trace.What switch
    {
        "filled" => $"把 {ReportWords.CellName(report, CellKey.Parse(trace.Cell!))} 从 {trace.Before ?? "空"} 改为 {trace.After ?? "空"}{(trace.Why is { } w ? $"（{w}）" : "")}",
        "opened" => "打开",
        "submitted" => "提交",
        "resubmitted" => "重新提交",
        "withdrawn" => "撤回",
        "returned" => $"退回：{trace.Why}",
        "accepted" => "审核通过",
        "remarked" => $"注明差异：{trace.After}",
        "row-struck" => $"划去一行：{trace.Why}",
        "row-added" => "加了一行",
        "returned-cell" => $"退回 {(trace.Cell is { } c ? ReportWords.CellName(report, CellKey.Parse(c)) : "")}：{trace.Why}",
        "extended" => $"截止改为 {trace.After}",
        "extension-asked" => $"申请延期：{trace.Why}",
        "extension-refused" => "没有同意延期",
        "correction-proposed" => $"提出更正建议：{trace.Why}",
        "exported-unmasked" => $"导出完整号码，用途：{trace.Why}",
        "reminded" => "催报",
        "excused" => "不用报了",
        "asked-again" => "又要报",
        "row-restored" => "恢复一行",
        "explained" => $"说明原因：{trace.Why}",
        "confirmed" => "核对过",
        _ => trace.What + (trace.Why is { } why ? $"：{why}" : ""),
    };
}
