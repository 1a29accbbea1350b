using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Export;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>Designing by words or from an upload, the duplicate-demand guard, sending. Nothing is sent before "发吧".</summary>
public sealed class PublisherTalk(ReportDesk desk, ReportPeriods periods, CatalogSource catalogs, Accounts accounts, Prefill prefill, ReportFiles exports, PalmSettings settings, ReturnedWorkbook returned)
{
    public async Task<Talk?> Answer(Talk talk, Intent intent, CancellationToken ct)
    {
        if (intent is Intent.Upload && (talk.IsOfCommunity || talk.Opened is { Submission.IsWithFiller: true } && !talk.Turn.Text.Contains('发'))) return await returned.Take(talk, ct);
        if (!talk.IsPublisher) return talk.Refuse($"您的账号是{talk.Account.Role.Name()}，不能发表。发表由街道干部、区级干部或部门专员来做；需要发请联系他们。");
        return intent switch
        {
            Intent.Design design => await Design(talk, design.Table, ct),
            Intent.Upload => await Upload(talk, ct),
            Intent.SendIt send => await Send(talk, send.Answer, ct),
            Intent.DropIt => await Drop(talk, ct),
            Intent.AskMeaning => await Meaning(talk, ct),
            Intent.ToWhom whom => await Change(talk, whom.Words, ct),
            Intent.EditColumns edit => await Columns(talk, edit, ct),
            Intent.AddRule rule => await Rule(talk, rule.Words, ct),
            Intent.ShowDraft => await Draft(talk, ct) is { } waiting ? await Show(talk, waiting, null, ct) : talk.Say("没有等着发的表。"),
            Intent.Retitle title => await Reworded(talk, d => DraftEdits.Titled(d, title.Title), $"表名改为《{title.Title}》了。", ct),
            Intent.Note note => await Reworded(talk, d => DraftEdits.Noted(d, note), $"说明{(note.Instead ? "改成" : "加上")}“{note.Words}”了，会随表带上。", ct),
            Intent.RenameColumn rename => await Rename(talk, rename, ct),
            Intent.AskAlso also => await AskAlso(talk, also.Whom, ct),
            Intent.Reissue again => await Reissue(talk, again.Words, ct),
            Intent.StopPeriod stop => await Stop(talk, stop.Words, ct),
            _ => null,
        };
    }

    private async Task<Talk> Design(Talk talk, SaidTable? table, CancellationToken ct)
    {
        if (table is null) return talk.AskBack("要哪些列？请这样说：“做个表：社区、80岁以上老人数、备注，发给各社区，周五前交”，或直接上传空表。");
        return await Drafted(talk, table.Form, null, table.To, ct);
    }

    private async Task<Talk> Upload(Talk talk, CancellationToken ct)
    {
        var file = talk.Turn.Files[0];
        var bytes = await File.ReadAllBytesAsync(Path.Combine(settings.DataFolder, file.Path), ct);
        return FormReader.Read(bytes, talk.Turn.Today) switch
        {
            ReadForm.Refused refused => talk.Say($"“{file.Name}”没有建成表：{refused.Reason}", new("error") { Reason = refused.Reason }),
            ReadForm.Recognised recognised => await Drafted(talk, recognised.Form, bytes, SaidTable.AddresseesIn(talk.Turn.Text), ct),
            _ => throw new InvalidOperationException(),
        };
    }

