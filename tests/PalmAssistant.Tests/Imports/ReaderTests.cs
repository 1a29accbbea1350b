using System.IO.Compression;
using System.Text;
using PalmAssistant.Imports;
using PalmAssistant.Imports.Readers;

namespace PalmAssistant.Tests.Imports;

public sealed class ReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("readers-").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("GB18030", false)]
    [InlineData("utf-16", true)]
    public void Text_is_read_in_the_charset_it_is_in(string charset, bool bom)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = charset == "utf-8" ? new UTF8Encoding(bom) : Encoding.GetEncoding(charset);
        var path = Path.Combine(folder, "a.csv");
        File.WriteAllText(path, "姓名,身份证号\n欧阳㐂,1\n\n\"王,五\",2", encoding);
        Assert.Equal(["姓名|身份证号", "欧阳㐂|1", "", "王,五|2"], All(path));
    }

    [Fact]
    public void A_tab_or_semicolon_separates_too()
    {
        var path = Path.Combine(folder, "a.csv");
        File.WriteAllText(path, "姓名\t身份证号\n#张三\t1\n");
        Assert.Equal(["姓名|身份证号", "#张三|1"], All(path));
    }

    [Fact]
    public void Cells_of_a_workbook_are_what_people_see()
    {
        var path = Workbook("""
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><r><t>房</t></r><r><t>号</t></r><rPh><t>fang</t></rPh></is></c></row>
            <row r="2"><c r="A2"><v>501</v></c><c r="B2"><v>45356</v></c><c r="C2"><v>1.4314012475E10</v></c><c r="D2" t="e"><v>#N/A</v></c><c r="E2"><v>47.9</v></c></row>
            <row r="4"><c r="B4" t="str"><v>末行</v></c></row>
            """, "<si><t>姓名</t></si>");
        Assert.Equal(["姓名||房号", "501|45356|14314012475||47.9", "", "|末行"], All(path));
    }

    [Fact]
    public void Strict_order_of_parts_does_not_matter_but_hidden_and_empty_sheets_are_passed_over()
    {
        var path = Path.Combine(folder, "b.xlsx");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Add(zip, "[Content_Types].xml", "<Types/>");
            Add(zip, "xl/workbook.xml", """
                <workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
                <sheet name="代码" sheetId="1" state="hidden" r:id="rId1"/><sheet name="说明" sheetId="2" r:id="rId2"/><sheet name="数据" sheetId="3" r:id="rId3"/></sheets></workbook>
                """);
            Add(zip, "xl/_rels/workbook.xml.rels", """
                <Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Target="/xl/worksheets/sheet3.xml"/></Relationships>
                """);
            Add(zip, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>");
            Add(zip, "xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>");
            Add(zip, "xl/worksheets/sheet3.xml", "<worksheet><sheetData><row><c><v>3</v></c></row></sheetData></worksheet>");
        }
        Assert.Equal(["3"], All(path));
    }

    [Theory]
    [InlineData("", "空的")]
    [InlineData("<!DOCTYPE html><table></table>", "网页")]
    [InlineData("%PDF-1.7", "不是表格文件")]
    [InlineData("\u00D0\u00CF\u0011\u00E0old", "旧版 .xls")]
    [InlineData("PK\u0003\u0004broken", "损坏")]
    [InlineData("a,b\0c", "不是表格文件")]
    public void A_file_that_cannot_be_read_says_why(string content, string why)
    {
        var path = Path.Combine(folder, "a.csv");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(content));
        Assert.Contains(why, Assert.Throws<DropFileError>(() => All(path)).Message);
    }

    [Fact]
    public void A_zip_that_is_no_workbook_is_told_apart()
    {
        var path = Path.Combine(folder, "a.xlsx");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create)) Add(zip, "a.csv", "x");
        Assert.Contains("压缩包", Assert.Throws<DropFileError>(() => All(path)).Message);
    }

    [Fact]
    public void A_workbook_that_breaks_off_says_after_which_row()
    {
        var path = Workbook("<row r=\"1\"><c><v>1</v></c></row><row r=\"2\"><c><v>2</v>", "");
        Assert.Contains("第 2 行之后", Assert.Throws<DropFileError>(() => All(path)).Message);
    }

    [Fact]
    public void A_workbook_that_unpacks_beyond_reason_is_refused_before_it_is_read()
    {
        var path = Path.Combine(folder, "z.xlsx");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Add(zip, "[Content_Types].xml", "<Types/>");
            using var stream = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 80; i++) stream.Write(zeros);
        }
        Assert.Contains("压缩炸弹", Assert.Throws<DropFileError>(() => All(path)).Message);
    }

    [Fact]
    public void A_document_type_is_not_expanded()
    {
        var path = Path.Combine(folder, "x.xlsx");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Add(zip, "[Content_Types].xml", "<Types/>");
            Add(zip, "xl/worksheets/sheet1.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>");
        }
        Assert.Throws<DropFileError>(() => All(path));
    }

    private string Workbook(string rows, string strings)
    {
        var path = Path.Combine(folder, "w.xlsx");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Add(zip, "[Content_Types].xml", "<Types/>");
        Add(zip, "xl/sharedStrings.xml", $"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{strings}</sst>");
        Add(zip, "xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>");
        return path;
    }

    private static void Add(ZipArchive zip, string name, string content)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(content);
    }

    private static List<string> All(string path)
    {
        var lines = new List<string>();
        using var rows = DropFile.Open(path);
        while (rows.Read())
        {
            Assert.Equal(lines.Count + 1, rows.RowNumber);
            lines.Add(string.Join('|', Enumerable.Range(0, rows.CellCount).Select(rows.Cell)));
        }
        return lines;
    }
}
