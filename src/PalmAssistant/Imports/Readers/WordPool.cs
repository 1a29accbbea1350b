namespace PalmAssistant.Imports.Readers;

/// <summary>Most cells hold one of few words: hands out the same string again instead of a new one. Not thread-safe.</summary>
public sealed class WordPool
{
    private const int Slots = 1 << 13;
    private const int LongestWord = 16;
    private readonly string?[] words = new string?[Slots];

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return "";
        if (text.Length > LongestWord) return new string(text);
        var hash = (uint)text.Length;
        foreach (var c in text) hash = hash * 31 + c;
        ref var word = ref words[(hash ^ (hash >> 13)) & (Slots - 1)];
        return word is not null && text.SequenceEqual(word) ? word : word = new string(text);
    }
}
