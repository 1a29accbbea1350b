namespace PalmAssistant.Policies.Search;

/// <summary>
/// An inverted index in memory with BM25 weighting (Robertson, k1 1.5, b 0.75). Entries are numbered 0, 1, … in the order they are added;
/// postings are delta-coded bytes, about 2.5 bytes each, so that 600,000 clauses stay within a few hundred MB.
/// Not safe to add to while it is read: build one, then share it.
/// </summary>
public sealed class PostingIndex
{
    private const float K1 = 1.5f, B = 0.75f;
    private readonly Dictionary<uint, Postings> terms = [];
    private readonly List<float> lengths = [];
    private readonly Dictionary<uint, float> open = [];
    private double totalLength;
    private float[] norms = [];

    private sealed class Postings
    {
        public byte[] Bytes = new byte[8];
        public int Used, Last = -1, Count;
    }

    public int Count => lengths.Count;

    /// <summary>Adds one entry of weighted fields, e.g. title × 2, text × 1.</summary>
    public int Add(IEnumerable<(string Text, float Weight)> fields)
    {
        open.Clear();
        foreach (var (text, weight) in fields)
            Grams.Each(text, term => open[term] = open.GetValueOrDefault(term) + weight);
        var id = lengths.Count;
        var length = 0f;
        foreach (var (term, weight) in open)
        {
            length += weight;
            if (!terms.TryGetValue(term, out var postings)) terms[term] = postings = new();
            Append(postings, id, weight);
        }
        lengths.Add(length);
        totalLength += length;
        return id;
    }

    /// <summary>To be called once after the last <see cref="Add"/>.</summary>
    public void Seal()
    {
        var average = (float)(totalLength / Math.Max(1, lengths.Count));
        norms = [.. lengths.Select(length => K1 * (1 - B + B * length / average))];
        foreach (var postings in terms.Values)
            if (postings.Bytes.Length > postings.Used + 8) Array.Resize(ref postings.Bytes, postings.Used);
    }

    /// <summary>Inverse document frequency; 0 entries give the highest.</summary>
    public float Idf(uint term)
    {
        var n = terms.TryGetValue(term, out var postings) ? postings.Count : 0;
        return MathF.Log(1 + (lengths.Count - n + 0.5f) / (n + 0.5f));
    }

    /// <summary>What an entry of average length would score that holds every term once.</summary>
    public float Bound(IReadOnlyDictionary<uint, float> query) => query.Sum(t => t.Value * Idf(t.Key));

    public int Frequency(uint term) => terms.TryGetValue(term, out var postings) ? postings.Count : 0;

    /// <summary>Adds each entry's score for the weighted terms to <paramref name="scores"/> (as long as <see cref="Count"/>).</summary>
    public void Score(IReadOnlyDictionary<uint, float> query, Span<float> scores)
    {
        foreach (var (term, weight) in query)
        {
            if (!terms.TryGetValue(term, out var postings)) continue;
            var gain = weight * Idf(term) * (K1 + 1);
            if (query.Count > 6 && postings.Count > 0.4f * Count && Count > 50_000) continue;   // says next to nothing, costs most
            ScoreTerm(postings, gain, scores);
        }
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
