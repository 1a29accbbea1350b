using System.Diagnostics;
using System.Net.Sockets;

namespace PalmAssistant.Database.Tests.Channels;

/// <summary>The real executable, killed like a power cut.</summary>
public class KilledServiceTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Whatever_was_acknowledged_is_answered_exactly_once_after_kill_9()
    {
        await TalkingService.AddAccounts(database);
        await using var folder = new RunningService(database.ConnectionString);       // its data folder and address; the process is ours
        var port = FreePort();
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        using var client = new DirectLineClient(http);
        var sent = new List<string>();
        var process = await Launch(folder.DataFolder, port, http);
        try
        {
            await client.Connect("sq001");
            for (var i = 0; i < 30; i++) sent.Add(await client.Post("帮助"));
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            process.Dispose();
            process = await Launch(folder.DataFolder, port, http);
            var last = await client.Answer(sent[^1]);
            Assert.Equal("help", last.Kind());
            var (_, frame) = await client.Call(HttpMethod.Get, $"conversations/{client.Conversation}/activities?watermark=1");
            var answered = frame["activities"]!.AsArray().Select(a => (string?)a!["replyToId"]).OfType<string>().ToList();
            Assert.Equal(sent, answered);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }
    }

    private async Task<Process> Launch(string dataFolder, int port, HttpClient http)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PalmAssistant.Web.dll"), "--environment=Development", $"--urls=http://127.0.0.1:{port}",
            $"--Palm:Database={database.ConnectionString}", $"--Palm:DataFolder={dataFolder}", $"--Palm:DirectLine:Secret={RunningService.Secret}", "--Palm:Jobs=off", "--Palm:Demo=off"])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var tries = 0; tries < 300; tries++)
        {
            if (process.HasExited) throw new InvalidOperationException($"The service ended with {process.ExitCode}");
            try { if ((await http.GetAsync("/health/live")).IsSuccessStatusCode) return process; }
            catch (HttpRequestException) { await Task.Delay(100); }
        }
        throw new TimeoutException("The service did not start");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