    private async Task<Talk> Drafted(Talk talk, ReportForm form, byte[]? workbook, string to, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var design = new Binder(catalog.Words, Reader(catalog, talk), talk.Turn.Today).Bind(form);
        var report = await desk.Keep(ReportDesk.IdOf(talk.Turn.Id, "design"), design, workbook, talk.Account, ct);
        var (targets, whom, outside) = Addressees.Of(to, talk.Account, catalog);
        if (outside is not null) return talk.Refuse($"“{outside}”不在您的范围内，只能发给{talk.Account.RegionName}的社区。");
        if (targets.Count == 0) return talk.AskBack($"“{to}”没有找到对应的社区，发给谁？", ("本辖区各社区", "发给各社区"));
        var (due, time) = NextDue(form.Due, talk.Turn.Today);
        if (form.Period != ReportPeriod.Once) due ??= PeriodDates.EndOf(form.Period, talk.Turn.Today);
        talk = talk with { Memory = talk.Memory with { Draft = report.Id, Targets = targets, Due = due, DueTime = time, Offered = false, Open = null, Period = form.Period, Reviewers = [], Previous = null }, Opened = null };
        talk = await WithReviewers(talk, Wording.Squeeze(talk.Turn.Text), ct);
        return NothingToAsk(design) ? await Offer(talk, report, targets, ct) : await Show(talk, report, whom, ct);
    }

    /// <summary>Every column is something the platform knows: the filled table is the answer, no report is needed.</summary>
    private static bool NothingToAsk(ReportDesign design) =>
        design.Form.Tables is [{ Kind: TableKind.Summary }] && Slot.Of(design).Where(s => !s.Hidden).All(s => s.Binding.IsKnown) && Slot.Of(design).Any(s => s.Binding is Figure);

    private async Task<Talk> Offer(Talk talk, Report report, IReadOnlyList<Target> targets, CancellationToken ct)
    {
        var (rows, data) = await FilledTable(talk, report, targets, ct);
        var text = $"这些平台都有，不必发表，填好的表在这里（{targets.Count} 个社区）：\n{rows}\n还没有发给任何人。要文件说“不发了，导出来”；仍要发，说“坚持发”，社区会收到并核对。";
        return (talk with { Memory = talk.Memory with { Offered = true } }).Say(text, data).Suggest(("不发了，导出来", "不发了，把表导出来"), ("坚持发", "坚持发"));
    }

    private async Task<(string Text, PalmData Data)> FilledTable(Talk talk, Report report, IReadOnlyList<Target> targets, CancellationToken ct)
    {
        var all = await prefill.ForAll(report.Design, targets, talk.Account, talk.Turn.Today, ct);
        var slots = Slot.Of(report.Design).Where(s => !s.Hidden).ToList();
        var rows = targets.SelectMany(t => all[t.Region].Rows).Select(r => slots.Select(s => r.Values.GetValueOrDefault(s.Column) ?? "").ToList()).ToList();
        var header = string.Join(" | ", slots.Select(s => s.Name));
        var data = new PalmData("table")
        {
            Understood = report.Title, AsOf = $"{talk.Turn.Today:yyyy-MM-dd}", Scope = new(RegionRange.Short(talk.Account.Region), talk.Account.RegionName),
            Result = new() { Columns = [.. slots.Select(s => new PalmColumn(s.Name, s.Type is CellType.Integer ? "number" : "text"))], Rows = [.. rows.Select(r => (IReadOnlyList<object?>)[.. r.Select(v => decimal.TryParse(v, out var n) ? (object?)n : v)])], Total = rows.Count },
            Sources = [.. all.Values.SelectMany(p => p.Sources.Values).GroupBy(s => s.Name).Select(g => new PalmSource(g.Key, g.Max(s => s.Latest)?.ToString("yyyy-MM-dd")))],
        };
        return (header + "\n" + string.Join('\n', rows.Take(30).Select(r => string.Join(" | ", r))) + (rows.Count > 30 ? $"\n（共 {rows.Count} 行）" : ""), data);
    }

    private async Task<Talk> Show(Talk talk, Report report, string? whom, CancellationToken ct)
    {
        var repeats = await desk.Repeats(report.Design, talk.Memory.Targets, null, ct);
        var text = ReportWords.Preview(report.Design, talk.Memory.Targets, whom ?? Addressees.Words(talk.Memory.Targets), report.Design.Form.Due, talk.Memory.Due, talk.Memory.DueTime, repeats, Sensitive(report.Design, await catalogs.Current(ct)), await Arrangement(talk, ct));
        var undecided = Slot.Of(report.Design).Select(s => s.Binding).OfType<Undecided>().FirstOrDefault();
        var data = new PalmData(undecided is null ? "form" : "clarify") { Id = report.Id.ToString("N"), Understood = report.Title, Options = undecided?.Options.Select(o => new PalmOption(o.Label, SayOf(o) + "，发吧")).ToList() };
        return talk.Say(text, data).Suggest(undecided is null ? [("发吧", "发吧"), ("不发了", "不发了")] : [.. undecided.Options.Select(o => (o.Label, SayOf(o) + "，发吧"))]);
    }

