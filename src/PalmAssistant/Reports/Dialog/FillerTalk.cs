using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Reports.Export;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>The community's side: what is asked, opening, filling by saying so, submitting, taking back.</summary>
public sealed partial class FillerTalk(ReportDesk desk, OpenReport open, ReportSubmissions submissions, CatalogSource catalogs, ReportFiles exports, FullNumbers numbers, FilledCorrections corrections, Reminders reminders, Pages.FormAttention attention, TimeProvider clock)
{
    public Task<Talk?> Answer(Talk talk, Intent intent, CancellationToken ct) => intent switch
    {
        Intent.Pending => Pending(talk, ct),
        Intent.Open which => Open(talk, which.Which, ct),
        Intent.Continue => Continue(talk, ct),
        Intent.WhoFills which => WhoFills(talk, which.Which, ct),
        Intent.AlreadyReported => AlreadyReported(talk, ct),
        Intent.Withdraw => Withdraw(talk, ct),
        Intent.WhyReturned => WhyReturned(talk, ct),
        Intent.Submitted => SentIn(talk, ct),
        _ when talk.Opened is null => Task.FromResult<Talk?>(null),
        Intent.Fill fill => Fill(talk, fill, ct),
        Intent.Amend amend => Amend(talk, amend.Value, ct),
        Intent.Remark remark => Remark(talk, remark, ct),
        Intent.Standing => Task.FromResult<Talk?>(talk.Say(ReportWords.Standing(talk.Opened!), ReportWords.Data(talk.Opened!))),
        Intent.StrikeRow gone => Strike(talk, gone, ct),
        Intent.NewRow added => NewRow(talk, added.Name, ct),
        Intent.BareValue value => Value(talk, value.Text, ct),
        Intent.Skip => Task.FromResult<Talk?>((talk with { Memory = talk.Memory.Answered() with { Skipped = [.. talk.Memory.Skipped, talk.Memory.Cell ?? ""] }, GoesOn = true }).Say("先空着。")),
        Intent.WhatIsLeft => Task.FromResult<Talk?>((talk with { Memory = talk.Memory.Answered() with { Skipped = [] }, GoesOn = true }).Say(ReportWords.Left(talk.Opened!), ReportWords.Data(talk.Opened!))),
        Intent.Because because => Because(talk, because.Why, ct),
        Intent.Overwrite => Overwrite(talk, ct),
        Intent.LeaveAsIs => Task.FromResult<Talk?>((talk with { Memory = talk.Memory.Answered() }).Say("好，保持原样，没有改。")),
        Intent.Correction correction => Correct(talk, correction.Words, ct),
        Intent.Submit => Submit(talk, ct),
        Intent.Save => Task.FromResult<Talk?>((talk with { Memory = talk.Memory.Answered() }).Say($"《{talk.Opened!.Issue.Title}》已存好，填过的都在，随时说“继续”接着填。")),
        Intent.Explain explain => Task.FromResult<Talk?>(Explain(talk, talk.Opened!, explain.Words)),
        Intent.Export export => Export(talk, export.Unmasked, null, ct),
        _ => Task.FromResult<Talk?>(null),
    };

    /// <summary>What was sent back and why, opened at once when it is one.</summary>
    private async Task<Talk?> WhyReturned(Talk talk, CancellationToken ct)
    {
        if (!talk.IsFiller) return null;
        var back = (await desk.AskedOf(talk.Account, all: false, ct)).Where(a => a.Submission.State == SubmissionState.Returned).ToList();
        if (back.Count == 0) return talk.Say("现在没有被退回的表。");
        if (back.Count > 1 && back.All(b => b.Submission.Id != talk.Memory.Open)) return talk.AskBack("有几张被退回，看哪一张？", [.. back.Take(5).Select(a => (a.Issue.Title, $"打开《{a.Issue.Title}》"))]);
        var one = back.FirstOrDefault(b => b.Submission.Id == talk.Memory.Open) is { Submission: { } } open ? open : back[0];
        var why = (await desk.TracesOfSubmission(one.Submission.Id, ct)).FirstOrDefault(t => t.What == "returned");
        return await Show(why is null ? talk : talk.Say($"{why.ByName}退回的，原因：{why.Why}。改好再说“报上去”，还是同一份。"), one.Submission.Id, ct);
    }

