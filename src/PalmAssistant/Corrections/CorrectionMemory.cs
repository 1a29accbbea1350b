using PalmAssistant.Ask;
using PalmAssistant.Conversation;

namespace PalmAssistant.Corrections;

/// <summary>What a conversation remembers of corrections: the draft that waits to be confirmed, the sentence that waits for its value, and who was spoken of last.</summary>
/// <param name="Waiting">the sentence said so far, to which the next words are added</param>
/// <param name="Last">whom the last correction was about</param>
/// <param name="AskedThen">the data question standing at that time: a newer one moves 他 to its answer</param>
/// <param name="Listed">proposals last listed for approval: 同意第2个</param>
public sealed record CorrectionMemory(Draft? Draft = null, string? Waiting = null, Subject? Last = null, string? AskedThen = null, IReadOnlyList<string>? Listed = null)
{
    public const string Key = "corrections";

    public static CorrectionMemory Of(DialogState state) => state.Get<CorrectionMemory>(Key) ?? new();

    public void Save(DialogState state)
    {
        state.Set(Key, this);
        if (Draft is not null || Waiting is not null) state.Unfinished = Key;
        else if (state.Unfinished == Key) state.Unfinished = null;
    }

    public static string? Asked(DialogState state) => state.Values.TryGetValue(AskContext.Key, out var asked) ? asked.GetRawText() : null;

    /// <summary>The last correction's subject, unless something was asked since.</summary>
    public Subject? StillSpokenOf(DialogState state) => Last is not null && AskedThen == Asked(state) ? Last : null;
}
