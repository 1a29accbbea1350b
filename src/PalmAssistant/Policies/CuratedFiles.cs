using PalmAssistant.Conversation;
using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Policies;

/// <summary>The bytes of a file that was sent in the chat, as far as they are worth reading: a file too large is cut right after the limit and refused by the reader.</summary>
public sealed class CuratedFiles
{
    public async Task<byte[]> Read(IncomingFile file, CancellationToken ct)
    {
        await using var stream = File.OpenRead(file.Path);
        var bytes = new byte[Math.Min(stream.Length, PolicyFile.MaxBytes + 1)];
        await stream.ReadExactlyAsync(bytes, ct);
        return bytes;
    }
}
