using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Npgsql;
using PalmAssistant.Storage;

namespace PalmAssistant.Database.Tests.Channels;

/// <summary>The real executable on a PostgreSQL of its own; either, or both, can be killed like a power cut and started again.</summary>
public sealed partial class KillableService : IAsyncDisposable
{
    private readonly string cluster = ClusterScript.NewFolder();
    private readonly string dataFolder = Directory.CreateTempSubdirectory("palm-test-").FullName;
    private readonly int port = FreePort();
    private Process? service;

    public KillableService() => Http = new() { BaseAddress = new($"http://127.0.0.1:{port}") };

    public HttpClient Http { get; }
    public string Database { get; private set; } = "";

    public async Task Start(Func<NpgsqlDataSource, Task> fill)
    {
        ClusterScript.Run("start", cluster);
        Database = ClusterScript.Run("url", cluster).Trim();
        Schema.Migrate(Database);
        await using (var source = NpgsqlDataSource.Create(Database)) await fill(source);
        await StartService();
    }

    public void StartDatabase() => ClusterScript.Run("start", cluster);

    public async Task StartService()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PalmAssistant.Web.dll"), "--environment=Development", $"--urls={Http.BaseAddress}",
            $"--Palm:Database={Database}", $"--Palm:DataFolder={dataFolder}", $"--Palm:DirectLine:Secret={RunningService.Secret}", "--Palm:TurnsPerSecond=1000", "--Palm:Jobs=off", "--Palm:Demo=off"])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        service = Process.Start(start)!;
        service.BeginOutputReadLine();
        service.BeginErrorReadLine();
        await Eventually(async () =>
        {
            if (service.HasExited) throw new InvalidOperationException($"The service ended with {service.ExitCode}");
            try { return (await Http.GetAsync("/health/live", TestContext.Current.CancellationToken)).IsSuccessStatusCode ? "live" : null; }
            catch (HttpRequestException) { return null; }
        });
    }

    public void KillService()
    {
        service?.Kill(entireProcessTree: true);
        service?.WaitForExit();
        service?.Dispose();
        service = null;
    }

    public void KillDatabase()
    {
        var pid = Postmaster().Match(ClusterScript.Run("status", cluster)).Groups[1].Value;
        using var postmaster = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture));
        postmaster.Kill(entireProcessTree: true);
        postmaster.WaitForExit();
    }

    public static async Task<string> Eventually(Func<Task<string?>> look)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if (await look() is { } found) return found;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException("It did not come to that in 30 seconds");
    }

    public ValueTask DisposeAsync()
    {
        KillService();
        Http.Dispose();
        ClusterScript.Try("stop", cluster);
        Directory.Delete(cluster, recursive: true);
        Directory.Delete(dataFolder, recursive: true);
        return ValueTask.CompletedTask;
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
