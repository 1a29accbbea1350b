using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Policies.Library;

/// <summary>
/// What holds on a day, worked out from the whole library: a document that repeals another may have come in before or after it.
/// Pure: the same documents and the same day give the same answer.
/// </summary>
public sealed class Standing
{
    private readonly DateOnly day;
    private readonly List<PolicyDocument> published;
    private readonly Dictionary<long, Amendments> amendments = [];

    public Standing(IEnumerable<PolicyDocument> library, DateOnly day)
    {
        this.day = day;
        published = [.. library.Where(document => document.State == DocumentState.Published)];
        foreach (var document in published) amendments[document.Id] = Amendments.Of(document, published, day);
    }

    /// <summary>Published documents with their validity on the day.</summary>
    public IEnumerable<(PolicyDocument Document, Validity Validity)> Documents => published.Select(document => (document, Of(document)));

    public Validity Of(PolicyDocument document)
    {
        if (document.Effective > day) return Validity.NotYet;
        if (document.MarkedRepealedOn <= day || published.Any(other => Repeals(other, document, null))) return Validity.Repealed;
        return document.Metadata.ValidUntil < day ? Validity.Expired : Validity.InForce;
    }

    /// <summary>The clauses as they read on the day: amended wording in place, repealed and deleted ones left out.</summary>
    public IEnumerable<StandingClause> Clauses(PolicyDocument document) =>
        amendments[document.Id].Apply(document.Clauses).Where(clause => !published.Any(other => Repeals(other, document, clause.Clause.Label)));

    /// <summary>The published document that put this one out of force.</summary>
    public PolicyDocument? RepealedBy(PolicyDocument document) => published.FirstOrDefault(other => Repeals(other, document, null));

    private bool Repeals(PolicyDocument by, PolicyDocument document, string? clause) =>
        by.Id != document.Id && by.Effective <= day && by.Metadata.Relations.Any(r => r.Kind is "repeals" or "replaces" && r.Clause == clause && r.Names(document.Metadata));
}

/// <param name="AmendedBy">where its present wording comes from; null = as first published</param>
public sealed record StandingClause(Clause Clause, AmendmentSource? AmendedBy);

/// <summary>The clause of the amending document that says so.</summary>
public sealed record AmendmentSource(PolicyDocument Document, Clause Clause);