    /// <summary>How a prefilled column was counted, from what and with which 口径.</summary>
    internal static Talk? Explain(Talk talk, OpenedReport report, string words)
    {
        var known = Slot.Of(report.Design).Where(s => !s.Hidden && s.Binding.IsPrefilled && s.Binding is not (Binding.RegionName or Binding.FromAccount)).ToList();
        var meant = known.Where(s => s.Path.Any(p => Likeness.Of(words, p) >= 0.5)).ToList();
        var shown = meant.Count > 0 ? meant : known;
        if (shown.Count == 0) return talk.Say($"《{report.Issue.Title}》里没有平台带的数，都是人填的。");
        if (meant is [var spoken] && talk.Opened is not null && report.Submission.Lines.Where(l => l.Table == spoken.Table).ToList() is [var line])
            talk = talk with { Memory = talk.Memory with { Last = new CellKey(spoken.Table, line.Key, spoken.Column).ToString() } };
        var lines = shown.Take(6).Select(s => $"· {s.Name}：按“{s.Binding.Understood}”从平台算{(report.Submission.Sources.TryGetValue($"{s.Table}/{s.Column}", out var source) ? $"，来源 {source.Name}{(source.Latest is { } day ? $"（{day:yyyy-MM-dd}）" : "")}" : "")}");
        var notes = report.Design.Form.Notes.Where(n => n.Text.Length > 6).Take(3).Select(n => "· 表里的说明：" + Wording.Squeeze(n.Text));
        return talk.Say($"{string.Join('\n', lines.Concat(notes))}\n人数都是实有人口、周岁，“以上”含本数。觉得不对可以改，改时说原因。", new("help"));
    }

    private async Task<Talk?> Pending(Talk talk, CancellationToken ct)
    {
        if (!talk.IsFiller) return talk.Say("您的账号不填社区报表。您发出的表可以问“谁还没报”。");
        var asked = await desk.AskedOf(talk.Account, all: false, ct);
        if (asked.Count == 0 && !talk.IsOfCommunity) return talk.Say("没有要您填的表。您发出的表可以问“谁还没报”。", new("form") { Result = new() { Total = 0 } });
        if (asked.Count == 0) return talk.Say("现在没有要填的表。", new("form") { Result = new() { Total = 0 } });
        var lines = asked.Select(a => $"· 《{a.Issue.Title}》{a.Issue.PublisherName}要的，{ReportWords.DueWords(a.Submission.Due ?? a.Issue.Due, a.Submission.Due is null ? a.Issue.DueTime : a.Submission.DueTime)}{Standing(a.Submission)}");
        return talk.Say($"要填的表有 {asked.Count} 张：\n{string.Join('\n', lines)}\n说“打开”就开始。", new("form") { Result = new() { Total = asked.Count, Columns = [new("表名", "text"), new("截止", "text")], Rows = [.. asked.Select(a => (IReadOnlyList<object?>)[a.Issue.Title, a.Issue.Due?.ToString("yyyy-MM-dd")])] } })
            .Suggest([.. asked.Take(3).Select(a => ($"打开{a.Issue.Title}", $"打开《{a.Issue.Title}》"))]);
    }

    private static string Standing(Submission submission) => submission.State switch { SubmissionState.Draft => "，已开始填", SubmissionState.Returned => "，被退回，要改", _ => "" };

