using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using PalmAssistant.Language;

namespace PalmAssistant.Community;

/// <summary>The catalogue's data files, read once: records, tags, phrases and ambiguous words. Nothing of the database is in here.</summary>
public sealed record CatalogFiles(
    IReadOnlyList<RecordDefinition> Records,
    IReadOnlyList<TagDefinition> Tags,
    IReadOnlyList<PhraseDefinition> Phrases,
    IReadOnlyList<AmbiguousTerm> Ambiguous)
{
    private static readonly Lazy<CatalogFiles> Embedded = new(() => Own().Aggregate(LoadEmbedded(), (files, own) => files.With(own)));

    public static CatalogFiles Load() => Embedded.Value;

    /// <summary>How catalogue files and stored rules are written: camel case, enum names, values as plain numbers, texts and dates.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new ValueConverter() },
    };

    /// <summary>
    /// The same with what a deployment adds, a JSON object: <c>tags</c>, <c>phrases</c>, <c>ambiguous</c> as in the product's files, <c>fields</c> by record key,
    /// <c>words</c> (further words of a tag or field) by its name. What has the same name replaces the product's.
    /// </summary>
    /// <exception cref="JsonException">The text is no such object.</exception>
    public CatalogFiles With(string json)
    {
        var own = JsonSerializer.Deserialize<OwnFile>(json, Json) ?? throw new JsonException("The file is empty.");
        var names = own.Tags.Select(t => t.Name).ToHashSet();
        return new(
            [.. Records.Select(r => r with { Fields = [.. Added(r, own).Select(f => f with { Words = [.. f.Words, .. own.Words.GetValueOrDefault(f.Name, [])] })] })],
            [.. Tags.Where(t => !names.Contains(t.Name)).Concat(own.Tags).Select(t => t with { Words = [.. t.Words, .. own.Words.GetValueOrDefault(t.Name, [])] })],
            [.. own.Phrases, .. Phrases],
            [.. own.Ambiguous, .. Ambiguous]);
    }

    private static IEnumerable<FieldDefinition> Added(RecordDefinition record, OwnFile own)
    {
        var fields = own.Fields.GetValueOrDefault(record.Key, []);
        return record.Fields.Where(f => fields.All(o => o.Key != f.Key)).Concat(fields);
    }

    /// <summary>A deployment's own files: <c>catalog/*.json</c> beside the program, in the order of their names.</summary>
    private static IEnumerable<string> Own()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "catalog");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText) : [];
    }

    private sealed record OwnFile
    {
        public IReadOnlyList<TagDefinition> Tags { get; init; } = [];
        public IReadOnlyList<PhraseDefinition> Phrases { get; init; } = [];
        public IReadOnlyList<AmbiguousTerm> Ambiguous { get; init; } = [];
        public IReadOnlyDictionary<string, IReadOnlyList<FieldDefinition>> Fields { get; init; } = new Dictionary<string, IReadOnlyList<FieldDefinition>>();
        public IReadOnlyDictionary<string, IReadOnlyList<string>> Words { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
    }

    private static CatalogFiles LoadEmbedded() => new(
        [.. MainRecords(), .. Read<MattersFile>("matters").Records],
        Read<TagsFile>("tags").Tags,
        Read<PhrasesFile>("phrases").Phrases,
        Read<AmbiguousFile>("ambiguous").Terms);

    private static IEnumerable<RecordDefinition> MainRecords() =>
        new[] { "person", "house", "entity", "venue", "force" }.Select(Read<RecordDefinition>);

    private static T Read<T>(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"PalmAssistant.Community.Catalog.{name}.json")
            ?? throw new InvalidOperationException($"Catalogue file {name}.json is not embedded.");
        return JsonSerializer.Deserialize<T>(stream, Json) ?? throw new InvalidOperationException($"Catalogue file {name}.json is empty.");
    }

    private sealed record MattersFile(IReadOnlyList<RecordDefinition> Records);
    private sealed record TagsFile(IReadOnlyList<TagDefinition> Tags);
    private sealed record PhrasesFile(IReadOnlyList<PhraseDefinition> Phrases);
    private sealed record AmbiguousFile(IReadOnlyList<AmbiguousTerm> Terms);
}

/// <summary>60, "女", "2026-01-01" and {"relative": "today"} as a <see cref="Value"/>.</summary>
internal sealed class ValueConverter : JsonConverter<Value>
{
    public override Value Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.GetDecimal();
        if (reader.TokenType == JsonTokenType.String) return FromText(reader.GetString()!);
        using var json = JsonDocument.ParseValue(ref reader);
        var value = new Value();
        foreach (var part in json.RootElement.EnumerateObject())
            value = part.Name switch
            {
                _ when part.Value.ValueKind == JsonValueKind.Null => value,
                "relative" => value with { Relative = part.Value.GetString() },
                "number" => value with { Number = part.Value.GetDecimal() },
                "date" => value with { Date = DateOnly.ParseExact(part.Value.GetString()!, "yyyy-MM-dd") },
                "text" => value with { Text = part.Value.GetString() },
                _ => throw new JsonException($"A value has no part “{part.Name}”."),
            };
        return value;
    }

    public override void Write(Utf8JsonWriter writer, Value value, JsonSerializerOptions options)
    {
        if (value.Number is { } number) writer.WriteNumberValue(number);
        else if (value.Date is { } date) writer.WriteStringValue(date.ToString("yyyy-MM-dd"));
        else if (value.Relative is { } relative) { writer.WriteStartObject(); writer.WriteString("relative", relative); writer.WriteEndObject(); }
        else writer.WriteStringValue(value.Text);
    }

    private static Value FromText(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) ? date : text;
}
