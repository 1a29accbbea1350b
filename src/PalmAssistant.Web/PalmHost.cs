using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using PalmAssistant.Conversation;
using PalmAssistant.Storage;
using PalmAssistant.Web.Admin;
using PalmAssistant.Web.Channels.DirectLine;
using PalmAssistant.Web.Channels.WebChat;
using PalmAssistant.Web.Http;
using PalmAssistant.Web.Reports;

namespace PalmAssistant.Web;

/// <summary>The service, put together: what Program runs and what tests start on a free port.</summary>
public static partial class PalmHost
{
    /// <param name="args">configuration as <c>--Palm:Database=…</c>; the environment's <c>PALM__…</c> counts too</param>
    /// <param name="more">what a test adds</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? more = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        var settings = PalmSettings.From(builder.Configuration, builder.Environment.IsDevelopment());
        var directLine = DirectLineSettings.From(builder.Configuration, builder.Environment, settings.DataFolder);
        builder.Logging.AddSimpleConsole(line => { line.SingleLine = true; line.TimestampFormat = "HH:mm:ss "; });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        builder.Services.AddDataProtection().SetApplicationName("PalmAssistant")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataFolder, "keys")));
        builder.Services.AddPalm(settings).AddTurnQueue().AddSingleton(directLine).AddSingleton<Readiness>().AddHostedService<DemoData>();
        builder.Services.AddDirectLine().AddWebChat().AddPalmProblems();
        builder.Services.AddCors(cors => cors.AddPolicy(DirectLineEndpoints.Base, policy => policy.WithOrigins([.. directLine.AllowedOrigins]).AllowAnyHeader().AllowAnyMethod()));
        builder.Services.AddJobs(settings, builder.Configuration);
        more?.Invoke(builder.Services);
        return Compose(builder.Build());
    }

    /// <summary>Before the first request: the newest schema. What takes longer (a demo district) goes on in the background; <c>/health/ready</c> tells.</summary>
    public static void Prepare(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<PalmSettings>();
        Schema.Migrate(settings.Database);
        app.ScheduleJobs();
        var directLine = app.Services.GetRequiredService<DirectLineSettings>();
        if (directLine.IsMade) app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"Direct Line 密钥（开发环境）/ secret: {directLine.Secret}"));
    }

    private static WebApplication Compose(WebApplication app)
    {
        var proxies = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedFor };
        foreach (var proxy in app.Configuration.GetSection("Palm:TrustedProxies").Get<string[]>() ?? []) proxies.KnownProxies.Add(IPAddress.Parse(proxy));
        app.UseForwardedHeaders(proxies);
        app.UsePalmProblems();
        app.UseSecurityHeaders();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "public, max-age=3600" });
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30) });
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapExports();
        app.MapDirectLine();
        app.MapWebChat();
        app.MapReports();
        app.MapForms();
        app.MapPublisher();
        app.MapFollowing();
        app.MapReportPages();
        app.MapPolicies();
        app.MapPolicyPages();
        app.MapReference();
        return app;
    }
}