    private async Task<Talk?> Open(Talk talk, string which, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        if (ForeignPlace(which, talk.Account, catalog) is { } foreign) return talk.Refuse($"{foreign}的报表您无权查看，您只能打开{talk.Account.RegionName}的。");
        var asked = talk.IsFiller ? await desk.AskedOf(talk.Account, all: true, ct) : [];
        if (!talk.IsOfCommunity && asked.Count == 0) return talk.Say($"您的账号是{talk.Account.Role.Name()}，没有要您填的表；要看进度请说“谁还没报”。");
        var waiting = asked.Where(a => a.Submission.IsWithFiller).ToList();
        var pointed = WhichReport.Named(Wording.Squeeze(which), [.. (waiting.Count > 0 ? waiting : asked).Select(a => a.Issue)], talk.Opened?.Issue.Id, talk.Turn.Today);
        if (pointed is [var exact] && asked.Where(a => a.Issue.Id == exact.Id).ToList() is [var pick]) return await Show(talk, pick.Submission.Id, ct);
        if (pointed.Count > 1) return talk.AskBack("打开哪一张？", [.. pointed.Take(5).Select(i => (WhichReport.Label(i), $"打开《{i.Title}》"))]);
        var words = Clean(which);
        var (found, several) = Choose(words, waiting.Count > 0 ? waiting : [.. asked]);
        if (found is null && waiting.Count > 0 && words.Length > 0 && several.Count == 0) (found, several) = Choose(words, [.. asked]);
        if (found is null && several.Count == 0 && waiting is [var alone] && words.Length is > 0 and <= 8)
            return await Show(talk.Say($"没有叫“{words}”的表，现在要填的只有这一张："), alone.Submission.Id, ct);
        if (several.Count > 1) return talk.AskBack("打开哪一张？", [.. several.Take(5).Select(a => (WhichReport.Label(a.Issue), $"打开《{a.Issue.Title}》"))]);
        if (found is null) return talk.Say(words.Length > 0 ? $"没有找到“{words}”这张要填的表。" + (waiting.Count > 0 ? $"现在要填的有：{string.Join('、', waiting.Select(w => $"《{w.Issue.Title}》"))}。" : "") : "现在没有要填的表。", new("form") { Result = new() { Total = 0 } });
        return await Show(talk, found.Value.Submission.Id, ct);
    }

    private static ((Submission Submission, Issue Issue)? Found, IReadOnlyList<(Submission Submission, Issue Issue)> Several) Choose(string words, IReadOnlyList<(Submission Submission, Issue Issue)> among)
    {
        if (among.Count == 0) return (null, []);
        if (words.Length == 0) return among.Count == 1 ? (among[0], []) : (null, among);
        if (Ordinal().Match(words) is { Success: true } nth && "一二三四五六七八九".IndexOf(nth.Groups[1].Value, StringComparison.Ordinal) + 1 is var said && (said > 0 ? said : int.TryParse(nth.Groups[1].Value, out var digit) ? digit : 0) is > 0 and var no && no <= among.Count) return (among[no - 1], []);
        var scored = among.Select(a => (a, Score: Math.Max(Likeness.Of(a.Issue.Title, words), a.Issue.Asks.Max(x => Likeness.Of(x.Split(" ⇒ ")[0], words))))).Where(x => x.Score >= 0.5).ToList();
        if (scored.Count == 0) return (null, []);
        var best = scored.Where(x => x.Score == scored.Max(s => s.Score)).Select(x => x.a).ToList();
        return best.Count == 1 ? (best[0], []) : (null, best);
    }

    private async Task<Talk> Show(Talk talk, Guid submission, CancellationToken ct)
    {
        var opened = (await open.Handle(submission, talk.Account, talk.Turn.Today, ct))!;
        var remarks = opened.Submission.State == SubmissionState.Returned ? opened.Submission.Remarks.Where(r => r.Value.Returned).Select(r => r.Key).ToList() : [];
        var waits = remarks is [var only] && opened.Problems.Count == 0 ? only : null;      // "改成5个" then means the cell that was sent back
        var shown = talk with { Opened = opened, Memory = talk.Memory.Answered() with { Waits = waits is null ? null : "cell", Cell = waits, Open = submission, Draft = null, Versions = VersionsOf(opened), Last = null, Skipped = talk.Memory.Open == submission ? talk.Memory.Skipped : [] }, GoesOn = true };
        var contradicted = opened.Submission.IsWithFiller ? await Contradicted(opened, talk, ct) : "";
        return shown.Say(ReportWords.Opened(opened) + contradicted, ReportWords.Data(opened)).Suggest(opened.Submission.IsWithFiller ? [("报上去", "报上去"), ("先存着", "先存着")] : [("撤回", "撤回来")]);
    }

