using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies.Library;

/// <summary>The library as questions see it: one snapshot in memory, rebuilt when the library's revision or the day has moved.</summary>
public sealed class PolicyShelf(PolicyLibrary library, PolicySynonyms synonyms)
{
    private readonly SemaphoreSlim building = new(1);
    private volatile Snapshot? current;

    public sealed record Snapshot(long Revision, DateOnly Day, PolicyIndex Index, QuestionWords Words);

    public async Task<Snapshot> Open(DateOnly today, CancellationToken ct)
    {
        var revision = await library.Revision(ct);
        if (current is { } ready && ready.Revision == revision && ready.Day == today) return ready;
        await building.WaitAsync(ct);
        try
        {
            if (current is { } made && made.Revision == revision && made.Day == today) return made;
            var words = new QuestionWords(await synonyms.All(ct));
            return current = new(revision, today, new PolicyIndex(await library.All(ct), today), words);
        }
        finally { building.Release(); }
    }
}
