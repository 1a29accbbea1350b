namespace PalmAssistant.Imports.Cleaning;

/// <summary>Plain text cells: what people and spreadsheets leave around the words.</summary>
public static class Words
{
    /// <summary>Trimmed of blanks, line breaks and a leading spreadsheet quote. Full-width letters and digits become half-width.</summary>
    public static string Tidy(string text)
    {
        if (IsTidy(text)) return text;
        var start = 0;
        var end = text.Length;
        while (start < end && IsEdge(text[start])) start++;
        while (end > start && IsBlank(text[end - 1])) end--;
        return string.Create(end - start, (text, start), static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = HalfDigitOrLetter(source.text[source.start + i]);
        });
    }

    /// <summary>Tidied and without any blank inside: names of people, places, codes.</summary>
    public static string Compact(string text)
    {
        text = Tidy(text);
        return text.AsSpan().ContainsAny(Blanks) ? string.Concat(text.Where(c => !IsBlank(c))) : text;
    }

    /// <summary>A header as it is compared: no blanks, no * of a required column, brackets half-width.</summary>
    public static string Header(string text) =>
        string.Concat(text.Where(c => !IsBlank(c) && c is not ('*' or '＊' or '\'')).Select(c => Half(c)));

    public static bool IsBlank(char c) => c is ' ' or '\u3000' or '\t' or '\r' or '\n' or '\u00A0' or '\u200B' or '\uFEFF' || char.IsWhiteSpace(c);

    /// <summary>Full-width ASCII (U+FF01 to U+FF5E) to half width; the rest unchanged.</summary>
    public static char Half(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c == '\u3000' ? ' ' : c;

    private static readonly System.Buffers.SearchValues<char> Blanks = System.Buffers.SearchValues.Create(" \u3000\t\r\n\u00A0\u200B\uFEFF");

    private static char HalfDigitOrLetter(char c) =>
        c is >= '\uFF10' and <= '\uFF19' or >= '\uFF21' and <= '\uFF3A' or >= '\uFF41' and <= '\uFF5A' ? (char)(c - 0xFEE0) : c;

    private static bool IsEdge(char c) => IsBlank(c) || c is '\'' or '’' or '‘';

    private static bool IsTidy(string text)
    {
        if (text.Length == 0) return true;
        if (IsEdge(text[0]) || IsBlank(text[^1])) return false;
        foreach (var c in text)
            if (c is >= '\uFF10' and <= '\uFF5A') return false;
        return true;
    }
}
