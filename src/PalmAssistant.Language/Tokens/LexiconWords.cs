namespace PalmAssistant.Language;

/// <summary>Which words a catalogue and its places bring: every term's own name, its synonyms, and the ways a place is said.</summary>
internal static class LexiconWords
{
    public static void Of(Catalogue catalogue, Action<string, Sense> add)
    {
        foreach (var record in catalogue.Records) OfRecord(record, add);
        foreach (var tag in catalogue.Tags) Each(tag.Words, tag.Name, word => add(word, new TagSense(tag.Record, tag.Name)));
        foreach (var phrase in catalogue.Phrases)
        {
            Each(phrase.Words.Where(w => !w.Contains('…')), "", word => { foreach (var form in VerbForms.Of(word)) add(form, new PhraseSense(phrase.Record, phrase)); });
        }
        foreach (var term in catalogue.Ambiguous) Each(term.Words, "", word => add(word, new AmbiguousSense(term)));
        foreach (var place in catalogue.Places)
        {
            foreach (var (word, exact) in PlaceWords.Of(place)) add(word, new PlaceSense(place, exact));
        }
    }

    private static void OfRecord(RecordTerm record, Action<string, Sense> add)
    {
        Each(record.Words, record.Name, word => add(word, new RecordSense(record.Key)));
        foreach (var population in record.Populations) Each(population.Words, population.Name, word => add(word, new PopulationSense(record.Key, population)));
        foreach (var relation in record.Relations) Each(relation.Words, relation.Name, word => add(word, new RelationSense(record.Key, relation)));
        foreach (var field in record.Fields)
        {
            Each(field.Words, field.Name, word => add(word, new FieldSense(record.Key, field)));
            foreach (var value in field.Values) Each(value.Words, IsSayable(field, value) ? value.Label : "", word => add(word, new ValueSense(record.Key, field, value.Label)));
        }
    }

    // A label of one character (子, 无) is too short to be recognised alone unless it is one of two, as 男 and 女 are.
    private static bool IsSayable(FieldTerm field, ValueTerm value) => value.Label.Length > 1 || field.Values.Count == 2;

    private static void Each(IEnumerable<string> words, string name, Action<string> add)
    {
        foreach (var word in words.Append(name).Where(w => w.Length > 0).Distinct()) add(word);
    }
}