    /// <summary>An option as an answer: "指住在出租房里的人". The reader's own options are whole questions, which nobody says to settle a column.</summary>
    private static string SayOf(ReadingOption option) => option.Say.StartsWith('指') ? option.Say : "指" + option.Label;

    private static IReadOnlyList<string> Sensitive(ReportDesign design, Catalog catalog) =>
        [.. Slot.Of(design).Where(s => s.Binding is Figure figure && figure.Plans.Any(p => PlanTouches.Of(p, catalog).All.Any(t => t.Sensitive))).Select(s => s.Name)];

    private async Task<Talk> Send(Talk talk, string answer, CancellationToken ct)
    {
        if (await Draft(talk, ct) is not { } report) return talk.Say("没有等着发的表。");
        var open = Slot.Of(report.Design).Where(s => s.Binding is Undecided).ToList();
        if (open.Count > 0)
        {
            if (answer.Length < 2) return talk.AskBack(((Undecided)open[0].Binding).Question, [.. ((Undecided)open[0].Binding).Options.Select(o => (o.Label, SayOf(o) + "，发吧"))]);
            report = await Settle(talk, report, open[0], answer.Split('，', ',')[0], ct);
            if (Slot.Of(report.Design).Any(s => s.Table == open[0].Table && s.Column == open[0].Column && s.Binding is Undecided)) return talk.AskBack($"“{answer}”没听懂。" + ((Undecided)open[0].Binding).Question, [.. ((Undecided)open[0].Binding).Options.Select(o => (o.Label, SayOf(o) + "，发吧"))]);
        }
        if (Slot.Of(report.Design).FirstOrDefault(s => s.Binding is Undecided) is { Binding: Undecided next }) return talk.AskBack($"记下了。还有一列要说清：{next.Question}", [.. next.Options.Select(o => (o.Label, SayOf(o) + "，发吧"))]);
        var repeats = await desk.Repeats(report.Design, talk.Memory.Targets, null, ct);
        var id = ReportDesk.IdOf(talk.Turn.Id, "issue");
        var series = talk.Memory.Period == ReportPeriod.Once || talk.Memory.Due is null ? null : (Guid?)ReportDesk.IdOf(id.ToString("N"), "series");
        var issue = await desk.Send(id, report, new(talk.Memory.Targets)
        {
            Due = talk.Memory.Due, DueTime = talk.Memory.DueTime, Repeats = talk.Memory.Previous is { } again ? [.. repeats.Where(r => r.Issue != again)] : repeats, Reviewers = talk.Memory.Reviewers, Previous = talk.Memory.Previous, Series = series,
        }, talk.Account, ct);
        if (series is { } running) await periods.Begin(running, issue, talk.Memory.Period, issue.Due!.Value, ct);
        if (talk.Memory.Previous is not null) repeats = [];
        var repeated = repeats.Count > 0 ? $"\n和《{repeats[0].Title}》重复的列（{string.Join('、', repeats[0].Columns)}）已记为重复要表。" : "";
        return (talk with { Memory = talk.Memory with { Draft = null, Issue = issue.Id, Offered = false, Period = ReportPeriod.Once, Previous = null, Reviewers = [] } })
            .Say($"已发给{Addressees.Words(talk.Memory.Targets)}，共 {issue.Submissions.Count} 个，{ReportWords.DueWords(issue.Due, issue.DueTime)}。{(series is not null ? $"{PeriodDates.Words(talk.Memory.Period)}一次，到期自动再发，不要了说“以后不用发了”。" : "")}随时可以问“谁还没报”。{repeated}", new("form") { Id = issue.Id.ToString("N"), Understood = issue.Title })
            .Suggest(("谁还没报", "谁还没报"));
    }

