using PalmAssistant.Access;

namespace PalmAssistant.Conversation;

/// <summary>One message from one known account, whatever the channel. Channels make it; dialogs only read it.</summary>
/// <param name="Id">the channel's message id: the same id is handled once</param>
/// <param name="Text">what was said, trimmed; empty for a pressed button</param>
public sealed record Turn(string Id, string ConversationId, string Channel, Account Account, string Text, DateTimeOffset At, DateOnly Today)
{
    /// <summary>The values of a pressed card (every value a string), or null.</summary>
    public IReadOnlyDictionary<string, string>? Submitted { get; init; }
    /// <summary>Uploaded files.</summary>
    public IReadOnlyList<IncomingFile> Files { get; init; } = [];

    /// <summary>Says something before the answer is there ("正在汇总 31/137 …"). Never holds the answer.</summary>
    public Func<string, CancellationToken, Task> Progress { get; init; } = (_, _) => Task.CompletedTask;
}

/// <param name="Path">where the channel stored the bytes, inside the data folder</param>
public sealed record IncomingFile(string Name, string ContentType, long Length, string Path);
