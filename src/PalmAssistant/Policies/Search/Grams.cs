namespace PalmAssistant.Policies.Search;

/// <summary>
/// Text as terms for search: every Chinese character, every pair of neighbours, and each run of Latin letters or digits.
/// Characters beat dictionary words for Chinese law texts, and need no dictionary. A term is 32 bits: two characters, or one and zero, or a run's hash.
/// </summary>
public static class Grams
{
    public static void Each(ReadOnlySpan<char> text, Action<uint> take)
    {
        var previous = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = Fold(text[i]);
            if (IsHan(c))
            {
                take((uint)c << 16);
                if (previous != '\0') take((uint)previous << 16 | c);
                previous = c;
                continue;
            }
            previous = '\0';
            if (!char.IsAsciiLetterOrDigit(c)) continue;
            var hash = 2166136261u;
            for (; i < text.Length && char.IsAsciiLetterOrDigit(c = Fold(text[i])); i++) hash = (hash ^ c) * 16777619u;
            i--;
            take(0xE000_0000u | hash >> 4);
        }
    }

    public static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff' or >= '\u3400' and <= '\u4dbf';

    public static bool IsPair(uint term) => term < 0xE000_0000u && (term & 0xFFFF) != 0;

    /// <summary>Full-width letters and figures, and capitals, as their plain forms.</summary>
    private static char Fold(char c) => c is >= '！' and <= '～' ? char.ToLowerInvariant((char)(c - 0xFEE0)) : c is >= 'A' and <= 'Z' ? (char)(c + 32) : c;
}