    private async Task<Report> Settle(Talk talk, Report report, Slot slot, string answer, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var settled = new Binder(catalog.Words, Reader(catalog, talk), talk.Turn.Today).Settle((Undecided)slot.Binding, answer);
        var bindings = report.Design.Bindings.Select((b, i) => i == slot.Table ? new Dictionary<string, CellBinding>(b) { [slot.Column] = settled } : b).ToList();
        return await desk.Settle(report, report.Design with { Bindings = bindings }, ct);
    }

    private async Task<Talk> Drop(Talk talk, CancellationToken ct)
    {
        var report = await Draft(talk, ct);
        var done = (talk with { Memory = talk.Memory with { Draft = null, Offered = false } }).Say("好，不发了，没有任何社区收到这张表。");
        if (report is null || !talk.Turn.Text.Contains("导出", StringComparison.Ordinal)) return done;
        var all = await prefill.ForAll(report.Design, talk.Memory.Targets, talk.Account, talk.Turn.Today, ct);
        IReadOnlyList<ExportRow> rows = [.. talk.Memory.Targets.SelectMany(t => all[t.Region].Rows).Select(r => new ExportRow(null, r.Values))];
        var book = ReportFiles.Workbook(report, [rows], talk.Account.RegionName, talk.Account.Name, talk.Turn.Today);
        var file = await exports.Keep(ReportDesk.IdOf(talk.Turn.Id, "export"), book, report.Title, talk.Account, false, null, ct);
        return (done with { Files = [file] }).Say($"表在这里：{file.Name}（{rows.Count} 行）。", new("file") { Id = file.Url });
    }

    /// <summary>"80岁+是按实有算的吧": what the columns were bound to, in words.</summary>
    private async Task<Talk> Meaning(Talk talk, CancellationToken ct)
    {
        if (await Draft(talk, ct) is not { } report) return talk.Say("没有等着发的表。");
        var words = Wording.Squeeze(talk.Turn.Text);
        if (words.Contains('行') && report.Design.Form.Tables.SelectMany(t => t.ExampleRows).ToList() is { Count: > 0 } examples && examples.Any(e => words.Contains($"{e}", StringComparison.Ordinal)))
            return talk.Say($"是，第 {string.Join('、', examples)} 行是示例，不算数据，发下去也不会当成一行。确认请说“发吧”。", new("help"));
        var figures = Slot.Of(report.Design).Where(s => s.Binding is Figure).ToList();
        var asked = figures.Where(s => s.Path.Any(p => Likeness.Of(words, p) >= 0.5)).ToList();
        var population = figures.SelectMany(s => ((Figure)s.Binding).Plans).Where(p => p.Record == "person").Select(p => p.Population).Distinct().ToList();
        var basis = population.All(p => p is null or "resident" or "floating" or "local") ? "是，按实有人口算（实际居住在本社区的，户籍在住、人在户不在、流动人口之和），年龄是周岁，“以上”含本数" : "各列口径不同";
        var each = (asked.Count > 0 ? asked : figures).Take(6).Select(s => $"· {s.Name}：{s.Binding.Understood}");
        return talk.Say($"{basis}。\n{string.Join('\n', each)}\n确认请说“发吧”。", new("help"));
    }

