using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Reports;
using PalmAssistant.Storage;
using static PalmAssistant.Database.Tests.Reports.ReportTown;

namespace PalmAssistant.Database.Tests.Reports;

/// <summary>Filling, submitting, taking back and returning on a real database: traced, said twice is once, nobody overwritten silently.</summary>
public class SubmissionTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private ServiceProvider? services;

    public ValueTask DisposeAsync() => services?.DisposeAsync() ?? default;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private async Task<(ServiceProvider Services, ReportSubmissions Submissions, Submission Opened)> Begin()
    {
        services = Services(database);
        return (services, services.GetRequiredService<ReportSubmissions>(), await Opened(services));
    }

    private Task<List<Trace>> Traces(ServiceProvider services, Submission submission) =>
        services.GetRequiredService<IDbContextFactory<PalmDb>>().CreateDbContext().ReportTraces.Where(t => t.SubmissionId == submission.Id).OrderBy(t => t.Id).ToListAsync();

    [Fact]
    public async Task A_target_named_twice_is_asked_once()
    {
        var (services, _, opened) = await Begin();
        await using var db = services.GetRequiredService<IDbContextFactory<PalmDb>>().CreateDbContext();
        Assert.Equal(2, await db.ReportSubmissions.CountAsync(s => s.IssueId == opened.IssueId, Now));
    }

    [Fact]
    public async Task What_the_platform_brought_stays_beneath_what_is_typed_and_every_change_is_traced()
    {
        var (services, submissions, opened) = await Begin();
        await submissions.Change(opened.Id, Wang, s => s.Fill(Cell("B"), "26", 0, "丁某上月搬走", Wang, Noon), Now);
        await submissions.Change(opened.Id, Wang, s => s.Fill(Cell("B"), "25", 1, "又核了一遍", Wang, Noon.AddMinutes(3)), Now);
        var line = Assert.Single((await submissions.Find(opened.Id, Wang, Now))!.Lines);
        Assert.Equal(("25", "27", 2), (line.Value("B"), line.Prefilled["B"], line.Version("B")));
        var filled = (await Traces(services, opened)).Where(t => t.What == "filled").ToList();
        Assert.Equal([("27", "26", "丁某上月搬走"), ("26", "25", "又核了一遍")], filled.Select(t => (t.Before, t.After, t.Why)));
        Assert.All(filled, t => Assert.Equal("王一", t.ByName));
    }

    [Fact]
    public async Task Two_people_of_one_community_do_not_overwrite_each_other()
    {
        var (_, submissions, opened) = await Begin();
        await submissions.Change(opened.Id, Wang, s => s.Fill(Cell("C"), "3", 0, null, Wang, Noon), Now);
        var overtaken = Assert.IsType<FillOutcome.Overtaken>(await submissions.Change(opened.Id, Li, s => s.Fill(Cell("C"), "5", 0, null, Li, Noon), Now));
        Assert.Equal(("3", "王一"), (overtaken.Current.Value, overtaken.Current.ByName));
        Assert.Equal("3", (await submissions.Find(opened.Id, Li, Now))!.Lines[0].Value("C"));
        Assert.IsType<FillOutcome.Saved>(await submissions.Change(opened.Id, Li, s => s.Fill(Cell("C"), "5", overtaken.Current.Version, null, Li, Noon), Now));
        Assert.Equal("5", (await submissions.Find(opened.Id, Li, Now))!.Lines[0].Value("C"));
    }

    [Fact]
    public async Task Forty_changes_at_once_by_two_people_are_all_kept()
    {
        var (services, submissions, opened) = await Begin();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            submissions.Change(opened.Id, Wang, s => s.Fill(Cell("X" + i), i.ToString(), 0, null, i % 2 == 0 ? Wang : Li, Noon), Now)));
        var line = (await submissions.Find(opened.Id, Wang, Now))!.Lines[0];
        Assert.Equal(Enumerable.Range(0, 40).Select(i => i.ToString()), Enumerable.Range(0, 40).Select(i => line.Value("X" + i)));
        Assert.Equal(40, (await Traces(services, opened)).Count(t => t.What == "filled"));
    }

    [Fact]
    public async Task A_lost_connection_in_the_middle_leaves_the_report_as_it_was()
    {
        var (services, submissions, opened) = await Begin();
        await submissions.Change(opened.Id, Wang, s => s.Fill(Cell("C"), "3", 0, null, Wang, Noon), Now);
        await using var admin = Npgsql.NpgsqlDataSource.Create(database.AdministratorConnectionString);
        await Assert.ThrowsAnyAsync<Exception>(() => submissions.Change(opened.Id, Wang, s =>
        {
            s.Fill(Cell("C"), "4", 1, null, Wang, Noon);
            s.Fill(Cell("D"), "半句", 0, null, Wang, Noon);
            using var kill = admin.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename <> current_user and state = 'idle in transaction'");
            kill.ExecuteNonQuery();
            return true;
        }, Now));
        var line = (await submissions.Find(opened.Id, Wang, Now))!.Lines[0];
        Assert.Equal(("3", null), (line.Value("C"), line.Value("D")));
        Assert.Single(await Traces(services, opened), t => t.What == "filled");
        Assert.IsType<FillOutcome.Saved>(await submissions.Change(opened.Id, Wang, s => s.Fill(Cell("C"), "4", 1, null, Wang, Noon), Now));
    }

    [Fact]
    public async Task Submitting_twice_is_once_and_taking_back_keeps_everything_typed()
    {
        var (services, submissions, opened) = await Begin();
        await submissions.Change(opened.Id, Wang, s => s.Fill(Cell("C"), "0", 0, null, Wang, Noon), Now);
        Assert.IsType<SubmitOutcome.Done>(await submissions.Change(opened.Id, Wang, s => s.Submit([], Wang, Noon), Now));
        Assert.IsType<SubmitOutcome.Already>(await submissions.Change(opened.Id, Wang, s => s.Submit([], Wang, Noon), Now));
        Assert.IsType<FillOutcome.Locked>(await submissions.Change(opened.Id, Wang, s => s.Fill(Cell("C"), "9", 1, null, Wang, Noon), Now));
        Assert.True(await submissions.Change(opened.Id, Wang, s => s.Withdraw(Wang, Noon), Now));
        Assert.True(await submissions.Change(opened.Id, Wang, s => s.Withdraw(Wang, Noon), Now));
        Assert.Equal("0", (await submissions.Find(opened.Id, Wang, Now))!.Lines[0].Value("C"));
        Assert.Equal(new SubmitOutcome.Done(true), await submissions.Change(opened.Id, Wang, s => s.Submit([], Wang, Noon), Now));
        Assert.Equal(["opened", "filled", "submitted", "withdrawn", "resubmitted"], (await Traces(services, opened)).Select(t => t.What));
    }

    [Fact]
    public async Task A_return_names_the_cells_and_an_accepted_report_is_no_longer_taken_back()
    {
        var (_, submissions, opened) = await Begin();
        await submissions.Change(opened.Id, Wang, s => s.Submit([], Wang, Noon), Now);
        Assert.True(await submissions.Change(opened.Id, Street, s => s.Return("数不对", new Dictionary<string, string> { [Cell("C").ToString()] = "请核实" }, Street, Noon), Now));
        var returned = (await submissions.Find(opened.Id, Wang, Now))!;
        Assert.Equal(SubmissionState.Returned, returned.State);
        Assert.Equal("请核实", returned.Remarks[Cell("C").ToString()].Text);
        await submissions.Change(opened.Id, Wang, s => s.Submit([], Wang, Noon), Now);
        Assert.True(await submissions.Change(opened.Id, Street, s => s.Accept(Street, Noon), Now));
        Assert.False(await submissions.Change(opened.Id, Wang, s => s.Withdraw(Wang, Noon), Now));
    }

    [Fact]
    public async Task Another_community_neither_sees_nor_changes_it()
    {
        var (_, submissions, opened) = await Begin();
        Assert.NotNull(await submissions.Find(opened.Id, Street, Now));
        Assert.Null(await submissions.Find(opened.Id, Zhao, Now));
        Assert.Null(await submissions.Change(opened.Id, Zhao, s => s.Fill(Cell("C"), "1", 0, null, Zhao, Noon), Now));
    }
}
