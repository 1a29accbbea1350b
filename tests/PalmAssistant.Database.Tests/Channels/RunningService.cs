using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PalmAssistant.Web;

namespace PalmAssistant.Database.Tests.Channels;

/// <summary>The real service on a free port, with a data folder of its own. Stopped and started again it is the same installation.</summary>
public sealed class RunningService(string database, params string[] settings) : IAsyncDisposable
{
    public const string Secret = "a-secret-of-tests";
    private WebApplication? app;
    private int port;

    public string DataFolder { get; } = Directory.CreateTempSubdirectory("palm-test-").FullName;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public IServiceProvider Services => app!.Services;

    /// <summary>What a test adds, dialogs for instance.</summary>
    public Action<IServiceCollection> More { get; init; } = _ => { };

    public static async Task<RunningService> Start(string database, Action<IServiceCollection>? more = null, params string[] settings)
    {
        var service = new RunningService(database, settings) { More = more ?? (_ => { }) };
        await service.Start();
        return service;
    }

    public async Task Start()
    {
        app = PalmHost.Build(
        [
            "--environment=Development", $"--urls=http://127.0.0.1:{port}", $"--contentRoot={WebProject()}", $"--Palm:Database={database}", $"--Palm:DataFolder={DataFolder}",
            $"--Palm:DirectLine:Secret={Secret}", "--Palm:Today=2026-11-01", "--Palm:Jobs=off", "--Palm:Demo=off", .. settings,
        ], services =>
        {
            services.AddLogging(logging => logging.ClearProviders());
            More(services);
        });
        app.Prepare();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Address = new(address);
        port = Address.Port;        // the same address after a restart
    }

    /// <summary>As when the service is told to stop: turns in flight are finished.</summary>
    public async Task Stop()
    {
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
        app = null;
    }

    public HttpClient Http() => new() { BaseAddress = Address, DefaultRequestVersion = HttpVersion.Version11 };

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(DataFolder, recursive: true);
    }

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "PalmAssistant.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    private static string WebProject() => Path.Combine(Root(), "src", "PalmAssistant.Web");
}
