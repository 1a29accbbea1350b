using System.Globalization;
using Npgsql;
using PalmAssistant.Demo;
using PalmAssistant.Imports;
using PalmAssistant.Web.Http;

namespace PalmAssistant.Web;

/// <summary>
/// An empty database gets a fictional district (Palm:Demo): generated into the data folder and imported like any other drops, one a month, in the background.
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
            var rows = 0L;
            foreach (var month in Directory.EnumerateDirectories(Drop).Order(StringComparer.Ordinal))
            {
                var day = DateOnly.ParseExact(Path.GetFileName(month), "yyyy-MM-dd", CultureInfo.InvariantCulture);
                var summary = await new ImportDrop(settings.Database, ProfileCatalog.Load()).Run(month, day, new Told(readiness), stopping);
                rows += summary.Files.Sum(f => (long)f.Counts.Read);
            }
            Directory.Delete(Drop, recursive: true);
            Made(rows, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
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

    /// <summary>A folder a day: a whole district two months ago and what changed in the two months since, so that there is something to compare with. Under another name until it is whole.</summary>
    private void Generate(CancellationToken ct)
    {
        var unfinished = Drop + ".new";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        var thisMonth = new DateOnly(clock.Today.Year, clock.Today.Month, 1);
        var first = thisMonth.AddMonths(-2);
        string On(DateOnly day) => Path.Combine(unfinished, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var later = new[] { thisMonth.AddMonths(-1).AddDays(4), clock.Today }.Select(day => new LaterDrop(day, On(day))).ToList();
        DemoDistrict.Write(new DemoOptions(On(first), first) { Later = later }, null, ct);
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
