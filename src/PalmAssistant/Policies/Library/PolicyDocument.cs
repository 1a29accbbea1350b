using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Policies.Library;

/// <summary>草稿 is seen by curators only; 已发布 answers; 已撤回 no longer does; 已更正 has given way to a newer file of the same number; Deleted is seen by nobody, but can be brought back.</summary>
public enum DocumentState { Draft, Published, Withdrawn, Superseded, Deleted }

/// <summary>A document as the library holds it.</summary>
/// <param name="MarkedRepealedOn">a curator's word that it is out of force from this day, where no document in the library says so</param>
public sealed record PolicyDocument(long Id, PolicyMetadata Metadata, DocumentState State, DateOnly? MarkedRepealedOn, IReadOnlyList<Clause> Clauses)
{
    /// <summary>Moves with every change; tells two curators apart who change the same document.</summary>
    public int Version { get; init; } = 1;
    public string Name => Metadata.Title;
    public DateOnly Effective => Metadata.EffectiveFrom ?? Metadata.SignedOn ?? DateOnly.MinValue;
}

/// <summary>Whether a document holds on a day.</summary>
public enum Validity { InForce, NotYet, Expired, Repealed }

public static class ValidityNames
{
    public static string Chinese(this DocumentState state) => state switch { DocumentState.Draft => "草稿", DocumentState.Published => "已发布", DocumentState.Withdrawn => "已撤回", DocumentState.Superseded => "已被新版替换", _ => "已删除" };

    public static string Chinese(this Validity validity) => validity switch { Validity.InForce => "现行", Validity.NotYet => "尚未施行", Validity.Expired => "已失效", _ => "已废止" };
}
