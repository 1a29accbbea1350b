namespace PalmAssistant.Conversation;

/// <summary>One thing the bot can do. Offered each turn in the order of <c>Assistant.cs</c>, an unfinished one first; answers null when the turn is not its business.</summary>
public interface IDialog
{
    /// <summary>Stable name; the key of the dialog's saved state.</summary>
    string Name { get; }

    Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct);
}
