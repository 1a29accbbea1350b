using Npgsql;
using PalmAssistant.Database.Tests.Channels;

namespace PalmAssistant.Database.Tests.Reports;

/// <summary>A report that is being filled while the machine loses power: what was acknowledged is filled, once, and the report is submitted once.</summary>
public sealed class KilledReportTests : IAsyncLifetime
{
    private const int Cells = 40;
    private readonly KillableService service = new();
    private readonly DirectLineClient publisher, filler;

    public KilledReportTests() => (publisher, filler) = (new(service.Http), new(service.Http));

    public async ValueTask InitializeAsync()
    {
        await service.Start(TalkingService.AddAccounts);
        await publisher.Connect("jd001");
        await filler.Connect("sq001");
        await publisher.Say("做个表：社区、会议室数、备注，发给各社区，周五前");
        await publisher.Say("发吧");
        await filler.Say("打开");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Kill_9_in_the_middle_of_filling_loses_nothing_and_fills_nothing_twice(bool databaseToo)
    {
        for (var i = 1; i <= Cells; i++) await filler.Post($"备注写第{i}次");
        if (databaseToo) service.KillDatabase();
        service.KillService();
        if (databaseToo) service.StartDatabase();
        await service.StartService();
        await using var database = NpgsqlDataSource.Create(service.Database);
        await KillableService.Eventually(async () => await Scalar(database, "select count(*)::text from conversation.turn where done_at is null") == "0" ? "all answered" : null);
        await filler.Say("会议室2个");
        Assert.Contains("已提交", (await filler.Say("报上去")).Text());
        Assert.Equal($"第{Cells}次", await Scalar(database, "select typed -> 'C' ->> 'value' from reports.line"));
        Assert.Equal(Enumerable.Range(1, Cells).Select(i => $"第{i}次"), await Column(database, "select after from reports.trace where what = 'filled' and cell like '%/C' order by id"));
        Assert.Equal("1", await Scalar(database, "select count(*)::text from reports.trace where what = 'submitted'"));
        Assert.Equal("1", await Scalar(database, "select count(*)::text from reports.issue"));
    }

    public ValueTask DisposeAsync()
    {
        publisher.Dispose();
        filler.Dispose();
        return service.DisposeAsync();
    }

    private static async Task<string?> Scalar(NpgsqlDataSource database, string sql) => (await Column(database, sql)).SingleOrDefault();

    private static async Task<IReadOnlyList<string>> Column(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await row.ReadAsync()) values.Add(row.GetString(0));
        return values;
    }
}
