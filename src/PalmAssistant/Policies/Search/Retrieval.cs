using System.Text.RegularExpressions;

namespace PalmAssistant.Policies.Search;

/// <summary>Where each entry stands: its document, its chapter (numbers from 0), and the rank of its document: 1 a law, 0 anything below it.</summary>
public sealed partial record ClauseLayout(IReadOnlyList<int> DocumentOf, IReadOnlyList<int> ChapterOf, IReadOnlyList<float> RankOf)
{
    public int Documents { get; } = DocumentOf.Count == 0 ? 0 : DocumentOf.Max() + 1;
    public int Chapters { get; } = ChapterOf.Count == 0 ? 0 : ChapterOf.Max() + 1;

    /// <summary>What a title says of a document's rank (立法法: laws stand above regulations and interpretations).</summary>
    public static float RankOfTitle(string title) => LawTitle().IsMatch(title) ? 1 : 0;

    [GeneratedRegex("(?:(?<!办)法|法典)(?:（[^）]*）)?$|宪法")] private static partial Regex LawTitle();
}

/// <summary>How much each part counts beside the lexical one (which is 1); all are max-normalised before they are added.</summary>
/// <param name="Topic">the document that holds many good clauses lifts each of them</param>
/// <param name="Rank">a law before the regulations under it</param>
public sealed record RetrievalWeights(float Topic = 0.38f, float Rank = 0.2f);

/// <summary>What the words alone say of every entry for one question.</summary>
/// <param name="Lexical">BM25, 1 = the best entry</param>
/// <param name="Topic">of the entry's document, weighted</param>
/// <param name="Total">what entries are ordered by</param>
public sealed record WordScores(float[] Lexical, float[] Topic, float[] Total);

/// <summary>
/// Wide retrieval over any number of clauses: BM25 over character pairs, the topic of the whole document and its rank, fused by a weighted sum of
/// max-normalised scores (rank fusion lets a weak arm drown a strong one). Confirmed questions, where there are enough, put the best in a new order.
/// </summary>
public sealed class Retrieval(PostingIndex clauses, ClauseLayout layout, RetrievalWeights? weights = null)
{
    private const int TopicDepth = 10;
    private readonly RetrievalWeights weights = weights ?? new();

    public ClauseLayout Layout => layout;

    /// <summary>The best entries, best first.</summary>
    public IReadOnlyList<(int Entry, float Score)> Find(IReadOnlyDictionary<uint, float> terms, int take) => Best(Score(terms).Total, take);

    public WordScores Score(IReadOnlyDictionary<uint, float> terms)
    {
        var lexical = new float[clauses.Count];
        clauses.Score(terms, lexical);
        var (topic, total) = (new float[lexical.Length], new float[lexical.Length]);
        var best = lexical.Length == 0 ? 0 : lexical.Max();
        if (best <= 0) return new(lexical, topic, total);
        var topics = Topics(lexical, 0.2f * best);
        var most = topics.Max();
        for (var i = 0; i < lexical.Length; i++)
        {
            if (lexical[i] <= 0) continue;
            lexical[i] /= best;
            topic[i] = weights.Topic * topics[layout.DocumentOf[i]] / most;
            total[i] = lexical[i] + topic[i] + weights.Rank * layout.RankOf[i];
        }
        return new(lexical, topic, total);
    }

    /// <summary>Per document its best clause scores, each counting less than the one before.</summary>
    private float[] Topics(float[] scores, float least)
    {
        var top = new float[layout.Documents * TopicDepth];
        for (var i = 0; i < scores.Length; i++)
        {
            var score = scores[i];
            if (score <= least) continue;
            var row = top.AsSpan(layout.DocumentOf[i] * TopicDepth, TopicDepth);
            for (var k = 0; k < TopicDepth && score > 0; k++)
                if (score > row[k]) (row[k], score) = (score, row[k]);
        }
        var topics = new float[layout.Documents];
        for (var d = 0; d < topics.Length; d++)
            for (var k = 0; k < TopicDepth; k++) topics[d] += top[d * TopicDepth + k] / (k + 1);
        return topics;
    }

    internal static List<(int Entry, float Score)> Best(float[] scores, int take)
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
