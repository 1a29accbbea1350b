using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies.Library;

/// <summary>
/// The library as questions see it: one snapshot in memory. When the library has moved, only what changed is read again and laid over the index;
/// the whole is built anew when much has changed or another day begins. What staff confirmed is renewed by itself.
/// </summary>
public sealed class PolicyShelf(PolicyLibrary library, PolicySynonyms synonyms, PolicyRecords records)
{
    private readonly SemaphoreSlim building = new(1);
    private volatile Snapshot? current;
    private Dictionary<long, uint> marks = [];
    private IReadOnlyList<(string Say, string Means)> curated = [];

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
            return current = await Remember(await Build(revision, today, ct), heard, ct);
        }
        finally { building.Release(); }
    }

    private async Task<Snapshot> Build(long revision, DateOnly today, CancellationToken ct)
    {
        var now = await library.Marks(ct);
        var words = await Words(ct);
        if (current is { } before && before.Day == today)
        {
            var changed = now.Where(m => !marks.TryGetValue(m.Key, out var mark) || mark != m.Value).Select(m => m.Key).ToArray();
            var gone = marks.Keys.Where(id => !now.ContainsKey(id)).ToHashSet();
            if (changed.Length + gone.Count == 0) return before with { Revision = revision, Words = words };
            if (before.Index.With(await library.Find(changed, ct), gone) is { } renewed)
            {
                marks = now;
                return new(revision, today, renewed, words);
            }
        }
        var index = new PolicyIndex((await library.All(ct)).Where(d => d.State == DocumentState.Published), today);
        marks = now;
        return new(revision, today, index, words);
    }

    private async Task<QuestionWords> Words(CancellationToken ct)
    {
        var now = await synonyms.All(ct);
        if (current is { } before && now.SequenceEqual(curated)) return before.Words;
        curated = now;
        return new(now);
    }

    /// <summary>The library as it is, and as it would be with some documents changed and others gone.</summary>
    public async Task<(Snapshot Now, Snapshot Then)> Suppose(IReadOnlyCollection<PolicyDocument> changed, IReadOnlySet<long> gone, DateOnly today, CancellationToken ct)
    {
        var now = await Open(today, ct);
        var index = now.Index.With(changed, gone) ?? new PolicyIndex(now.Index.Documents.Where(d => !gone.Contains(d.Id) && changed.All(c => c.Id != d.Id)).Concat(changed), today);
        return (now, await Remember(now with { Index = index }, now.Heard, ct));
    }

    private async Task<Snapshot> Remember(Snapshot snapshot, long heard, CancellationToken ct)
    {
        var all = await records.Confirmed(ct);
        if (all.Count == 0) return snapshot with { Heard = heard, Confirmed = null };
        var wanted = all.Select(c => c.Number ?? c.Title).ToHashSet();
        var entries = snapshot.Index.Alive.Where(c => wanted.Contains(c.Document.Metadata.Number ?? c.Document.Name)).ToLookup(c => (c.Document.Metadata.Number ?? c.Document.Name, c.Clause.Label), c => c.Entry);
        var confirmed = all.Select(c => (c.Question, Entries: entries[(c.Number ?? c.Title, c.Clause)].ToArray())).Where(c => c.Entries.Length > 0).ToList();
        return snapshot with { Heard = heard, Confirmed = confirmed.Count > 0 ? new(confirmed) : null };
    }
}
