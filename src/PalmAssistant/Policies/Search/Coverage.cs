namespace PalmAssistant.Policies.Search;

/// <summary>How much of what a question is about a clause knows, and its document: a rule that never mentions the thing asked for is no basis.</summary>
internal sealed class Coverage
{
    /// <summary>A noun that no document knows at all, under no other name either, speaks louder against a basis.</summary>
    private const float Unheard = 1.25f;
    /// <summary>公交卡 is a card, 失业金 money: where the last two characters are not known, little of the word is.</summary>
    private const float HeadMissing = 0.4f;
    /// <summary>标准 of 收费标准 stands in any document, and says nothing beside what is named.</summary>
    private const float Vague = 0.7f;
    private const float LeastKnown = 0.25f, MostOfLong = 0.45f;
    /// <summary>Below this share of the question in a title, the paper is about something else.</summary>
    private const float LeastOfTitle = 0.1f;
    private const float Common = 0.35f;
    private const int FewDocuments = 12;
    private readonly PolicyIndex index;
    private readonly List<ContentWord> content;
    private readonly float total;
    private readonly string? unheardHead;
    private readonly IReadOnlyList<string> subjectWords;
    private const int MostNamed = 2, LeastNamed = 3;

    /// <summary>What the question names in three characters and more: single words, and neighbours that belong together.</summary>
    private static IEnumerable<string> Runs(PolicyQuestion question)
    {
        var words = question.Words;
        for (var i = 0; i < words.Count; i++)
        {
            if (!IsName(words[i])) continue;
            if (words[i].Text.Length >= LeastNamed) yield return words[i].Text;
            if (i + 1 < words.Count && IsName(words[i + 1]) && words[i].Text.Length > 1 && words[i + 1].Text.Length > 1) yield return words[i].Text + words[i + 1].Text;
        }
    }

    private static bool IsName(Word word) => word.Kind is 'n' or 'v' or 'j' or 's' or 'l' or 'b';

    private readonly Dictionary<int, string> texts = [];

    public Coverage(PolicyQuestion question, PolicyIndex index)
    {
        this.index = index;
        var named = question.Content.Any(word => !word.IsVague && word.Weight > 0.1f);
        content = [.. question.Content.Select(word => IsUnheard(word, index) ? word with { Weight = Unheard * word.Weight } : named && word.IsVague ? word with { Weight = Vague * word.Weight } : word)];
        total = content.Sum(word => word.Weight);
        subjectWords = [.. Runs(question).Where(run => index.Subjects.Where((subject, entry) => index.IsAlive(index.DocumentOfEntry[entry]) && subject.Contains(run, StringComparison.Ordinal)).Take(MostNamed + 1).Count() is > 0 and <= MostNamed)];
        unheardHead = question.Content.LastOrDefault(word => word.Weight > 0.1f && !word.IsVague) is { Weight: >= 0.9f } head && IsUnheard(head, index) ? head.Text : null;
    }

    private static bool IsUnheard(ContentWord word, PolicyIndex index)
    {
        if (word.Meanings.Count > 0 || word.Weight < 0.65f || word.Text.Length < 2 || word.IsVague) return false;
        var heard = false;
        Grams.Each(word.Text, term => heard |= Grams.IsPair(term) && index.ByClause.Frequency(term) > 0);
        return !heard;
    }

    public (float Own, float Document, float Strange) Of(IndexedClause clause)
    {
        if (total == 0) return (0, 0, 0);
        var own = $"{clause.Document.Name} {clause.Clause.Chapter} {clause.Clause.Heading} {clause.Clause.Text}";
        var text = TextOf(clause);
        return (Share(own), Share(text), content.Select(word => Strangeness(text, word, OfTitle(clause) < LeastOfTitle)).DefaultIfEmpty().Max());
    }

    /// <summary>Share of the content that stands in the document's subject: the question is about what the document is about.</summary>
    public float OfTitle(IndexedClause clause) => total == 0 ? 0 : Share(clause.Subject);

    /// <summary>维修资金 of 住宅专项维修资金使用: named by the question, and in the titles of two papers at most.</summary>
    public bool NamesSubject(IndexedClause clause) => subjectWords.Any(word => clause.Subject.Contains(word, StringComparison.Ordinal));

    private string TextOf(IndexedClause clause) => texts.TryGetValue(clause.DocumentEntry, out var text) ? text
        : texts[clause.DocumentEntry] = clause.Document.Name + string.Concat(clause.Document.Clauses.Select(c => c.Chapter + c.Heading + c.Text));

    /// <summary>A thing by name that the text does not know: 0 none, 0.5 a word of two characters, 1 a longer one.</summary>
    private float Strangeness(string text, ContentWord word, bool isAside)
    {
        // What the question ends in is what it asks for: 遗产公证, of which no document ever heard.
        if (word.Text == unheardHead && Knows(text, word) < LeastKnown) return 1;
        if (word is not { Weight: >= 0.9f, Text.Length: > 1, IsVague: false }) return 0;
        // 车位收费 of a paper on something else altogether, while others do speak of 停车.
        if (word.Meanings.Count > 0) return isAside && Knows(text, word) < LeastKnown && IsHeard(word) ? 0.5f : 0;
        return word.Text.Length > 2 ? Knows(text, word) < MostOfLong ? 1 : 0 : Knows(text, word) < LeastKnown ? 0.5f : 0;
    }

    private bool IsHeard(ContentWord word)
    {
        var heard = false;
        foreach (var name in word.Meanings.Prepend(word.Text).Where(name => name.Length > 1)) Grams.Each(name, term => heard |= Grams.IsPair(term) && index.ByDocument.Frequency(term) > 0);
        return heard;
    }

    private float Share(string text) => content.Sum(word => word.Weight * Knows(text, word)) / total;

    private float Knows(string text, ContentWord word)
    {
        if (text.Contains(word.Text, StringComparison.Ordinal)) return 1;
        var known = word.Meanings.Where(meaning => text.Contains(meaning, StringComparison.Ordinal)).Select(Credit).DefaultIfEmpty().Max();
        if (known > 0) return known;
        var partial = word.Meanings.Prepend(word.Text).Max(w => Pairs(text, w));
        return 0.8f * partial;
    }

    /// <summary>登记 stands in most documents: that one does too says little of 过户.</summary>
    private float Credit(string meaning)
    {
        var most = 0;
        Grams.Each(meaning, term => { if (Grams.IsPair(term)) most = most == 0 ? index.ByDocument.Frequency(term) : Math.Min(most, index.ByDocument.Frequency(term)); });
        return index.ByDocument.Count >= FewDocuments && most > Common * index.ByDocument.Count ? 0.55f : 0.9f;
    }

    /// <summary>Share of a longer word's neighbouring pairs that stand in the text.</summary>
    private static float Pairs(string text, string word)
    {
        if (word.Length < 3) return 0;
        var met = Enumerable.Range(0, word.Length - 1).Count(i => text.AsSpan().IndexOf(word.AsSpan(i, 2), StringComparison.Ordinal) >= 0);
        var share = (float)met / (word.Length - 1);
        return text.Contains(word[^2..], StringComparison.Ordinal) ? share : HeadMissing * share;
    }
}
