using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;

namespace PalmAssistant.Reports.Forms;

/// <summary>What became of an uploaded workbook: its sheets, or the reason it was not taken (said to the person as it stands).</summary>
public abstract record OpenedWorkbook
{
    public sealed record Sheets(IReadOnlyList<SheetGrid> All) : OpenedWorkbook;
    public sealed record Refused(string Reason) : OpenedWorkbook;
}

/// <summary>
/// Opens an uploaded .xlsx (ECMA-376). Nothing in it is ever run or followed: no macros, no links, no embedded objects.
/// What cannot be taken is refused with what it really is and what to do about it.
/// </summary>
public static class WorkbookFile
{
    private const long LargestFile = 20L << 20;
    private const long LargestUnpacked = 300L << 20;
    private static readonly byte[] CompoundFile = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static OpenedWorkbook Open(byte[] content) =>
        WhyNot(content) is { } reason ? new OpenedWorkbook.Refused(reason) : Read(content);

    private static OpenedWorkbook Read(byte[] content)
    {
        try
        {
            using var document = SpreadsheetDocument.Open(new MemoryStream(content, writable: false), isEditable: false);
            return new OpenedWorkbook.Sheets(SheetReader.ReadAll(document));
        }
        catch (Exception e) when (e is OpenXmlPackageException or InvalidDataException or FileFormatException or System.Xml.XmlException or ArgumentException or FormatException or NullReferenceException)
        {
            return new OpenedWorkbook.Refused("这个表格文件内部不完整，打不开（可能没有传完）。请用 WPS 或 Excel 打开确认，另存为 .xlsx 后重传。");
        }
    }

    private static string? WhyNot(byte[] content) => content switch
    {
        { Length: 0 } => "这是一个空文件（0 字节），里面没有内容。请检查后重传。",
        { LongLength: > LargestFile } => $"文件太大（{content.LongLength >> 20} MB），空表一般不到 1 MB。请去掉图片或多余的格式后重传（上限 {LargestFile >> 20} MB）。",
        _ when content.AsSpan().StartsWith(CompoundFile) => WhyNotCompound(content),
        [(byte)'P', (byte)'K', ..] => WhyNotPackage(content),
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "这是 PDF 文件，不是 xlsx 表格。请上传 .xlsx 格式的空表。",
        _ => WhyNotText(content),
    };

    /// <summary>An OLE2 file is a password-protected package (MS-OFFCRYPTO: stream EncryptedPackage) or an old .xls.</summary>
    private static string WhyNotCompound(byte[] content) =>
        content.AsSpan().IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0
            ? "这个表格设了打开密码，打不开。请在 WPS 或 Excel 里去掉密码（文件 → 文档加密），另存后重传；密码不用告诉我。"
            : "这是旧版的 .xls 文件（或其他旧版文档）。请用 WPS 或 Excel 打开，另存为 .xlsx 后重传。";

    private static string? WhyNotPackage(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false));
            if (zip.Entries.Sum(e => e.Length) > LargestUnpacked) return "这个文件展开后太大，不像一张空表，没有接收。请另存为新的 .xlsx 后重传。";
            if (zip.Entries.Any(e => e.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
                return "这个文件带宏（.xlsm）。为安全起见不接收带宏的文件，宏没有运行。请在 WPS 或 Excel 里另存为不带宏的 .xlsx 后重传。";
            if (zip.GetEntry("xl/workbook.bin") is not null) return "这是二进制工作簿（.xlsb）。请另存为 .xlsx 后重传。";
            if (zip.GetEntry("word/document.xml") is not null) return "这是 Word 文档，不是表格。请上传 .xlsx 格式的空表。";
            if (zip.GetEntry("[Content_Types].xml") is null || !zip.Entries.Any(e => e.FullName.EndsWith("workbook.xml", StringComparison.OrdinalIgnoreCase)))
                return "这是压缩包，不是 xlsx 表格。请解压后上传里面的 .xlsx 文件。";
            return null;
        }
        catch (InvalidDataException)
        {
            return "这个表格文件内部不完整，打不开（可能没有传完）。请重新传一次。";
        }
    }

    private static string WhyNotText(byte[] content)
    {
        var start = Encoding.Latin1.GetString(content, 0, Math.Min(content.Length, 1024)).TrimStart('\uFEFF', 'ï', '»', '¿', ' ', '\r', '\n', '\t');
        if (start.StartsWith('<'))
            return "这不是真正的 xlsx：内容是网页，只是把后缀改成了 .xlsx（常见于系统“导出”）。请用 WPS 或 Excel 打开它，另存为 .xlsx 后重传。";
        return start.All(c => c >= ' ' || c is '\r' or '\n' or '\t')
            ? "这不是真正的 xlsx：内容是纯文本（可能是 CSV 改了后缀）。请用 WPS 或 Excel 打开，另存为 .xlsx 后重传。"
            : "这不是 xlsx 表格文件，认不出是什么格式。请上传用 WPS 或 Excel 保存的 .xlsx。";
    }
}
