using Npgsql;
using PalmAssistant.Demo;
using PalmAssistant.Imports;
using PalmAssistant.Web.Http;

namespace PalmAssistant.Web;

/// <summary>
/// An empty database gets a fictional district (Palm:Demo): generated into the data folder and imported like any other drop, in the background.
/// Killed in between, the next start goes on with the folder it finds.
/// </summary>
public sealed partial class DemoData(PalmSettings settings, PalmClock clock, NpgsqlDataSource database, Readiness readiness, ILogger<DemoData> logger) : BackgroundService
{
    private string Drop => Path.Combine(settings.DataFolder, "demo-drop");
    private bool isWanted;

    /// <summary>Decided before serving, so that the service is not called ready a moment too early.</summary>
    public override Task StartAsync(CancellationToken ct)
    {
        isWanted = settings.Demo && (Directory.Exists(Drop) || IsEmpty());
        if (isWanted) readiness.Say("正在准备示范街道…");
        return base.StartAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        if (!isWanted) return;
        try
        {
            var started = TimeProvider.System.GetTimestamp();
            if (!Directory.Exists(Drop)) await Task.Run(() => Generate(stopping), stopping);
            var summary = await new ImportDrop(settings.Database, ProfileCatalog.Load()).Run(Drop, clock.Today, new Told(readiness), stopping);
            Directory.Delete(Drop, recursive: true);
            Made(summary.Files.Sum(f => (long)f.Counts.Read), TimeProvider.System.GetElapsedTime(started).TotalSeconds);
            readiness.Say(null);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
        catch (Exception failure)
        {
            Failed(failure);
            readiness.Say("示范街道没有准备好，原因见服务日志；重启会再试一次。");
        }
    }

    private bool IsEmpty()
    {
        using var command = database.CreateCommand("select not exists (select from access.account) and not exists (select from community.region)");
        return (bool)command.ExecuteScalar()!;
    }

    /// <summary>Under another name until it is whole.</summary>
    private void Generate(CancellationToken ct)
    {
        var unfinished = Drop + ".new";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        DemoDistrict.Write(new DemoOptions(unfinished, clock.Today), null, ct);
        Directory.Move(unfinished, Drop);
    }

    private sealed class Told(Readiness readiness) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => readiness.Say(value.Steps == 0 ? value.What : $"正在准备示范街道：第 {value.Step} 步，共 {value.Steps} 步（{value.What}）");
    }

    [LoggerMessage(LogLevel.Information, "Demo district ready: {Rows} rows in {Seconds:0.0} s")]
    private partial void Made(long rows, double seconds);

    [LoggerMessage(LogLevel.Error, "The demo district could not be made")]
    private partial void Failed(Exception failure);
}
