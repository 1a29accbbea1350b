using PalmAssistant.Language;

namespace PalmAssistant.Community;

/// <summary>
/// What can be asked here and now: the catalogue files plus what the database holds (coded values, regions, estates, newest months).
/// Immutable; <see cref="CatalogSource"/> hands out the current one.
/// </summary>
public sealed class Catalog
{
    private readonly Dictionary<string, RecordDefinition> records;
    private readonly Dictionary<string, TagDefinition> tags;
    private readonly Dictionary<(string Domain, string Label), short> codes;
    private readonly Dictionary<(string Domain, short Code), string> labels;
    private readonly Dictionary<(string Domain, string Label), short> ranks;
    private readonly Dictionary<long, string> regions;
    private readonly Dictionary<int, EstateRow> estates;
    private readonly Dictionary<(string Record, string Field), object> newest;
    private readonly Dictionary<string, short> tagIds;

    public Catalog(CatalogFiles files, CatalogRows rows)
    {
        Files = files;
        Rows = rows;
        records = files.Records.ToDictionary(r => r.Key);
        tags = files.Tags.ToDictionary(t => t.Name);
        codes = rows.Codes.ToDictionary(c => (c.Domain, c.Label), c => c.Code);
        labels = rows.Codes.ToDictionary(c => (c.Domain, c.Code), c => c.Label);
        ranks = rows.Codes.Where(c => c.Rank is not null).ToDictionary(c => (c.Domain, c.Label), c => c.Rank!.Value);
        regions = rows.Regions.ToDictionary(r => r.Code, r => r.Name);
        estates = rows.Estates.ToDictionary(e => e.Id);
        newest = rows.Newest.ToDictionary(n => (n.Record, n.Field), n => n.Value);
        tagIds = rows.Tags.ToDictionary(t => t.Name, t => t.Id);
        Words = CatalogueWords.Of(files, rows);
    }

    public CatalogFiles Files { get; }
    public CatalogRows Rows { get; }

    /// <summary>The same as words, for readers.</summary>
    public Catalogue Words { get; }

    public RecordDefinition Record(string key) => records.TryGetValue(key, out var record) ? record : throw new UnknownInCatalog("记录", key);
    public TagDefinition Tag(string name) => tags.TryGetValue(name, out var tag) ? tag : throw new UnknownInCatalog("标签", name);
    public TagDefinition? FindTag(string name) => tags.GetValueOrDefault(name);

    /// <summary>The stored code of a label, or null when nothing on file carries it.</summary>
    public short? Code(string domain, string label) => codes.TryGetValue((domain, label), out var code) ? code : null;
    public string? Label(string domain, short code) => labels.GetValueOrDefault((domain, code));
    public IEnumerable<string> Labels(string domain) => Rows.Codes.Where(c => c.Domain == domain).OrderBy(c => c.Rank ?? c.Code).Select(c => c.Label);

    /// <summary>Place of a label in its order (初中 2, 高中 and 中专 3), or null where the domain has none.</summary>
    public short? Rank(string domain, string label) => ranks.TryGetValue((domain, label), out var rank) ? rank : null;

    public string? RegionName(long code) => regions.GetValueOrDefault(code);
    public EstateRow? Estate(int id) => estates.GetValueOrDefault(id);
    public short? TagId(string name) => tagIds.TryGetValue(name, out var id) ? id : null;

    /// <summary>Whether anything of this kind was ever handed over.</summary>
    public bool IsFilled(string record) => Rows.Filled.Contains(record);

    /// <summary>Whether anybody at all carries a stored tag.</summary>
    public bool IsCarried(string tag) => Rows.Tags.Any(t => t.Name == tag && t.Carried);

    /// <summary>The newest month (DateOnly) or year (int) on file for a field, or null when the file is empty.</summary>
    public object? Newest(string record, string field) => newest.GetValueOrDefault((record, field));

    /// <summary>The same as it was at the end of an earlier day.</summary>
    public object? Newest(string record, string field, DateOnly day) =>
        Rows.NewestThen.Where(n => n.Record == record && n.Field == field && n.Day <= day).MaxBy(n => n.Day)?.Value ?? Newest(record, field);

    /// <summary>The first day as of which all these kinds of record can be counted; null when one of them keeps no past.</summary>
    /// <param name="kinds">catalogue keys of records, "identity" and "person_tag" among them</param>
    public DateOnly? KnownSince(IEnumerable<string> kinds)
    {
        var since = DateOnly.MinValue;
        foreach (var kind in kinds)
        {
            var table = kind switch { "identity" => "person_identity", "person_tag" => kind, _ => Record(kind).Table["community.".Length..] };
            if (!Rows.KnownSince.TryGetValue(table, out var day)) return null;
            if (day > since) since = day;
        }
        return since;
    }
}

/// <summary>A plan names a record, field, label or tag that the catalogue does not have: a reader's bug or a stale stored plan.</summary>
public sealed class UnknownInCatalog(string what, string key) : Exception($"目录里没有{what}“{key}”")
{
    public string Key { get; } = key;
}

/// <summary>What the catalogue takes from the database.</summary>
public sealed record CatalogRows(
    IReadOnlyList<CodeRow> Codes,
    IReadOnlyList<RegionRow> Regions,
    IReadOnlyList<EstateRow> Estates,
    IReadOnlyList<TagRow> Tags,
    IReadOnlyList<NewestRow> Newest,
    IReadOnlyList<string> Filled,
    IReadOnlyList<SourceRow> Sources)
{
    /// <summary>Texts that fields marked as known hold: employers, schools.</summary>
    public IReadOnlyList<TextRow> Texts { get; init; } = [];

    public static readonly CatalogRows Empty = new([], [], [], [], [], [], []);

    /// <summary>The first day from whose end on a table's past is known, by table ("person_tag").</summary>
    public IReadOnlyDictionary<string, DateOnly> KnownSince { get; init; } = new Dictionary<string, DateOnly>();

    /// <summary>What was the newest month or year on file, from which day on.</summary>
    public IReadOnlyList<NewestThen> NewestThen { get; init; } = [];

    /// <summary>The days on which an import changed something, oldest first.</summary>
    public IReadOnlyList<DateOnly> ImportDays { get; init; } = [];
}

public sealed record NewestThen(string Record, string Field, DateOnly Day, object Value);

public sealed record CodeRow(string Domain, short Code, string Label, short? Rank);
/// <param name="Level">1 区, 2 街道, 3 社区, 4 网格</param>
public sealed record RegionRow(long Code, string Name, short Level);
/// <param name="Region">community code the estate lies in</param>
public sealed record EstateRow(int Id, long Region, string Name);
/// <param name="Carried">somebody in the database has it</param>
public sealed record TagRow(short Id, string Name, bool Sensitive, bool Carried = true);
public sealed record NewestRow(string Record, string Field, object Value);
public sealed record TextRow(string Record, string Field, string Text);
public sealed record SourceRow(string Source, string Record, DateOnly Latest);
