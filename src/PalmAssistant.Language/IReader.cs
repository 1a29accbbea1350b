namespace PalmAssistant.Language;

/// <summary>Turns a text into a reading. The rules are one, a language model is another; both yield the same <see cref="QueryPlan"/>.</summary>
public interface IReader
{
    Task<Reading> Read(Question question, CancellationToken ct);
}

/// <summary>A message and what it is read against. Pure data: the clock's date and the previous plan are handed in.</summary>
/// <param name="Previous">the plan(s) last answered in this conversation; what a follow-up ("那男的呢") changes</param>
/// <param name="Home">the speaker's own region, for 咱社区, 本街道, and to settle same-named estates</param>
public sealed record Question(string Text, DateOnly Today, Catalogue Catalogue, IReadOnlyList<QueryPlan> Previous, Place? Home)
{
    /// <summary>Names of businesses and premises that the database holds and the text may mention; found for words that were not understood at first.</summary>
    public IReadOnlyList<KnownName> Names { get; init; } = [];

    /// <summary>The plan(s) answered before those: what 两个加起来 adds to the last ones.</summary>
    public IReadOnlyList<QueryPlan> Earlier { get; init; } = [];
}

/// <param name="Text">as typed, in normal text</param>
/// <param name="Record">"entity" or "venue"</param>
public sealed record KnownName(string Text, string Record);
