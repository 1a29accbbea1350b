using System.Text.Json;

namespace PalmAssistant.Demo;

/// <summary>The names and words of Data/words.json: all invented, so that nobody and no place real is described.</summary>
internal sealed class Words
{
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string District { get; init; }
    public required string CityShort { get; init; }

    /// <summary>6 digits that GB/T 2260 gives to no county.</summary>
    public required string County { get; init; }
    public required string[] Streets { get; init; }
    public required string[] CommunityFirst { get; init; }
    public required string[] CommunitySecond { get; init; }
    public required string[] CommunityEndings { get; init; }
    public required string[] EstateStems { get; init; }
    public required string[] EstateEndings { get; init; }
    public required string[] SharedEstates { get; init; }
    public required string[] Roads { get; init; }
    public required string[] OldPlaces { get; init; }

    /// <summary>Most frequent first.</summary>
    public required string[] Surnames { get; init; }
    public required Dictionary<string, Era> Given { get; init; }
    public required Dictionary<char, char> SameSound { get; init; }
    public required string[] Ethnicities { get; init; }
    public required string[] WorkUnits { get; init; }
    public required Origin[] Provinces { get; init; }
    public required string[] Counties { get; init; }
    public required string[] StayReasons { get; init; }
    public required Dictionary<string, string[]> Schools { get; init; }
    public required string[] DeathRegistrars { get; init; }
    public required string[] Banks { get; init; }
    public required string[] Skills { get; init; }
    public required string[] Departments { get; init; }
    public required string[] TradeSyllables { get; init; }
    public required Industry[] Industries { get; init; }
    public required VenueKind[] Venues { get; init; }

    internal sealed record Era(Characters Male, Characters Female, string[] Common);

    internal sealed record Characters(string First, string Second, string Single);

    internal sealed record Origin(string Name, string Code);

    internal sealed record Industry(string Name, double Weight, string[] Company, string[] Shop);

    internal sealed record VenueKind(string Kind, double Weight, string[] Names);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new CharacterPairs() } };

    public static Words Load() => Read<Words>("words.json");

    internal static T Read<T>(string file)
    {
        var assembly = typeof(Words).Assembly;
        using var stream = assembly.GetManifestResourceStream($"PalmAssistant.Demo.Data.{file}")!;
        return JsonSerializer.Deserialize<T>(stream, Json)!;
    }

    /// <summary>{"志": "智"}: JSON has no characters, only strings.</summary>
    private sealed class CharacterPairs : System.Text.Json.Serialization.JsonConverter<Dictionary<char, char>>
    {
        public override Dictionary<char, char> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader)!.ToDictionary(p => p.Key[0], p => p.Value[0]);

        public override void Write(Utf8JsonWriter writer, Dictionary<char, char> value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
