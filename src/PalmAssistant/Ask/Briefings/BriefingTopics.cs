using System.Text.Json;
using PalmAssistant.Conversation;

namespace PalmAssistant.Ask;

/// <summary>What briefings there are: sentences with places for figures, each figure a question in plain Chinese. All data, in <c>prompts/ask/briefings.json</c>.</summary>
public sealed record BriefingTopics(IReadOnlyList<BriefingTopic> Topics)
{
    private static readonly Lazy<BriefingTopics> File = new(() =>
        JsonSerializer.Deserialize<BriefingTopics>(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "prompts", "ask", "briefings.json")), DialogState.JsonOptions)!);

    public static BriefingTopics Load() => File.Value;

    /// <summary>The topic whose words the text names (the longest word wins), or the first one; and the text without them.</summary>
    public (BriefingTopic Topic, string Left) Named(string text)
    {
        var (topic, word) = Topics.SelectMany(t => t.Words.Select(w => (Topic: t, Word: w))).Where(x => text.Contains(x.Word, StringComparison.Ordinal)).OrderByDescending(x => x.Word.Length).FirstOrDefault();
        return topic is null ? (Topics[0], text) : (topic, text.Replace(word, "", StringComparison.Ordinal));
    }
}

/// <param name="Sentence">what is said where one sentence is wanted</param>
/// <param name="Lines">in the order they are written</param>
public sealed record BriefingTopic(string Key, string Name, string Title, IReadOnlyList<string> Words, BriefingLine Sentence, IReadOnlyList<BriefingLine> Lines);

/// <param name="Rank">1 = never left out; the highest goes first where there is no room</param>
/// <param name="Text">{scope}, and {0}, {1} … for its figures</param>
public sealed record BriefingLine(string Text, IReadOnlyList<BriefingQuestion> Figures, int Rank = 1);

/// <param name="Ask">a question the reader understands; whoever says it gets the same figure</param>
/// <param name="Name">what it is called where changes are told</param>
/// <param name="Change">compared with the earlier day</param>
public sealed record BriefingQuestion(string Ask, string? Name = null, bool Change = false);
