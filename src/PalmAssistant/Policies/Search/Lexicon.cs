using System.Globalization;
using System.IO.Compression;
using System.Reflection;

namespace PalmAssistant.Policies.Search;

/// <summary>One word of a question.</summary>
/// <param name="Kind">jieba's part of speech, first letter: n noun, v verb, a adjective, m number, t time …; 'x' unknown, 'f' a filler word of questions, 's' a word with synonyms</param>
public readonly record struct Word(string Text, char Kind);

/// <summary>
/// Cuts questions (not documents) into words by the likeliest path, to know which of them carry content.
/// The word list (words.txt.gz: word, count, part of speech) comes from the jieba dictionary, MIT licence.
/// </summary>
public sealed class Lexicon
{
    private const int MaxLength = 8;
    private readonly Dictionary<string, (float Cost, char Kind)> words = [];
    private readonly float unknown;

    public Lexicon(IEnumerable<string> fillers, IEnumerable<string> synonyms)
    {
        var counts = Shipped().ToList();
        var total = counts.Sum(w => (double)w.Count);
        foreach (var (word, count, kind) in counts) words[word] = (Cost(count, total), kind);
        unknown = Cost(1, total) + 1;
        foreach (var word in fillers) words[word] = (Math.Min(words.TryGetValue(word, out var w) ? w.Cost : float.MaxValue, Cost(word.Length == 1 ? 20_000 : 8_000, total)), 'f');
        foreach (var word in synonyms) words[word] = (Math.Min(words.TryGetValue(word, out var w) ? w.Cost : float.MaxValue, Cost(word.Length == 1 ? 2_000 : 6_000, total)), 's');
    }

    public char KindOf(string word) => words.TryGetValue(word, out var found) ? found.Kind : 'x';

    public List<Word> Cut(string text)
    {
        var cost = new float[text.Length + 1];
        var from = new int[text.Length + 1];
        Array.Fill(cost, float.MaxValue);
        cost[0] = 0;
        for (var i = 0; i < text.Length; i++)
            for (var length = 1; length <= Math.Min(MaxLength, text.Length - i); length++)
            {
                var step = StepCost(text, i, length);
                if (step < 0 || cost[i] + step >= cost[i + length]) continue;
                cost[i + length] = cost[i] + step;
                from[i + length] = i;
            }
        var cut = new List<Word>();
        for (var end = text.Length; end > 0; end = from[end])
        {
            var word = text[from[end]..end];
            cut.Add(new(word, IsFigure(word) ? 'm' : KindOf(word)));
        }
        cut.Reverse();
        return cut;
    }

    private float StepCost(string text, int at, int length)
    {
        var span = text.AsSpan(at, length);
        if (words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(span, out var found)) return found.Cost;
        if (length == 1) return unknown;
        return IsFigure(span) && !(at + length < text.Length && IsFigure(text.AsSpan(at + length, 1))) ? 1 : -1;
    }

    private static bool IsFigure(ReadOnlySpan<char> text)
    {
        foreach (var c in text) if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '%')) return false;
        return true;
    }

    private static float Cost(double count, double total) => (float)-Math.Log(count / total);

    private static IEnumerable<(string Word, int Count, char Kind)> Shipped()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("PalmAssistant.Policies.Search.words.txt.gz")!;
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            yield return (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2][0]);
        }
    }
}
