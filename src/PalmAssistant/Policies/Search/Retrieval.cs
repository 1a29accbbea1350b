namespace PalmAssistant.Policies.Search;

/// <summary>How much each arm counts beside the lexical one (which is 1); all are max-normalised before they are added.</summary>
/// <param name="Topic">the document that holds many good clauses lifts each of them</param>
/// <param name="Memory">likeness to questions confirmed for the clause</param>
public sealed record RetrievalWeights(float Topic = 0.38f, float Memory = 1.5f);

/// <summary>
/// Wide retrieval over any number of clauses: BM25 over character pairs, the topic of the whole document and remembered questions,
/// fused by a weighted sum of max-normalised scores (rank fusion lets a weak arm drown a strong one).
/// </summary>
public sealed class Retrieval(PostingIndex clauses, IReadOnlyList<int> documentOf, QuestionMemory? memory = null, RetrievalWeights? weights = null)
{
    private const int TopicDepth = 10;
    private readonly RetrievalWeights weights = weights ?? new();
    private readonly int documents = documentOf.Count == 0 ? 0 : documentOf.Max() + 1;

    /// <summary>The best entries, best first.</summary>
    public IReadOnlyList<(int Entry, float Score)> Find(IReadOnlyDictionary<uint, float> terms, int take)
    {
        var scores = new float[clauses.Count];
        clauses.Score(terms, scores);
        var best = scores.Length == 0 ? 0 : scores.Max();
        if (best > 0) Normalise(scores, best);
        if (memory is not null)
            foreach (var (entry, likeness) in memory.Recall(terms)) scores[entry] += weights.Memory * likeness;
        return Best(scores, take);
    }

    private void Normalise(float[] scores, float best)
    {
        var topics = Topics(scores, 0.2f * best);
        var most = topics.Max();
        for (var i = 0; i < scores.Length; i++)
            if (scores[i] > 0) scores[i] = scores[i] / best + weights.Topic * topics[documentOf[i]] / most;
    }

    /// <summary>Per document its best clause scores, each counting less than the one before.</summary>
    private float[] Topics(float[] scores, float least)
    {
        var top = new float[documents * TopicDepth];
        for (var i = 0; i < scores.Length; i++)
        {
            var score = scores[i];
            if (score <= least) continue;
            var row = top.AsSpan(documentOf[i] * TopicDepth, TopicDepth);
            for (var k = 0; k < TopicDepth && score > 0; k++)
                if (score > row[k]) (row[k], score) = (score, row[k]);
        }
        var topics = new float[documents];
        for (var d = 0; d < documents; d++)
            for (var k = 0; k < TopicDepth; k++) topics[d] += top[d * TopicDepth + k] / (k + 1);
        return topics;
    }

    private static List<(int, float)> Best(float[] scores, int take)
    {
        var queue = new PriorityQueue<int, float>(take + 1);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] <= 0) continue;
            if (queue.Count < take) queue.Enqueue(i, scores[i]);
            else if (queue.TryPeek(out _, out var least) && scores[i] > least) queue.EnqueueDequeue(i, scores[i]);
        }
        var best = new List<(int, float)>();
        while (queue.TryDequeue(out var entry, out var score)) best.Add((entry, score));
        best.Reverse();
        return best;
    }
}
