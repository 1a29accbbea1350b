using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>What a conversation remembers of its last data question: the plans follow-ups change, and where a list stands.</summary>
/// <param name="Total">how many a list had in all; null when the answer was none</param>
public sealed record AskContext(IReadOnlyList<QueryPlan> Plans, int Offset = 0, long? Total = null)
{
    public const string Key = "ask";

    /// <summary>What was asked the turn before: 两个加起来 adds both.</summary>
    public IReadOnlyList<QueryPlan>? Earlier { get; init; }
}
