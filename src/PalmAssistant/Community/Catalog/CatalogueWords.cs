using PalmAssistant.Language;

namespace PalmAssistant.Community;

/// <summary>Turns the catalogue's files and rows into the words readers work with.</summary>
internal static class CatalogueWords
{
    public static Catalogue Of(CatalogFiles files, CatalogRows rows)
    {
        var labels = rows.Codes.GroupBy(c => c.Domain).ToDictionary(g => g.Key, g => g.OrderBy(c => c.Rank ?? c.Code).Select(c => c.Label).ToList());
        return new Catalogue
        {
            Records = [.. files.Records.Select(r => Record(r, labels, rows.Texts))],
            Tags = [.. files.Tags.Select(t => new TagTerm(t.Name, t.Record, [t.Name, .. t.Words], AgeSpan.Of(t.Rule)))],
            Phrases = [.. files.Phrases.Select(p => new PhraseTerm(p.Words, p.Record, p.Where, p.Population))],
            Ambiguous = files.Ambiguous,
            Places = [.. rows.Regions.Select(Region), .. rows.Estates.Select(e => new Place(PlaceKind.Estate, e.Id.ToString(), e.Name) { Region = e.Region })],
        };
    }

    private static Place Region(RegionRow row) => new(Kind(row.Level), row.Code.ToString(), row.Name) { Region = row.Code };

    private static PlaceKind Kind(short level) => level switch { 1 => PlaceKind.District, 2 => PlaceKind.Street, 3 => PlaceKind.Community, _ => PlaceKind.Grid };

    private static RecordTerm Record(RecordDefinition r, Dictionary<string, List<string>> labels, IReadOnlyList<TextRow> texts) => new(
        r.Key, r.Name, r.Unit, r.Words,
        [.. r.Fields.Where(f => f.Kind != FieldKind.Flag).Select(f => Field(f, labels) with { Known = f.Known ? [.. texts.Where(t => t.Record == r.Key && t.Field == f.Key).Select(t => t.Text)] : [] })],
        [.. r.Populations.Select(p => new PopulationTerm(p.Key, p.Name, p.Words) { Within = p.Within, Apart = p.Apart })],
        [.. r.Relations.Select(x => new RelationTerm(x.Key, x.Name, x.Record, x.Words))]);

    private static FieldTerm Field(FieldDefinition f, Dictionary<string, List<string>> labels) =>
        new(f.Key, f.Name, f.Kind, f.Unit, f.Words, Values(f, labels), f.Groups, f.Lists) { Figure = f.Figure };

    /// <summary>The file's values and, beyond them, every label the database has seen.</summary>
    private static IReadOnlyList<ValueTerm> Values(FieldDefinition f, Dictionary<string, List<string>> labels)
    {
        if (f.Domain is null || !labels.TryGetValue(f.Domain, out var seen)) return f.Values;
        var known = f.Values.Select(v => v.Label).ToHashSet();
        return [.. f.Values, .. seen.Where(l => !known.Contains(l)).Select(l => new ValueTerm(l, []))];
    }
}
