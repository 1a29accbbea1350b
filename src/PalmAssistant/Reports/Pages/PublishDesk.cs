using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Export;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Reports.Pages;

/// <param name="Targets">region codes; all must lie in the publisher's region</param>
/// <param name="Id">made by the page: the same request again is the same issue</param>
/// <param name="Insist">asks for it though the platform already has every column</param>
public sealed record PublishAsk(Guid Id, IReadOnlyList<string> Targets, DateOnly? Due, TimeOnly? DueTime, string? Period, IReadOnlyList<string>? Reviewers, bool Insist);

/// <summary>What a report would look like filled, before anything is sent.</summary>
/// <param name="NothingToAsk">the platform has every column: the filled table is the answer</param>
/// <param name="Reused">cells the platform brings, and all there are</param>
public sealed record PublishPreview(bool NothingToAsk, int Targets, IReadOnlyList<string> Columns, IReadOnlyList<bool> Asked, IReadOnlyList<IReadOnlyList<string?>> Rows, int TotalRows, IReadOnlyList<string> Withheld, IReadOnlyList<EarlierDemand> Repeats, IReadOnlyList<string> Sensitive, int Reused, int Cells);

public sealed record Addressee(string Code, string Name, int Level, string? Parent, int People);

public abstract record Publishing
{
    public sealed record Sent(Issue Issue) : Publishing;
    public sealed record Refused(string Reason) : Publishing;

    /// <summary>The platform already has all of it; said before anybody is asked.</summary>
    public sealed record NothingToAsk(string Reason) : Publishing;
}

/// <summary>From a design to an issue: whom it can go to, what the platform already knows, who was asked the same, sending.</summary>
public sealed class PublishDesk(ReportDesk desk, ReportPeriods periods, CatalogSource catalogs, Accounts accounts, Prefill prefill)
{
    private const int ShownRows = 200, MostTargets = 3000;

    /// <summary>Streets, communities and grids of one's own region, with how many people fill there.</summary>
    public async Task<IReadOnlyList<Addressee>> Addressees(Account account, CancellationToken ct)
    {
        var (catalog, range) = (await catalogs.Current(ct), RegionRange.Of(account.Region));
        var people = (await accounts.All(ct)).Where(a => a.Role is Role.CommunityWorker or Role.CommunitySecretary or Role.StreetOfficer).GroupBy(a => a.Region).ToDictionary(g => g.Key, g => g.Count());
        return [.. catalog.Rows.Regions.Where(r => r.Level is >= 2 and <= 4 && r.Code != account.Region && range.Contains(r.Code)).OrderBy(r => r.Code)
            .Select(r => new Addressee($"{r.Code}", r.Name, r.Level, $"{Parent(r.Code, r.Level)}", people.GetValueOrDefault(r.Level == 4 ? r.Code / 1000 * 1000 : r.Code)))];
    }

    private static long Parent(long code, short level) => level switch { 4 => code / 1000 * 1000, 3 => code / 1_000_000 * 1_000_000, _ => code / 1_000_000_000 * 1_000_000_000 };

    /// <summary>Who may review besides the publisher: officers above or in the same region.</summary>
    public async Task<IReadOnlyList<Account>> Reviewers(Account account, CancellationToken ct) =>
        [.. (await accounts.All(ct)).Where(a => a.Id != account.Id && a.Role is Role.StreetOfficer or Role.DistrictOfficer or Role.DepartmentOfficer && RegionRange.Of(a.Region).Contains(account.Region)).Where(a => a.Id != account.Id).Take(200)];

    public async Task<PublishPreview> Preview(Report report, IReadOnlyList<string> codes, Account account, DateOnly today, CancellationToken ct)
    {
        var catalog = await catalogs.Current(ct);
        var targets = Targets(codes, account, catalog).Targets;
        var all = await prefill.ForAll(report.Design, targets, account, today, ct);
        var slots = Slot.Of(report.Design).Where(s => s.Table == 0 && !s.Hidden && s.Type != CellType.Sequence).ToList();
        var brought = targets.SelectMany(t => all[t.Region].Rows.Where(r => r.Table == 0)).ToList();
        var everything = targets.SelectMany(t => all[t.Region].Rows).ToList();
        var asked = Slot.Of(report.Design).Where(s => s.IsFillers).ToList();
        return new(NothingToAsk(report.Design), targets.Count, [.. slots.Select(s => s.Name)], [.. slots.Select(s => !s.Binding.IsKnown && s.IsFillers)], [.. brought.Take(ShownRows).Select(r => (IReadOnlyList<string?>)[.. slots.Select(s => r.Values.GetValueOrDefault(s.Column))])], brought.Count,
            [.. all.Values.SelectMany(p => p.Withheld).DistinctBy(w => w.Key).Select(w => $"{NameOf(report.Design, w.Key)}：{w.Value}")], await desk.Repeats(report.Design, targets, null, ct), [.. Slot.Of(report.Design).Where(s => DesignReading.IsSensitive(s.Binding, catalog)).Select(s => s.Name)],
            everything.Sum(r => asked.Count(s => s.Table == r.Table && r.Values.ContainsKey(s.Column))), everything.Sum(r => asked.Count(s => s.Table == r.Table)));
    }

