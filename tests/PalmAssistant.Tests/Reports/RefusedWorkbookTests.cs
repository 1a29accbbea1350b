using System.IO.Compression;
using System.Text;
using PalmAssistant.Reports.Forms;

namespace PalmAssistant.Tests.Reports;

/// <summary>What is not a blank .xlsx is refused with what it really is.</summary>
public class RefusedWorkbookTests
{
    [Theory]
    [InlineData("<html><table><tr><td>社区</td></tr></table></html>", "网页")]
    [InlineData("社区,人数\n甲社区,3\n", "文本")]
    [InlineData("%PDF-1.7 xx", "PDF")]
    [InlineData("", "空文件")]
    [InlineData("PK\u0003\u0004 cut short", "不完整")]
    public void Another_kind_of_file_is_named(string content, string said) => Assert.Contains(said, Reason(Encoding.UTF8.GetBytes(content)));

    [Fact]
    public void A_password_is_said_to_be_the_reason_not_damage()
    {
        byte[] compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("EncryptedPackage")];
        Assert.Contains("密码", Reason(compound));
        Assert.DoesNotContain("损坏", Reason(compound));
    }

    [Fact]
    public void An_old_xls_is_told_apart_from_a_password() =>
        Assert.Contains(".xls 文件", Reason([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. Encoding.Unicode.GetBytes("Workbook")]));

    [Theory]
    [InlineData("word/document.xml", "Word")]
    [InlineData("xl/vbaProject.bin", "宏")]
    [InlineData("读我.txt", "压缩包")]
    public void Other_packages_are_named(string entry, string said) => Assert.Contains(said, Reason(Zip(entry)));

    [Fact]
    public void Sheets_without_content_make_no_report()
    {
        var book = new BlankWorkbook();
        book.Sheet("Sheet1").Draw("A1:F20");
        book.Sheet("Sheet2");
        Assert.Contains("没有内容", Reason(book.Bytes()));
    }

    [Fact]
    public void Text_without_a_header_makes_no_report()
    {
        var book = new BlankWorkbook();
        book.Sheet("通知").Row(1, "A", "关于报送材料的通知").Row(3, "A", "各社区：");
        Assert.Contains("没有找到表头", Reason(book.Bytes()));
    }

    private static string Reason(byte[] content) => Assert.IsType<ReadForm.Refused>(FormReader.Read(content, new(2026, 3, 4))).Reason;

    private static byte[] Zip(string entry)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create)) zip.CreateEntry(entry);
        return stream.ToArray();
    }
}
