using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies.Library;

/// <summary>The library as questions see it: one snapshot in memory, rebuilt when the library's revision or the day has moved; what staff confirmed is renewed by itself.</summary>
public sealed class PolicyShelf(PolicyLibrary library, PolicySynonyms synonyms, PolicyRecords records)
{
    private readonly SemaphoreSlim building = new(1);
    private volatile Snapshot? current;

    /// <param name="Confirmed">questions confirmed or pinned to clauses</param>
    public sealed record Snapshot(long Revision, DateOnly Day, PolicyIndex Index, QuestionWords Words, QuestionMemory? Confirmed = null, long Heard = 0);

    public async Task<Snapshot> Open(DateOnly today, CancellationToken ct)
    {
        var (revision, heard) = await records.Revision(ct);
        if (current is { } ready && ready.Revision == revision && ready.Heard == heard && ready.Day == today) return ready;
        await building.WaitAsync(ct);
        try
        {
            if (current is { } made && made.Revision == revision && made.Day == today) return current = made.Heard == heard ? made : await Remember(made, heard, ct);
            var words = new QuestionWords(await synonyms.All(ct));
            return current = await Remember(new(revision, today, new PolicyIndex(await library.All(ct), today), words), heard, ct);
        }
        finally { building.Release(); }
    }

    private async Task<Snapshot> Remember(Snapshot snapshot, long heard, CancellationToken ct)
    {
        var entries = snapshot.Index.Clauses.ToLookup(c => (c.Document.Metadata.Number ?? c.Document.Name, c.Clause.Label), c => c.Entry);
        var confirmed = (await records.Confirmed(ct)).Select(c => (c.Question, Entries: entries[(c.Number ?? c.Title, c.Clause)].ToArray())).Where(c => c.Entries.Length > 0).ToList();
        return snapshot with { Heard = heard, Confirmed = confirmed.Count > 0 ? new(confirmed) : null };
    }
}
