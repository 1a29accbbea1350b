using System.IO.Compression;
using System.Text;
using CsCheck;
using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Tests.Policies;

public class HostileFileTests
{
    static HostileFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private const string Text = "青禾区犬只管理规定\n第一条　每户限养一只犬。\n第二条　外出应当束犬绳。\n";

    [Fact]
    public void An_empty_file_is_refused() => Assert.Contains("空文件", PolicyFile.Read("空.txt", []).Problem);

    [Fact]
    public void A_file_too_large_is_refused_before_it_is_opened() => Assert.Contains("上限", PolicyFile.Read("大.pdf", new byte[PolicyFile.MaxBytes + 1]).Problem);

    [Theory]
    [InlineData("假.pdf"), InlineData("假.docx")]
    public void A_mistyped_file_says_so(string name) => Assert.Contains("改过扩展名", PolicyFile.Read(name, Encoding.UTF8.GetBytes(Text)).Problem);

    [Fact]
    public void A_broken_pdf_is_refused() => Assert.Contains("PDF", PolicyFile.Read("坏.pdf", "%PDF-1.7\n1 0 obj\n<<"u8.ToArray()).Problem);

    [Fact]
    public void A_broken_word_file_is_refused() => Assert.NotNull(PolicyFile.Read("坏.docx", "PK\u0003\u0004 and nothing more"u8.ToArray()).Problem);

    [Fact]
    public void A_picture_asks_for_recognition() => Assert.Contains("OCR", PolicyFile.Read("扫描.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0]).Problem);

    [Fact]
    public void Old_or_encrypted_office_files_are_named_as_such() => Assert.Contains("密码", PolicyFile.Read("旧.doc", [0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3]).Problem);

    [Fact]
    public void Random_bytes_are_no_text() => Assert.NotNull(PolicyFile.Read("乱.txt", [.. Enumerable.Range(0, 600).Select(i => (byte)(i * 7 % 32))]).Problem);

    [Fact]
    public void A_zip_that_is_no_document_is_refused()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, true)) zip.CreateEntry("a.txt");
        Assert.Contains("压缩包", PolicyFile.Read("包.docx", bytes.ToArray()).Problem);
    }

    [Theory]
    [InlineData("utf-8"), InlineData("gb18030"), InlineData("gb2312"), InlineData("utf-16")]
    public void Chinese_text_is_read_in_any_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var draft = PolicyFile.Read("规定.txt", [.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]).Draft!;
        Assert.Equal("每户限养一只犬。", ClauseCutter.Cut(draft)[0].Text);
    }

    [Fact]
    public void A_page_in_gb2312_loses_its_navigation()
    {
        var html = $"<html><head><meta charset=gb2312><script>var a='第一条 不是正文';</script></head><body><div class=nav><a>首页</a></div><h1>青禾区犬只管理规定</h1><div id=zoom>{string.Concat(Text.Split('\n').Skip(1).Select(l => $"<p>{l}</p>"))}<p>{new string('养', 60)}。</p></div><div class=footer>版权所有</div></body></html>";
        var draft = PolicyFile.Read("页.html", Encoding.GetEncoding("gb2312").GetBytes(html)).Draft!;
        Assert.Equal("青禾区犬只管理规定", draft.Lines[0].Text);
        Assert.DoesNotContain(draft.Lines, line => line.Text.Contains("首页") || line.Text.Contains("版权") || line.Text.Contains("不是正文"));
    }

    [Fact]
    public void No_bytes_make_the_reader_fall_over() => Check.Sample(Gen.Select(Gen.Byte.Array[0, 400], Gen.Int[0, 4]), (bytes, kind) =>
    {
        byte[] head = kind switch { 0 => [.. "%PDF-1.4\n"u8], 1 => [.. "PK\u0003\u0004"u8], 2 => [.. "<html>"u8], 3 => [0xEF, 0xBB, 0xBF], _ => [] };
        var reading = PolicyFile.Read(kind == 2 ? "a.html" : "a.md", [.. head, .. bytes]);
        Assert.True(reading.Draft is null != reading.Problem is null);
    }, iter: 200);
}
