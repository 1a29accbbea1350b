using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PalmAssistant.Policies.Library;

namespace PalmAssistant.Policies.Vectors;

/// <summary>Keeps the vectors up with the library while the service runs: looks every few seconds, says how far a long run has come.</summary>
public sealed partial class EmbeddingJob(VectorArm arm, PolicyShelf shelf, PalmClock clock, ILogger<EmbeddingJob> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            await WarmUp(stoppingToken);
            do await CatchUp(stoppingToken); while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }

    /// <summary>A large library takes a minute to read: better before the first question than in it.</summary>
    private async Task WarmUp(CancellationToken ct)
    {
        try { await shelf.Open(clock.Today, ct); }
        catch (NpgsqlException gone) { Waiting(gone.Message); }
    }

    private async Task CatchUp(CancellationToken ct)
    {
        try { await arm.CatchUp(ct, Tell()); }
        catch (NpgsqlException gone) { Waiting(gone.Message); }
    }

    private Func<EmbeddingProgress, Task> Tell()
    {
        var told = -1;
        return progress =>
        {
            if (progress.Total > 5000 && progress.Percent / 10 > told) { told = progress.Percent / 10; Embedded(progress.Done, progress.Total); }
            return Task.CompletedTask;
        };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Embedded {Done} of {Total} clauses")]
    private partial void Embedded(long done, long total);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away; vectors wait: {Why}")]
    private partial void Waiting(string why);
}
