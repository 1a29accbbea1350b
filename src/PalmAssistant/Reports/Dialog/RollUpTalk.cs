using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Reports.Export;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>What came in put together: sums, by street where several are asked, what stands out, what was changed after the last time; and the workbook of it.</summary>
public sealed class RollUpTalk(ReportDesk desk, RollUp rollUp, ReportFiles exports, CatalogSource catalogs, TimeProvider clock)
{
    private const int ShownMissing = 20, ShownFindings = 5, ShownStreets = 20, ShownSums = 3;

    public async Task<Talk> Together(Talk talk, Issue issue, CancellationToken ct)
    {
        var all = (await rollUp.Handle(issue.Id, talk.Account, ct))!;
        await desk.Change(issue.Id, i => i.Note("rolled-up", talk.Account, clock.GetUtcNow(), $"{all.In.Count}"), ct);
        var standing = all.Missing.Count == 0 ? $"齐了，{all.In.Count} 个都报了。" : $"还没齐：已报 {all.In.Count} 个，差 {all.Missing.Count} 个（{string.Join('、', all.Missing.Take(ShownMissing))}{(all.Missing.Count > ShownMissing ? " 等" : "")}）。";
        var lines = new List<string> { $"《{issue.Title}》{standing}" };
        foreach (var (table, no) in all.Report.Design.Form.Tables.Select((t, i) => (t, i)))
            if (table.IsList || table.Kind == TableKind.Summary) lines.Add($"{table.Caption ?? "汇总"}共 {all.Rows[no].Count} 行。");
        var sums = Sums(all);
        if (sums.Count > 0) lines.Add("已报的合计：" + string.Join('，', sums.Select(s => $"{s.Slot.Name} {s.Sum:0.##}")));
        lines.AddRange(await ByStreet(all, issue, sums, ct));
        lines.AddRange(all.Outliers.Take(ShownFindings).Select(o => $"与平台差得多：{o.Target} {o.Column} 平台 {o.Prefilled}，报的 {o.Reported}（{o.Why ?? "没说原因"}）。"));
        lines.AddRange(all.Swings.Take(ShownFindings).Select(s => $"与上期差得多：{s.Target} {s.Column} 上期 {s.Last:0.##}，这期 {s.Now:0.##}。"));
        if (all.LastRolledUp is { } last && all.Late.Count > 0) lines.Add($"上次汇总（{last.ToOffset(TimeSpan.FromHours(8)):MM-dd HH:mm}）以后报的或改过的：{string.Join('、', all.Late.Select(l => l.TargetName))}，已算进来。");
        return talk.Say(string.Join('\n', lines), new("form")
        {
            Id = issue.Id.ToString("N"), Understood = issue.Title,
            Result = new() { Columns = [new("列", "text"), new("合计", "number")], Rows = [.. sums.Select(s => (IReadOnlyList<object?>)[s.Slot.Name, s.Sum])], Total = all.In.Count },
        }).Suggest(("导出来", "导出来"));
    }

    private static List<(Slot Slot, decimal Sum)> Sums(RolledUp all) =>
        [.. from slot in Slot.Of(all.Report.Design)
            where !slot.Hidden && slot.Type is CellType.Integer or CellType.Number && slot.Unit is not ("岁" or "%") && !all.Report.Design.Form.Tables[slot.Table].IsList
            let sum = all.Sum(slot.Table, slot.Column)
            where sum is not null
            select (slot, sum.Value)];

    /// <summary>Streets in the order of their codes, each with what is in and its first sums.</summary>
    private async Task<IReadOnlyList<string>> ByStreet(RolledUp all, Issue issue, List<(Slot Slot, decimal Sum)> sums, CancellationToken ct)
    {
        var streets = issue.Wanted.GroupBy(s => s.Target / 1_000_000 * 1_000_000).Where(g => g.All(s => RegionRange.Level(s.Target) > 2)).OrderBy(g => g.Key).ToList();
        if (streets.Count < 2) return [];
        var catalog = await catalogs.Current(ct);
        var lines = streets.Take(ShownStreets).Select(g => $"· {catalog.RegionName(g.Key)}：已报 {g.Count(s => s.IsIn)}/{g.Count()}"
            + string.Concat(sums.Take(ShownSums).Select(s => all.SumWithin(g.Key, s.Slot.Table, s.Slot.Column) is { } sum ? $"，{s.Slot.Name} {sum:0.##}" : "")));
        return ["按街道：", .. lines];
    }

