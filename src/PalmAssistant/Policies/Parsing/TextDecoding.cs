using System.Text;
using UtfUnknown;

namespace PalmAssistant.Policies.Parsing;

/// <summary>Bytes of a Chinese text file to text: byte order marks, strict UTF-8, GB18030 (which holds GB2312 and GBK), then a guess (Big5 and the like).</summary>
internal static class TextDecoding
{
    static TextDecoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <returns>null when the bytes are no text in any known encoding</returns>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.StartsWith(Encoding.Unicode.Preamble)) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith(Encoding.BigEndianUnicode.Preamble)) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes.Contains((byte)0)) return Wide(bytes);
        if (Strict(Encoding.UTF8, bytes) is { } utf8) return utf8;
        var (gb, big5) = (Strict(Encoding.GetEncoding("GB18030"), bytes), Strict(Encoding.GetEncoding("Big5"), bytes));
        if (gb is not null && big5 is not null) return Usual(big5) > 2 * Usual(gb) ? big5 : gb;   // most bytes of the one are bytes of the other too, and make no sense
        return gb ?? big5 ?? Guess(bytes.ToArray());
    }

    /// <summary>UTF-16 without a mark, as some editors save it: text where nearly all is Chinese or ASCII.</summary>
    private static string? Wide(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % 2 != 0) return null;
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var text = encoding.GetString(bytes);
            if (text.Count(c => c is >= ' ' and < '\u007f' or '\r' or '\n' or '\t' or >= '\u4e00' and < '\ua000' or >= '\u3000' and < '\u3020' or >= '\uff00' and < '\uffe0' or '“' or '”') > 0.95 * text.Length && text.Any(c => c is >= '\u4e00' and < '\ua000')) return text;
        }
        return null;
    }

    /// <summary>Characters that stand in every official text, in simplified or traditional form.</summary>
    private static int Usual(string text) => text.Count(c => "的第一条條和区區市人民政府规規定管理办辦法应應当當为為年月日。，、".Contains(c));

    private static string? Strict(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        var strict = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        try { return strict.GetString(bytes); }
        catch (DecoderFallbackException) { return null; }
    }

    private static string? Guess(byte[] bytes)
    {
        var found = CharsetDetector.DetectFromBytes(bytes).Detected;
        return found is { Confidence: > 0.6f, Encoding: { } encoding } ? encoding.GetString(bytes) : null;
    }
}
