using System.Globalization;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Pages;

/// <param name="Findings">what stands out: far from the register, far from the last period</param>
public sealed record RollUpView(string Title, int All, int In, IReadOnlyList<string> Missing, IReadOnlyList<RollUpTable> Tables, IReadOnlyList<Finding> Findings);

/// <param name="Rows">joined rows, each with the part and line it came from; printed rows are added up and come from all</param>
/// <param name="ByStreet">sums by street, in the order of their codes; empty when all lie in one</param>
public sealed record RollUpTable(int No, string? Caption, bool Added, IReadOnlyList<ColumnView> Columns, IReadOnlyList<RollUpRow> Rows, int Total, IReadOnlyDictionary<string, string> Sums, IReadOnlyList<StreetSum> ByStreet);

public sealed record RollUpRow(Guid? Part, string? Key, string Target, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Changed);

public sealed record StreetSum(string Name, int In, int All, IReadOnlyDictionary<string, string> Sums);

public sealed record Finding(Guid Part, string Target, string Column, string Words);

/// <summary>Submissions put together for the page, every row still knowing whose it is. Pure.</summary>
public static class RollUpReading
{
    private const int MostRows = 2000;

    public static RollUpView Of(RolledUp all, Account account, Catalog catalog)
    {
        var readings = all.In.Select(s => new FormReading(new(s, all.Issue, all.Report), account, catalog)).ToList();
        var parts = all.Issue.Wanted.Where(s => RegionRange.Of(account.Region).Contains(s.Target)).ToList();
        var tables = all.Report.Design.Form.Tables.Select((t, no) => Table(all, t, no, readings, parts, catalog)).ToList();
        return new(all.Issue.Title, parts.Count, all.In.Count, [.. parts.Where(s => s.IsWithFiller).OrderBy(s => s.Target).Select(s => s.TargetName)], tables, Findings(all));
    }

    private static RollUpTable Table(RolledUp all, FormTable table, int no, List<FormReading> readings, List<Submission> parts, Catalog catalog)
    {
        var views = readings.Select(r => (r.Opened.Submission, View: r.Tables()[no])).ToList();
        var columns = views.Count > 0 ? views[0].View.Columns.Where(c => c.Type != "sequence").ToList() : [];
        var added = table.Kind == TableKind.FixedRows;
        var rows = added
            ? all.Rows[no].Select(r => new RollUpRow(null, null, table.Rows.FirstOrDefault(p => p.Row == r.Printed)?.Label ?? "", r.Values, [])).ToList()
            : [.. views.SelectMany(v => v.View.Rows.Where(r => !r.Removed).Select(r => new RollUpRow(v.Submission.Id, $"{no}/{r.Key}", v.Submission.TargetName, r.Values, Changed(v.Submission, no, r.Key))))];
        var sums = columns.Where(c => c.Type is "integer" or "number" && c.Unit is not ("岁" or "%" or "年")).ToList();
        return new(no, table.Caption, added, columns, [.. rows.Take(MostRows)], rows.Count, Sums(sums, added ? [] : rows), added ? [] : ByStreet(rows, sums, parts, catalog));
    }

    private static IReadOnlyList<string> Changed(Submission submission, int no, string key) =>
        submission.Lines.FirstOrDefault(l => l.Table == no && l.Key == key) is { } line ? [.. line.Columns.Where(line.IsChanged)] : [];

    private static Dictionary<string, string> Sums(IReadOnlyList<ColumnView> columns, IReadOnlyList<RollUpRow> rows)
    {
        var sums = new Dictionary<string, string>();
        foreach (var column in columns)
        {
            var numbers = rows.Select(r => r.Values.GetValueOrDefault(column.Column)).Select(v => decimal.TryParse(v, NumberStyles.Number, CultureInfo.InvariantCulture, out var n) ? (decimal?)n : null).OfType<decimal>().ToList();
            if (numbers.Count > 0) sums[column.Column] = numbers.Sum().ToString("0.####", CultureInfo.InvariantCulture);
        }
        return sums;
    }

    private static IReadOnlyList<StreetSum> ByStreet(List<RollUpRow> rows, List<ColumnView> sums, List<Submission> parts, Catalog catalog)
    {
        var streets = parts.GroupBy(p => p.Target / 1_000_000 * 1_000_000).OrderBy(g => g.Key).ToList();
        if (streets.Count < 2) return [];
        return [.. streets.Select(g => { var ids = g.Select(p => (Guid?)p.Id).ToHashSet(); return new StreetSum(catalog.RegionName(g.Key) ?? "", g.Count(p => p.IsIn), g.Count(), Sums(sums, [.. rows.Where(r => ids.Contains(r.Part))])); })];
    }

    private static IReadOnlyList<Finding> Findings(RolledUp all)
    {
        var byName = all.In.GroupBy(s => s.TargetName).ToDictionary(g => g.Key, g => g.First().Id);
        return [.. all.Outliers.Where(o => byName.ContainsKey(o.Target)).Select(o => new Finding(byName[o.Target], o.Target, o.Column, $"平台 {o.Prefilled}，报的 {o.Reported}（{o.Why ?? "没说原因"}）")),
                .. all.Swings.Where(s => byName.ContainsKey(s.Target)).Select(s => new Finding(byName[s.Target], s.Target, s.Column, $"上期 {s.Last:0.##}，这期 {s.Now:0.##}"))];
    }
}
