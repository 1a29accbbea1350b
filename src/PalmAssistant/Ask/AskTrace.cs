using PalmAssistant.Access;
using PalmAssistant.Conversation;
using PalmAssistant.Language;

namespace PalmAssistant.Ask;

/// <summary>Every stage's value of one question, from text to reply. Reply is null when it was no data question.</summary>
public sealed record AskTrace
{
    public required string Text { get; init; }
    public required Account Account { get; init; }
    public required DateOnly Today { get; init; }
    public Reading? Reading { get; init; }
    public IReadOnlyList<QueryPlan> Plans { get; init; } = [];
    public IReadOnlyList<Scoping> Scopings { get; init; } = [];
    public IReadOnlyList<Answer> Answers { get; init; } = [];
    public Reply? Reply { get; init; }
    public AskContext? Context { get; init; }
}
