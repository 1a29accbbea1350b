using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using PalmAssistant.Policies.Search;

namespace PalmAssistant.Bench;

/// <summary>
/// <c>./palm bench statutes --corpus FILE --questions FILE --out RUN [--memory FILE]</c>: indexes a corpus of clauses with the product's own retrieval
/// and writes the best 100 a question as <c>qid docid rank</c>. Corpus lines: id, law, heads, text; questions: qid, query; memory: query, rel (all JSON lines, .gz too).
/// </summary>
public static class StatuteBench
{
    private const int Depth = 100;

    public static int Run(string[] args)
    {
        var options = Options(args);
        if (!options.TryGetValue("corpus", out var corpus) || !options.TryGetValue("questions", out var questions) || !options.TryGetValue("out", out var run))
        {
            Console.Error.WriteLine("bench statutes --corpus FILE --questions FILE --out RUN [--memory FILE]");
            return 2;
        }
        var clock = Stopwatch.StartNew();
        var index = new PostingIndex();
        var (ids, laws, lawOf) = (new List<int>(), new Dictionary<string, int>(), new List<int>());
        foreach (var line in Lines(corpus))
        {
            var law = line.GetProperty("law").GetString()!;
            var heads = string.Join(' ', line.GetProperty("heads").EnumerateArray().Select(h => h.GetString()!.Split(' ')[^1]));
            index.Add([(law, 2), (heads, 1), (line.GetProperty("text").GetString()!, 1)]);
            ids.Add(line.GetProperty("id").GetInt32());
            lawOf.Add(laws.TryGetValue(law, out var known) ? known : laws[law] = laws.Count);
        }
        index.Seal();
        Console.WriteLine($"indexed {ids.Count} clauses in {clock.Elapsed.TotalSeconds:F1} s ({ids.Count / clock.Elapsed.TotalSeconds:F0}/s), {GC.GetTotalMemory(true) / 1e6:F0} MB");
        var retrieval = new Retrieval(index, lawOf, options.TryGetValue("memory", out var memory) ? Memory(memory, ids) : null);
        Answer(retrieval, questions, run, ids);
        return 0;
    }

    private static void Answer(Retrieval retrieval, string questions, string run, List<int> ids)
    {
        var words = new QuestionWords();
        var times = new List<double>();
        using var output = new StreamWriter(run);
        foreach (var line in Lines(questions))
        {
            var clock = Stopwatch.StartNew();
            var found = retrieval.Find(WideTerms.Of(line.GetProperty("query").GetString()!, words), Depth);
            times.Add(clock.Elapsed.TotalMilliseconds);
            for (var rank = 0; rank < found.Count; rank++) output.WriteLine($"{line.GetProperty("qid").GetInt32()} {ids[found[rank].Entry]} {rank + 1}");
        }
        times.Sort();
        Console.WriteLine($"{times.Count} questions, p50 {times[times.Count / 2]:F1} ms, p95 {times[(int)(times.Count * 0.95)]:F1} ms");
    }

    private static QuestionMemory Memory(string file, List<int> ids)
    {
        var entryOf = ids.Select((id, entry) => (id, entry)).ToDictionary(x => x.id, x => x.entry);
        return new(Lines(file).Select(line => (line.GetProperty("query").GetString()!, line.GetProperty("rel").EnumerateArray().Select(r => r.GetInt32()).Where(entryOf.ContainsKey).Select(r => entryOf[r]).ToArray())));
    }

    private static IEnumerable<JsonElement> Lines(string file)
    {
        using Stream bytes = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.OpenRead(file), CompressionMode.Decompress) : File.OpenRead(file);
        using var reader = new StreamReader(bytes);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0) yield return JsonDocument.Parse(line).RootElement;
    }

    private static Dictionary<string, string> Options(string[] args) =>
        Enumerable.Range(0, Math.Max(0, args.Length - 1)).Where(i => args[i].StartsWith("--", StringComparison.Ordinal)).ToDictionary(i => args[i][2..], i => args[i + 1]);
}