    /// <summary>Columns of a table made by words added and taken away; a workbook's layout stays as it came.</summary>
    private async Task<Talk> Columns(Talk talk, Intent.EditColumns edit, CancellationToken ct)
    {
        if (await Draft(talk, ct) is not { } report) return talk.Say("没有等着发的表。");
        if (report.Workbook is not null || report.Design.Form.Tables is not [{ Kind: TableKind.Summary } table]) return talk.Say("上传的表版式是定的，列要在原表里改好再传一次。");
        var names = table.Columns.Select(c => c.Name).ToList();
        foreach (var gone in Split(edit.Drop))
        {
            if (names.Skip(1).Select((n, i) => (n, i)).Where(x => x.n.Contains(gone, StringComparison.Ordinal)).ToList() is not [var only]) return talk.AskBack($"没有找到要去掉的列“{gone}”，现在有：{string.Join('、', names)}。");
            names.RemoveAt(only.i + 1);
        }
        names.InsertRange(names.Count > 1 && names[^1] is "备注" or "说明" ? names.Count - 1 : names.Count, Split(edit.Add).Where(n => !names.Contains(n)));
        return names.Count < 2 ? talk.AskBack("表里至少要留一列。") : await Recast(talk, report, names, ct);
    }

    private async Task<Talk> Recast(Talk talk, Report report, IReadOnlyList<string> names, CancellationToken ct)
    {
        var table = report.Design.Form.Tables[0];
        var catalog = await catalogs.Current(ct);
        var bound = new Binder(catalog.Words, Reader(catalog, talk), talk.Turn.Today).Bind(SaidTable.Recast(report.Design.Form, names));
        var settled = table.Columns.ToDictionary(c => c.Name, c => report.Design.BindingOf(0, c.Letter));
        var bindings = bound.Form.Tables[0].Columns.ToDictionary(c => c.Letter, c => settled.GetValueOrDefault(c.Name) ?? bound.BindingOf(0, c.Letter));
        return await Show(talk, await desk.Settle(report, bound with { Bindings = [bindings] }, ct), null, ct);
    }

    private async Task<Talk> Reworded(Talk talk, Func<ReportDesign, ReportDesign> change, string done, CancellationToken ct)
    {
        if (await Draft(talk, ct) is not { } report) return talk.Say("没有等着发的表。");
        var after = await desk.Settle(report, change(report.Design), ct);
        return talk.Say($"{done}还没有发出，确认请说“发吧”。", new("form") { Id = after.Id.ToString("N"), Understood = after.Title }).Suggest(("发吧", "发吧"), ("看看表", "看看表"));
    }

    /// <summary>Another name may mean another thing: a column of a table made by words is bound anew.</summary>
    private async Task<Talk> Rename(Talk talk, Intent.RenameColumn rename, CancellationToken ct)
    {
        if (await Draft(talk, ct) is not { } report) return talk.Say("没有等着发的表。");
        if (DraftEdits.Renamed(report.Design, rename.From, rename.To) is not { } renamed) return talk.AskBack($"没有听出是哪一列“{rename.From}”，现在有：{string.Join('、', report.Design.Form.Columns.Where(c => !c.Hidden).Select(c => c.Name))}。");
        if (report.Workbook is not null || report.Design.Form.Tables is not [{ Kind: TableKind.Summary }]) return talk.Say("上传的表版式是定的，列名要在原表里改好再传一次。");
        return await Recast(talk, report, [.. renamed.Form.Tables[0].Columns.Select(c => c.Name)], ct);
    }

    private async Task<Talk> AskAlso(Talk talk, string whom, CancellationToken ct)
    {
        if (await Draft(talk, ct) is not { } report) return talk.Say("没有等着发的表。");
        var (targets, _, outside) = Addressees.Of(whom, talk.Account, await catalogs.Current(ct));
        if (outside is not null) return talk.Refuse($"“{outside}”不在您的范围内，只能发给{talk.Account.RegionName}的社区。");
        if (targets.Count == 0) return talk.AskBack($"{talk.Account.RegionName}里没有找到“{whom}”，发给谁？", ("本辖区各社区", "发给各社区"));
        return await Show(talk with { Memory = talk.Memory with { Targets = [.. talk.Memory.Targets.Concat(targets).DistinctBy(t => t.Region).OrderBy(t => t.Region)] } }, report, null, ct);
    }

