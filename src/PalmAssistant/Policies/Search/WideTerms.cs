namespace PalmAssistant.Policies.Search;

/// <summary>All of a question as search terms: fillers count half, single characters a little less than pairs, what documents write instead counts too.</summary>
public static class WideTerms
{
    private const float Filler = 0.5f, Single = 0.8f, Meaning = 0.35f;

    public static IReadOnlyDictionary<uint, float> Of(string question, QuestionWords words)
    {
        var terms = new Dictionary<uint, float>();
        var cut = words.Lexicon.Cut(question);
        var weights = cut.SelectMany(word => word.Text.Select(_ => word.Kind == 'f' ? Filler : 1f)).ToArray();
        for (var i = 0; i < question.Length; i++)
        {
            Add(terms, question.AsSpan(i, 1), Single * weights[i]);
            if (i + 1 < question.Length) Add(terms, question.AsSpan(i, 2), (weights[i] + weights[i + 1]) / 2, pairsOnly: true);
        }
        foreach (var meaning in cut.SelectMany(word => words.Meanings(word.Text)))
        {
            Add(terms, meaning, Meaning, pairsOnly: true);
            foreach (var c in meaning) Add(terms, [c], Meaning * Single);
        }
        return terms;
    }

    private static void Add(Dictionary<uint, float> terms, ReadOnlySpan<char> text, float weight, bool pairsOnly = false) => Grams.Each(text, term =>
    {
        if (!pairsOnly || Grams.IsPair(term)) terms[term] = Math.Max(terms.GetValueOrDefault(term), weight);
    });
}
