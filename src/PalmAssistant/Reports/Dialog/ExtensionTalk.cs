using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>More time: asked by those who fill, granted or declined by the publisher or a reviewer, for one community or for all.</summary>
public sealed class ExtensionTalk(ReportDesk desk, ReportSubmissions submissions, OpenReport open, Reminders reminders, TimeProvider clock)
{
    private const string AskedFor = "extension-asked";

    public async Task<Talk?> Answer(Talk talk, Intent intent, CancellationToken ct)
    {
        if (intent is Intent.WasTimeGiven) return await WasGiven(talk, ct);
        if (intent is Intent.Extend asked && (talk.IsOfCommunity || talk.Opened is not null)) return await Ask(talk, asked.Words, ct);
        if (!talk.IsPublisher) return talk.Refuse("延期由发表人或审核人决定；要申请请说“申请延期到几月几日，原因”。");
        if (await Current(talk, ct) is not { } issue) return talk.Say("您还没有发过表。");
        talk = talk with { Memory = talk.Memory with { Issue = issue.Id } };
        if (!IsDecidedBy(issue, talk)) return talk.Refuse($"《{issue.Title}》是{issue.PublisherName}发的，延期由发表人或审核人决定。");
        return intent switch
        {
            Intent.WhoAskedForTime => List(talk, issue, await Waiting(issue, ct)),
            Intent.GrantTime grant => await Grant(talk, issue, grant.Words, ct),
            Intent.RefuseTime refuse => await Refuse(talk, issue, refuse.Words, ct),
            Intent.Extend extend => await Extend(talk, issue, extend.Words, ct),
            _ => null,
        };
    }

    private async Task<Talk> Ask(Talk talk, string words, CancellationToken ct)
    {
        if (talk.Opened is not { } opened)
        {
            var waiting = await desk.AskedOf(talk.Account, all: false, ct);
            if (waiting is [var alone]) return await Ask(talk with { Opened = await open.Handle(alone.Submission.Id, talk.Account, talk.Turn.Today, ct), Memory = talk.Memory with { Open = alone.Submission.Id } }, words, ct);
            return waiting.Count == 0 ? talk.Say("现在没有要填的表，不用延期。") : talk.AskBack("哪一张要延期？请先打开。", [.. waiting.Take(5).Select(w => (WhichReport.Label(w.Issue), $"打开《{w.Issue.Title}》"))]);
        }
        if (!opened.Submission.IsWithFiller) return talk.Say(opened.Submission.State == SubmissionState.Excused ? ReportWords.Locked(SubmissionState.Excused) : "这份已经报上去了，不用延期。");
        var until = DateIn(words, talk.Turn.Today, opened.Due);
        if (until is null) return talk.AskBack($"《{opened.Issue.Title}》现在{ReportWords.DueWords(opened.Due, opened.DueTime)}，想延到哪天？例如“申请延期到周五，人手不够”。");
        await submissions.Change(opened.Submission.Id, talk.Account, s => { s.Note(AskedFor, talk.Account, clock.GetUtcNow(), words, Text(until)); return true; }, ct);
        await reminders.TellPublisher(AskedFor, opened.Issue.Id, opened.Submission.Id, $"{opened.Submission.TargetName}申请《{opened.Issue.Title}》延到 {ReportWords.When(until.Date, until.Time)}，同意请说“同意{opened.Submission.TargetName}延期”", ct);
        return talk.Say($"已向{opened.Issue.PublisherName}申请延到 {ReportWords.When(until.Date, until.Time)}，同意后截止时间会改，会告诉您；现在的截止还是 {ReportWords.When(opened.Due, opened.DueTime)}。");
    }

    private static Talk List(Talk talk, Issue issue, IReadOnlyList<(Submission Who, Trace Asked)> waiting) =>
        waiting.Count == 0 ? talk.Say($"《{issue.Title}》没有等着答复的延期申请。")
            : talk.Say($"《{issue.Title}》有 {waiting.Count} 个申请延期：\n{string.Join('\n', waiting.Select(w => $"· {w.Who.TargetName}（{w.Asked.ByName}）：{w.Asked.Why}"))}")
                .Suggest([("都同意", "同意延期"), .. waiting.Take(3).Select(w => ($"同意{w.Who.TargetName}", $"同意{w.Who.TargetName}延期"))]);

