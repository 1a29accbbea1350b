namespace PalmAssistant.Conversation;

/// <summary>Conversations are kept for <see cref="PalmSettings.KeepConversations"/> after their last word. Audit rows are another slice's and stay.</summary>
public sealed class Retention(ConversationLog log, PalmSettings settings)
{
    public Task<int> ForgetOld(CancellationToken ct) => log.Forget(TimeProvider.System.GetUtcNow() - settings.KeepConversations, ct);
}
