namespace PalmAssistant.Language;

/// <summary>
/// What can be asked, as far as words go: records, fields, values, tags, relations, and the names of places. Built by
/// <c>Community.Catalog</c> from its data files and the database; a field or tag added there needs no code here.
/// </summary>
public sealed record Catalogue
{
    public required IReadOnlyList<RecordTerm> Records { get; init; }
    public required IReadOnlyList<TagTerm> Tags { get; init; }

    /// <summary>Colloquial phrases that mean a condition of a record: "一个人住的", "领高龄津贴", "有人住的". "…" in a word stands for free text, and in the condition for the same: 在…上班.</summary>
    public IReadOnlyList<PhraseTerm> Phrases { get; init; } = [];

    /// <summary>Words that have several meanings and must be asked back: 孤寡老人, 困难户, 常住.</summary>
    public IReadOnlyList<AmbiguousTerm> Ambiguous { get; init; } = [];

    /// <summary>Regions and estates known to the database, whole district: out of scope is denied later, not unknown.</summary>
    public IReadOnlyList<Place> Places { get; init; } = [];
}

/// <param name="Key">"person"</param>
/// <param name="Unit">measure word of a count: 人, 套, 家, 处</param>
/// <param name="Words">nouns people use for it: 居民, 人, 人口 …</param>
public sealed record RecordTerm(string Key, string Name, string Unit, IReadOnlyList<string> Words, IReadOnlyList<FieldTerm> Fields, IReadOnlyList<PopulationTerm> Populations, IReadOnlyList<RelationTerm> Relations);

public sealed record PopulationTerm(string Key, string Name, IReadOnlyList<string> Words)
{
    /// <summary>Populations it lies within by its very meaning: 户在人不在 are 户籍人口, so that both words said together mean the narrower.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>Values ("field=label") nobody of it can have: no household lives in a 空置 house, so 几户没人住 counts houses.</summary>
    public IReadOnlyList<string> Apart { get; init; } = [];
}

/// <param name="Unit">unit of its numbers: 岁, 元, ㎡, 万元; 月日 for a day of every year, month × 100 + day</param>
public sealed record FieldTerm(string Key, string Name, FieldKind Kind, string Unit, IReadOnlyList<string> Words, IReadOnlyList<ValueTerm> Values, bool Groups = false, bool Lists = true)
{
    /// <summary>What is computed when the field is named, in place of the field itself: 户均人口 is the average of the residents of occupied houses.</summary>
    public FigureTerm? Figure { get; init; }

    /// <summary>Texts the field holds in the database (employers, schools): understood as they are written, unless they are words of their own.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];
}

/// <param name="Population">over whom; null = the record's default</param>
public sealed record FigureTerm(MeasureKind Kind, string Field, string? Per = null, string? Population = null);

/// <summary>Choice: coded labels. Ordered: coded labels with an order (文化程度). Age: whole years from a birth date. Place: a region level or estate part to group by.</summary>
public enum FieldKind { Text, Number, Date, Month, Choice, Ordered, Age, Flag, Place }

/// <param name="Label">the stored label</param>
/// <param name="Words">what people say for it; the label itself always counts</param>
public sealed record ValueTerm(string Label, IReadOnlyList<string> Words);

/// <summary>From one record to others: person → pension (Record "pension"), house → residents (Record "person").</summary>
public sealed record RelationTerm(string Key, string Name, string Record, IReadOnlyList<string> Words);

/// <param name="Ages">the ages of a tag that age alone decides; an age said outright settles them (六岁以下的孩子)</param>
public sealed record TagTerm(string Name, string Record, IReadOnlyList<string> Words, AgeSpan? Ages = null);

public sealed record PhraseTerm(IReadOnlyList<string> Words, string Record, Condition Where, string? Population = null);

/// <param name="Options">an option's Say takes the ambiguous word's place in the sentence that was asked</param>
public sealed record AmbiguousTerm(IReadOnlyList<string> Words, string Question, IReadOnlyList<ReadingOption> Options);
