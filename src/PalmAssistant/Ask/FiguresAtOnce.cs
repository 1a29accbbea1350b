namespace PalmAssistant.Ask;

/// <summary>The figures of one composed answer (a briefing, a portrait), several asked at a time: each is a query of its own, and a person waits for the last.</summary>
public static class FiguresAtOnce
{
    /// <summary>One answer may not take the connections that others wait for.</summary>
    public const int Most = 4;

    /// <returns>what came of each, in the order of <paramref name="items"/></returns>
    public static async Task<IReadOnlyList<TResult>> Each<T, TResult>(IReadOnlyList<T> items, Func<T, CancellationToken, Task<TResult>> ask, CancellationToken ct)
    {
        var results = new TResult[items.Count];
        await Parallel.ForAsync(0, items.Count, new ParallelOptions { MaxDegreeOfParallelism = Most, CancellationToken = ct }, async (i, token) => results[i] = await ask(items[i], token));
        return results;
    }
}
