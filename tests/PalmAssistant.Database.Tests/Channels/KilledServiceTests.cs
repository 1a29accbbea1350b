using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Npgsql;
using PalmAssistant.Storage;

namespace PalmAssistant.Database.Tests.Channels;

/// <summary>The real executable on a PostgreSQL of its own; either, or both, killed like a power cut.</summary>
public sealed partial class KilledServiceTests : IAsyncLifetime
{
    private const int Messages = 30;
    private readonly string cluster = ClusterScript.NewFolder();
    private readonly string dataFolder = Directory.CreateTempSubdirectory("palm-test-").FullName;
    private readonly int port = FreePort();
    private readonly HttpClient http;
    private readonly DirectLineClient client;
    private string database = "";
    private Process? service;

    public KilledServiceTests()
    {
        http = new() { BaseAddress = new($"http://127.0.0.1:{port}") };
        client = new(http);
    }

    public async ValueTask InitializeAsync()
    {
        ClusterScript.Run("start", cluster);
        database = ClusterScript.Run("url", cluster).Trim();
        Schema.Migrate(database);
        await using var source = NpgsqlDataSource.Create(database);
        await TalkingService.AddAccounts(source);
        await StartService();
        await client.Connect("sq001");
    }

    [Fact]
    public async Task Kill_9_of_the_service_loses_nothing_it_acknowledged()
    {
        var sent = await SendUntilRefused(Messages);
        KillService();
        await StartService();
        await EachIsAnsweredOnce(sent);
    }

    [Fact]
    public async Task Kill_9_of_the_service_and_the_database_loses_nothing_that_was_acknowledged()
    {
        var sent = await SendUntilRefused(Messages);
        KillDatabase();
        KillService();
        ClusterScript.Run("start", cluster);
        await StartService();
        await EachIsAnsweredOnce(sent);
    }

    [Fact]
    public async Task Kill_9_of_the_database_under_a_running_service_loses_nothing_that_was_acknowledged()
    {
        var sending = SendUntilRefused(500);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        KillDatabase();
        var sent = await sending;
        ClusterScript.Run("start", cluster);
        var afterwards = await Eventually(() => TrySend("帮助"));
        await EachIsAnsweredOnce([.. sent, afterwards]);
    }

    public ValueTask DisposeAsync()
    {
        KillService();
        client.Dispose();
        ClusterScript.Try("stop", cluster);
        Directory.Delete(cluster, recursive: true);
        Directory.Delete(dataFolder, recursive: true);
        return ValueTask.CompletedTask;
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
        await Eventually(async () => (await Answered()).Contains(sent[^1]) ? "yes" : null);
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

    private static async Task<string> Eventually(Func<Task<string?>> look)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if (await look() is { } found) return found;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException("It did not come to that in 30 seconds");
    }

    private async Task StartService()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PalmAssistant.Web.dll"), "--environment=Development", $"--urls={http.BaseAddress}",
            $"--Palm:Database={database}", $"--Palm:DataFolder={dataFolder}", $"--Palm:DirectLine:Secret={RunningService.Secret}", "--Palm:TurnsPerSecond=1000", "--Palm:Jobs=off", "--Palm:Demo=off"])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        service = Process.Start(start)!;
        service.BeginOutputReadLine();
        service.BeginErrorReadLine();
        await Eventually(async () =>
        {
            if (service.HasExited) throw new InvalidOperationException($"The service ended with {service.ExitCode}");
            try { return (await http.GetAsync("/health/live", TestContext.Current.CancellationToken)).IsSuccessStatusCode ? "live" : null; }
            catch (HttpRequestException) { return null; }
        });
    }

    private void KillService()
    {
        service?.Kill(entireProcessTree: true);
        service?.WaitForExit();
        service?.Dispose();
        service = null;
    }

    private void KillDatabase()
    {
        var pid = Postmaster().Match(ClusterScript.Run("status", cluster)).Groups[1].Value;
        using var postmaster = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture));
        postmaster.Kill(entireProcessTree: true);
        postmaster.WaitForExit();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"pid (\d+)")]
    private static partial Regex Postmaster();
}
