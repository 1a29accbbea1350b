using System.Text;

namespace PalmAssistant.Imports.Readers;

/// <summary>Opens a file of a drop by what it is, not by what it is called.</summary>
public static class DropFile
{
    /// <summary>2 GB: four times the largest district's whole drop.</summary>
    public const long LargestFile = 2L << 30;

    /// <exception cref="DropFileError">Empty, too large, or of a kind that cannot be read.</exception>
    public static IRowReader Open(string path)
    {
        var length = new FileInfo(path).Length;
        if (length == 0) throw new DropFileError("文件是空的（0 字节），请重新导出");
        if (length > LargestFile) throw new DropFileError($"文件过大（{length >> 20} MB，上限 {LargestFile >> 20} MB），请拆分后再导入");
        return Sniff(path) switch
        {
            Format.Zip => XlsxRows.Open(path),
            Format.Ole => throw new DropFileError("是旧版 .xls，或是设了打开密码的工作簿；请去掉密码并另存为 .xlsx"),
            Format.Html => throw new DropFileError("内容是网页（HTML），不是表格；请在原系统里导出 .xlsx 或 .csv"),
            Format.Other => throw new DropFileError("不是表格文件（PDF、图片或程序），只收 .csv 和 .xlsx"),
            _ => CsvRows.Open(path),
        };
    }

    private enum Format { Text, Zip, Ole, Html, Other }

    private static Format Sniff(string path)
    {
        Span<byte> head = stackalloc byte[512];
        using var stream = File.OpenRead(path);
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (head.StartsWith("PK"u8)) return Format.Zip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) return Format.Ole;
        if (head.StartsWith("%PDF"u8) || head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Format.Other;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Format.Text;
        if (head.Contains((byte)0)) return Format.Other;
        var text = Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        return text.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<table", StringComparison.OrdinalIgnoreCase)
            ? Format.Html : Format.Text;
    }
}
