using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using PalmAssistant.Policies.Search;
using PalmAssistant.Policies.Vectors;

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
        var (ids, texts) = (new List<int>(), new List<string>());
        var (laws, chapters) = (new Numbers(), new Numbers());
        var (lawOf, chapterOf, rankOf) = (new List<int>(), new List<int>(), new List<float>());
        foreach (var line in Lines(corpus))
        {
            var law = line.GetProperty("law").GetString()!;
            var headings = line.GetProperty("heads").EnumerateArray().Select(h => h.GetString()!.Split(' ')[^1]).ToList();
            var (heads, text) = (string.Join(' ', headings), line.GetProperty("text").GetString()!);
            index.Add([(law, 2), (heads, 1), (text, 1)]);
            ids.Add(line.GetProperty("id").GetInt32());
            texts.Add($"{law} {heads} {text}");
            lawOf.Add(laws.Of(law));
            chapterOf.Add(chapters.Of(law + headings.LastOrDefault()));
            rankOf.Add(ClauseLayout.RankOfTitle(law));
        }
        index.Seal();
        Console.WriteLine($"indexed {ids.Count} clauses in {clock.Elapsed.TotalSeconds:F1} s ({ids.Count / clock.Elapsed.TotalSeconds:F0}/s), {GC.GetTotalMemory(true) / 1e6:F0} MB");
        var words = new QuestionWords();
        var retrieval = new Retrieval(index, new ClauseLayout(lawOf, chapterOf, rankOf));
        if (!options.TryGetValue("memory", out var memory)) return Answer(question => retrieval.Find(WideTerms.Of(question, words), Depth), questions, run, ids);
        var learned = Learn(retrieval, Memory(memory, ids), texts, words);
        return Answer(question => learned.Find(question, Depth), questions, run, ids);
    }

    /// <summary>Names as numbers from 0.</summary>
    private sealed class Numbers
    {
        private readonly Dictionary<string, int> known = [];
        public int Of(string name) => known.TryGetValue(name, out var number) ? number : known[name] = known.Count;
    }

    private static LearnedRetrieval Learn(Retrieval retrieval, ConfirmedQuestions memory, List<string> texts, QuestionWords words)
    {
        var clock = Stopwatch.StartNew();
        var space = LatentSpace.Train(texts, CorpusEmbedder.Dimensions);
        var vectors = texts.Select(space.Embed).ToList();
        Console.WriteLine($"latent space of {space.Dimensions} dimensions trained, {vectors.Count} clauses embedded in {clock.Elapsed.TotalSeconds:F1} s");
        clock.Restart();
        var learned = LearnedRetrieval.Train(new MemoryFigures(retrieval, memory, vectors, space.Embed, words), memory);
        Console.WriteLine($"learned from {memory.Count} confirmed questions in {clock.Elapsed.TotalSeconds:F1} s");
        return learned;
    }

    private static int Answer(Func<string, IReadOnlyList<(int Entry, float Score)>> find, string questions, string run, List<int> ids)
    {
        var times = new List<double>();
        using var output = new StreamWriter(run);
        foreach (var line in Lines(questions))
        {
            var clock = Stopwatch.StartNew();
            var found = find(line.GetProperty("query").GetString()!);
            times.Add(clock.Elapsed.TotalMilliseconds);
            for (var rank = 0; rank < found.Count; rank++) output.WriteLine($"{line.GetProperty("qid").GetInt32()} {ids[found[rank].Entry]} {rank + 1}");
        }
        times.Sort();
        Console.WriteLine($"{times.Count} questions, p50 {times[times.Count / 2]:F1} ms, p95 {times[(int)(times.Count * 0.95)]:F1} ms");
        return 0;
    }

    private static ConfirmedQuestions Memory(string file, List<int> ids)
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
