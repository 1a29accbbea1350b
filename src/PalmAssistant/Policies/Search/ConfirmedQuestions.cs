using System.Runtime.InteropServices;

namespace PalmAssistant.Policies.Search;

/// <summary>Questions with the entries that answered them, and how like a new question is to each: the cosine of their tf-idf over characters and pairs.</summary>
public sealed class ConfirmedQuestions
{
    private readonly Dictionary<uint, List<(int Question, float Weight)>> postings = [];
    private readonly Dictionary<uint, int> frequency = [];
    private readonly List<(string Text, int[] Entries)> questions;

    public ConfirmedQuestions(IEnumerable<(string Question, int[] Entries)> confirmed)
    {
        questions = [.. confirmed.Where(c => c.Entries.Length > 0)];
        foreach (var (text, _) in questions)
            foreach (var term in Counts(text).Keys) CollectionsMarshal.GetValueRefOrAddDefault(frequency, term, out _)++;
        for (var q = 0; q < questions.Count; q++)
            foreach (var (term, weight) in Weights(questions[q].Text))
                (CollectionsMarshal.GetValueRefOrAddDefault(postings, term, out _) ??= []).Add((q, weight));
    }

    public int Count => questions.Count;

    public (string Text, int[] Entries) this[int question] => questions[question];

    /// <summary>The likest, best first, with the cosine. <paramref name="except"/>: one of them that is asked about itself.</summary>
    public IReadOnlyList<(int Question, float Likeness)> Likest(string text, int take, int except = -1)
    {
        var scores = new float[questions.Count];
        foreach (var (term, weight) in Weights(text))
            if (postings.TryGetValue(term, out var found))
                foreach (var (question, theirs) in found) scores[question] += weight * theirs;
        if (except >= 0) scores[except] = 0;
        return Retrieval.Best(scores, take);
    }

    private static Dictionary<uint, float> Counts(string text)
    {
        var counts = new Dictionary<uint, float>();
        Grams.Each(text, term => CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _)++);
        return counts;
    }

    private Dictionary<uint, float> Weights(string text)
    {
        var weights = Counts(text);
        var square = 0f;
        foreach (var term in weights.Keys)
        {
            ref var weight = ref CollectionsMarshal.GetValueRefOrNullRef(weights, term);
            var n = frequency.GetValueOrDefault(term);
            weight = Math.Min(weight, 2) * MathF.Log(1 + (questions.Count - n + 0.5f) / (n + 0.5f));
            square += weight * weight;
        }
        var length = MathF.Sqrt(square);
        if (length > 0) foreach (var term in weights.Keys) CollectionsMarshal.GetValueRefOrNullRef(weights, term) /= length;
        return weights;
    }
}
