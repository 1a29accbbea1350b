using System.Text.Json;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>
/// A question that was not answered, standing between an answer and what is said now: a follow-up then goes on from the answer before it, and says so,
/// so that nobody takes it for an answer about what was passed over.
/// </summary>
/// <param name="Said">its words</param>
/// <param name="Options">what settles it, when it was asked back</param>
public sealed record PassedOver(string Said, IReadOnlyList<string> Options)
{
    public const string Key = "ask-passed-over";
    private const int Shown = 16;

    public static PassedOver Of(Turn turn, Reply? reply) => new(turn.Text, [.. (reply?.Palm.Options ?? []).Select(o => o.Say)]);

    /// <summary>The line under the answer; null when the words stand alone or choose among the options.</summary>
    public async Task<string?> Note(Question question, Understood understood, IReader reader, CancellationToken ct)
    {
        if (question.Previous.Count == 0 || Options.Contains(question.Text)) return null;
        if (await reader.Read(question with { Previous = [], Earlier = [] }, ct) is Understood alone && JsonSerializer.Serialize(alone.Plans) == JsonSerializer.Serialize(understood.Plans)) return null;
        return $"上一句“{(Said.Length > Shown ? Said[..Shown] + "…" : Said)}”没有查，这里接着说的是再往前那一问";
    }
}
