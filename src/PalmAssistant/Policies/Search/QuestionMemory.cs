namespace PalmAssistant.Policies.Search;

/// <summary>
/// Questions that staff confirmed, each with the entries (clauses) that answered them. A new question that reads like one of them
/// leads to its clauses; one that reads like none gains and loses nothing.
/// </summary>
public sealed class QuestionMemory
{
    private readonly float leastLikeness;
    private readonly List<float> weights = [];
    private readonly PostingIndex questions = new();
    private readonly List<int[]> answers = [];

    /// <param name="leastLikeness">below this two questions have nothing in common but the way questions are asked</param>
    public QuestionMemory(IEnumerable<(string Question, int[] Entries)> confirmed, float leastLikeness = 0.6f)
    {
        this.leastLikeness = leastLikeness;
        var texts = new List<string>();
        foreach (var (question, entries) in confirmed)
        {
            questions.Add([(question, 1)]);
            answers.Add(entries);
            texts.Add(question);
        }
        questions.Seal();
        weights.AddRange(texts.Select(text => questions.Bound(Terms(text))));
    }

    private static Dictionary<uint, float> Terms(string text)
    {
        var terms = new Dictionary<uint, float>();
        Grams.Each(text, term => terms[term] = 1);
        return terms;
    }

    /// <summary>For each remembered entry how like its likest question is to this one, 0 to 1; near duplicates of several questions add a little.</summary>
    public IReadOnlyDictionary<int, float> Recall(IReadOnlyDictionary<uint, float> terms)
    {
        var likeness = new Dictionary<int, float>();
        if (answers.Count == 0) return likeness;
        var scores = new float[questions.Count];
        questions.Score(terms, scores);
        var bound = questions.Bound(terms);
        for (var q = 0; q < scores.Length; q++)
        {
            var like = Math.Min(1, scores[q] / MathF.Sqrt(bound * weights[q]));
            if (like < leastLikeness) continue;
            foreach (var entry in answers[q])
            {
                var known = likeness.GetValueOrDefault(entry);
                likeness[entry] = Math.Min(1, Math.Max(known, like) + 0.25f * Math.Min(known, like));
            }
        }
        return likeness;
    }
}
