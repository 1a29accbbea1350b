namespace PalmAssistant.Policies.Search;

/// <summary>How much of what a question is about a clause knows, and its document: a rule that never mentions the thing asked for is no basis.</summary>
internal sealed class Coverage
{
    /// <summary>A noun that no document knows at all, under no other name either, speaks louder against a basis.</summary>
    private const float Unheard = 1.2f;
    private readonly List<ContentWord> content;
    private readonly float total;
    private readonly Dictionary<int, string> texts = [];

    public Coverage(PolicyQuestion question, PolicyIndex index)
    {
        content = [.. question.Content.Select(word => IsUnheard(word, index) ? word with { Weight = Unheard * word.Weight } : word)];
        total = content.Sum(word => word.Weight);
    }

    private static bool IsUnheard(ContentWord word, PolicyIndex index)
    {
        if (word.Meanings.Count > 0 || word.Weight < 0.9f) return false;
        var heard = false;
        Grams.Each(word.Text, term => heard |= Grams.IsPair(term) && index.ByClause.Frequency(term) > 0);
        return !heard;
    }

    public (float Own, float Document) Of(IndexedClause clause)
    {
        if (total == 0) return (0, 0);
        var own = $"{clause.Document.Name} {clause.Clause.Chapter} {clause.Clause.Heading} {clause.Clause.Text}";
        return (Share(own), Share(TextOf(clause)));
    }

    /// <summary>Share of the content that stands in the document's subject: the question is about what the document is about.</summary>
    public float OfTitle(IndexedClause clause) => total == 0 ? 0 : Share(PolicyIndex.Subject(clause.Document.Name));

    private string TextOf(IndexedClause clause) => texts.TryGetValue(clause.DocumentEntry, out var text) ? text
        : texts[clause.DocumentEntry] = clause.Document.Name + string.Concat(clause.Document.Clauses.Select(c => c.Chapter + c.Heading + c.Text));

    private float Share(string text) => content.Sum(word => word.Weight * Knows(text, word)) / total;

    private static float Knows(string text, ContentWord word)
    {
        if (text.Contains(word.Text, StringComparison.Ordinal)) return 1;
        if (word.Meanings.Any(meaning => text.Contains(meaning, StringComparison.Ordinal))) return 0.9f;
        var partial = word.Meanings.Prepend(word.Text).Max(w => Pairs(text, w));
        return 0.8f * partial;
    }

    /// <summary>Share of a longer word's neighbouring pairs that stand in the text.</summary>
    private static float Pairs(string text, string word)
    {
        if (word.Length < 3) return 0;
        var met = Enumerable.Range(0, word.Length - 1).Count(i => text.AsSpan().IndexOf(word.AsSpan(i, 2), StringComparison.Ordinal) >= 0);
        return (float)met / (word.Length - 1);
    }
}
