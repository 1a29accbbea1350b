using System.Buffers;
using System.Text;
using UtfUnknown;

namespace PalmAssistant.Imports.Readers;

/// <summary>Which charset a text file is in: decided by decoding all of it strictly, not by its first bytes.</summary>
public static class TextEncoding
{
    static TextEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>UTF-8 (with or without BOM), UTF-16 with BOM, GB18030, or what UTF.Unknown is sure of.</summary>
    /// <exception cref="DropFileError">None fits.</exception>
    public static Encoding Detect(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> bom = stackalloc byte[3];
        bom = bom[..stream.ReadAtLeast(bom, 3, throwOnEndOfStream: false)];
        if (bom.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return Encoding.UTF8;
        if (bom.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode;
        if (bom.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode;
        if (Decodes(stream, new UTF8Encoding(false, true))) return Encoding.UTF8;
        if (Decodes(stream, Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback))) return Encoding.GetEncoding("GB18030");
        var guess = CharsetDetector.DetectFromFile(path).Detected;
        return guess is { Encoding: { } found, Confidence: > 0.8f } ? found
            : throw new DropFileError("认不出文字编码（不是 UTF-8，也不是 GB18030/GBK），文件可能已损坏");
    }

    private static bool Decodes(FileStream stream, Encoding strict)
    {
        stream.Position = 0;
        var decoder = strict.GetDecoder();
        var bytes = ArrayPool<byte>.Shared.Rent(1 << 17);
        var chars = ArrayPool<char>.Shared.Rent(strict.GetMaxCharCount(bytes.Length));
        try
        {
            int n;
            while ((n = stream.Read(bytes)) > 0) decoder.GetChars(bytes, 0, n, chars, 0, flush: false);
            decoder.GetChars(bytes, 0, 0, chars, 0, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(chars);
        }
    }
}
