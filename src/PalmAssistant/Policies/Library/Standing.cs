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
    private readonly RelationsByTarget repeals;
    private readonly RelationsByTarget amendments;
    private readonly Dictionary<long, Validity> known = [];

    public Standing(IEnumerable<PolicyDocument> library, DateOnly day)
    {
        this.day = day;
        published = [.. library.Where(document => document.State == DocumentState.Published)];
        var inEffect = published.Where(d => d.Effective <= day).ToList();
        repeals = new(inEffect, kind => kind is "repeals" or "replaces");
        amendments = new(inEffect, kind => kind == "amends");
        foreach (var document in published) known[document.Id] = Work(document);
    }

    public DateOnly Day => day;

    /// <summary>Published documents with their validity on the day.</summary>
    public IEnumerable<(PolicyDocument Document, Validity Validity)> Documents => published.Select(document => (document, Of(document)));

    public Validity Of(PolicyDocument document) => known.TryGetValue(document.Id, out var validity) ? validity : Work(document);

    private Validity Work(PolicyDocument document)
    {
        if (document.Effective > day) return Validity.NotYet;
        if (document.MarkedRepealedOn <= day || RepealedBy(document) is not null) return Validity.Repealed;
        return document.Metadata.ValidUntil < day ? Validity.Expired : Validity.InForce;
    }

    /// <summary>The clauses as they read on the day: amended wording in place, repealed and deleted ones left out.</summary>
    public IEnumerable<StandingClause> Clauses(PolicyDocument document) =>
        Amendments.Of(document, amendments.On(document.Metadata).Select(r => r.By).DistinctBy(by => by.Id), day).Apply(document.Clauses).Where(clause => Find(document, clause.Clause.Label) is null);

    /// <summary>The published document that put this one out of force.</summary>
    public PolicyDocument? RepealedBy(PolicyDocument document) => Find(document, null);

    private PolicyDocument? Find(PolicyDocument document, string? clause) =>
        repeals.On(document.Metadata).FirstOrDefault(r => r.By.Id != document.Id && r.Relation.Clause == clause).By;
}

/// <summary>What documents do to others, found by the number or the title they name, in the order of the library.</summary>
internal sealed class RelationsByTarget
{
    private readonly Dictionary<string, List<(PolicyDocument By, PolicyRelation Relation)>> named = [];

    public RelationsByTarget(IEnumerable<PolicyDocument> library, Func<string, bool> kind)
    {
        foreach (var by in library)
            foreach (var relation in by.Metadata.Relations.Where(r => kind(r.Kind)))
                foreach (var name in PolicyRelation.NamesOf(relation.Number, relation.Title))
                {
                    if (!named.TryGetValue(name, out var list)) named[name] = list = [];
                    list.Add((by, relation));
                }
    }

    public IEnumerable<(PolicyDocument By, PolicyRelation Relation)> On(PolicyMetadata document) =>
        PolicyRelation.NamesOf(document.Number, document.Title).SelectMany(name => named.TryGetValue(name, out var list) ? list : []).Distinct().Where(r => r.Relation.Names(document));
}

/// <param name="AmendedBy">where its present wording comes from; null = as first published</param>
public sealed record StandingClause(Clause Clause, AmendmentSource? AmendedBy);

/// <summary>The clause of the amending document that says so.</summary>
public sealed record AmendmentSource(PolicyDocument Document, Clause Clause);