    private async Task<Talk> Grant(Talk talk, Issue issue, string words, CancellationToken ct)
    {
        var waiting = await Waiting(issue, ct);
        var those = FollowUpTalk.Named(issue, words) is { } one ? [.. waiting.Where(w => w.Who.Id == one.Id)] : waiting;
        if (those.Count == 0) return DateIn(words, talk.Turn.Today, issue.Due) is not null ? await Extend(talk, issue, words, ct) : talk.Say($"《{issue.Title}》没有等着答复的延期申请。要主动延期请说“延期到几月几日”。");
        var said = DateIn(words, talk.Turn.Today, issue.Due);
        var granted = new List<string>();
        foreach (var (who, asked) in those)
            if ((said ?? Parse(asked.After)) is { Date: { } date } until)
            {
                await submissions.Change(who.Id, talk.Account, s => { s.Extend(date, until.Time, asked.Why, talk.Account, clock.GetUtcNow()); return true; }, ct);
                await reminders.TellFillers("extended", who.Id, $"《{issue.Title}》同意延期，截止改为 {ReportWords.When(date, until.Time)}", ct);
                granted.Add($"{who.TargetName} {ReportWords.When(date, until.Time)}");
            }
        return talk.Say($"已同意延期：{string.Join('、', granted)}。会告诉他们，其他社区的截止不变。");
    }

    private async Task<Talk> Refuse(Talk talk, Issue issue, string words, CancellationToken ct)
    {
        var waiting = await Waiting(issue, ct);
        var those = FollowUpTalk.Named(issue, words) is { } one ? [.. waiting.Where(w => w.Who.Id == one.Id)] : waiting;
        foreach (var (who, _) in those)
        {
            await submissions.Change(who.Id, talk.Account, s => { s.Note("extension-refused", talk.Account, clock.GetUtcNow(), words); return true; }, ct);
            await reminders.TellFillers("extension-refused", who.Id, $"《{issue.Title}》没有同意延期，截止还是 {ReportWords.When(who.Due ?? issue.Due, who.Due is null ? issue.DueTime : who.DueTime)}", ct);
        }
        return talk.Say(those.Count == 0 ? $"《{issue.Title}》没有等着答复的延期申请。" : $"没有同意 {string.Join('、', those.Select(t => t.Who.TargetName))} 延期，会告诉他们。");
    }

    private async Task<Talk> Extend(Talk talk, Issue issue, string words, CancellationToken ct)
    {
        var target = FollowUpTalk.Named(issue, words);
        if (DateIn(words, talk.Turn.Today, target?.Due ?? issue.Due) is not { Date: { } date } due) return talk.AskBack("延到哪天？例如“延期到11月10日”。");
        if (target is { } one)
        {
            await submissions.Change(one.Id, talk.Account, s => { s.Extend(date, due.Time, words, talk.Account, clock.GetUtcNow()); return true; }, ct);
            await reminders.TellFillers("extended", one.Id, $"《{issue.Title}》截止改为 {ReportWords.When(date, due.Time)}", ct);
            return talk.Say($"{one.TargetName}的截止改为 {ReportWords.When(date, due.Time)}。");
        }
        await desk.Change(issue.Id, i => i.Extend(date, due.Time, talk.Account, clock.GetUtcNow()), ct);
        foreach (var open in issue.Submissions.Where(s => s.IsWithFiller)) await reminders.TellFillers("extended", open.Id, $"《{issue.Title}》截止改为 {ReportWords.When(date, due.Time)}", ct);
        return talk.Say($"《{issue.Title}》截止改为 {ReportWords.When(date, due.Time)}，对所有社区有效。");
    }

    /// <summary>The issue last spoken of, or the newest that somebody wants more time for.</summary>
    private async Task<Issue?> Current(Talk talk, CancellationToken ct)
    {
        var followed = await desk.Followed(talk.Account, ct);
        var named = WhichReport.Named(Wording.Squeeze(talk.Turn.Text), followed, talk.Memory.Issue, talk.Turn.Today) is [var only] ? only : null;
        if ((named?.Id ?? talk.Memory.Issue) is { } known && await desk.FindIssue(known, talk.Account, ct) is { } spoken && (named is not null || (await Waiting(spoken, ct)).Count > 0)) return spoken;
        foreach (var issue in followed.Where(i => IsDecidedBy(i, talk)).Take(20))
            if (await desk.FindIssue(issue.Id, talk.Account, ct) is { } found && (await Waiting(found, ct)).Count > 0) return found;
        return (talk.Memory.Issue ?? followed.FirstOrDefault()?.Id) is { } last ? await desk.FindIssue(last, talk.Account, ct) : null;
    }

