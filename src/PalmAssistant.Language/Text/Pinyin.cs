namespace PalmAssistant.Language;

/// <summary>Toneless readings. Sounds that many speakers and input methods mix (zh/z, n/ng, l/n …) share one key.</summary>
internal static class Pinyin
{
    private static readonly Dictionary<char, string> Readings = DataFile.Lines("pinyin.txt")
        .Select(line => line.Split(' ', 2))
        .SelectMany(parts => parts[1].Select(c => (Character: c, Syllable: parts[0])))
        .ToDictionary(p => p.Character, p => p.Syllable);

    private static readonly Dictionary<char, string> Keys = Readings.ToDictionary(r => r.Key, r => Fuzzy(r.Value));

    /// <summary>The key of a word, syllables parted by blanks; null when a character has no reading.</summary>
    public static string? KeyOf(ReadOnlySpan<char> word)
    {
        var syllables = new string[word.Length];
        for (var i = 0; i < word.Length; i++)
        {
            if (!Keys.TryGetValue(word[i], out var key)) return null;
            syllables[i] = key;
        }
        return string.Join(' ', syllables);
    }

    /// <summary>Whether two words of one length are read with the very same syllables.</summary>
    public static bool SoundsTheSame(string one, string other)
    {
        if (one.Length != other.Length) return false;
        for (var i = 0; i < one.Length; i++)
            if (one[i] != other[i] && (!Readings.TryGetValue(one[i], out var a) || !Readings.TryGetValue(other[i], out var b) || a != b)) return false;
        return true;
    }

    private static string Fuzzy(string syllable)
    {
        var s = syllable.StartsWith("zh", StringComparison.Ordinal) || syllable.StartsWith("ch", StringComparison.Ordinal) || syllable.StartsWith("sh", StringComparison.Ordinal)
            ? syllable[0] + syllable[2..] : syllable;
        if (s.Length > 3 && s.EndsWith("ng", StringComparison.Ordinal) && s[^3] is 'e' or 'i') s = s[..^1];   // in/ing, en/eng
        return s;
    }
}
