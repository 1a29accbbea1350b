using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace PalmAssistant.Database.Tests.Reports;

/// <summary>Files that call themselves workbooks.</summary>
internal static class HostileFiles
{
    public static byte[] Of(string kind) => kind switch
    {
        "html" => Encoding.UTF8.GetBytes("<html><table><tr><td>社区</td><td>人数</td></tr></table></html>"),
        "blank" => Blank(),
        "password" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("EncryptedPackage")],
        "macro" => Zip("xl/vbaProject.bin"),
        _ => [.. Blank().Take(300)],
    };

    private static byte[] Blank()
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(new SheetData());
            book.Workbook = new Workbook(new Sheets(new Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = "Sheet1" }));
        }
        return stream.ToArray();
    }

    private static byte[] Zip(string entry)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create)) zip.CreateEntry(entry);
        return stream.ToArray();
    }
}