    /// <summary>Rows of a list on which sources disagree: both said, the person decides.</summary>
    private async Task<string> Contradicted(OpenedReport opened, Talk talk, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var found = (await attention.Of(new(opened, talk.Account, catalog), talk.Account, catalog, new HashSet<string>(), talk.Turn.Today, ct)).Where(a => a.Kind == "conflict").ToList();
        if (found.Count == 0) return "";
        var lines = found.Take(3).Select(a => $"· {ReportWords.CellName(opened, CellKey.Parse(a.At))}：{a.Words.Replace("，请核对", "", StringComparison.Ordinal)}");
        return $"\n有 {found.Count} 处来源不一致，请核对（对的不用管，不对就说“某某：哪一列改成几”）：\n{string.Join('\n', lines)}{(found.Count > 3 ? $"\n（其余 {found.Count - 3} 处见表单页）" : "")}";
    }

    private static Dictionary<string, int> VersionsOf(OpenedReport opened) =>
        opened.Submission.Lines.SelectMany(l => l.Typed.Select(t => (Key: new CellKey(l.Table, l.Key, t.Key).ToString(), t.Value.Version))).ToDictionary(x => x.Key, x => x.Version);

    private async Task<Talk?> Continue(Talk talk, CancellationToken ct)
    {
        if (talk.Memory.Open is { } id && talk.Opened is not null) return await Show(talk, id, ct);
        return await Open(talk, "", ct);
    }

    private async Task<Talk?> WhoFills(Talk talk, string which, CancellationToken ct)
    {
        var asked = await desk.AskedOf(talk.Account, all: true, ct);
        var (found, several) = Choose(Clean(which), [.. asked.Where(a => a.Submission.OpenedAt is not null)]);
        var chosen = found ?? (several.Count > 0 ? several[0] : null);
        if (chosen is not { } one) return talk.Say("这张表还没有人开始填。");
        var opened = (await open.Handle(one.Submission.Id, talk.Account, talk.Turn.Today, ct))!;
        var typed = opened.Submission.Lines.SelectMany(l => l.Typed.Select(t => (Cell: new CellKey(l.Table, l.Key, t.Key), Typed: t.Value))).Where(t => t.Typed.Value is not null).ToList();
        var people = typed.Select(t => t.Typed.ByName).Distinct().ToList();
        if (people.Count == 0 && (await desk.TracesOfSubmission(opened.Submission.Id, ct)).LastOrDefault(t => t.What == "opened") is { } first) people = [first.ByName];
        var text = $"《{opened.Issue.Title}》{string.Join('、', people)}在填，已填：{(typed.Count == 0 ? "还没有" : string.Join('，', typed.Select(t => $"{ReportWords.CellName(opened, t.Cell)} {t.Typed.Value}（{t.Typed.ByName}）")))}。\n{ReportWords.Left(opened)}\n您也可以接着填，记到同一份上。";
        return (talk with { Opened = opened, Memory = talk.Memory with { Open = opened.Submission.Id, Versions = VersionsOf(opened) } }).Say(text, ReportWords.Data(opened));
    }

