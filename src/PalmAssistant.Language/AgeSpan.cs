namespace PalmAssistant.Language;

/// <summary>The ages, in whole years and both included, that a tag decided by age alone covers: 老年人 60–, 青年 18–35.</summary>
public sealed record AgeSpan(int? From, int? To)
{
    /// <summary>The span of a rule that compares nothing but age; null for any other rule.</summary>
    public static AgeSpan? Of(Condition? rule) => rule switch
    {
        Compare { Field: "age", Op: Comparison.AtLeast, Values: [{ Number: { } n }] } => new((int)n, null),
        Compare { Field: "age", Op: Comparison.More, Values: [{ Number: { } n }] } => new((int)n + 1, null),
        Compare { Field: "age", Op: Comparison.AtMost, Values: [{ Number: { } n }] } => new(null, (int)n),
        Compare { Field: "age", Op: Comparison.Less, Values: [{ Number: { } n }] } => new(null, (int)n - 1),
        Compare { Field: "age", Op: Comparison.Between, Values: [{ Number: { } low }, { Number: { } high }] } => new((int)low, (int)high),
        Compare { Field: "age", Op: Comparison.Equal, Values: [{ Number: { } n }] } => new((int)n, (int)n),
        All { Parts: [var first, var second] } when Of(first) is { } a && Of(second) is { } b => new(a.From ?? b.From, a.To ?? b.To),
        _ => null,
    };

    public bool IsApartFrom(AgeSpan other) => From > other.To || To < other.From;

    /// <summary>Whether ages said outright (六岁以下的孩子) settle every end that this span has.</summary>
    public bool IsSettledBy(AgeSpan said) => (From is null || said.From is not null) && (To is null || said.To is not null);
}
