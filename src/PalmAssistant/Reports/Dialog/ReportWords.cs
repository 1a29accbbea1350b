using System.Globalization;
using PalmAssistant.Conversation;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Dialog;

/// <summary>How reports are spoken of. Pure.</summary>
internal static class ReportWords
{
    private const int ShownRows = 8;
    private const int StaleDays = 183;

    public static string When(DateOnly? due, TimeOnly? time) => due is { } day
        ? $"{day:yyyy-MM-dd}（{Weekday(day)}）{(time is { } t ? $" {t:HH\\:mm}" : "")}" : "没有定截止时间";

    public static string When(DueDate? due) => due switch
    {
        null => "没有写截止时间",
        { Weekday: { } day } => $"每{Weekday(day)} {due.Time:HH\\:mm} 前",
        _ => When(due.Date, due.Time),
    };

    public static string DueWords(DateOnly? due, TimeOnly? time) => due is null ? "没有定截止时间" : "截止 " + When(due, time);

    private static string Weekday(DateOnly day) => Weekday(day.DayOfWeek);

    private static string Weekday(DayOfWeek day) => "星期" + "日一二三四五六"[(int)day];

    public static string Kind(FormTable table) => table.Kind switch
    {
        TableKind.Summary when table.Columns.FirstOrDefault(c => c.Type == CellType.Text)?.Leaf.StartsWith("网格", StringComparison.Ordinal) == true => "每网格一行",
        TableKind.Summary when table.Columns.FirstOrDefault(c => c.Type == CellType.Text)?.Leaf.StartsWith("街道", StringComparison.Ordinal) == true => "每街道一行",
        TableKind.Summary => "每社区一行",
        TableKind.PersonList => "每人一行",
        TableKind.HouseList => "每套房屋一行",
        TableKind.VenueList => "每家场所一行",
        TableKind.EntityList => "每家市场主体一行",
        TableKind.FixedRows => $"固定 {table.Rows.Count} 行（{table.Rows[0].Label}…）",
        TableKind.Form => $"登记表，{table.Fields.Count} 格",
        _ => "名单，逐行填",
    };

    /// <summary>What the publisher confirms before anything is sent.</summary>
    public static string Preview(ReportDesign design, IReadOnlyList<Target> targets, string whom, DueDate? due, DateOnly? date, TimeOnly? time, IReadOnlyList<EarlierDemand> repeats, IReadOnlyList<string> sensitive, string arrangement = "")
    {
        var lines = new List<string> { $"表样《{design.Form.Title}》" };
        var slots = Slot.Of(design).Where(s => !s.Hidden).ToList();
        foreach (var (table, no) in design.Form.Tables.Select((t, i) => (t, i)))
        {
            var own = slots.Where(s => s.Table == no).ToList();
            var depth = table.HeaderRows.Count > 1 ? $"，{Numeral(table.HeaderRows.Count)}级表头" : "";
            var total = table.TotalRow is not null && design.Form.Notes.Count(n => n.At.Length > 0) + design.Form.Meta.Count > 0 ? $"，第 {table.TotalRow} 行合计是公式" : "";
            lines.Add($"{(table.Caption is { } c ? c + "：" : "")}{Kind(table)}，{own.Count} {(table.Kind == TableKind.Form ? "格" : "列")}{depth}{total}{(table.ExampleRows.Count > 0 ? $"，第 {string.Join('、', table.ExampleRows)} 行是示例，不算数据" : "")}。");
            if (design.RowQueries[no] is { } rows) lines.Add($"名单范围：各社区实有的“{Whose(rows.Understood)}”，由平台带出。");
        }
        if (design.Form.Unit is { } unit) lines.Add($"计量单位：{unit}。");
        lines.Add("平台能带数：" + Names(slots.Where(s => s.Binding.IsPrefilled)));
        if (slots.Any(s => s.Binding is Computed)) lines.Add("表内公式算出：" + Names(slots.Where(s => s.Binding is Computed)));
        lines.Add("带不了、要人填：" + Names(slots.Where(IsPeoples)));
        if (sensitive.Count > 0) lines.Add($"敏感列：{string.Join('、', sensitive)}。没有授权的社区不带数，空着，也不填 0。");
        foreach (var undecided in slots.Where(s => s.Binding is Undecided)) lines.Add("请先说清：" + ((Undecided)undecided.Binding).Question);
        var notes = design.Form.Notes.Where(n => n.Text.Length > 6).ToList();
        if (notes.Count > 0) lines.Add("口径和说明（随表带上）：\n" + string.Join('\n', notes.Take(8).Select(n => "· " + Wording.Squeeze(n.Text))));
        lines.Add($"发给：{whom}（共 {targets.Count} 个）。截止：{(date is null ? When(due) : When(date, time))}{(due is { Said: { } said } && design.Form.Notes.Count > 0 ? $"（按表里写的“{said}”，请确认）" : "")}。");
        if (arrangement.Length > 0) lines.Add(arrangement + "。");
        foreach (var repeat in repeats.Take(3))
            lines.Add($"查重：{repeat.At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd} {repeat.PublisherName}发的《{repeat.Title}》已经要过 {string.Join('、', repeat.Columns)}，这次是重复要。");
        if (repeats.Count == 0) lines.Add($"查重：{(slots.Any(s => s.Binding.IsPrefilled && s.Binding is not RegionName) ? "能带数的列平台已有，社区只需核对；" : "")}近两个月没有发过同样列的表。");
        lines.Add("还没有发出。确认请说“发吧”，不发说“不发了”。");
        return string.Join('\n', lines);
    }

