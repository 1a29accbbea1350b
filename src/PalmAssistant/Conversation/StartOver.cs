namespace PalmAssistant.Conversation;

/// <summary>“重新开始” forgets the conversation's context. Drafts and reports live elsewhere and stay.</summary>
public sealed class StartOver : IDialog
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
        { "重新开始", "重新来", "从头开始", "从头来", "清空", "清空对话", "清除对话", "重来", "restart", "reset" };

    public string Name => "start-over";

    public Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (!Words.Contains(Plain.Of(turn.Text))) return Task.FromResult<Reply?>(null);
        state.Clear();
        return Task.FromResult<Reply?>(new Reply("好的，前面说的我都放下了，请问您要查什么？", new PalmData("done"))
        {
            Suggestions = [.. FirstQuestions.For(turn.Account).Select(q => new SuggestedAction(q, q))],
        });
    }
}