    private async Task<Talk?> AlreadyReported(Talk talk, CancellationToken ct)
    {
        if (!talk.IsFiller) return null;
        var asked = await desk.AskedOf(talk.Account, all: true, ct);
        if (asked.Count == 0) return talk.Say("没有找到您说的表。");
        var meant = talk.Opened is { } opened ? (opened.Submission, opened.Issue) : asked[0];
        var report = await desk.Find(meant.Issue.ReportId, ct);
        var earlier = (await desk.Repeats(report!.Design, [new(meant.Submission.Target, meant.Submission.TargetName)], meant.Issue.Id, ct)).Where(e => e.At <= meant.Issue.IssuedAt).ToList();
        var notes = await desk.TracesOf(meant.Issue.Id, "said-repeated", ct);
        if (notes.All(t => t.By != talk.Account.Id))
        {
            await reminders.TellPublisher("said-repeated", meant.Issue.Id, meant.Submission.Id, $"{meant.Submission.TargetName}反映《{meant.Issue.Title}》是重复要表{(earlier.Count > 0 ? $"，和《{earlier[0].Title}》重复：{string.Join('、', earlier[0].Columns)}" : "")}", ct);
            await desk.Change(meant.Issue.Id, i => i.Note("said-repeated", talk.Account, clock.GetUtcNow(), earlier.FirstOrDefault()?.Issue.ToString(), earlier.Count > 0 ? string.Join('、', earlier[0].Columns) : "社区反映刚报过"), ct);
        }
        var same = earlier.Count > 0 ? $"和 {earlier[0].At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd} {earlier[0].PublisherName}发的《{earlier[0].Title}》重复，重复的列：{string.Join('、', earlier[0].Columns)}。" : "近两个月没有找到同样列的表，您的反映也记下了。";
        var shown = await Show(talk, meant.Submission.Id, ct);
        return shown with { Said = [$"《{meant.Issue.Title}》{same}已记一次重复要表，会告诉发表人{meant.Issue.PublisherName}和区里。平台有的数已经带好，核对一下说“报上去”即可。", .. shown.Said] };
    }

    /// <summary>The bare value of the cell that was asked about.</summary>
    private async Task<Talk?> Value(Talk talk, string value, CancellationToken ct)
    {
        if (talk.Memory is not { Waits: "cell", Cell: { } cell }) return null;
        var key = CellKey.Parse(cell);
        var line = talk.Opened!.Submission.Lines.FirstOrDefault(l => l.Table == key.Table && l.Key == key.Row);
        var slot = Slot.Of(talk.Opened.Design).FirstOrDefault(s => s.Table == key.Table && s.Column == key.Column);
        return line is null || slot is null ? null : await Put(talk with { Memory = talk.Memory.Answered() }, slot, [line], value, null, ct);
    }

    private async Task<Talk?> Fill(Talk talk, Intent.Fill fill, CancellationToken ct)
    {
        var opened = talk.Opened!;
        var slot = Slot.Of(opened.Design).First(s => s.Column == fill.Column && s.IsFillers);
        var lines = opened.Submission.Lines.Where(l => l.Table == slot.Table && !l.Removed && IsOpen(opened, slot, l)).OrderBy(l => l.Position).ToList();
        if (fill.OnlyEmpty) lines = [.. lines.Where(l => string.IsNullOrEmpty(l.Value(slot.Column)))];
        if (fill.OnlyEmpty && lines.Count == 0) return talk.Say($"“{slot.Name}”没有空着的行了。");
        var chosen = fill.Row is { } row ? [.. lines.Where(l => Checks.RowName(opened.Design, l) == row)] : lines;
        if (chosen.Count == 0) return talk.AskBack(fill.Row is null ? $"《{opened.Issue.Title}》还没有行可填。" : $"没有找到“{fill.Row}”这一行。");
        if (chosen.Count > 1 && !fill.Everywhere)
            return talk.AskBack($"“{slot.Name}”有 {chosen.Count} 行，填哪一行？全部一样请说“全部：{slot.Name}{fill.Value}”。", [("全部一样", $"全部：{slot.Name}{(slot.Type == CellType.Text ? "写" : "")}{fill.Value}"), .. chosen.Take(4).Select(l => (Checks.RowName(opened.Design, l), $"{Checks.RowName(opened.Design, l)}：{slot.Name}{(slot.Type == CellType.Text ? "写" : "")}{fill.Value}"))]);
        var changed = chosen.Where(l => slot.Binding.IsPrefilled && l.Prefilled.TryGetValue(slot.Column, out var brought) && brought != fill.Value).ToList();
        if (changed.Count > 0) return AskWhy(talk, slot, changed[0], fill.Value);
        return await Put(talk, slot, chosen, fill.Value, null, ct);
    }