    /// <summary>Of a list's title what names its people or things: 重度残疾人入户走访花名册 → 重度残疾人.</summary>
    private static string Whose(string title) => System.Text.RegularExpressions.Regex.Replace(title, "(?:入户|走访|慰问|摸底|摸排|排查|核查|检查|消防|安全|信息|情况|登记|统计|花名册|明细|名册|名单|清单|台账|表)+$", "") is { Length: >= 2 } whose ? whose : title;

    public static bool IsPeoples(Slot slot) => slot.Binding is Nobody && slot.Formula is null && slot.Type != CellType.Sequence && !slot.Hidden;

    private static string Numeral(int n) => n is > 0 and <= 4 ? "一二三四"[n - 1].ToString() : n.ToString(CultureInfo.InvariantCulture);

    public static string Names(IEnumerable<Slot> slots)
    {
        var names = slots.Select(s => s.Name + (s.Name is "备注" or "说明" ? "（可空）" : "")).ToList();
        return names.Count == 0 ? "没有" : string.Join('、', names.Take(25)) + (names.Count > 25 ? $" 等 {names.Count} 项" : "");
    }

    /// <summary>An opened report in words: what was brought with source and date, what is left.</summary>
    public static string Opened(OpenedReport report)
    {
        var lines = new List<string> { $"《{report.Issue.Title}》{report.Submission.TargetName}，{report.Issue.PublisherName}要的，{DueWords(report.Due, report.DueTime)}。" };
        if (report.Submission.State is SubmissionState.Submitted or SubmissionState.Accepted) lines.Add($"这份已经报上去了（{report.Submission.SubmittedByName}）{(report.Submission.State == SubmissionState.Accepted ? "，并已审核通过" : "，审核前还能撤回")}。");
        if (report.Submission.State == SubmissionState.Excused) lines.Add("发表人说不用报了，不用再填；填过的都留着。");
        if (report.Design.Form.Notes.Where(n => n.At.Length == 0).ToList() is { Count: > 0 } notes) lines.Add("说明：" + string.Join('；', notes.Select(n => n.Text)));
        foreach (var (cell, remark) in report.Submission.Remarks.Where(r => r.Value.Returned)) lines.Add($"退回：{CellName(report, CellKey.Parse(cell))}——{remark.Text}（{remark.ByName}）");
        foreach (var (table, no) in report.Design.Form.Tables.Select((t, i) => (t, i))) lines.AddRange(Table(report, table, no));
        var withheld = report.Submission.Sources.Where(s => s.Value.Name == CellSource.Withheld).Select(s => s.Key).ToList();
        if (withheld.Count > 0)
        {
            var names = Slot.Of(report.Design).Where(s => withheld.Contains($"{s.Table}/{s.Column}")).Select(s => s.Name).ToList();
            lines.Add($"{string.Join('、', names)}：无权查看，空着，不用填（{report.Submission.Sources[withheld[0]].Understood}）");
        }
        lines.Add(Left(report));
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Table(OpenedReport report, FormTable table, int no)
    {
        var slots = Slot.Of(report.Design).Where(s => s.Table == no && !s.Hidden).ToList();
        var filled = new FilledTable(table, no, report.Submission.Lines);
        if (table.IsList)
        {
            yield return $"{(table.Caption is { } c ? c + "：" : "")}名单 {filled.Lines.Count} {Unit(table)}，平台带好：{Names(slots.Where(s => s.Binding.IsPrefilled))}{(filled.Lines.Count > 0 ? "；身份证号、电话已打码。" : "。")}";
            foreach (var line in filled.Lines.Take(ShownRows)) yield return "· " + string.Join('，', slots.Where(s => s.Type != CellType.Sequence).Select(s => filled.Value(line, s.Column)).Where(v => v is not null).Take(6));
            if (filled.Lines.Count > ShownRows) yield return $"（其余 {filled.Lines.Count - ShownRows} 行见表单页）";
            yield break;
        }
        foreach (var line in filled.Lines)
        {
            var several = filled.Lines.Count > 1;
            var values = slots.Where(s => s.Binding is not (RegionName or RowNumber)).Select(s => (Slot: s, Value: filled.Value(line, s.Column))).Where(x => x.Value is not null).ToList();
            if (several) { yield return $"· {Checks.RowName(report.Design, line)}：" + string.Join('，', values.Select(v => $"{v.Slot.Name} {v.Value}")); continue; }
            foreach (var (slot, value) in values) yield return $"· {slot.Name}：{value}{slot.Unit}{From(report, slot, line)}";
        }
    }

    private static string From(OpenedReport report, Slot slot, Line line)
    {
        if (line.Typed.TryGetValue(slot.Column, out var typed)) return $"（{typed.ByName}填{(line.IsChanged(slot.Column) ? $"，平台带的是 {line.Prefilled[slot.Column]}，原因：{typed.Why ?? "还没说"}" : "")}）";
        if (slot.Binding is Computed || slot.Formula is not null) return "（表内公式）";
        return report.Submission.Sources.TryGetValue($"{slot.Table}/{slot.Column}", out var source) ? $"（{source.Name}{(source.Latest is { } d ? $"，{d:yyyy-MM-dd}" : "")}）" : "";
    }

    public static DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8));

    private static string Unit(FormTable table) => table.Kind switch { TableKind.PersonList => "人", TableKind.HouseList => "套", TableKind.VenueList or TableKind.EntityList => "家", _ => "行" };

    /// <summary>Why nothing can be changed in a part that is no longer with who fills it.</summary>
    public static string Locked(SubmissionState state) => state switch
    {
        SubmissionState.Excused => "发表人说这份不用报了，不用再填再报；填过的都留着。",
        SubmissionState.Accepted => "这份已经审核通过，不能再改；确实要改，请发表人退回。",
        _ => "这份已经报上去了，要改请先说“撤回来”。",
    };

    /// <summary>How one community's part stands, in a line.</summary>
    public static string Standing(OpenedReport report) => $"《{report.Issue.Title}》{report.Submission.TargetName}：" + report.Submission.State switch
    {
        SubmissionState.Submitted => $"{report.Submission.SubmittedByName} {Local(report.Submission.SubmittedAt!.Value):M月d日 HH:mm} 报上去了，等{report.Issue.PublisherName}审核，还能撤回。",
        SubmissionState.Accepted => "已审核通过。",
        SubmissionState.Returned => $"被退回待改，{DueWords(report.Due, report.DueTime)}。{string.Join('；', report.Submission.Remarks.Values.Where(r => r.Returned).Select(r => r.Text).Distinct())}",
        SubmissionState.Excused => "发表人说不用报了。",
        _ => $"还没报，{DueWords(report.Due, report.DueTime)}。{Left(report)}",
    };

    /// <summary>What is left to do, or that it can go in.</summary>
    public static string Left(OpenedReport report)
    {
        if (!report.Submission.IsWithFiller) return "";
        var problems = report.Problems;
        if (problems.Count == 0) return "没有缺项，说“报上去”就提交。" + Look(report) + Optional(report);
        var missing = problems.Where(p => p.Kind == ProblemKind.Missing).Select(p => p.Column).Distinct().ToList();
        var wrong = problems.Where(p => p.Kind != ProblemKind.Missing).ToList();
        var parts = new List<string>();
        if (missing.Count > 0) parts.Add($"只剩要填：{string.Join('、', missing)}。");
        parts.AddRange(wrong.Take(5).Select(p => $"要处理：{p.Row}{(p.Row.Length > 0 ? " " : "")}{p.Column}——{p.Words}。"));
        return string.Join('\n', parts) + Look(report) + Optional(report);
    }

    /// <summary>What came along and wants a look: from the last period, or from a source that is half a year old.</summary>
    private static string Look(OpenedReport report)
    {
        var slots = Slot.Of(report.Design).Where(s => !s.Hidden).ToList();
        var carried = slots.Where(s => report.Submission.Sources.TryGetValue($"{s.Table}/{s.Column}", out var source) && source.Name == LastPeriod.Source && LastPeriod.Lasts(s) && report.Submission.Lines.Any(l => l.Table == s.Table && l.Prefilled.ContainsKey(s.Column) && l.Version(s.Column) == 0)).Select(s => s.Name).ToList();
        var stale = slots.Where(s => s.Binding.IsPrefilled && report.Submission.Sources.TryGetValue($"{s.Table}/{s.Column}", out var source) && source.Latest < report.Submission.PrefilledOn?.AddDays(-StaleDays)).Select(s => s.Name).ToList();
        return (carried.Count > 0 ? $"上期带来、请核对：{string.Join('、', carried.Take(6))}。" : "") + (stale.Count > 0 ? $"来源已超过半年、请核对：{string.Join('、', stale.Take(6))}。" : "");
    }

    private static string Optional(OpenedReport report)
    {
        var open = Slot.Of(report.Design).Where(s => IsPeoples(s) && !s.Required && report.Submission.Lines.Where(l => l.Table == s.Table).All(l => l.Value(s.Column) is null)).Select(s => s.Name).ToList();
        return open.Count > 0 ? $"可空：{string.Join('、', open.Take(6))}。" : "";
    }

    /// <summary>Problems grouped by column, rows by name.</summary>
    public static string Problems(IReadOnlyList<Problem> problems)
    {
        var lines = problems.GroupBy(p => (p.Column, p.Kind, p.Words)).Take(10).Select(g =>
        {
            var rows = g.Select(p => p.Row).Where(r => r.Length > 0).Distinct().ToList();
            return $"· {g.Key.Column}：{g.Key.Words}{(rows.Count > 0 ? $"（{string.Join('、', rows.Take(10))}{(rows.Count > 10 ? $" 等 {rows.Count} 行" : "")}）" : "")}";
        });
        return "还不能报：\n" + string.Join('\n', lines);
    }

    public static string CellName(OpenedReport report, CellKey cell)
    {
        var slot = Slot.Of(report.Design).FirstOrDefault(s => s.Table == cell.Table && s.Column == cell.Column)?.Name ?? cell.Column;
        var line = report.Submission.Lines.FirstOrDefault(l => l.Table == cell.Table && l.Key == cell.Row);
        return line is null || report.Submission.Lines.Count(l => l.Table == cell.Table) == 1 ? slot : $"{Checks.RowName(report.Design, line)} {slot}";
    }

    /// <summary>The report as data: a table of what it shows now.</summary>
    public static PalmData Data(OpenedReport report)
    {
        var table = report.Design.Form.Tables[0];
        var filled = new FilledTable(table, 0, report.Submission.Lines);
        var slots = Slot.Of(report.Design).Where(s => s.Table == 0 && !s.Hidden).ToList();
        return new("form")
        {
            Id = report.Submission.Id.ToString("N"),
            Understood = report.Issue.Title,
            Scope = new(Access.RegionRange.Short(report.Submission.Target), report.Submission.TargetName),
            AsOf = report.Submission.PrefilledOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Result = new() { Columns = [.. slots.Select(s => new PalmColumn(s.Name, s.Type is CellType.Integer or CellType.Number ? "number" : "text"))], Rows = [.. filled.Lines.Take(200).Select(l => (IReadOnlyList<object?>)[.. slots.Select(s => (object?)filled.Value(l, s.Column))])], Total = filled.Lines.Count },
            Sources = [.. report.Submission.Sources.Values.Where(s => s.Name != CellSource.Withheld).GroupBy(s => s.Name).Select(g => new PalmSource(g.Key, g.Max(s => s.Latest)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))],
        };
    }
}
