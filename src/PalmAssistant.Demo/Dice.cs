namespace PalmAssistant.Demo;

/// <summary>Seeded randomness (xoshiro256**): the same seed gives the same district on every machine and runtime.</summary>
internal sealed class Dice
{
    private ulong a, b, c, d;

    public Dice(ulong seed)
    {
        a = Mix(ref seed);
        b = Mix(ref seed);
        c = Mix(ref seed);
        d = Mix(ref seed);
    }

    /// <summary>Dice of its own for one part, so that a change in one part leaves the others as they were.</summary>
    public static Dice For(int seed, string part) => new(Hash(part) ^ ((ulong)(uint)seed * 0x9E3779B97F4A7C15UL));

    /// <summary>0 to below - 1.</summary>
    public int Next(int below) => (int)((UInt128)NextLong() * (uint)below >> 64);

    /// <summary>Both ends included.</summary>
    public int Between(int from, int to) => from + Next(to - from + 1);

    public bool Chance(double share) => NextShare() < share;

    /// <summary>0 up to, not including, 1.</summary>
    public double NextShare() => (NextLong() >> 11) * (1.0 / (1UL << 53));

    public T Pick<T>(IReadOnlyList<T> list) => list[Next(list.Count)];

    public char Pick(string characters) => characters[Next(characters.Length)];

    /// <summary>The index of one of the weights, as often as it weighs.</summary>
    public int Weighted(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var w in weights) total += w;
        var at = NextShare() * total;
        for (var i = 0; i < weights.Length; i++)
            if ((at -= weights[i]) < 0) return i;
        return weights.Length - 1;
    }

    public void Shuffle<T>(IList<T> list)
    {
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }

    /// <summary>FNV-1a, 64 bits: string.GetHashCode differs from run to run.</summary>
    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var ch in text) hash = (hash ^ ch) * 1099511628211UL;
        return hash;
    }

    private ulong NextLong()
    {
        var result = ulong.RotateLeft(b * 5, 7) * 9;
        var t = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = ulong.RotateLeft(d, 45);
        return result;
    }

    private static ulong Mix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