    private static bool IsOpen(OpenedReport opened, Slot slot, Line line) =>
        !opened.Design.Form.Tables[slot.Table].Blocked.Contains(slot.Column + line.Key) && !opened.Design.Form.Tables[slot.Table].Formulas.ContainsKey(slot.Column + line.Key);

    /// <summary>A changed prefilled figure is never taken silently: why, and who is meant?</summary>
    private static Talk AskWhy(Talk talk, Slot slot, Line line, string value)
    {
        var before = line.Prefilled[slot.Column];
        var gap = decimal.TryParse(before, out var b) && decimal.TryParse(value, out var v) ? $"，差 {Math.Abs(v - b):0.##}{slot.Unit}" : "";
        return (talk with { Memory = talk.Memory with { Waits = "why", Cell = new CellKey(slot.Table, line.Key, slot.Column).ToString(), Value = value, Seen = line.Version(slot.Column) } })
            .AskBack($"“{slot.Name}”平台带的是 {before}，您要改成 {value}{gap}。为什么改？具体是谁、什么情况？说了原因再改；不改说“算了”。", ("不改了", "算了，不改了"));
    }

    private async Task<Talk?> Because(Talk talk, string why, CancellationToken ct)
    {
        if (talk.Memory.Waits == "purpose") return await Export(talk, true, why, ct);
        if (talk.Memory is not { Waits: "why", Cell: { } cell, Value: { } value }) return null;
        var key = CellKey.Parse(cell);
        var slot = Slot.Of(talk.Opened!.Design).First(s => s.Table == key.Table && s.Column == key.Column);
        var line = talk.Opened.Submission.Lines.First(l => l.Table == key.Table && l.Key == key.Row);
        return await Put(talk with { Memory = talk.Memory.Answered() }, slot, [line], value, why, ct) is { } put ? await Propose(put, key, why, ct) : null;
    }

    /// <summary>A change of what the platform brought is also a proposal to correct the register; a person decides there.</summary>
    private async Task<Talk> Propose(Talk talk, CellKey cell, string why, CancellationToken ct) => talk.Say(await corrections.OfCell(talk, cell, why, ct));

    private async Task<Talk?> Correct(Talk talk, string words, CancellationToken ct)
    {
        var opened = talk.Opened!;
        var slot = Slot.Of(opened.Design).FirstOrDefault(s => s.Binding is Binding.Figure);
        var line = slot is null ? null : opened.Submission.Lines.FirstOrDefault(l => l.Table == slot.Table);
        if (line is not null) await submissions.Change(opened.Submission.Id, talk.Account, s => { s.Say(new(slot!.Table, line.Key, slot.Column), words, talk.Account, clock.GetUtcNow()); return true; }, ct);
        var said = await corrections.OfSentence(talk, words, ct);
        var again = (await open.Handle(opened.Submission.Id, talk.Account, talk.Turn.Today, ct))!;
        return (talk with { Opened = again }).Say($"{said}{(slot is null ? "" : $"表里“{slot.Name}”这格注明了差异，数还是平台带的。")}");
    }

