using System.IO.Compression;

namespace PalmAssistant.Policies.Parsing;

/// <summary>
/// Reads an uploaded file by what it is, not by what it is called. What cannot be read is refused with a sentence that says why and what to do;
/// nothing is guessed from a picture.
/// </summary>
public static class PolicyFile
{
    /// <summary>Larger files are refused before they are opened: policy documents are text, a few MB at most.</summary>
    public const int MaxBytes = 30 * 1024 * 1024;

    private const int MaxUnpackedBytes = 200 * 1024 * 1024;

    public static FileReading Read(string name, byte[] bytes)
    {
        if (bytes.Length == 0) return FileReading.Failed($"“{name}”是空文件，没有内容可以入库。");
        if (bytes.Length > MaxBytes) return FileReading.Failed($"“{name}”有{bytes.Length / 1024 / 1024}MB，超过{MaxBytes / 1024 / 1024}MB的上限；请去掉图片或拆分后再上传。");
        var reading = ReadByKind(name, bytes);
        if (reading.Draft is null) return reading;
        var characters = reading.Draft.Lines.Sum(line => line.Text.Length);
        return characters >= 20 ? reading : FileReading.Failed($"“{name}”里没有读到文字，可能是扫描件或图片；请先做文字识别（OCR），或上传文字版（Word、PDF、网页、TXT）。");
    }

    private static FileReading ReadByKind(string name, byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith("%PDF"u8) || bytes.AsSpan(0, Math.Min(1024, bytes.Length)).IndexOf("%PDF-"u8) >= 0) return PdfReader.Read(name, bytes);
        if (bytes.AsSpan().StartsWith("PK\u0003\u0004"u8)) return ReadZip(name, bytes);
        if (bytes.AsSpan().StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0])) return FileReading.Failed(OldWord(name));
        if (LooksLikePicture(bytes)) return FileReading.Failed($"“{name}”是图片，没有文字层；请先做文字识别（OCR），或上传文字版。");
        var extension = Path.GetExtension(name).ToLowerInvariant();
        if (extension is ".pdf" or ".docx") return FileReading.Failed($"“{name}”的内容不是{extension[1..].ToUpperInvariant()}文件，可能已损坏或改过扩展名；请用原软件重新保存后上传。");
        return ReadText(name, extension, bytes);
    }

    private static FileReading ReadText(string name, string extension, byte[] bytes)
    {
        var isPage = extension is ".html" or ".htm" || HtmlReader.Looks(bytes);
        if (isPage) return HtmlReader.Read(name, bytes);
        if (TextDecoding.Decode(bytes) is not { } text || LooksBinary(text)) return FileReading.Failed($"“{name}”不是能识别的文本文件；可上传 .docx、.pdf（带文字）、.html、.txt、.md。");
        return FileReading.Of(extension is ".md" or ".markdown" ? MarkdownReader.Read(text) : PlainTextReader.Read(text));
    }

    private static FileReading ReadZip(string name, byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            if (zip.Entries.Sum(entry => entry.Length) > MaxUnpackedBytes) return FileReading.Failed($"“{name}”解压后过大，不能入库。");
            if (zip.GetEntry("word/document.xml") is not null) return DocxReader.Read(name, bytes);
            if (zip.GetEntry("xl/workbook.xml") is not null) return FileReading.Failed($"“{name}”是表格文件，政策文件请上传 .docx、.pdf、.html、.txt 或 .md。");
        }
        catch (InvalidDataException) { return FileReading.Failed($"“{name}”已损坏，打不开；请用原软件重新保存后上传。"); }
        return FileReading.Failed($"“{name}”是压缩包或不支持的格式；请解压后逐个上传 .docx、.pdf、.html、.txt 或 .md。");
    }

    private static string OldWord(string name) =>
        $"“{name}”是旧版 Word（.doc）或加密的 Office 文件，不能直接读取；请取消密码，另存为 .docx 后上传。";

    private static bool LooksLikePicture(byte[] bytes) =>
        bytes.AsSpan().StartsWith<byte>([0xFF, 0xD8, 0xFF]) || bytes.AsSpan().StartsWith<byte>([0x89, 0x50, 0x4E, 0x47]) ||
        bytes.AsSpan().StartsWith("GIF8"u8) || bytes.AsSpan().StartsWith<byte>([0x49, 0x49, 0x2A, 0]) || bytes.AsSpan().StartsWith("BM"u8) && bytes.AsSpan(0, Math.Min(64, bytes.Length)).Contains((byte)0);

    /// <summary>Bytes that happen to decode but are no text: control characters, or hardly a letter in them.</summary>
    private static bool LooksBinary(string text)
    {
        var control = text.Count(c => c < ' ' && c is not ('\n' or '\r' or '\t' or '\f'));
        var privateUse = text.Count(c => c is >= '\uE000' and <= '\uF8FF' or '\uFFFD');
        return (control + privateUse) * 20 > text.Length;
    }
}
