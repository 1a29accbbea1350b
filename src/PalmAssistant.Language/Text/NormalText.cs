using System.Text;

namespace PalmAssistant.Language;

/// <summary>
/// The text as it is read: full width made half width, traditional characters simplified, spaces gone, punctuation of one kind.
/// Every character remembers where it stood, so that spans point into what the person typed.
/// </summary>
internal sealed class NormalText
{
    private static readonly Dictionary<char, char> Simplified = DataFile.Lines("traditional.txt")
        .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    private static readonly Dictionary<char, char> Punctuation = new()
    {
        ['。'] = ';', ['；'] = ';', ['！'] = ';', ['!'] = ';', ['？'] = '?', ['，'] = ',', ['：'] = ':', ['（'] = '(', ['）'] = ')',
        ['—'] = '-', ['–'] = '-', ['－'] = '-', ['～'] = '-', ['~'] = '-', ['∼'] = '-', ['＊'] = '*', ['×'] = '*', ['…'] = ',', ['·'] = ' ',
        ['“'] = ' ', ['”'] = ' ', ['‘'] = ' ', ['’'] = ' ', ['"'] = ' ', ['\''] = ' ', ['「'] = ' ', ['」'] = ' ', ['《'] = ' ', ['》'] = ' ', ['【'] = ' ', ['】'] = ' ', ['['] = ' ', [']'] = ' ',
        ['≧'] = '≥', ['≦'] = '≤', ['〇'] = '零', ['㎡'] = '平', ['﹑'] = '、', ['丶'] = '、', ['|'] = ',',
    };

    private readonly int[] origin;

    private NormalText(string original, string text, int[] origin)
    {
        Original = original;
        Text = text;
        this.origin = origin;
    }

    public string Original { get; }

    public string Text { get; }

    public static NormalText Of(string original)
    {
        var text = new StringBuilder(original.Length);
        var origin = new List<int>(original.Length);
        var gap = false;
        for (var at = 0; at < original.Length; at++)
        {
            var c = Normal(original[at]);
            if (c == ' ') { gap = true; continue; }
            if (c == '\0') continue;
            if (gap && text.Length > 0 && char.IsAsciiLetterOrDigit(c) && char.IsAsciiLetterOrDigit(text[^1]))
            {
                text.Append(' ');
                origin.Add(at);
            }
            gap = false;
            text.Append(c);
            origin.Add(at);
        }
        return new(original, text.ToString(), [.. origin, original.Length]);
    }

    /// <summary>The same stretch in the text as typed.</summary>
    public Span SpanOf(int start, int length, string takenFor)
    {
        var from = origin[start];
        var to = length == 0 ? from : Math.Min(Original.Length, origin[start + length - 1] + 1);
        return new(from, to - from, Original[from..to], takenFor);
    }

    // 🙏, ☎, ❤: pictures say nothing that a plan could hold.
    private static bool IsPicture(char c) => char.IsSurrogate(c) || c is >= '\u2600' and <= '\u27bf' or >= '\u2b00' and <= '\u2bff' or '\ufe0f';

    private static char Normal(char c)
    {
        if (c is '\n' or '\r') return ';';
        if (char.IsWhiteSpace(c) || c == '\u3000' || IsPicture(c)) return ' ';
        if (c is '\u200b' or '\u200c' or '\u200d' or '\ufeff' or '\u2060') return '\0';
        if (Punctuation.TryGetValue(c, out var mark)) return mark;
        if (c is >= '\uff01' and <= '\uff5e') c = (char)(c - 0xfee0);
        if (Punctuation.TryGetValue(c, out mark)) return mark;
        if (c is >= 'a' and <= 'z') return char.ToUpperInvariant(c);
        return Simplified.GetValueOrDefault(c, c);
    }
}
