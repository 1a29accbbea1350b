using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace PalmAssistant.Conversation;

/// <summary>The Adaptive Card templates under <c>cards/&lt;slice&gt;/&lt;card&gt;.json</c>, read once each.</summary>
public sealed class CardTemplates(string folder)
{
    private readonly ConcurrentDictionary<string, JsonNode> templates = [];

    /// <param name="name">"ask/table"</param>
    /// <exception cref="FileNotFoundException">There is no such card.</exception>
    public JsonObject Expand(string name, JsonNode? data) =>
        CardTemplate.Expand(templates.GetOrAdd(name, Read), data) as JsonObject ?? throw new InvalidOperationException($"Card {name} expands to nothing.");

    private JsonNode Read(string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name + ".json"));
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no card {name}.", path);
        return JsonNode.Parse(File.ReadAllText(path))!;
    }
}
