using System.Text.Json;
using PalmAssistant.Conversation;

namespace PalmAssistant.Ask;

/// <summary>What the portrait of a place shows, line by line: data, in <c>prompts/ask/portrait.json</c>.</summary>
public sealed record PortraitLines(IReadOnlyList<PortraitLine> Lines)
{
    private static readonly Lazy<PortraitLines> File = new(() =>
        JsonSerializer.Deserialize<PortraitLines>(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "prompts", "ask", "portrait.json")), DialogState.JsonOptions)!);

    public static PortraitLines Load() => File.Value;
}

public sealed record PortraitLine(string Name, IReadOnlyList<PortraitPart> Parts);

/// <param name="Text">{0} = the figure with its unit, or a short table's groups with theirs</param>
/// <param name="Ask">a question the reader understands; whoever says it gets the same figure</param>
/// <param name="Quiet">left out where there is none</param>
public sealed record PortraitPart(string Text, string Ask, bool Quiet = false);