    private static bool IsDecidedBy(Issue issue, Talk talk) => issue.Publisher == talk.Account.Id || issue.Reviewers.Contains(talk.Account.Id);

    /// <summary>Asked for and not answered since.</summary>
    private async Task<IReadOnlyList<(Submission Who, Trace Asked)>> Waiting(Issue issue, CancellationToken ct)
    {
        var asked = await desk.TracesOf(issue.Id, AskedFor, ct);
        var answered = (await desk.TracesOf(issue.Id, "extended", ct)).Concat(await desk.TracesOf(issue.Id, "extension-refused", ct)).Where(t => t.SubmissionId is not null).GroupBy(t => t.SubmissionId).ToDictionary(g => g.Key!.Value, g => g.Max(t => t.Id));
        return [.. asked.Where(t => t.SubmissionId is { } s && t.Id > answered.GetValueOrDefault(s)).GroupBy(t => t.SubmissionId).Select(g => (issue.Submissions.FirstOrDefault(s => s.Id == g.Key), g.Last())).Where(x => x.Item1 is { IsWithFiller: true }).Select(x => (x.Item1!, x.Item2))];
    }

    /// <summary>A day said, or so many days more: those count from the deadline there is, from today when it has passed or there is none.</summary>
    private static DueDate? DateIn(string words, DateOnly today, DateOnly? due) =>
        DueDates.Find(words, today) ?? DueDates.Find(words.Split('，', ',')[0] + "前", today) ?? DueDates.Find(Later(words), due > today ? due.Value : today);

    /// <summary>"延期批了没": what became of the request, for who asked.</summary>
    private async Task<Talk> WasGiven(Talk talk, CancellationToken ct)
    {
        if (!talk.IsOfCommunity && talk.Opened is null) return await Current(talk, ct) is { } own ? List(talk, own, await Waiting(own, ct)) : talk.Say("您还没有发过表。");
        var asked = (await desk.AskedOf(talk.Account, all: true, ct)).OrderByDescending(a => a.Submission.Id == talk.Memory.Open).ToList();
        foreach (var (submission, issue) in asked)
        {
            var traces = await desk.TracesOfSubmission(submission.Id, ct);      // newest first
            if (traces.FirstOrDefault(t => t.What is AskedFor or "extended" or "extension-refused") is not { } newest || traces.FirstOrDefault(t => t.What == AskedFor) is not { } request) continue;
            var until = Parse(request.After) is { } wanted ? $"（{ReportWords.Local(request.At):M月d日 HH:mm} 申请延到 {ReportWords.When(wanted.Date, wanted.Time)}）" : "";
            var due = ReportWords.When(submission.Due ?? issue.Due, submission.Due is null ? issue.DueTime : submission.DueTime);
            return talk.Say(newest.What switch
            {
                "extended" => $"批了：{newest.ByName}同意《{issue.Title}》延期，截止改为 {due}。",
                "extension-refused" => $"没有批：{newest.ByName}没有同意《{issue.Title}》延期，截止还是 {due}。",
                _ => $"还没有答复：《{issue.Title}》的延期{until}在等{issue.PublisherName}，答复了会告诉您。现在的截止还是 {due}。",
            });
        }
        return talk.Say("您这边没有申请过延期。要申请请说“申请延期到几月几日，原因”。");
    }

    /// <summary>"宽限两天" → "两天内".</summary>
    private static string Later(string words) => System.Text.RegularExpressions.Regex.Match(words, @"([一二两三四五六七八九十]|\d{1,2})天").Value + "内";

    private static string Text(DueDate until) => $"{until.Date:yyyy-MM-dd} {until.Time:HH\\:mm}".Trim();

    private static DueDate? Parse(string? text)
    {
        var parts = (text ?? "").Split(' ');
        return DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", out var date) ? new(date, null, parts.Length > 1 && TimeOnly.TryParseExact(parts[1], "HH:mm", out var time) ? time : null, "") : null;
    }
}
