namespace PalmAssistant.Language;

/// <summary>Words by how they sound, and by all but one of their characters: to find what was meant by 独居老任 or 洛阳璐.</summary>
internal sealed class SoundIndex
{
    private const int Longest = 10;
    private readonly Dictionary<string, List<string>> bySound = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> byShape = new(StringComparer.Ordinal);

    public SoundIndex(IEnumerable<string> words)
    {
        foreach (var word in words.Where(w => w.Length is >= 2 and <= Longest))
        {
            if (Pinyin.KeyOf(word) is { } key) Put(bySound, key, word);
            if (word.Length < 4) continue;
            for (var i = 0; i < word.Length; i++) Put(byShape, Without(word, i), word);
        }
    }

    /// <summary>Words that sound like the stretch but are written otherwise.</summary>
    public IReadOnlyList<string> SoundingLike(ReadOnlySpan<char> text) =>
        Pinyin.KeyOf(text) is { } key && bySound.TryGetValue(key, out var words) ? words : [];

    /// <summary>Words of at least four characters that differ from the stretch in one character.</summary>
    public IReadOnlyList<string> LookingLike(string text)
    {
        if (text.Length is < 4 or > Longest) return [];
        var found = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            if (byShape.TryGetValue(Without(text, i), out var words)) found.AddRange(words);
        }
        return [.. found.Distinct()];
    }

    private static string Without(string word, int i) => $"{word.AsSpan(0, i)}_{word.AsSpan(i + 1)}";

    private static void Put(Dictionary<string, List<string>> index, string key, string word)
    {
        if (!index.TryGetValue(key, out var words)) index[key] = words = [];
        words.Add(word);
    }
}
