using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;
using PalmAssistant.Reports;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Export;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;
using PalmAssistant.Storage;
using Role = PalmAssistant.Access.Role;

namespace PalmAssistant.Bench;

/// <summary>
/// <c>palm bench reports</c>: 40 bound cells for every community at once, one community's report opened, and every community's list of 500 rows
/// rolled up, each beside hand-written SQL that brings the same figures in the same run. Leaves nothing behind in the reports' tables.
/// </summary>
internal sealed class ReportBench(IServiceProvider services, NpgsqlDataSource database, DateOnly today)
{
    private const int ListRows = 500, WholeDistrict = 137;
    private static readonly CancellationToken Ct = CancellationToken.None;

    public static async Task<int> Run(string[] args)
    {
        if (args.Contains("--imported")) UseImported();
        var settings = PalmSettings.From(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        await using var services = new ServiceCollection().AddLogging().AddPalm(settings).BuildServiceProvider();
        var bench = new ReportBench(services, services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<PalmClock>().Today);
        return await bench.Measure();
    }

    /// <summary>The district that <c>bench import</c> left on the same server, on its own day, with today's schema.</summary>
    private static void UseImported()
    {
        Schema.Migrate(ImportBench.Imported());
        Environment.SetEnvironmentVariable("PALM__Database", new NpgsqlConnectionStringBuilder(ImportBench.Imported()) { Pooling = true }.ConnectionString);
        Environment.SetEnvironmentVariable("PALM__Today", ImportBench.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private async Task<int> Measure()
    {
        var catalog = await services.GetRequiredService<CatalogSource>().Current(Ct);
        var top = catalog.Rows.Regions.First(r => r.Level == 1);
        var leader = new Account("bench-leader", "区级干部", Role.DistrictOfficer, top.Code, top.Name, null, []);
        IReadOnlyList<Target> targets = [.. catalog.Rows.Regions.Where(r => r.Level == 3).OrderBy(r => r.Code).Select(r => new Target(r.Code, r.Name))];
        Console.WriteLine($"{await Scalar("select count(*) from community.person where is_resident"):N0} 实有人口, {targets.Count} communities, {Environment.ProcessorCount} cores, {today:yyyy-MM-dd}");
        var design = Bound(catalog, leader);
        var wrong = await Prefilling(design, targets, leader);
        await Opening(design, targets, leader);
        wrong += await RollingUp([.. targets, .. Enumerable.Range(0, Math.Max(0, WholeDistrict - targets.Count)).Select(i => new Target(top.Code + 990_000_000 + 1000 * (i + 1), $"测速{i + 1}社区"))], leader);
        return wrong == 0 ? 0 : 1;
    }

    /// <summary>All communities in one go, as when a report is sent; SQL: the forty figures grouped by community, one statement each.</summary>
    private async Task<int> Prefilling(ReportDesign design, IReadOnlyList<Target> targets, Account leader)
    {
        var figures = design.Bindings[0].Where(b => b.Value is Figure).ToList();
        var prefill = services.GetRequiredService<Prefill>();
        await prefill.ForAll(design, targets, leader, today, Ct);
        var busy = Environment.CpuUsage.TotalTime;
        var (ours, brought) = await Timed(() => prefill.ForAll(design, targets, leader, today, Ct));
        busy = Environment.CpuUsage.TotalTime - busy;
        var (plain, rows) = await Timed(() => Plain(ReportBenchCases.All(today), leader.Region));
        var differing = 0;
        foreach (var (item, no) in ReportBenchCases.All(today).Select((c, i) => (c, i)))
        {
            var letter = CellName.Letters(no + 2);
            foreach (var target in targets)
            {
                var figure = brought[target.Region].Rows[0].Values.GetValueOrDefault(letter);
                if (figure == rows[no].GetValueOrDefault(target.Region).ToString(CultureInfo.InvariantCulture)) continue;
                if (differing++ < 5) Console.WriteLine($"  DIFFERS {item.Header} {target.Name}: {figure ?? "empty"} / {rows[no].GetValueOrDefault(target.Region)}");
            }
        }
        Console.WriteLine($"prefilling {targets.Count} communities x {figures.Count} cells   {ours / 1000,7:0.00} s   SQL {plain / 1000,6:0.00} s   ratio {ours / plain:0.00}   own CPU {busy.TotalSeconds:0.00} s   differing cells {differing}");
        return differing;
    }

    /// <summary>One community's report opened for the first time: figures brought, rows, sources and trace stored.</summary>
    private async Task Opening(ReportDesign design, IReadOnlyList<Target> targets, Account leader)
    {
        var asked = await Issue(design, targets, leader);
        try
        {
            var open = services.GetRequiredService<OpenReport>();
            var (times, plain) = (new List<double>(), new List<double>());
            foreach (var submission in asked.Submissions.OrderByDescending(s => s.Target).Take(41))
            {
                var worker = new Account("bench-worker", "社区工作者", Role.CommunityWorker, submission.Target, submission.TargetName, null, []);
                times.Add((await Timed(() => open.Handle(submission.Id, worker, today, Ct))).Milliseconds);
                plain.Add((await Timed(() => Plain(ReportBenchCases.All(today), submission.Target))).Milliseconds);
            }
            Console.WriteLine($"opening one report of {design.Bindings[0].Count(b => b.Value is Figure)} cells   the very first {times[0]:0} ms, then p50 {At([.. times.Skip(1)], .5):0} ms   p95 {At([.. times.Skip(1)], .95):0} ms   SQL p50 {At(plain, .5):0} ms   p95 {At(plain, .95):0} ms");
        }
        finally { await Remove(asked, leader); }
    }

    /// <summary>A list of 500 rows from each of 137 communities (invented ones where the district has fewer), joined with sums; SQL: the same lines read and added up in the database.</summary>
    private async Task<int> RollingUp(IReadOnlyList<Target> targets, Account leader)
    {
        var issue = await Issue(ListDesign(), targets, leader);
        try
        {
            await FillLists(issue);
            var rollUp = services.GetRequiredService<RollUp>();
            await rollUp.Handle(issue.Id, leader, Ct);
            var busy = Environment.CpuUsage.TotalTime;
            var (ours, all) = await Timed(() => rollUp.Handle(issue.Id, leader, Ct));
            busy = Environment.CpuUsage.TotalTime - busy;
            var (plain, sum) = await Timed(() => Scalar($"""
                select sum(coalesce(l.typed -> 'D' ->> 'value', l.prefilled ->> 'D')::bigint)::bigint + count(*) * 0 + max(length(l.prefilled::text || l.typed::text)) * 0
                from reports.line l join reports.submission s on s.id = l.submission_id where s.issue_id = '{issue.Id}' and s.state = 'submitted'
                """));
            var same = all!.Rows[0].Count == targets.Count * ListRows && all.Sum(0, "D") == sum;
            Console.WriteLine($"rolling up {targets.Count} lists of {ListRows} rows   {ours / 1000,7:0.00} s   SQL {plain / 1000,6:0.00} s   own CPU {busy.TotalSeconds:0.00} s   {all.Rows[0].Count:N0} rows, sum {all.Sum(0, "D")}{(same ? "" : $"  DIFFERS: {sum}")}");
            var (drawn, book) = await Timed(() => Task.FromResult(ReportFiles.Workbook(all.Report, all.Rows, leader.RegionName, leader.Name, today)));
            Console.WriteLine($"the same as a workbook   {drawn / 1000,7:0.00} s   {book.Length >> 10:N0} KB   this process {Environment.WorkingSet >> 20} MB");
            return same ? 0 : 1;
        }
        finally { await Remove(issue, leader); }
    }

    private ReportDesign Bound(Catalog catalog, Account leader)
    {
        FormColumn[] columns = [new("A", ["社区"], CellType.Text), .. ReportBenchCases.All(today).Select((c, i) => new FormColumn(CellName.Letters(i + 2), c.Header.Split('·'), CellType.Integer) { Unit = c.Unit })];
        var form = new ReportForm("基本情况表（测速）", [new() { Sheet = "表", Kind = TableKind.Summary, HeaderRows = [2], FirstRow = 3, LastRow = 3, Columns = columns }]);
        var design = new Binder(catalog.Words, s => RuleReader.Read(new(s, today, catalog.Words, [], ScopedPlan.Home(leader, catalog))), today).Bind(form);
        foreach (var column in columns.Skip(1).Where(c => design.BindingOf(0, c.Letter) is not Figure)) throw new InvalidOperationException($"“{column.Name}” is not bound: {design.BindingOf(0, column.Letter)}");
        return design;
    }

    private static ReportDesign ListDesign()
    {
        FormColumn[] columns = [new("A", ["序号"], CellType.Sequence), new("B", ["姓名"], CellType.Text), new("C", ["住址"], CellType.Text), new("D", ["走访次数"], CellType.Integer) { Required = true }, new("E", ["备注"], CellType.Text)];
        return new(new ReportForm("走访名单（测速）", [new() { Sheet = "表", Kind = TableKind.List, HeaderRows = [2], FirstRow = 3, LastRow = 3, Columns = columns }]), [new Dictionary<string, CellBinding>()], [null]);
    }

    private async Task<Issue> Issue(ReportDesign design, IReadOnlyList<Target> targets, Account leader)
    {
        var desk = services.GetRequiredService<ReportDesk>();
        var report = await desk.Keep(Guid.NewGuid(), design, null, leader, Ct);
        return await desk.Send(Guid.NewGuid(), report, new(targets) { Due = today.AddDays(7) }, leader, Ct);
    }

    private async Task FillLists(Issue issue)
    {
        await Execute($"""
            insert into reports.line (submission_id, table_no, key, position, prefilled, typed)
            select s.id, 0, '+' || n, n, jsonb_build_object('B', '居民' || n, 'C', s.target_name || n % 30 || '号楼' || n % 4 || '单元' || n % 900 + 100 || '户'),
                   jsonb_build_object('D', jsonb_build_object('value', (n % 7)::text, 'version', 1, 'by', 'bench', 'byName', '测速', 'at', now(), 'why', null))
            from reports.submission s cross join generate_series(1, {ListRows}) n where s.issue_id = '{issue.Id}'
            """);
        await Execute($"update reports.submission set state = 'submitted', opened_at = now(), submitted_at = now(), submitted_by = 'bench', submitted_by_name = '测速' where issue_id = '{issue.Id}'");
        await Execute("analyze reports.line");
    }

    private async Task Remove(Issue issue, Account by)
    {
        foreach (var sql in (string[])[
            $"delete from reports.notice where issue_id = '{issue.Id}'", $"delete from reports.trace where issue_id = '{issue.Id}'",
            $"delete from reports.line where submission_id in (select id from reports.submission where issue_id = '{issue.Id}')",
            $"delete from reports.submission where issue_id = '{issue.Id}'", $"delete from reports.issue where id = '{issue.Id}'", $"delete from reports.report where publisher = '{by.Id}' and id = '{issue.ReportId}'"])
            await Execute(sql);
    }

    private async Task<IReadOnlyList<Dictionary<long, long>>> Plain(IReadOnlyList<ReportBenchCase> cases, long region)
    {
        var range = RegionRange.Of(region);
        var all = new List<Dictionary<long, long>>();
        foreach (var item in cases)
        {
            await using var command = database.CreateCommand(item.Sql);
            command.Parameters.Add(new() { Value = range.Low });
            command.Parameters.Add(new() { Value = range.High });
            var rows = new Dictionary<long, long>();
            await using var row = await command.ExecuteReaderAsync(Ct);
            while (await row.ReadAsync(Ct)) rows[row.GetInt64(0)] = row.GetInt64(1);
            all.Add(rows);
        }
        return all;
    }

    private static async Task<(double Milliseconds, T Result)> Timed<T>(Func<Task<T>> run)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await run();
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, result);
    }

    private static double At(List<double> times, double share) => times.Order().ElementAt(Math.Min(times.Count - 1, (int)(share * times.Count)));

    private async Task<long> Scalar(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    private async Task Execute(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }
}