    private async Task<Talk?> Put(Talk talk, Slot slot, IReadOnlyList<Line> lines, string value, string? why, CancellationToken ct)
    {
        var opened = talk.Opened!;
        var outcomes = await submissions.Change(opened.Submission.Id, talk.Account, s => lines.Select(l =>
        {
            var key = new CellKey(slot.Table, l.Key, slot.Column);
            return (Key: key, Outcome: s.Fill(key, value, talk.Memory.Versions.GetValueOrDefault(key.ToString()), why, talk.Account, clock.GetUtcNow()));
        }).ToList(), ct);
        if (outcomes is null) return talk.Refuse("这张表不是您社区的，无权填写。");
        if (outcomes.Select(o => o.Outcome).OfType<FillOutcome.Locked>().FirstOrDefault() is { } locked) return talk.Say(ReportWords.Locked(locked.State), stops: true);
        var again = (await open.Handle(opened.Submission.Id, talk.Account, talk.Turn.Today, ct))!;
        talk = talk with { Opened = again };
        if (outcomes.FirstOrDefault(o => o.Outcome is FillOutcome.Overtaken) is { Outcome: FillOutcome.Overtaken other } overtaken)
            return (talk with { Memory = talk.Memory with { Waits = "overtaken", Cell = overtaken.Key.ToString(), Value = value, Seen = other.Current.Version } })
                .AskBack($"“{slot.Name}”{other.Current.ByName}刚填了 {other.Current.Value}，您要改成 {value} 吗？", ("改成我的", "改成我的"), ("用已填的", "算了"));
        var versions = new Dictionary<string, int>(talk.Memory.Versions);
        foreach (var (key, outcome) in outcomes) versions[key.ToString()] = ((FillOutcome.Saved)outcome).Version;
        var many = lines.Count > 1 ? $"（{lines.Count} 行）" : "";
        return (talk with { Memory = talk.Memory with { Versions = versions, Last = lines.Count == 1 ? outcomes[0].Key.ToString() : talk.Memory.Last, Waits = talk.Memory.Waits == "cell" ? null : talk.Memory.Waits }, GoesOn = true }).Say($"记下了：{(lines.Count == 1 && again.Submission.Lines.Count(l => l.Table == slot.Table) > 1 ? Checks.RowName(again.Design, lines[0]) + " " : "")}{slot.Name} {value}{(value.Length < 8 ? slot.Unit : "")}{many}。{ReportWords.Left(again)}", ReportWords.Data(again)).Suggest(again.Problems.Count == 0 ? [("报上去", "报上去")] : []);
    }

    private async Task<Talk?> Overwrite(Talk talk, CancellationToken ct)
    {
        if (talk.Memory is not { Waits: "overtaken", Cell: { } cell, Value: { } value }) return null;
        var key = CellKey.Parse(cell);
        var slot = Slot.Of(talk.Opened!.Design).First(s => s.Table == key.Table && s.Column == key.Column);
        var versions = new Dictionary<string, int>(talk.Memory.Versions) { [cell] = talk.Memory.Seen };
        return await Put(talk with { Memory = talk.Memory.Answered() with { Versions = versions } }, slot, [talk.Opened.Submission.Lines.First(l => l.Table == key.Table && l.Key == key.Row)], value, null, ct);
    }

    private async Task<Talk?> Submit(Talk talk, CancellationToken ct)
    {
        var opened = (await open.Handle(talk.Opened!.Submission.Id, talk.Account, talk.Turn.Today, ct))!;
        var outcome = await submissions.Change(opened.Submission.Id, talk.Account, s => s.Submit(new OpenedReport(s, opened.Issue, opened.Report).Problems, talk.Account, clock.GetUtcNow()), ct);
        var again = (await open.Handle(opened.Submission.Id, talk.Account, talk.Turn.Today, ct))!;
        talk = talk with { Opened = again, Memory = talk.Memory.Answered(), GoesOn = false };
        var remarks = again.Submission.Remarks.Where(r => !r.Value.Returned).Select(r => r.Value.Text).ToList();
        return outcome switch
        {
            SubmitOutcome.Done done => talk.Say($"{(done.Again ? "已重新提交（还是同一份）" : "已提交")}：《{again.Issue.Title}》{again.Submission.TargetName}，{Local(again.Submission.SubmittedAt):yyyy-MM-dd HH:mm}。审核前还能撤回，说“撤回来”。{(remarks.Count > 0 ? $"\n带着差异说明：{string.Join('；', remarks)}" : "")}", ReportWords.Data(again)).Suggest(("撤回", "撤回来")),
            SubmitOutcome.Already already => talk.Say($"这份已经在 {Local(already.At):yyyy-MM-dd HH:mm} 由{already.ByName}报上去了，只算一份。", ReportWords.Data(again)),
            SubmitOutcome.NotNeeded => talk.Say(ReportWords.Locked(SubmissionState.Excused), ReportWords.Data(again)),
            SubmitOutcome.NotYet notYet => talk.Say(ReportWords.Problems(notYet.Problems), new("clarify") { Id = again.Submission.Id.ToString("N"), Reason = "还有没填或不对的格" }, stops: true),
            _ => talk.Refuse("这张表不是您社区的，无权提交。"),
        };
    }