    /// <summary>"跟上期比差多少": the sums of both and what moved far; only communities that are in both are compared.</summary>
    public async Task<Talk> Compare(Talk talk, Issue issue, CancellationToken ct)
    {
        if (issue.Previous is not { } previous) return talk.Say($"《{issue.Title}》是第一次发，没有上期可比。要和平台的数比，说“汇总一下”会指出差得多的。", new("form") { Id = issue.Id.ToString("N"), Understood = issue.Title });
        var now = (await rollUp.Handle(issue.Id, talk.Account, ct))!;
        var before = await desk.Received(previous, talk.Account, ct);
        var pairs = now.In.Select(s => (Now: s, Last: before.FirstOrDefault(b => b.Target == s.Target))).Where(p => p.Last is not null).ToList();
        if (pairs.Count == 0) return talk.Say($"《{issue.Title}》两期都报了的社区还没有，暂时比不了（这期已报 {now.In.Count} 个，上期报了 {before.Count} 个）。");
        var rows = pairs.SelectMany(p => RollUp.Compared(now.Report.Design, p.Now, p.Last)).Where(r => decimal.TryParse(r.Last, out _) && decimal.TryParse(r.Now, out _)).GroupBy(r => r.Column)
            .Select(g => (Column: g.Key, Last: g.Sum(r => decimal.Parse(r.Last!, System.Globalization.CultureInfo.InvariantCulture)), Now: g.Sum(r => decimal.Parse(r.Now!, System.Globalization.CultureInfo.InvariantCulture)))).ToList();
        var lines = rows.Select(r => $"· {r.Column}：上期 {r.Last:0.##}，这期 {r.Now:0.##}，{(r.Now == r.Last ? "没变" : $"{(r.Now > r.Last ? "多" : "少")} {Math.Abs(r.Now - r.Last):0.##}")}");
        var far = now.Swings.Take(ShownFindings).Select(s => $"变化大：{s.Target} {s.Column} 上期 {s.Last:0.##}，这期 {s.Now:0.##}。");
        return talk.Say($"《{issue.Title}》和上期比（两期都报了的 {pairs.Count} 个）：\n{string.Join('\n', lines.Concat(far))}", new("table")
        {
            Id = issue.Id.ToString("N"), Understood = issue.Title,
            Result = new() { Columns = [new("列", "text"), new("上期", "number"), new("这期", "number")], Rows = [.. rows.Select(r => (IReadOnlyList<object?>)[r.Column, r.Last, r.Now])], Total = rows.Count },
        });
    }

    public async Task<Talk?> Export(Talk talk, Issue issue, CancellationToken ct)
    {
        var all = (await rollUp.Handle(issue.Id, talk.Account, ct))!;
        if (all.In.Count == 0) return talk.Say($"《{issue.Title}》还没有社区报上来，没有可导出的。");
        var book = ReportFiles.Workbook(all.Report, all.Rows, talk.Account.RegionName, talk.Account.Name, talk.Turn.Today);
        var file = await exports.Keep(ReportDesk.IdOf(talk.Turn.Id, "export"), book, issue.Title, talk.Account, false, null, ct);
        return (talk with { Files = [file] }).Say($"已导出：{file.Name}，{(all.Report.Workbook is null ? "列序与表一致，有合计" : "原来的版式、合并、公式和脚注都在")}，含已报的 {all.In.Count} 个{(all.Missing.Count > 0 ? $"，还差 {all.Missing.Count} 个" : "")}。", new("file") { Id = file.Url });
    }

    /// <summary>"辽源路那个数明显不对": what it reported beside the register and the last report, and how to send it back.</summary>
    public async Task<Talk?> Doubt(Talk talk, Issue issue, string words, CancellationToken ct)
    {
        if (FollowUpTalk.Named(issue, words) is not { } one) return talk.AskBack("哪个社区的数？例如“东湖社区那个数不对”。", [.. issue.Submissions.Where(s => s.IsIn).Take(5).Select(s => (s.TargetName, $"{s.TargetName}那个数不对"))]);
        if (!one.IsIn) return talk.Say($"{one.TargetName}还没有报《{issue.Title}》。");
        var all = (await rollUp.Handle(issue.Id, talk.Account, ct))!;
        var submission = all.In.First(s => s.Id == one.Id);
        var before = issue.Previous is { } previous ? (await desk.Received(previous, talk.Account, ct)).FirstOrDefault(s => s.Target == one.Target) : null;
        var rows = RollUp.Compared(all.Report.Design, submission, before).ToList();
        var named = rows.Where(r => words.Contains(r.Column.Split('·')[^1].TrimEnd('数'), StringComparison.Ordinal)).ToList();
        var lines = (named.Count > 0 ? named : rows).Take(12).Select(r => $"· {r.Column}：报的 {r.Now ?? "空"}{(r.Register is { } g ? $"，平台 {g}" : "")}{(r.Last is { } l ? $"，上期 {l}" : "")}{Note(r.Now, r.Register, r.Last)}");
        var changed = submission.Lines.SelectMany(l => l.Typed.Where(t => t.Value.Why is not null)).Select(t => $"{t.Value.ByName}：{t.Value.Why}").Distinct().Take(3).ToList();
        return talk.Say($"{one.TargetName}《{issue.Title}》：\n{string.Join('\n', lines)}{(changed.Count > 0 ? "\n改数时说的原因：" + string.Join('；', changed) : "")}\n要退回核实，请说“退回{one.TargetName}，哪一项、什么原因”。",
            new("form") { Id = submission.Id.ToString("N"), Understood = issue.Title }).Suggest(($"退回{one.TargetName}", $"退回{one.TargetName}，数据请核实"));
    }

    private static string Note(string? now, string? register, string? last) =>
        register is not null && now != register ? "（与平台不一致）" : last is not null && decimal.TryParse(now, out var n) && decimal.TryParse(last, out var l) && Math.Abs(n - l) > Math.Max(3, 0.5m * Math.Abs(l)) ? "（比上期变化大）" : "";
}
