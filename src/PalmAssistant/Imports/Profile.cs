using System.Text.Json;
using System.Text.Json.Serialization;

namespace PalmAssistant.Imports;

/// <summary>
/// How one kind of department file becomes evidence: data, not code. A further department is one more JSON file.
/// </summary>
/// <param name="Prefix">What the file's name starts with: "02_社区摸排居民". One prefix may come in parts.</param>
/// <param name="Source">The word for the source in provenance and conflicts: 摸排, 公安户籍, 教育.</param>
/// <param name="Basis">口径: 街居摸排, 市级返还, 区级共享.</param>
/// <param name="Record">The table of schema <c>source</c> that holds it.</param>
/// <param name="Key">The columns that make a row the same record.</param>
/// <param name="Newest">The date column that says which of two is newer; null = the later row.</param>
/// <param name="Order">Files that others lean on come first: 0 regions, 1 houses, 5 the rest.</param>
/// <param name="Constants">Fields every row of the file has: for a list of people who carry one tag, {"tag": "困难职工"}.</param>
public sealed record Profile(string Prefix, string Source, string Basis, string Record, IReadOnlyList<string> Key, string? Newest,
    IReadOnlyList<ProfileColumn> Columns, int Order = 5, IReadOnlyDictionary<string, string>? Constants = null)
{
    public ProfileColumn? Column(FieldKind kind) => Columns.FirstOrDefault(c => c.As == kind);

    /// <summary>The column that says whom a row is about, if it is about a person.</summary>
    [JsonIgnore]
    public ProfileColumn? PersonColumn => Columns.FirstOrDefault(c => c.As is FieldKind.Person or FieldKind.DisabilityCard or FieldKind.Certificate);

    [JsonIgnore]
    public bool HasPlace => Columns.Any(c => c.As is FieldKind.Address or FieldKind.Room) && Record != "house";
}

/// <summary>One column of a profile.</summary>
/// <param name="Header">Its canonical header.</param>
/// <param name="As">What the cells are, which decides how they are cleaned.</param>
/// <param name="Field">The evidence column it fills; null when it is part of an address.</param>
/// <param name="Domain">For codes: the domain in community.value_code.</param>
/// <param name="Required">A file without this header is refused.</param>
/// <param name="Filled">A row with this cell empty goes to quarantine.</param>
/// <param name="Aliases">Other headers seen in the wild, beside the shared ones of aliases.json.</param>
public sealed record ProfileColumn(string Header, FieldKind As, string? Field = null, string? Domain = null, bool Required = false, bool Filled = false, IReadOnlyList<string>? Aliases = null);

/// <summary>What a cell is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FieldKind>))]
public enum FieldKind
{
    Text, Name, Date, Month, Year, Amount, Integer, Phone, Code, Tags,
    /// <summary>公民身份号码 of the person the row is about; a 出生医学证明编号 is taken too.</summary>
    [JsonStringEnumMemberName("person")] Person,
    /// <summary>公民身份号码 of somebody else; one that fails is left out.</summary>
    [JsonStringEnumMemberName("other-person")] OtherPerson,
    [JsonStringEnumMemberName("disability-card")] DisabilityCard,
    [JsonStringEnumMemberName("certificate")] Certificate,
    [JsonStringEnumMemberName("credit-code")] CreditCode,
    [JsonStringEnumMemberName("region-code")] RegionCode,
    [JsonStringEnumMemberName("region-level")] RegionLevel,
    [JsonStringEnumMemberName("community-name")] CommunityName,
    Address, Street, Community, Grid, Estate, Building, Unit, Room,
}

/// <summary>The profiles that ship with the product, and those of a deployment's own folder.</summary>
public sealed class ProfileCatalog
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private readonly Dictionary<string, string[]> shared;

    private ProfileCatalog(IReadOnlyList<Profile> profiles, Dictionary<string, string[]> shared) => (Profiles, this.shared) = (profiles, shared);

    public IReadOnlyList<Profile> Profiles { get; }

    /// <summary>The embedded profiles; a *.json in <paramref name="folder"/> adds to them or replaces the one with its prefix.</summary>
    public static ProfileCatalog Load(string? folder = null)
    {
        var profiles = new Dictionary<string, Profile>(StringComparer.Ordinal);
        string[][] aliases = [];
        foreach (var (name, text) in Embedded())
        {
            if (name.EndsWith("aliases.json", StringComparison.Ordinal)) aliases = JsonSerializer.Deserialize<string[][]>(text, Json)!;
            else Add(JsonSerializer.Deserialize<Profile>(text, Json)!);
        }
        if (folder is not null && Directory.Exists(folder))
            foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
                Add(JsonSerializer.Deserialize<Profile>(File.ReadAllText(file), Json)!);
        var shared = aliases.SelectMany(group => group.Select(header => (header, group))).ToDictionary(x => x.header, x => x.group, StringComparer.Ordinal);
        return new([.. profiles.Values.OrderBy(p => p.Order).ThenBy(p => p.Prefix, StringComparer.Ordinal)], shared);

        void Add(Profile profile) => profiles[profile.Prefix] = profile;
    }

    /// <summary>The profile whose prefix the name starts with (the longest when several do), or null.</summary>
    public Profile? For(string fileName) =>
        Profiles.Where(p => fileName.StartsWith(p.Prefix, StringComparison.Ordinal)).MaxBy(p => p.Prefix.Length);

    /// <summary>All spellings of a column's header: its own, the profile's aliases, the shared ones.</summary>
    public IEnumerable<string> Spellings(ProfileColumn column) =>
        new[] { column.Header }.Concat(column.Aliases ?? []).Concat(shared.GetValueOrDefault(column.Header) ?? []).Distinct(StringComparer.Ordinal);

    private static IEnumerable<(string Name, string Text)> Embedded()
    {
        var assembly = typeof(ProfileCatalog).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.Contains(".Imports.Profiles.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }
}
