using System.Text.Json.Nodes;
using NJsonSchema;
using PalmAssistant.Conversation;

namespace PalmAssistant.Tests.Cards;

/// <summary>Every file in cards/ is a card that Web Chat can show, with the sample beside it.</summary>
public class EveryCardTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "cards");
    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "Cards", "adaptive-card-1.5.json")).GetAwaiter().GetResult());

    public static TheoryData<string> Cards() =>
        [.. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
            .Where(name => !name.EndsWith(".sample.json", StringComparison.Ordinal)).Select(name => name[..^".json".Length]).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Cards))]
    public void Expands_with_its_sample_into_a_valid_card(string name)
    {
        var sample = Path.Combine(Folder, name + ".sample.json");
        Assert.True(File.Exists(sample), $"{name}.sample.json is missing");

        var card = new CardTemplates(Folder).Expand(name, JsonNode.Parse(File.ReadAllText(sample)));

        var json = card.ToJsonString(ActivityWriter.Json);
        Assert.DoesNotContain("${", json);
        Assert.Empty(Schema.Value.Validate(json).Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","txt":"a"}]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.7","body":[]}""")]
    [InlineData("""{"type":"AdaptiveCard","version":"1.5","body":[],"actions":[{"type":"Action.Execute","title":"a"}]}""")]
    public void The_schema_refuses_what_Web_Chat_would_not_show(string card) => Assert.NotEmpty(Schema.Value.Validate(card));
}
