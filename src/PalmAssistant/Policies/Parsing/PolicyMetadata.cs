namespace PalmAssistant.Policies.Parsing;

/// <summary>What a document says about itself. Dates that it does not state are worked out as its readers would: in force from the day it was signed, no end.</summary>
/// <param name="Level">市 or 区 (国, 省 where a higher body issued it)</param>
public sealed record PolicyMetadata(string Title, string? Number, string? Issuer, string Level, DateOnly? SignedOn, DateOnly? EffectiveFrom, DateOnly? ValidUntil, IReadOnlyList<PolicyRelation> Relations)
{
    /// <summary>What a person should check, in Chinese.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>What one document does to another.</summary>
/// <param name="Kind">repeals 废止, replaces 停止执行, amends 修改</param>
/// <param name="Title">of the other document, without 《》; null when it is named by number alone</param>
/// <param name="Clause">only this clause of it (废止《…》第九条); null = the whole document</param>
public sealed record PolicyRelation(string Kind, string? Title, string? Number, string? Clause = null)
{
    /// <summary>A number settles it; without one on either side the title does.</summary>
    public bool Names(PolicyMetadata other) =>
        Number is not null && other.Number is not null ? MetadataReader.Normalise(Number) == MetadataReader.Normalise(other.Number) : Title is not null && Bare(Title) == Bare(other.Title);

    /// <summary>The keys under which a document with this number and title can be meant.</summary>
    public static IEnumerable<string> NamesOf(string? number, string? title)
    {
        if (number is not null) yield return "#" + MetadataReader.Normalise(number);
        if (title is not null) yield return Bare(title);
    }

    private static string Bare(string title) => string.Concat(title.Where(c => char.IsLetterOrDigit(c)));
}
