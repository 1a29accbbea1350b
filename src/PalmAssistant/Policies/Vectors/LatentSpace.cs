using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using PalmAssistant.Policies.Search;

namespace PalmAssistant.Policies.Vectors;

/// <summary>
/// Latent semantic analysis (Deerwester et al. 1990) of the library's own clauses: character pairs that keep the same company come to lie
/// close together. The space is spanned by the leading right singular vectors of the clauses' tf-idf matrix, found by block power iteration
/// (Halko, Martinsson and Tropp 2011). Deterministic; needs no network and no model from elsewhere.
/// </summary>
public sealed class LatentSpace
{
    private const int MostTerms = 60_000, Rounds = 4;
    private readonly Dictionary<uint, int> rows;
    private readonly float[] idf;
    private readonly float[] vectors;

    public int Dimensions { get; }

    private LatentSpace(Dictionary<uint, int> rows, float[] idf, float[] vectors, int dimensions) => (this.rows, this.idf, this.vectors, Dimensions) = (rows, idf, vectors, dimensions);

    /// <param name="texts">read twice; a sample of some ten thousand clauses is enough</param>
    public static LatentSpace Train(IReadOnlyList<string> texts, int dimensions, CancellationToken ct = default)
    {
        var (rows, idf) = Vocabulary(texts);
        dimensions = Math.Min(dimensions, Math.Max(1, rows.Count));
        var clauses = texts.Select(text => Weights(text, rows, idf)).Where(weights => weights.Length > 0).ToArray();
        var random = new Random(17);
        var basis = new float[rows.Count * dimensions];
        for (var i = 0; i < basis.Length; i++) basis[i] = (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
        for (var round = 0; round < Rounds; round++)
        {
            Orthonormalise(basis, rows.Count, dimensions);
            basis = Through(clauses, basis, rows.Count, dimensions, ct);
        }
        Orthonormalise(basis, rows.Count, dimensions);
        return new(rows, idf, basis, dimensions);
    }

    /// <summary>Of length 1; all zero for a text that shares no pair with the library.</summary>
    public float[] Embed(string text)
    {
        var vector = new float[Dimensions];
        foreach (var (row, weight) in Weights(text, rows, idf)) TensorPrimitives.MultiplyAdd(Row(vectors, row, Dimensions), weight, vector, vector);
        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0) TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }

    private static (Dictionary<uint, int> Rows, float[] Idf) Vocabulary(IReadOnlyList<string> texts)
    {
        var frequency = new Dictionary<uint, int>();
        var seen = new HashSet<uint>();
        foreach (var text in texts)
        {
            seen.Clear();
            Grams.Each(text, term => { if (IsTerm(term)) seen.Add(term); });
            foreach (var term in seen) CollectionsMarshal.GetValueRefOrAddDefault(frequency, term, out _)++;
        }
        var least = texts.Count > 2000 ? 3 : 1;
        var kept = frequency.Where(f => f.Value >= least && f.Value < Math.Max(3, 0.3 * texts.Count)).OrderByDescending(f => f.Value).ThenBy(f => f.Key).Take(MostTerms).ToList();
        return (kept.Select((f, row) => (f.Key, row)).ToDictionary(x => x.Key, x => x.row), [.. kept.Select(f => MathF.Log(1 + (texts.Count - f.Value + 0.5f) / (f.Value + 0.5f)))]);
    }

    private static bool IsTerm(uint term) => Grams.IsPair(term) || term >= 0xE000_0000u;

    private static (int Row, float Weight)[] Weights(string text, Dictionary<uint, int> rows, float[] idf)
    {
        var counts = new Dictionary<int, int>();
        Grams.Each(text, term => { if (rows.TryGetValue(term, out var row)) CollectionsMarshal.GetValueRefOrAddDefault(counts, row, out _)++; });
        var weights = counts.Select(c => (Row: c.Key, Weight: MathF.Log(1 + c.Value) * idf[c.Key])).ToArray();
        var length = MathF.Sqrt(weights.Sum(w => w.Weight * w.Weight));
        for (var i = 0; i < weights.Length; i++) weights[i].Weight /= length;
        return weights;
    }

    /// <summary>AᵀA times the basis, a clause at a time.</summary>
    private static float[] Through((int Row, float Weight)[][] clauses, float[] basis, int terms, int dimensions, CancellationToken ct)
    {
        var result = new float[terms * dimensions];
        var projected = new float[dimensions];
        foreach (var clause in clauses)
        {
            ct.ThrowIfCancellationRequested();
            Array.Clear(projected);
            foreach (var (row, weight) in clause) TensorPrimitives.MultiplyAdd(Row(basis, row, dimensions), weight, projected, projected);
            foreach (var (row, weight) in clause)
            {
                var target = Row(result, row, dimensions);
                TensorPrimitives.MultiplyAdd(projected, weight, target, target);
            }
        }
        return result;
    }

    /// <summary>Gram–Schmidt over the columns, twice for accuracy.</summary>
    private static void Orthonormalise(float[] basis, int terms, int dimensions)
    {
        var columns = Enumerable.Range(0, dimensions).Select(column => Column(basis, terms, dimensions, column)).ToArray();
        for (var c = 0; c < dimensions; c++)
        {
            for (var pass = 0; pass < 2; pass++)
                for (var before = 0; before < c; before++)
                    TensorPrimitives.MultiplyAdd(columns[before], -TensorPrimitives.Dot<float>(columns[before], columns[c]), columns[c], columns[c]);
            var length = TensorPrimitives.Norm<float>(columns[c]);
            if (length > 1e-6f) TensorPrimitives.Divide(columns[c], length, columns[c]);
            else Array.Clear(columns[c]);
        }
        for (var c = 0; c < dimensions; c++)
            for (var t = 0; t < terms; t++) basis[t * dimensions + c] = columns[c][t];
    }

    private static float[] Column(float[] basis, int terms, int dimensions, int column)
    {
        var values = new float[terms];
        for (var t = 0; t < terms; t++) values[t] = basis[t * dimensions + column];
        return values;
    }

    private static Span<float> Row(float[] matrix, int row, int dimensions) => matrix.AsSpan(row * dimensions, dimensions);

    /// <summary>The space as bytes: little-endian, vectors in half precision.</summary>
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Dimensions);
        writer.Write(rows.Count);
        foreach (var (term, row) in rows.OrderBy(r => r.Value)) { writer.Write(term); writer.Write(idf[row]); }
        foreach (var value in vectors) writer.Write((Half)value);
        return bytes.ToArray();
    }

    public static LatentSpace FromBytes(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var (dimensions, count) = (reader.ReadInt32(), reader.ReadInt32());
        var rows = new Dictionary<uint, int>(count);
        var idf = new float[count];
        for (var row = 0; row < count; row++) { rows[reader.ReadUInt32()] = row; idf[row] = reader.ReadSingle(); }
        var vectors = new float[count * dimensions];
        for (var i = 0; i < vectors.Length; i++) vectors[i] = (float)reader.ReadHalf();
        return new(rows, idf, vectors, dimensions);
    }
}