    private static DateTimeOffset? Local(DateTimeOffset? at) => at?.ToOffset(TimeSpan.FromHours(8));

    private async Task<Talk?> Withdraw(Talk talk, CancellationToken ct)
    {
        if (!talk.IsFiller) return null;
        var id = talk.Memory.Open ?? (await desk.AskedOf(talk.Account, all: true, ct)).Where(a => a.Submission.State == SubmissionState.Submitted).Select(a => (Guid?)a.Submission.Id).FirstOrDefault();
        if (id is not { } submission) return talk.Say("没有已经报上去、还能撤回的表。");
        var back = await submissions.Change(submission, talk.Account, s => s.Withdraw(talk.Account, clock.GetUtcNow()), ct);
        var again = await open.Handle(submission, talk.Account, talk.Turn.Today, ct);
        talk = talk with { Opened = again, Memory = talk.Memory.Answered() with { Open = submission } };
        return back ? talk.Say($"已撤回《{again!.Issue.Title}》，填的内容都还在，改好再说“报上去”。", ReportWords.Data(again)) : talk.Say("已经审核通过，不能撤回了；要改请联系发表人退回。", stops: true);
    }

    /// <summary>Full numbers need a purpose; it is kept with the export and in the audit.</summary>
    private async Task<Talk?> Export(Talk talk, bool unmasked, string? purpose, CancellationToken ct)
    {
        var opened = talk.Opened!;
        if (unmasked && purpose is null)
            return (talk with { Memory = talk.Memory.Answered() with { Waits = "purpose" } }).AskBack("导出完整的身份证号、电话要说明用途，会留下记录。请说用在哪里，例如“走访名单上报街道留存”。");
        var rows = opened.Design.Form.Tables.Select((t, no) => ExportRows.Of(t, no, opened.Submission.Lines)).ToList();
        if (unmasked) rows = await numbers.Restore(opened, rows, talk.Account, talk.Turn, purpose!, ct);
        var book = ReportFiles.Workbook(opened.Report, rows, opened.Submission.TargetName, talk.Account.Name, talk.Turn.Today);
        var file = await exports.Keep(ReportDesk.IdOf(talk.Turn.Id, "export"), book, opened.Issue.Title, talk.Account, unmasked, purpose, ct);
        if (unmasked) await submissions.Change(opened.Submission.Id, talk.Account, s => { s.Note("exported-unmasked", talk.Account, clock.GetUtcNow(), purpose); return true; }, ct);
        return (talk with { Memory = talk.Memory.Answered(), Files = [file] }).Say(unmasked ? $"已导出完整号码的表：{file.Name}。用途“{purpose}”已留痕，请妥善保管。" : $"已导出：{file.Name}，身份证号、电话是打码的。", new("file") { Id = file.Url });
    }

    private static string? ForeignPlace(string words, Account account, Catalog catalog)
    {
        var range = RegionRange.Of(account.Region);
        var named = catalog.Rows.Regions.Where(r => r.Level is 2 or 3 && r.Name.Length >= 3 && words.Contains(r.Name, StringComparison.Ordinal)).ToList();
        return named.Count > 0 && named.All(r => !range.Contains(r.Code)) ? named[0].Name : null;
    }

    private static string Clean(string which) => Noise().Replace(Wording.Squeeze(which), "").Trim('的');

    [System.Text.RegularExpressions.GeneratedRegex(@"^第([一二三四五六七八九]|\d{1,2})(个|张|份)?$")] private static partial System.Text.RegularExpressions.Regex Ordinal();
    [System.Text.RegularExpressions.GeneratedRegex(@"[《》“”]|(那|这)(一)?(张|个|份)|那张|报表$|表$|的表|来填|一下|我们(社区)?|咱(社区)?")] private static partial System.Text.RegularExpressions.Regex Noise();
}
