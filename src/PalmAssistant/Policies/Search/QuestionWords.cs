using System.Reflection;
using System.Text.Json;

namespace PalmAssistant.Policies.Search;

/// <summary>The words of questions, as data: fillers that carry no content, words that are too vague alone, and the synonym list (staff say → documents write).</summary>
public sealed class QuestionWords
{
    private readonly Dictionary<string, string[]> synonyms = [];

    public IReadOnlySet<string> Vague { get; }
    /// <summary>Words that help to find a clause, but whose absence from it says nothing.</summary>
    public IReadOnlySet<string> Light { get; }
    public Lexicon Lexicon { get; }

    /// <param name="curated">pairs that this deployment's curators added</param>
    public QuestionWords(IEnumerable<(string Say, string Means)>? curated = null)
    {
        foreach (var (says, means) in Load<Dictionary<string, string>>("synonyms.json"))
            foreach (var say in says.Split(' ')) Add(say, means.Split(' '));
        foreach (var (say, means) in curated ?? []) Add(say, means.Split(' '));
        var lists = Load<Dictionary<string, string>>("question-words.json");
        Vague = lists["vague"].Split(' ').ToHashSet();
        Light = lists["light"].Split(' ').ToHashSet();
        Lexicon = new(lists["fillers"].Split(' ').Where(word => !synonyms.ContainsKey(word)), synonyms.Keys);
    }

    /// <summary>What documents write for a word that staff say; empty when nothing is listed.</summary>
    public IReadOnlyList<string> Meanings(string word) => synonyms.TryGetValue(word, out var means) ? means : [];

    private void Add(string say, string[] means) =>
        synonyms[say] = synonyms.TryGetValue(say, out var known) ? [.. known.Union(means).Where(m => m != say)] : [.. means.Where(m => m != say)];

    private static T Load<T>(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"PalmAssistant.Policies.Search.{name}")!;
        return JsonSerializer.Deserialize<T>(stream, new JsonSerializerOptions { AllowDuplicateProperties = true })!;
    }
}
