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

    [Fact]
    public void A_pdf_with_a_password_says_so()
    {
        string[] objects =
        [
            "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n", "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n", "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n",
            $"4 0 obj\n<< /Filter /Standard /V 1 /R 2 /O <{new string('A', 64)}> /U <{new string('B', 64)}> /P -4 >>\nendobj\n",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = objects.Select(o => { var at = pdf.Length; pdf.Append(o); return at; }).ToArray();
        var table = pdf.Length;
        pdf.Append("xref\n0 5\n0000000000 65535 f \n").Append(string.Concat(offsets.Select(o => $"{o:0000000000} 00000 n \n")));
        pdf.Append($"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<{new string('C', 32)}> <{new string('C', 32)}>] >>\nstartxref\n{table}\n%%EOF\n");
        Assert.Contains("密码", PolicyFile.Read("加密.pdf", Encoding.ASCII.GetBytes(pdf.ToString())).Problem);
    }

    private static byte[] Word(string body, params (string Name, string Content)[] more)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, true))
        {
            void Part(string name, string content) { using var writer = new StreamWriter(zip.CreateEntry(name).Open()); writer.Write(content); }
            Part("[Content_Types].xml", """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""");
            Part("_rels/.rels", """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>""");
            Part("word/document.xml", $"""<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>""");
            foreach (var (name, content) in more) Part(name, content);
        }
        return bytes.ToArray();
    }

    private static string Paragraphs => string.Concat(Text.TrimEnd().Split('\n').Select(line => $"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"));

    [Fact]
    public void Macros_in_a_word_file_are_never_read_nor_run()
    {
        var draft = PolicyFile.Read("宏.docx", Word(Paragraphs, ("word/vbaProject.bin", "Sub AutoOpen() MsgBox \"第九条 宏\" End Sub"))).Draft!;
        Assert.Equal(["青禾区犬只管理规定", "第一条　每户限养一只犬。", "第二条　外出应当束犬绳。"], draft.Lines.Select(l => l.Text));
    }

    [Fact]
    public void A_zip_bomb_is_refused_before_it_is_unpacked()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, true))
        {
            using var part = zip.CreateEntry("word/document.xml", CompressionLevel.Fastest).Open();
            var chunk = new byte[8 * 1024 * 1024];
            for (var i = 0; i < 27; i++) part.Write(chunk);
        }
        Assert.Contains("解压后过大", PolicyFile.Read("炸弹.docx", bytes.ToArray()).Problem);
    }

    [Fact]
    public void Entities_that_multiply_in_a_word_file_are_refused() =>
        Assert.NotNull(PolicyFile.Read("实体.docx", Word("&a;")).Problem);

    [Fact]
    public void Scripts_and_handlers_of_a_page_leave_no_trace()
    {
        var html = $"<html><body onload=\"alert(1)\"><script>document.write('第八条 脚本')</script><style>.x{{}}</style><h1>青禾区犬只管理规定</h1><div>{string.Concat(Text.Split('\n').Skip(1).Select(l => $"<p onclick='steal()'>{l}</p>"))}<p>{new string('养', 60)}。<a href=\"javascript:alert(2)\">详情</a></p><iframe src='http://x/'></iframe><img src=x onerror=alert(3)></div></body></html>";
        var text = string.Join('\n', PolicyFile.Read("页.html", Encoding.UTF8.GetBytes(html)).Draft!.Lines.Select(l => l.Text));
        Assert.Contains("每户限养一只犬", text);
        Assert.DoesNotContain("脚本", text);
        Assert.DoesNotContain("alert", text);
        Assert.DoesNotContain("steal", text);
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
