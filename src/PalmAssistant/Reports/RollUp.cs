using System.Globalization;
using PalmAssistant.Access;
using PalmAssistant.Reports.Export;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports;

/// <summary>Submissions put together: summaries and lists joined, printed rows added up, sums of every number column.</summary>
public sealed record RolledUp(Issue Issue, Report Report, IReadOnlyList<Submission> In, IReadOnlyList<string> Missing, IReadOnlyList<IReadOnlyList<ExportRow>> Rows, IReadOnlyList<Outlier> Outliers)
{
    /// <summary>Figures that moved far from the same community's last report.</summary>
    public IReadOnlyList<Swing> Swings { get; init; } = [];

    /// <summary>Parts submitted or changed after somebody last put them together.</summary>
    public IReadOnlyList<Submission> Late { get; init; } = [];
    public DateTimeOffset? LastRolledUp { get; init; }

    /// <summary>Sum of a number column over the targets of one region; null when nothing was filled.</summary>
    public decimal? SumWithin(long region, int table, string letter)
    {
        var range = RegionRange.Of(region);
        var numbers = In.Where(s => range.Contains(s.Target)).SelectMany(s => s.Lines).Where(l => l.Table == table && !l.Removed)
            .Select(l => decimal.TryParse(l.Value(letter), NumberStyles.Number, CultureInfo.InvariantCulture, out var n) ? (decimal?)n : null).OfType<decimal>().ToList();
        return numbers.Count == 0 ? null : numbers.Sum();
    }

    /// <summary>Sum of a number column of a table; null when nothing was filled.</summary>
    public decimal? Sum(int table, string letter)
    {
        var numbers = Rows[table].Select(r => r.Values.GetValueOrDefault(letter)).Where(v => v is not null).Select(v => decimal.TryParse(v, NumberStyles.Number, CultureInfo.InvariantCulture, out var n) ? (decimal?)n : null).OfType<decimal>().ToList();
        return numbers.Count == 0 ? null : numbers.Sum();
    }
}

/// <summary>A figure that stands out: changed a lot from what the platform knows.</summary>
public sealed record Outlier(string Target, string Column, string Prefilled, string Reported, string? Why);

/// <summary>The same cell this time and last time.</summary>
public sealed record Swing(string Target, string Column, decimal Last, decimal Now);

public sealed class RollUp(ReportDesk desk)
{
    private const decimal StandsOut = 0.3m;
    private const decimal SwingsFar = 0.5m;

    public async Task<RolledUp?> Handle(Guid issue, Account account, CancellationToken ct)
    {
        if (await desk.FindIssue(issue, account, ct) is not { } found || await desk.Find(found.ReportId, ct) is not { } report) return null;
        var all = Of(found, report, await desk.Received(issue, account, ct));
        var before = found.Previous is { } previous ? await desk.Received(previous, account, ct) : [];
        var last = (await desk.TracesOf(issue, "rolled-up", ct)).LastOrDefault()?.At;
        return all with { Swings = [.. all.In.SelectMany(s => Swings(report.Design, s, before.FirstOrDefault(b => b.Target == s.Target)))], Late = [.. all.In.Where(s => s.SubmittedAt > last)], LastRolledUp = last };
    }

    /// <summary>What one target reported beside the register and beside its last report, a line a number column of its one-row tables. Pure.</summary>
    public static IReadOnlyList<(string Column, string? Register, string? Last, string? Now)> Compared(ReportDesign design, Submission submission, Submission? before) =>
        [.. from slot in Numbers(design)
            let now = Only(submission, slot.Table)
            where now is not null
            select (slot.Name, slot.Binding.IsPrefilled ? now.Prefilled.GetValueOrDefault(slot.Column) : null, before is null ? null : Only(before, slot.Table)?.Value(slot.Column), now.Value(slot.Column))];

