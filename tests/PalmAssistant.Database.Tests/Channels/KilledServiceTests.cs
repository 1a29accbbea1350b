using System.Text.Json.Nodes;

namespace PalmAssistant.Database.Tests.Channels;

/// <summary>The real executable on a PostgreSQL of its own; either, or both, killed like a power cut.</summary>
public sealed class KilledServiceTests : IAsyncLifetime
{
    private const int Messages = 30;
    private readonly KillableService service = new();
    private readonly DirectLineClient client;

    public KilledServiceTests() => client = new(service.Http);

    public async ValueTask InitializeAsync()
    {
        await service.Start(TalkingService.AddAccounts);
        await client.Connect("sq001");
    }

    [Fact]
    public async Task Kill_9_of_the_service_loses_nothing_it_acknowledged()
    {
        var sent = await SendUntilRefused(Messages);
        service.KillService();
        await service.StartService();
        await EachIsAnsweredOnce(sent);
    }

    [Fact]
    public async Task Kill_9_of_the_service_and_the_database_loses_nothing_that_was_acknowledged()
    {
        var sent = await SendUntilRefused(Messages);
        service.KillDatabase();
        service.KillService();
        service.StartDatabase();
        await service.StartService();
        await EachIsAnsweredOnce(sent);
    }

    [Fact]
    public async Task Kill_9_of_the_database_under_a_running_service_loses_nothing_that_was_acknowledged()
    {
        var sending = SendUntilRefused(500);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        service.KillDatabase();
        var sent = await sending;
        service.StartDatabase();
        var afterwards = await KillableService.Eventually(() => TrySend("帮助"));
        await EachIsAnsweredOnce([.. sent, afterwards]);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return service.DisposeAsync();
    }

    /// <returns>the ids of what was acknowledged</returns>
    private async Task<List<string>> SendUntilRefused(int most)
    {
        var sent = new List<string>();
        while (sent.Count < most && await TrySend("帮助") is { } id) sent.Add(id);
        Assert.NotEmpty(sent);
        return sent;
    }

    private async Task<string?> TrySend(string text)
    {
        var (status, body) = await client.Call(HttpMethod.Post, $"conversations/{client.Conversation}/activities", new { type = "message", text });
        Assert.True(status is 200 or 500 or 503, $"status {status}");
        return status == 200 ? (string)body["id"]! : null;
    }

    private async Task EachIsAnsweredOnce(List<string> sent)
    {
        await KillableService.Eventually(async () => (await Answered()).Contains(sent[^1]) ? "yes" : null);
        var answered = await Answered();
        Assert.Empty(sent.Except(answered));
        Assert.Equal(answered.Distinct(), answered);
    }

    /// <summary>What each answer answers, in the order of the log.</summary>
    private async Task<List<string>> Answered()
    {
        var answered = new List<string>();
        for (var watermark = "1"; ;)
        {
            var (_, frame) = await client.Call(HttpMethod.Get, $"conversations/{client.Conversation}/activities?watermark={watermark}");
            if (frame["activities"] is not JsonArray { Count: > 0 } activities) return answered;
            answered.AddRange(activities.Where(a => a!["channelData"]?["palm"] is not null).Select(a => (string?)a!["replyToId"]).OfType<string>());
            watermark = (string)frame["watermark"]!;
        }
    }
}
