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
        if (bytes.Contains((byte)0)) return null;
        return Strict(Encoding.UTF8, bytes) ?? Strict(Encoding.GetEncoding("GB18030"), bytes) ?? Guess(bytes.ToArray());
    }

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
