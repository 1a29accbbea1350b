using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace PalmAssistant.Policies.Search;

/// <summary>An entry that may answer, with the figures that speak for it.</summary>
public sealed record Candidate(int Entry, float[] Figures);

/// <summary>
/// What words and confirmed questions say of the candidates for a question, as figures for <see cref="ListwiseNet"/>: how like the likest confirmed
/// question of the clause, of its neighbours, its chapter, its document; how near the clause lies to what answered such questions.
/// The latter say something of clauses that nobody asked for yet.
/// </summary>
/// <param name="vectors">one of length 1 an entry: what <paramref name="embed"/> makes of its text</param>
public sealed class MemoryFigures(Retrieval retrieval, ConfirmedQuestions memory, IReadOnlyList<float[]> vectors, Func<string, float[]> embed, QuestionWords words)
{
    public const int Count = 20;
    private const int Neighbours = 60, Leading = 15, ByWords = 300, ByMemory = 100, ByDocument = 150, Reach = 3;

    /// <param name="except">a confirmed question that is asked about itself, to learn from</param>
    public IReadOnlyList<Candidate> Of(string question, int except = -1)
    {
        var scores = retrieval.Score(WideTerms.Of(question, words));
        var said = Hear(memory.Likest(question, Neighbours, except));
        var own = embed(question);
        var chosen = Choose(scores.Total, said);
        var best = chosen.Max(entry => scores.Total[entry]);
        var ranks = chosen.OrderByDescending(entry => scores.Total[entry]).Select((entry, rank) => (entry, rank)).ToDictionary(x => x.entry, x => x.rank);
        var likenesses = chosen.ToDictionary(entry => entry, entry => TensorPrimitives.Dot<float>(own, vectors[entry]));
        var nearest = likenesses.Values.Max();
        return [.. chosen.Select(entry => new Candidate(entry, Figures(entry, scores, said, likenesses[entry], nearest, best, ranks[entry])))];
    }

    /// <summary>What the likest confirmed questions say together.</summary>
    private sealed record Heard(float Top, float Total, float Most, Dictionary<int, float> Highest, Dictionary<int, float> Sum, Dictionary<int, int> Times, Dictionary<int, float> Beside, float[] Documents, float[] Chapters, float[] Direction);

    private Heard Hear(IReadOnlyList<(int Question, float Likeness)> likest)
    {
        var (documents, chapters, direction) = (new float[retrieval.Layout.Documents], new float[retrieval.Layout.Chapters], new float[vectors[0].Length]);
        var (highest, sum, times, beside) = (new Dictionary<int, float>(), new Dictionary<int, float>(), new Dictionary<int, int>(), new Dictionary<int, float>());
        var total = 1e-9f;
        for (var rank = 0; rank < likest.Count; rank++)
        {
            var (like, entries) = (likest[rank].Likeness, memory[likest[rank].Question].Entries);
            var weight = like * like;
            total += weight;
            foreach (var entry in entries)
            {
                documents[retrieval.Layout.DocumentOf[entry]] += weight / entries.Length;
                chapters[retrieval.Layout.ChapterOf[entry]] += weight / entries.Length;
                Raise(highest, entry, like);
                CollectionsMarshal.GetValueRefOrAddDefault(sum, entry, out _) += weight;
                CollectionsMarshal.GetValueRefOrAddDefault(times, entry, out _)++;
                if (rank < Leading) TensorPrimitives.MultiplyAdd(vectors[entry], weight, direction, direction);
                foreach (var (other, distance) in Around(entry)) Raise(beside, other, like / (1 + distance));
            }
        }
        TensorPrimitives.Divide(documents, total, documents);
        TensorPrimitives.Divide(chapters, total, chapters);
        var length = TensorPrimitives.Norm<float>(direction);
        if (length > 0) TensorPrimitives.Divide(direction, length, direction);
        return new(likest.Count > 0 ? likest[0].Likeness : 0, total, sum.Count > 0 ? sum.Values.Max() : 1, highest, sum, times, beside, documents, chapters, direction);
    }

    private static void Raise(Dictionary<int, float> values, int key, float value)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(values, key, out _);
        known = Math.Max(known, value);
    }

    private IEnumerable<(int Entry, int Distance)> Around(int entry)
    {
        var documentOf = retrieval.Layout.DocumentOf;
        for (var step = -Reach; step <= Reach; step++)
            if (step != 0 && entry + step >= 0 && entry + step < documentOf.Count && documentOf[entry + step] == documentOf[entry]) yield return (entry + step, Math.Abs(step));
    }

    private List<int> Choose(float[] total, Heard said)
    {
        var lifted = new float[total.Length];
        for (var i = 0; i < total.Length; i++) lifted[i] = total[i] + said.Documents[retrieval.Layout.DocumentOf[i]];
        return [.. Retrieval.Best(total, ByWords).Concat(Retrieval.Best(lifted, ByDocument)).Select(b => b.Entry).Concat(said.Sum.OrderByDescending(s => s.Value).Take(ByMemory).Select(s => s.Key)).Distinct()];
    }

    private float[] Figures(int entry, WordScores scores, Heard said, float likeness, float nearest, float best, int rank)
    {
        var (highest, sum) = (said.Highest.GetValueOrDefault(entry), said.Sum.GetValueOrDefault(entry));
        var document = said.Documents[retrieval.Layout.DocumentOf[entry]];
        var direction = TensorPrimitives.Dot<float>(said.Direction, vectors[entry]);
        return
        [
            scores.Lexical[entry], scores.Topic[entry], retrieval.Layout.RankOf[entry], likeness, scores.Total[entry] - best,
            highest, MathF.Sqrt(sum), sum / said.Total, sum / said.Most, highest * highest, said.Beside.GetValueOrDefault(entry),
            document, said.Chapters[retrieval.Layout.ChapterOf[entry]], direction, MathF.Log(1 + said.Times.GetValueOrDefault(entry)), said.Top, likeness - nearest,
            MathF.Log(1 + rank), Math.Min(1, document) * scores.Lexical[entry], direction * scores.Lexical[entry],
        ];
    }
}
