using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Conversation;
using PalmAssistant.Language;
using PalmAssistant.Reports;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Dialog;
using PalmAssistant.Reports.Filling;
using PalmAssistant.Reports.Forms;
using Role = PalmAssistant.Access.Role;

namespace PalmAssistant.Bench;

/// <summary>
/// <c>palm bench month</c>: one month's reports of the installation's largest street, talked through turn by turn: the street asks, every community opens,
/// fills what only people know, changes a figure here and there with a reason, submits. The figures of 减负 are then computed from the trace as they
/// are for a real month. Minutes follow an assumed pace (see <see cref="Pace"/>); shares do not depend on it. Leaves nothing behind.
/// </summary>
internal sealed class MonthBench(ServiceProvider services, NpgsqlDataSource database, PlayedClock clock, DateOnly today)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    /// <summary>Assumed: 3 seconds to look over a prefilled cell, 12 to type one.</summary>
    private static readonly (TimeSpan Look, TimeSpan Type) Pace = (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(12));

    private readonly Dictionary<string, DialogState> states = [];
    private int turns;

    public static async Task<int> Run()
    {
        var settings = PalmSettings.From(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var pinned = settings.Today ?? DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
        var first = new DateOnly(pinned.Year, pinned.Month, 1);
        var clock = new PlayedClock(new DateTimeOffset(first.ToDateTime(new TimeOnly(9, 0)), TimeSpan.FromHours(8)));
        await using var services = new ServiceCollection().AddLogging().AddPalm(settings).AddSingleton<TimeProvider>(clock).BuildServiceProvider();
        var bench = new MonthBench(services, services.GetRequiredService<NpgsqlDataSource>(), clock, pinned);
        await bench.Play();
        return 0;
    }

    private async Task Play()
    {
        var catalog = await services.GetRequiredService<CatalogSource>().Current(Ct);
        var street = catalog.Rows.Regions.Where(r => r.Level == 2).OrderByDescending(s => catalog.Rows.Regions.Count(r => r.Level == 3 && RegionRange.Of(s.Code).Contains(r.Code))).ThenBy(s => s.Code).First();
        var officer = new Account("bench-street", "街道干部", Role.StreetOfficer, street.Code, street.Name, null, []);
        var targets = catalog.Rows.Regions.Where(r => r.Level == 3 && RegionRange.Of(street.Code).Contains(r.Code)).OrderBy(r => r.Code).Select(r => new Target(r.Code, r.Name)).ToList();
        Console.WriteLine($"{street.Name}, {targets.Count} communities, {today:yyyy-MM}");
        try
        {
            foreach (var (day, said) in MonthBenchDemands.Said) await Demand(officer, targets, day, said);
            foreach (var (day, form) in MonthBenchDemands.Lists) await List(officer, targets, catalog, day, form);
            await Tell(officer);
        }
        finally { await Remove(officer); }
    }

    private async Task Demand(Account officer, IReadOnlyList<Target> targets, int day, string said)
    {
        clock.GoTo(day, 9);
        var draft = await Say(officer, said);
        if (draft.Text.Contains("不必发表", StringComparison.Ordinal)) { Console.WriteLine($"  {day,2}  not sent, answered at once: {said[..Math.Min(30, said.Length)]}…"); await Say(officer, "不发了"); return; }
        var sent = await Say(officer, draft.Palm.Kind == "clarify" ? draft.Palm.Options![0].Say : "发吧");
        if (!sent.Text.StartsWith("已发给", StringComparison.Ordinal)) throw new InvalidOperationException(sent.Text);
        await Fill(Guid.Parse(sent.Palm.Id!), targets);
    }

    private async Task List(Account officer, IReadOnlyList<Target> targets, Catalog catalog, int day, ReportForm form)
    {
        clock.GoTo(day, 9);
        var desk = services.GetRequiredService<ReportDesk>();
        var design = new Binder(catalog.Words, s => RuleReader.Read(new(s, today, catalog.Words, [], ScopedPlan.Home(officer, catalog))), today).Bind(form);
        var report = await desk.Keep(Guid.NewGuid(), design, null, officer, Ct);
        var issue = await desk.Send(Guid.NewGuid(), report, new(targets) { Due = today.AddDays(7) }, officer, Ct);
        await Fill(issue.Id, targets);
    }

    private async Task Fill(Guid issueId, IReadOnlyList<Target> targets)
    {
        var desk = services.GetRequiredService<ReportDesk>();
        var opening = clock.GetUtcNow().AddHours(1);
        foreach (var (target, no) in targets.Select((t, i) => (t, i)))
        {
            clock.GoTo(opening);
            var worker = new Account($"bench-{target.Region}", "社区工作者", Role.CommunityWorker, target.Region, target.Name, null, []);
            var issue = (await desk.FindIssue(issueId, worker, Ct))!;
            var design = (await desk.Find(issue.ReportId, Ct))!.Design;
            await Say(worker, "重新打开", forget: true);
            var opened = await Say(worker, $"打开《{issue.Title}》");
            if (opened.Palm.Id != issue.Submissions.Single().Id.ToString("N")) throw new InvalidOperationException(opened.Text);
            await TypeWhatIsMissing(worker, design, no);
            if (no % 5 == 4) await ChangeOne(worker, design, opened);
            var submitted = await Say(worker, "报上去");
            if (!submitted.Text.Contains("已提交", StringComparison.Ordinal)) throw new InvalidOperationException($"{target.Name}《{issue.Title}》：{submitted.Text}");
        }
    }

    private async Task TypeWhatIsMissing(Account worker, ReportDesign design, int no)
    {
        foreach (var slot in Slot.Of(design).Where(s => s.IsFillers && s.Binding is Nobody && s.Required))
        {
            var value = slot.Type switch { CellType.Integer or CellType.Number => $"{no % 7}", CellType.Date => $"{today.Month}月3日", CellType.Choice => slot.Choices[no % slot.Choices.Count], _ => "写无" };
            var said = await Say(worker, $"全部：{slot.Name}{value}");
            var rows = said.Text.Contains(" 行）", StringComparison.Ordinal) ? int.Parse(said.Text.Split('（')[1].Split(' ')[0]) : 1;
            clock.Pass(Pace.Type * Math.Min(rows, 5));      // the same for all is said once
        }
        clock.Pass(Pace.Look * Slot.Of(design).Count(s => s.Binding.IsPrefilled));
    }

    /// <summary>One community in five has one figure that it knows better.</summary>
    private async Task ChangeOne(Account worker, ReportDesign design, Reply opened)
    {
        if (design.Form.Tables[0].IsList || Slot.Of(design).FirstOrDefault(s => s.Binding is Figure) is not { } slot || opened.Palm.Result is not { Rows: [var row, ..] }) return;
        var at = Slot.Of(design).Where(s => !s.Hidden).ToList().FindIndex(s => s.Column == slot.Column);
        if (row[at] is not string text || !int.TryParse(text, out var figure)) return;
        await Say(worker, $"{slot.Name}改成{figure + 1}");
        clock.Pass(Pace.Type * 3);
        await Say(worker, "上周新搬来一位，还没有登记");
    }

    private async Task<Reply> Say(Account account, string text, bool forget = false)
    {
        if (forget) { states.Remove(account.Id); return Reply.Done(""); }
        var state = states.TryGetValue(account.Id, out var known) ? known : states[account.Id] = new();
        await using var scope = services.CreateAsyncScope();
        var dialog = ActivatorUtilities.CreateInstance<ReportDialog>(scope.ServiceProvider);
        var reply = await dialog.Take(new($"month-{turns++}-{Guid.NewGuid():N}", "month", "bench", account, text, clock.GetUtcNow(), today), state, Ct);
        state.Last = "reports";
        return reply ?? throw new InvalidOperationException($"not understood: {text}");
    }

    private async Task Tell(Account officer)
    {
        var figures = await services.GetRequiredService<Burden>().Of(officer, new(today.Year, today.Month, 1), new DateOnly(today.Year, today.Month, 1).AddMonths(1).AddDays(-1), Ct);
        Console.WriteLine($"reports {figures.Reports}, parts submitted {figures.Submissions}, reports per community and month {figures.PerCommunityAndMonth}");
        Console.WriteLine($"cells {figures.Cells:N0}, prefilled and unchanged {figures.Reused:N0}, reuse {figures.ReuseShare}%");
        Console.WriteLine($"from opening to submission, median {figures.MedianMinutes:0.0} minutes (assumed pace: {Pace.Look.TotalSeconds} s to look over a prefilled cell, {Pace.Type.TotalSeconds} s to type one)");
        Console.WriteLine($"repeated demands {figures.Repeats.Count}");
        Console.WriteLine($"asked in chat: {(await Say(officer, "这个月数据复用率多少")).Text}");
    }

    private async Task Remove(Account officer)
    {
        string[] steps =
        [
            "delete from reports.notice where issue_id in (select id from reports.issue where publisher = $1)", "delete from reports.trace where issue_id in (select id from reports.issue where publisher = $1)",
            "delete from reports.line where submission_id in (select s.id from reports.submission s join reports.issue i on i.id = s.issue_id where i.publisher = $1)",
            "delete from reports.submission where issue_id in (select id from reports.issue where publisher = $1)", "delete from reports.series where publisher = $1",
            "delete from reports.issue where publisher = $1", "delete from reports.report where publisher = $1",
        ];
        foreach (var step in steps)
        {
            await using var command = database.CreateCommand(step);
            command.Parameters.Add(new() { Value = officer.Id });
            await command.ExecuteNonQueryAsync(Ct);
        }
    }
}

/// <summary>A clock that is moved by hand.</summary>
internal sealed class PlayedClock : TimeProvider
{
    private readonly DateTimeOffset start;
    private DateTimeOffset now;

    public PlayedClock(DateTimeOffset start) => (this.start, now) = (start, start);

    public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();

    public void Pass(TimeSpan time) => now += time;
    public void GoTo(DateTimeOffset at) => now = at;

    /// <summary>Day of the first month and hour, China's time.</summary>
    public void GoTo(int day, int hour) => now = new(start.Year, start.Month, day, hour, 0, 0, start.Offset);
}
