using System.Text.Json.Serialization;

namespace PalmAssistant.Language;

/// <summary>What a record must satisfy. A tree of typed comparisons over catalogue fields: never SQL, never text to be evaluated. Serialises to JSON, so tag rules are data.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(All), "all")]
[JsonDerivedType(typeof(Any), "any")]
[JsonDerivedType(typeof(Not), "not")]
[JsonDerivedType(typeof(Compare), "compare")]
[JsonDerivedType(typeof(HasTag), "tag")]
[JsonDerivedType(typeof(Related), "related")]
public abstract record Condition
{
    /// <summary>Holds for every record.</summary>
    public static readonly Condition Always = new All([]);

    public Condition And(Condition other) => (this, other) switch
    {
        (All { Parts.Count: 0 }, _) => other,
        (_, All { Parts.Count: 0 }) => this,
        (All a, All b) => new All([.. a.Parts, .. b.Parts.Where(p => !a.Parts.Contains(p))]),
        (All a, _) when a.Parts.Contains(other) => this,
        _ when Equals(other) => this,
        (All a, _) => new All([.. a.Parts, other]),
        (_, All b) => new All([this, .. b.Parts]),
        _ => new All([this, other]),
    };
}

public sealed record All(IReadOnlyList<Condition> Parts) : Condition
{
    public bool Equals(All? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => Parts.Count == 0 ? 0 : HashCode.Combine(Parts.Count, Parts[0]);
}

public sealed record Any(IReadOnlyList<Condition> Parts) : Condition
{
    public bool Equals(Any? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => Parts.Count == 0 ? 0 : HashCode.Combine(Parts.Count, Parts[0]);
}

public sealed record Not(Condition Part) : Condition;

/// <summary>
/// A field of the record against values. <paramref name="Field"/> is a catalogue key of the record ("age", "sex", "status", "area", "name").
/// Between takes two values, both included. In and one-value comparisons take labels of a coded field ("女", "本科"), numbers or dates.
/// A field that is unknown meets no comparison, in either direction (data contract 28); IsKnown asks for presence.
/// </summary>
[method: JsonConstructor]
public sealed record Compare(string Field, Comparison Op, IReadOnlyList<Value> Values) : Condition
{
    public Compare(string field, Comparison op, params Value[] values) : this(field, op, (IReadOnlyList<Value>)values) { }
}

/// <summary>Carries a tag of the catalogue, by its Chinese name; how the tag is decided (rule, fact, survey) is the catalogue's business.</summary>
public sealed record HasTag(string Tag) : Condition;

/// <summary>
/// At least <paramref name="AtLeast"/> records over a catalogue relation satisfy <paramref name="Where"/>:
/// person → "house", "assistance", "pension", "allowance", "household" (the people of the same house), house → "residents" …
/// </summary>
public sealed record Related(string Relation, Condition Where, int AtLeast = 1) : Condition;

public enum Comparison { Equal, NotEqual, Less, AtMost, More, AtLeast, Between, In, StartsWith, EndsWith, Contains, IsKnown }

/// <summary>One typed value. Exactly one part is set. A <see cref="Relative"/> date is resolved against today when the plan is run: "today", "today-1y", "today+3m", "today-10d", "month-1" and "year+0" (their first day), "newest" (the newest month or year on file).</summary>
public sealed record Value
{
    public decimal? Number { get; init; }
    public DateOnly? Date { get; init; }
    public string? Text { get; init; }
    public string? Relative { get; init; }

    public static implicit operator Value(int number) => new() { Number = number };
    public static implicit operator Value(decimal number) => new() { Number = number };
    public static implicit operator Value(DateOnly date) => new() { Date = date };
    public static implicit operator Value(string text) => new() { Text = text };

    public override string ToString() => Number?.ToString("0.####") ?? Date?.ToString("yyyy-MM-dd") ?? Text ?? Relative ?? "";
}
