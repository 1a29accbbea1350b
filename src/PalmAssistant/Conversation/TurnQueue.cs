using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PalmAssistant.Conversation;

/// <summary>
/// Calls the runner in the background: a bounded queue of conversations, each worked by one worker at a time, so turns of a conversation
/// keep their order. The queue holds names only; what is to be done is in the log, so nothing is lost with the process.
/// </summary>
public sealed partial class TurnQueue(TurnRunner runner, ConversationLog log, ILogger<TurnQueue> logger) : BackgroundService
{
    private const int MostWaiting = 5000;
    private static readonly int Workers = Math.Max(8, Environment.ProcessorCount * 4);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(10);

    private readonly Channel<string> waiting = Channel.CreateBounded<string>(MostWaiting);
    private readonly Dictionary<string, bool> rung = [];        // queued or at work; true = rung again since

    /// <summary>False = as much is waiting as we take on; the channel asks its client to come back.</summary>
    public bool HasRoom => waiting.Reader.Count < MostWaiting * 9 / 10;

    /// <summary>Says that a conversation has an open turn. When the queue is full the next sweep finds it.</summary>
    public void Ring(string conversation)
    {
        lock (rung)
        {
            if (rung.ContainsKey(conversation)) { rung[conversation] = true; return; }
            if (waiting.Writer.TryWrite(conversation)) rung[conversation] = false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await Persist(() => log.MarkResumed(stopping), stopping);
        await Task.WhenAll([Sweep(stopping), .. Enumerable.Range(0, Workers).Select(_ => Work(stopping))]);
    }

    private async Task Work(CancellationToken stopping)
    {
        try
        {
            await foreach (var conversation in waiting.Reader.ReadAllAsync(stopping))
                await RunAll(conversation, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
    }

    /// <summary>A turn in flight is finished when the service stops; one not yet begun stays open for the next start.</summary>
    private async Task RunAll(string conversation, CancellationToken stopping)
    {
        do
        {
            await Persist(async () =>
            {
                while (!stopping.IsCancellationRequested && await runner.RunNext(conversation, CancellationToken.None)) { }
            }, stopping);
        }
        while (!stopping.IsCancellationRequested && RungAgain(conversation));
    }

    private bool RungAgain(string conversation)
    {
        lock (rung)
        {
            if (rung[conversation]) { rung[conversation] = false; return true; }
            rung.Remove(conversation);
            return false;
        }
    }

    /// <summary>Turns left open by a killed service, at start; later those whose ring got lost in a full queue.</summary>
    private async Task Sweep(CancellationToken stopping)
    {
        var age = TimeSpan.Zero;
        using var timer = new PeriodicTimer(SweepEvery);
        try
        {
            do
            {
                await Persist(async () => { foreach (var conversation in await log.Waiting(age, stopping)) Ring(conversation); }, stopping);
                age = SweepEvery;
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
    }

    /// <summary>The database may be away for a moment: what is open stays open, so it is tried again until the service stops.</summary>
    private async Task Persist(Func<Task> step, CancellationToken stopping)
    {
        for (var wait = TimeSpan.FromMilliseconds(250); !stopping.IsCancellationRequested; wait = wait * 2 < SweepEvery ? wait * 2 : SweepEvery)
        {
            try { await step(); return; }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested) { return; }
            catch (Exception failure)
            {
                Interrupted(failure, wait.TotalSeconds);
                await Task.Delay(wait, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Conversations are interrupted, trying again in {Seconds} s")]
    private partial void Interrupted(Exception failure, double seconds);
}
