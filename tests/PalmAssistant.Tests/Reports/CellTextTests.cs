using PalmAssistant.Reports.Forms;
using PalmAssistant.Reports.Pages;

namespace PalmAssistant.Tests.Reports;

/// <summary>What people type is read kindly and never changed beyond recognition.</summary>
public class CellTextTests
{
    [Theory]
    [InlineData(CellType.Integer, " １２ ", "12")]
    [InlineData(CellType.Integer, "1,200", "1200")]
    [InlineData(CellType.Number, "3.50", "3.5")]
    [InlineData(CellType.Integer, "十二个", "十二个")]
    [InlineData(CellType.Date, "2026年11月3日", "2026-11-03")]
    [InlineData(CellType.Date, "2026/11/3", "2026-11-03")]
    [InlineData(CellType.Date, "2026.11", "2026-11")]
    [InlineData(CellType.Date, "下周", "下周")]
    [InlineData(CellType.Text, "  两户　", "两户")]
    [InlineData(CellType.Text, "=1+1", "=1+1")]
    [InlineData(CellType.Text, "   ", null)]
    public void Is_read(CellType type, string typed, string? kept) => Assert.Equal(kept, CellText.Normal(type, typed));

    [Fact]
    public void A_whole_novel_is_cut() => Assert.Equal(CellText.Longest, CellText.Normal(CellType.Text, new string('长', 5000))!.Length);

    [Theory]
    [InlineData("走访.jpg", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, null)]
    [InlineData("走访.png", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, "不符")]
    [InlineData("工具.exe", new byte[] { 0x4D, 0x5A }, "不是照片或文档")]
    [InlineData("页面.html", new byte[] { 0x3C }, "不是照片或文档")]
    public void A_file_is_what_it_says(string name, byte[] start, string? said)
    {
        var reason = Attachments.WhyNot(name, start, 100);
        if (said is null) Assert.Null(reason); else Assert.Contains(said, reason);
    }
}
