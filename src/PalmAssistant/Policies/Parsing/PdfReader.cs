using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace PalmAssistant.Policies.Parsing;

/// <summary>PDFs with a text layer: printed lines become paragraphs again, across pages; running heads, page numbers and print marks are left out; ruled tables become rows.</summary>
internal static class PdfReader
{
    private const int MaxPages = 2000;

    public static FileReading Read(string name, byte[] bytes)
    {
        try
        {
            using var pdf = PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true });
            if (pdf.NumberOfPages > MaxPages) return FileReading.Failed($"“{name}”有{pdf.NumberOfPages}页，超过{MaxPages}页的上限；请拆分后上传。");
            var pages = pdf.GetPages().Select(PdfPage.Of).ToList();
            if (pages.Sum(page => page.Characters) < 10 * pages.Count) return FileReading.Failed(Scan(name));
            var lines = PdfParagraphs.Join(pages);
            return Readable(lines) ? FileReading.Of(Draft.Of(lines)) : FileReading.Failed($"“{name}”的文字层读出来是乱码（字体没有编码表）；请上传 Word、网页或 TXT 版。");
        }
        catch (PdfDocumentEncryptedException)
        {
            return FileReading.Failed($"“{name}”加了密码，不能读取；请取消密码后再上传。");
        }
        // The library documents no exceptions for damaged files, and throws many kinds.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return FileReading.Failed($"“{name}”不是完整的 PDF 文件，可能已损坏；请重新导出后上传。");
        }
    }

    private static string Scan(string name) => $"“{name}”没有可读的文字，像是扫描件；请先做文字识别（OCR），或上传文字版（Word、带文字的 PDF、网页、TXT）。";

    private static bool Readable(IReadOnlyList<DraftLine> lines)
    {
        var all = lines.Sum(line => line.Text.Length);
        var lost = lines.Sum(line => line.Text.Count(c => c is '\uFFFD' or >= '\uE000' and <= '\uF8FF'));
        return all == 0 || lost * 10 < all;
    }
}