    /// <summary>Rules over columns, checked before each part goes in; several in one sentence.</summary>
    private async Task<Talk> Rule(Talk talk, string words, CancellationToken ct)
    {
        if (await Draft(talk, ct) is not { } report) return talk.Say("没有等着发的表。");
        var tables = report.Design.Form.Tables.ToList();
        foreach (var rule in SaidRule.Each(words))
        {
            if (tables.Select((t, no) => (No: no, Table: SaidRule.On(t, rule))).FirstOrDefault(x => x.Table is not null) is not { Table: { } ruled } found)
                return talk.AskBack($"“{rule}”没有听出是哪几列，现在有：{string.Join('、', report.Design.Form.Columns.Select(c => c.Name))}。可以说“甲不能大于乙”“甲等于乙加丙”“甲必填”。");
            tables[found.No] = ruled;
        }
        await desk.Settle(report, report.Design with { Form = report.Design.Form with { Tables = tables } }, ct);
        return talk.Say($"记下了：{words}。社区报的时候会检查，不符合会说出是哪一格。还没有发出，确认请说“发吧”。", new("form") { Id = report.Id.ToString("N"), Understood = report.Title }).Suggest(("发吧", "发吧"));
    }

    private static string[] Split(string columns) => [.. columns.Split(['、', '和', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private async Task<Talk> Change(Talk talk, string words, CancellationToken ct)
    {
        if (await Draft(talk, ct) is not { } report) return talk.Say("没有等着发的表。");
        var catalog = await catalogs.Current(ct);
        var memory = talk.Memory;
        if (DueDates.Find(words.Contains('前') ? words : words + "前", talk.Turn.Today) is { Date: { } date } due) memory = memory with { Due = date, DueTime = due.Time };
        if (DueDates.PeriodOf([words]) is not ReportPeriod.Once and var period) memory = memory with { Period = period, Due = memory.Due ?? PeriodDates.EndOf(period, talk.Turn.Today) };
        if (words.Contains("一次性", StringComparison.Ordinal) || words is "只报一次" or "只要一次") memory = memory with { Period = ReportPeriod.Once };
        memory = (await WithReviewers(talk with { Memory = memory }, words, ct)).Memory;
        var to = SaidTable.AddresseesIn(words) is { Length: > 0 } said ? said : System.Text.RegularExpressions.Regex.Match(words, "发给(.{2,30}?)(?:吧|就行|，|$)").Groups[1].Value;
        if (to.Length > 0)
        {
            var (targets, _, outside) = Addressees.Of(to, talk.Account, catalog);
            if (outside is not null) return talk.Refuse($"“{outside}”不在您的范围内。");
            if (targets.Count == 0) return talk.AskBack($"{talk.Account.RegionName}里没有找到“{to}”，发给谁？", ("本辖区各社区", "发给各社区"));
            memory = memory with { Targets = targets };
        }
        return await Show(talk with { Memory = memory }, report, null, ct);
    }

    /// <summary>Who besides the publisher may accept and return, as said: "审核人李军", "由李军审核".</summary>
    private async Task<Talk> WithReviewers(Talk talk, string words, CancellationToken ct)
    {
        if (!words.Contains("审核", StringComparison.Ordinal)) return talk;
        var range = RegionRange.Of(talk.Account.Region);
        var named = (await accounts.All(ct)).Where(a => words.Contains(a.Name, StringComparison.Ordinal) && a.Role is Role.StreetOfficer or Role.DistrictOfficer or Role.DepartmentOfficer or Role.CommunitySecretary && (range.Contains(a.Region) || RegionRange.Of(a.Region).Contains(talk.Account.Region))).ToList();
        return named.Count == 0 ? talk : talk with { Memory = talk.Memory with { Reviewers = [.. named.Select(a => a.Id)] } };
    }

    private async Task<string> Arrangement(Talk talk, CancellationToken ct)
    {
        var parts = new List<string>();
        if (talk.Memory.Period != ReportPeriod.Once) parts.Add($"{PeriodDates.Words(talk.Memory.Period)}一次，到期自动再发，从上期填的开始");
        if (talk.Memory.Previous is not null) parts.Add("和上次是同一张表，各社区从上次填的开始，平台的数重新带");
        if (talk.Memory.Reviewers.Count > 0) parts.Add("审核人：" + string.Join('、', (await accounts.All(ct)).Where(a => talk.Memory.Reviewers.Contains(a.Id)).Select(a => a.Name)));
        return string.Join("；", parts);
    }

    /// <summary>"还是上次那个表，再发一次": the same design and addressees; a new deadline if one is said, else as long as last time.</summary>
    private async Task<Talk> Reissue(Talk talk, string words, CancellationToken ct)
    {
        var issued = await desk.IssuedBy(talk.Account, ct);
        if (issued.Count == 0) return talk.Say("您还没有发过表，没有可以再发的。");
        var like = issued.Select(i => (Issue: i, Score: Likeness.Of(words, i.Title.Replace("统计表", "", StringComparison.Ordinal)))).Where(x => x.Score >= 0.4).ToList();
        var chosen = like.Count > 0 ? like.OrderByDescending(x => x.Score).First().Issue : talk.Memory.Issue is { } spoken && issued.FirstOrDefault(i => i.Id == spoken) is { } last ? last : issued[0];
        var previous = (await desk.FindIssue(chosen.Id, talk.Account, ct))!;
        var report = (await desk.Find(previous.ReportId, ct))!;
        var said = DueDates.Find(words, talk.Turn.Today);
        var ago = previous.Due is { } old ? old.DayNumber - DateOnly.FromDateTime(previous.IssuedAt.ToOffset(TimeSpan.FromHours(8)).DateTime).DayNumber : (int?)null;
        IReadOnlyList<Target> targets = [.. previous.Submissions.OrderBy(s => s.Target).Select(s => new Target(s.Target, s.TargetName))];
        if (SaidTable.AddresseesIn(words) is { Length: > 0 } to && Addressees.Of(to, talk.Account, await catalogs.Current(ct)) is { Outside: null, Targets.Count: > 0 } other) targets = other.Targets;
        var (date, time) = said is null ? (ago is { } days ? talk.Turn.Today.AddDays(Math.Max(1, days)) : (DateOnly?)null, previous.DueTime) : NextDue(said, talk.Turn.Today);
        talk = talk with { Memory = talk.Memory with { Draft = report.Id, Targets = targets, Due = date, DueTime = time, Offered = false, Open = null, Period = ReportPeriod.Once, Reviewers = previous.Reviewers, Previous = previous.Id }, Opened = null };
        return await Show(talk, report, null, ct);
    }

    private async Task<Talk> Stop(Talk talk, string words, CancellationToken ct)
    {
        var issued = (await desk.IssuedBy(talk.Account, ct)).Where(i => i.Series is not null).ToList();
        var chosen = issued.OrderByDescending(i => Likeness.Of(words, i.Title)).FirstOrDefault(i => Likeness.Of(words, i.Title) >= 0.4) ?? issued.FirstOrDefault(i => i.Id == talk.Memory.Issue) ?? issued.FirstOrDefault();
        if (chosen?.Series is not { } series) return talk.Say("没有定期自动发的表。");
        return await periods.Stop(series, talk.Account, ct) is { } stopped ? talk.Say($"《{stopped.Title}》{PeriodDates.Words(stopped.Period)}的自动发送已停，已经发出去的还照常填。") : talk.Say($"《{chosen.Title}》早就不再自动发了。");
    }

    private async Task<Report?> Draft(Talk talk, CancellationToken ct) => talk.Memory.Draft is { } id ? await desk.Find(id, ct) : null;

    private static Func<string, Reading> Reader(Catalog catalog, Talk talk) =>
        sentence => Registered.Read(sentence, talk.Turn.Today, talk.Account, catalog);

    /// <summary>A weekly deadline's next day.</summary>
    private static (DateOnly? Date, TimeOnly? Time) NextDue(DueDate? due, DateOnly today)
    {
        if (due?.Weekday is not { } day) return (due?.Date, due?.Time);
        var days = ((int)day - (int)today.DayOfWeek + 7) % 7;
        return (today.AddDays(days), due.Time);
    }
}
