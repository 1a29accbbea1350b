using Microsoft.Extensions.Logging;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies.Vectors;

/// <summary>What the vector arm found for a question: clauses by id with their likeness, 0 to 1, and what that counts. Empty when the arm is not to be had.</summary>
public sealed record NearClauses(IReadOnlyDictionary<long, float> Likeness, float Weight)
{
    public static readonly NearClauses None = new(new Dictionary<long, float>(), 0);
}

/// <summary>
/// The vector arm: keeps every clause embedded in the background, and finds the clauses nearest to a question. A change of embedder embeds all
/// clauses anew while search goes on; work interrupted by a restart goes on where it stopped. An embedder that fails is left alone for a while,
/// and questions are answered by words alone.
/// </summary>
public sealed partial class VectorArm(ClauseVectors vectors, PolicySynonyms synonyms, EmbedderChoice choice, TimeProvider time, ILogger<VectorArm> logger)
{
    private const int Nearest = 60, TrainingClauses = 40_000, LeastToTrain = 20;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30), Patience = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim working = new(1);
    private volatile IEmbedder? current;
    private int trainedOn;
    private long caughtUp;
    private long restUntil;

    /// <summary>Why the arm rests, for the curators' page; null = it works.</summary>
    public string? Problem { get; private set; }

    public async Task<NearClauses> Near(string question, CancellationToken ct)
    {
        if (current is not { } embedder || IsResting) return NearClauses.None;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(Patience);
            var vector = (await embedder.Embed([question], EmbeddingUse.Question, patience.Token))[0];
            if (!vector.Any(v => v != 0)) return NearClauses.None;
            var near = await vectors.Near(embedder.Name, vector, Nearest, ct);
            return near.Count == 0 || near[0].Likeness <= 0 ? NearClauses.None : new(near.Where(n => n.Likeness > 0).DistinctBy(n => n.Clause).ToDictionary(n => n.Clause, n => n.Likeness / near[0].Likeness), embedder.Weight);
        }
        catch (EmbedderProblem problem) { TakeRest(problem.Message); return NearClauses.None; }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested) { TakeRest("向量服务太慢。"); return NearClauses.None; }
    }

    /// <summary>Embeds what has no vector yet; to be called again and again. Several processes may: each row is kept once.</summary>
    /// <returns>how many clauses got a vector</returns>
    public async Task<int> CatchUp(CancellationToken ct, Func<EmbeddingProgress, Task>? tell = null)
    {
        if (IsResting || !await working.WaitAsync(0, ct)) return 0;
        try { return await CatchUpNow(tell ?? (_ => Task.CompletedTask), ct); }
        catch (EmbedderProblem problem) { TakeRest(problem.Message); return 0; }
        finally { working.Release(); }
    }

    public async Task<EmbeddingProgress?> Progress(CancellationToken ct) => (making ?? current) is { } embedder ? await vectors.Progress(embedder.Name, ct) : null;

    private IEmbedder? making;

    private async Task<int> CatchUpNow(Func<EmbeddingProgress, Task> tell, CancellationToken ct)
    {
        var revision = await vectors.Revision(ct);
        if (current is not null && revision == caughtUp) return 0;
        if (await Choose(ct) is not { } embedder) return 0;
        making = embedder;
        var (done, after, size) = (0, 0L, 0);
        var at = await vectors.Progress(embedder.Name, ct);   // counted once, then kept up by hand: counting takes as long as embedding
        while (await vectors.Bare(embedder.Name, after, embedder.Batch, ct) is { Count: > 0 } bare)
        {
            var made = await embedder.Embed([.. bare.Select(b => b.Text)], EmbeddingUse.Clause, ct);
            if (done == 0) await vectors.Register(embedder.Name, size = made[0].Length, null, 0, ct);
            await vectors.Keep(embedder.Name, bare, made, ct);
            (done, after) = (done + bare.Count, bare[^1].Id);
            await tell(at = at with { Done = at.Done + bare.Count });
        }
        var progress = await vectors.Progress(embedder.Name, ct);
        if (!progress.Ready && progress.Total > 0 && progress.Done >= progress.Total)
        {
            if (size == 0) size = (await embedder.Embed(["文"], EmbeddingUse.Clause, ct))[0].Length;
            await vectors.Finish(embedder.Name, size, ct);
            Complete(embedder.Name, progress.Done);
            progress = progress with { Ready = true };
        }
        if (progress.Ready) (current, caughtUp) = (embedder, revision);
        (Problem, making) = (null, null);
        return done;
    }

    /// <summary>The endpoint when one is set; else the library's own space, trained anew when the library has grown by half.</summary>
    private async Task<IEmbedder?> Choose(CancellationToken ct)
    {
        if (choice.Endpoint is { } endpoint) return endpoint;
        var clauses = await vectors.Clauses(ct);
        if (clauses < LeastToTrain) return null;
        if (making is CorpusEmbedder begun) return begun;
        if (current is CorpusEmbedder known && clauses <= trainedOn * 1.5 + 200) return known;
        var words = new QuestionWords(await synonyms.All(ct));
        if (await vectors.NewestModel(ct) is { } newest && clauses <= newest.TrainedOn * 1.5 + 200)
        {
            trainedOn = newest.TrainedOn;
            return new CorpusEmbedder(newest.Name, LatentSpace.FromBytes(newest.Model), words, newest.TrainedOn);
        }
        var space = LatentSpace.Train(await vectors.Sample(TrainingClauses, ct), CorpusEmbedder.Dimensions, ct);
        var made = new CorpusEmbedder($"corpus:{space.Dimensions}:{clauses}:{time.GetUtcNow().ToUnixTimeSeconds()}", space, words, clauses);
        await vectors.Register(made.Name, space.Dimensions, space.ToBytes(), trainedOn = (int)clauses, ct);
        Trained(made.Name, clauses);
        return made;
    }

    private bool IsResting => time.GetTimestamp() < Interlocked.Read(ref restUntil);

    private void TakeRest(string why)
    {
        if (Problem != why) Unavailable(why);
        Problem = why;
        Interlocked.Exchange(ref restUntil, time.GetTimestamp() + (long)(Rest.TotalSeconds * time.TimestampFrequency));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Vectors are not to be had, answering by words alone: {Why}")]
    private partial void Unavailable(string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Embedder {Name}: {Clauses} clauses embedded, in use")]
    private partial void Complete(string name, long clauses);

    [LoggerMessage(Level = LogLevel.Information, Message = "Embedder {Name} trained on a library of {Clauses} clauses")]
    private partial void Trained(string name, long clauses);
}

/// <summary>Which embedder this installation uses: the endpoint of its settings, or (null) the one trained on its library.</summary>
public sealed record EmbedderChoice(IEmbedder? Endpoint);
