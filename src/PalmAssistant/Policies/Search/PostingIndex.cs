namespace PalmAssistant.Policies.Search;

/// <summary>
/// An inverted index in memory with BM25 weighting (Robertson, k1 1.5, b 0.75). Entries are numbered 0, 1, … in the order they are added;
/// postings are delta-coded bytes, about 2.5 bytes each, so that 600,000 clauses stay within a few hundred MB.
/// Not safe to add to while it is read: build one, then share it. A few later entries go into an index laid over it, whose numbers run on from it.
/// </summary>
/// <param name="below">a sealed index; its average length holds for what is laid over it too</param>
public sealed class PostingIndex(PostingIndex? below = null)
{
    private const float K1 = 1.5f, B = 0.75f, MostFrequent = 0.15f;
    private const int Many = 50_000;
    private readonly Dictionary<uint, Postings> terms = [];
    private readonly List<float> lengths = [];
    private readonly Dictionary<uint, float> open = [];
    private double totalLength;
    private float[] norms = [];
    private float average;

    private sealed class Postings
    {
        public byte[] Bytes = new byte[8];
        public int Used, Last = -1, Count;
    }

    public int Count => Below + lengths.Count;
    private int Below => below?.Count ?? 0;

    /// <summary>Adds one entry of weighted fields, e.g. title × 2, text × 1.</summary>
    public int Add(IEnumerable<(string Text, float Weight)> fields)
    {
        open.Clear();
        foreach (var (text, weight) in fields)
            Grams.Each(text, term => open[term] = open.GetValueOrDefault(term) + weight);
        var id = lengths.Count;   // from 0 in each layer
        var length = 0f;
        foreach (var (term, weight) in open)
        {
            length += weight;
            if (!terms.TryGetValue(term, out var postings)) terms[term] = postings = new();
            Append(postings, id, weight);
        }
        lengths.Add(length);
        totalLength += length;
        return Below + id;
    }

    /// <summary>To be called once after the last <see cref="Add"/>.</summary>
    public void Seal()
    {
        average = below is { Count: > 0 } ? below.average : (float)(totalLength / Math.Max(1, lengths.Count));
        norms = [.. lengths.Select(length => K1 * (1 - B + B * length / average))];
        foreach (var postings in terms.Values)
            if (postings.Bytes.Length > postings.Used + 8) Array.Resize(ref postings.Bytes, postings.Used);
    }

    /// <summary>Inverse document frequency; 0 entries give the highest.</summary>
    public float Idf(uint term)
    {
        var n = Frequency(term);
        return MathF.Log(1 + (Count - n + 0.5f) / (n + 0.5f));
    }

    /// <summary>What an entry of average length would score that holds every term once.</summary>
    public float Bound(IReadOnlyDictionary<uint, float> query) => query.Sum(t => t.Value * Idf(t.Key));

    public int Frequency(uint term) => (terms.TryGetValue(term, out var postings) ? postings.Count : 0) + (below?.Frequency(term) ?? 0);

    /// <summary>Adds each entry's score for the weighted terms to <paramref name="scores"/> (as long as <see cref="Count"/>).</summary>
    public void Score(IReadOnlyDictionary<uint, float> query, Span<float> scores)
    {
        foreach (var (term, weight) in query)
        {
            var frequency = Frequency(term);
            if (frequency == 0 || query.Count > 6 && Count > Many && frequency > MostFrequent * Count) continue;   // in so many: says next to nothing, costs most
            AddTerm(term, weight * Idf(term) * (K1 + 1), scores);
        }
    }

    private void AddTerm(uint term, float gain, Span<float> scores)
    {
        below?.AddTerm(term, gain, scores);
        if (terms.TryGetValue(term, out var postings)) ScoreTerm(postings, gain, scores[Below..]);
    }

    private void ScoreTerm(Postings postings, float gain, Span<float> scores)
    {
        var bytes = postings.Bytes;
        int at = 0, id = -1;
        while (at < postings.Used)
        {
            int shift = 0, delta = 0;
            byte b;
            do { b = bytes[at++]; delta |= (b & 0x7F) << shift; shift += 7; } while (b >= 0x80);
            id += delta;
            var tf = bytes[at++] * 0.25f;
            scores[id] += gain * tf / (tf + norms[id]);
        }
    }

    private static void Append(Postings postings, int id, float weight)
    {
        if (postings.Bytes.Length < postings.Used + 6) Array.Resize(ref postings.Bytes, postings.Bytes.Length * 3 / 2 + 8);
        var delta = (uint)(id - postings.Last);
        for (; delta >= 0x80; delta >>= 7) postings.Bytes[postings.Used++] = (byte)(delta | 0x80);
        postings.Bytes[postings.Used++] = (byte)delta;
        postings.Bytes[postings.Used++] = (byte)Math.Clamp((int)MathF.Round(weight * 4), 1, 255);
        postings.Last = id;
        postings.Count++;
    }
}