    private static IEnumerable<Swing> Swings(ReportDesign design, Submission submission, Submission? before) =>
        from row in Compared(design, submission, before)
        where decimal.TryParse(row.Last, NumberStyles.Number, CultureInfo.InvariantCulture, out _) && decimal.TryParse(row.Now, NumberStyles.Number, CultureInfo.InvariantCulture, out _)
        let last = decimal.Parse(row.Last!, CultureInfo.InvariantCulture)
        let now = decimal.Parse(row.Now!, CultureInfo.InvariantCulture)
        where Math.Abs(now - last) > Math.Max(3, SwingsFar * Math.Abs(last))
        select new Swing(submission.TargetName, row.Column, last, now);

    private static IEnumerable<Slot> Numbers(ReportDesign design) => Slot.Of(design).Where(s => !s.Hidden && s.Type is CellType.Integer or CellType.Number && !design.Form.Tables[s.Table].IsList);

    private static Line? Only(Submission submission, int table) => submission.Lines.Where(l => l.Table == table && !l.Removed).ToList() is [var only] ? only : null;

    /// <summary>Pure: the lines of all that is in, put together.</summary>
    public static RolledUp Of(Issue issue, Report report, IReadOnlyList<Submission> received)
    {
        var ids = received.Select(s => s.Id).ToHashSet();
        var missing = issue.Wanted.Where(s => !ids.Contains(s.Id)).OrderBy(s => s.Target).Select(s => s.TargetName).ToList();
        var rows = report.Design.Form.Tables.Select((t, no) => Rows(t, no, received)).ToList();
        return new(issue, report, received, missing, rows, [.. received.SelectMany(s => Outliers(report.Design, s))]);
    }

    private static IReadOnlyList<ExportRow> Rows(FormTable table, int no, IReadOnlyList<Submission> received) => table.Kind switch
    {
        TableKind.FixedRows => Added(table, no, received),
        _ => Joined(table, no, received),
    };

    private static List<ExportRow> Joined(FormTable table, int no, IReadOnlyList<Submission> received)
    {
        var rows = new List<ExportRow>();
        foreach (var submission in received) rows.AddRange(ExportRows.Of(table, no, submission.Lines, rows.Count));
        return rows;
    }

    private static IReadOnlyList<ExportRow> Added(FormTable table, int no, IReadOnlyList<Submission> received)
    {
        var each = received.SelectMany(s => ExportRows.Of(table, no, s.Lines)).GroupBy(r => r.Printed);
        return [.. each.Select(g => new ExportRow(g.Key, table.Columns.Where(c => c.Type is CellType.Integer or CellType.Number)
            .Select(c => (c.Letter, Numbers: g.Select(r => r.Values.GetValueOrDefault(c.Letter)).Where(v => decimal.TryParse(v, NumberStyles.Number, CultureInfo.InvariantCulture, out _)).Select(v => decimal.Parse(v!, CultureInfo.InvariantCulture)).ToList()))
            .Where(x => x.Numbers.Count > 0).ToDictionary(x => x.Letter, x => x.Numbers.Sum().ToString("0.####", CultureInfo.InvariantCulture))))];
    }

    private static IEnumerable<Outlier> Outliers(ReportDesign design, Submission submission)
    {
        var brought = Slot.Of(design).Where(s => s.Binding.IsPrefilled).ToLookup(s => s.Table);
        return from line in submission.Lines
               where !line.Removed && line.Typed.Count > 0
               from slot in brought[line.Table]
               where line.IsChanged(slot.Column) && StandsApart(line.Prefilled[slot.Column], line.Value(slot.Column))
               select new Outlier(submission.TargetName, slot.Name, line.Prefilled[slot.Column], line.Value(slot.Column) ?? "空", line.Typed[slot.Column].Why);
    }

    private static bool StandsApart(string before, string? after) =>
        decimal.TryParse(before, NumberStyles.Number, CultureInfo.InvariantCulture, out var b) && decimal.TryParse(after, NumberStyles.Number, CultureInfo.InvariantCulture, out var a)
        && Math.Abs(a - b) > Math.Max(2, StandsOut * Math.Abs(b));
}
