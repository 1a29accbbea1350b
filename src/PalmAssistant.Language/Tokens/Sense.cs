namespace PalmAssistant.Language;

/// <summary>One thing a word of the catalogue can mean.</summary>
/// <param name="Record">the record it speaks of; empty for places and ambiguous terms</param>
internal abstract record Sense(string Record);

internal sealed record RecordSense(string Record) : Sense(Record);

internal sealed record PopulationSense(string Record, PopulationTerm Term) : Sense(Record);

internal sealed record FieldSense(string Record, FieldTerm Field) : Sense(Record);

internal sealed record ValueSense(string Record, FieldTerm Field, string Label) : Sense(Record);

internal sealed record TagSense(string Record, string Tag) : Sense(Record);

internal sealed record PhraseSense(string Record, PhraseTerm Phrase) : Sense(Record);

internal sealed record RelationSense(string Record, RelationTerm Relation) : Sense(Record);

/// <param name="Exact">the full name was said, not its stem</param>
internal sealed record PlaceSense(Place Place, bool Exact) : Sense("");

internal sealed record AmbiguousSense(AmbiguousTerm Term) : Sense("");