    /// <summary>The filled table of the preview, to take away.</summary>
    public async Task<byte[]> Filled(Report report, IReadOnlyList<string> codes, Account account, DateOnly today, CancellationToken ct)
    {
        var targets = Targets(codes, account, await catalogs.Current(ct)).Targets;
        var all = await prefill.ForAll(report.Design, targets, account, today, ct);
        var rows = report.Design.Form.Tables.Select((t, no) => (IReadOnlyList<ExportRow>)(t.Kind is TableKind.FixedRows or TableKind.Form && targets.Count > 1 ? [] :
            [.. targets.SelectMany(x => all[x.Region].Rows.Where(r => r.Table == no)).Select(r => new ExportRow(t.Kind == TableKind.FixedRows ? int.Parse(r.Key, System.Globalization.CultureInfo.InvariantCulture) : null, r.Values))])).ToList();
        return ReportFiles.Workbook(report, rows, account.RegionName, account.Name, today);
    }

    public async Task<Publishing> Send(Report report, PublishAsk ask, Account account, DateOnly today, CancellationToken ct)
    {
        var (targets, outside) = Targets(ask.Targets, account, await catalogs.Current(ct));
        if (outside is not null) return new Publishing.Refused($"“{outside}”不在您的范围内，无权发给他们。");
        if (targets.Count == 0) return new Publishing.Refused("还没有选发给谁。");
        if (ask.Due < today) return new Publishing.Refused("截止日期已经过了，请改到今天或以后。");
        var open = Slot.Of(report.Design).Where(s => s.Binding is Undecided).Select(s => s.Name).ToList();
        if (open.Count > 0) return new Publishing.Refused($"还有没说清的列：{string.Join('、', open)}。请先选定口径，或改成由人填。");
        if (NothingToAsk(report.Design) && !ask.Insist) return new Publishing.NothingToAsk("这些列平台都能答，不用发表，填好的表可以直接拿走。仍要发请勾选“仍要社区核对一遍”。");
        var period = Enum.TryParse<ReportPeriod>(ask.Period, true, out var known) ? known : ReportPeriod.Once;
        if (period != ReportPeriod.Once && ask.Due is null) return new Publishing.Refused("定期的表要有第一次的截止日期，以后按它往后推。");
        Guid? series = period == ReportPeriod.Once ? null : ReportDesk.IdOf(ask.Id.ToString("N"), "series");
        var reviewers = (await Reviewers(account, ct)).Select(a => a.Id).Intersect(ask.Reviewers ?? []).ToList();
        var issue = await desk.Send(ask.Id, report, new(targets) { Due = ask.Due, DueTime = ask.DueTime, Repeats = await desk.Repeats(report.Design, targets, null, ct), Reviewers = reviewers, Series = series }, account, ct);
        if (series is { } running) await periods.Begin(running, issue, period, issue.Due!.Value, ct);
        return new Publishing.Sent(issue);
    }

    private static (IReadOnlyList<Target> Targets, string? Outside) Targets(IReadOnlyList<string> codes, Account account, Catalog catalog)
    {
        var range = RegionRange.Of(account.Region);
        var known = catalog.Rows.Regions.Where(r => r.Level is >= 2 and <= 4).ToDictionary(r => $"{r.Code}");
        var asked = codes.Distinct().Take(MostTargets).ToList();
        if (asked.FirstOrDefault(c => !known.TryGetValue(c, out var r) || !range.Contains(r.Code)) is { } stranger) return ([], known.TryGetValue(stranger, out var named) ? named.Name : stranger);
        return ([.. asked.Select(c => known[c]).OrderBy(r => r.Code).Select(r => new Target(r.Code, r.Level == 4 && catalog.RegionName(r.Code / 1000 * 1000) is { } community ? $"{community}{r.Name}" : r.Name))], null);
    }

    private static bool NothingToAsk(ReportDesign design) =>
        design.Form.Tables is [{ Kind: TableKind.Summary }] && Slot.Of(design).Where(s => !s.Hidden).All(s => s.Binding.IsKnown) && Slot.Of(design).Any(s => s.Binding is Figure);

    private static string NameOf(ReportDesign design, string key)
    {
        var parts = key.Split('/');
        return Slot.Of(design).FirstOrDefault(s => $"{s.Table}" == parts[0] && s.Column == parts[1].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'))?.Name ?? Slot.Of(design).FirstOrDefault(s => s.Column == parts[1])?.Name ?? "";
    }
}
