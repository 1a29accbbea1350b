using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Tests.Policies;

/// <summary>Documents as other hands make them: tracked changes, merged cells, odd encodings, notices that repeal or change others, leaflets and interviews.</summary>
public class AwkwardDocumentTests
{
    static AwkwardDocumentTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static (IReadOnlyList<Clause> Clauses, PolicyMetadata Metadata) Read(string name, byte[] bytes)
    {
        var reading = PolicyFile.Read(name, bytes);
        Assert.Null(reading.Problem);
        var clauses = ClauseCutter.Cut(reading.Draft!);
        return (clauses, MetadataReader.Read(reading.Draft!, clauses));
    }

    private static (IReadOnlyList<Clause> Clauses, PolicyMetadata Metadata) Read(string text) => Read("文件.txt", Encoding.UTF8.GetBytes(text));

    private static byte[] Word(params OpenXmlElement[] body)
    {
        using var bytes = new MemoryStream();
        using (var word = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document)) word.AddMainDocumentPart().Document = new Document(new Body(body));
        return bytes.ToArray();
    }

    private static Run Said(string text) => new(new Text(text));
    private static Paragraph Line(params OpenXmlElement[] parts) => new(parts);
    private static TableCell Cell(string text, params OpenXmlElement[] properties) => new(new TableCellProperties(properties), Line(Said(text)));

    [Fact]
    public void Tracked_changes_read_as_accepted()
    {
        var bytes = Word(Line(Said("青禾区花坛管理规定")), Line(Said("第一条 花坛由"), new DeletedRun(new Run(new DeletedText("街道"))) { Id = "1", Author = "a" }, new InsertedRun(Said("社区")) { Id = "2", Author = "a" }, Said("养护。")),
            Line(new MoveFromRun(Said("第二条 搬走的一条。")) { Id = "3", Author = "a" }), Line(Said("第二条 损坏花坛的，处50元罚款。")));
        Assert.Equal(["花坛由社区养护。", "损坏花坛的，处50元罚款。"], Read("规定.docx", bytes).Clauses.Select(c => c.Text));
    }

    [Fact]
    public void A_cell_merged_downwards_stands_in_every_row_it_covers()
    {
        var table = new Table(
            new TableRow(Cell("类别"), Cell("对象"), Cell("标准")),
            new TableRow(Cell("护理补贴", new VerticalMerge { Val = MergedCellValues.Restart }), Cell("一级"), Cell("210元")),
            new TableRow(Cell("", new VerticalMerge()), Cell("二级"), Cell("160元")));
        var text = Read("标准.docx", Word(Line(Said("青禾区补贴规定")), Line(Said("第一条 标准如下：")), table, Line(Said("第二条 本规定由民政局解释。")))).Clauses[0].Text;
        Assert.Contains("护理补贴 | 一级 | 210元\n护理补贴 | 二级 | 160元", text);
    }

    [Fact]
    public void A_cell_of_a_page_that_reaches_down_stands_in_every_row()
    {
        var html = $"<html><body><h1>青禾区补贴规定</h1><div id=zoom><p>第一条 标准如下：</p><table><tr><th>类别</th><th>对象</th><th>标准</th></tr><tr><td rowspan=2>护理补贴</td><td>一级</td><td>210元</td></tr><tr><td>二级</td><td>160元</td></tr></table><p>第二条 {new string('养', 90)}。</p></div></body></html>";
        Assert.Contains("护理补贴 | 一级 | 210元\n护理补贴 | 二级 | 160元", Read("标准.html", Encoding.UTF8.GetBytes(html)).Clauses[0].Text);
    }

    [Theory, InlineData("utf-16"), InlineData("utf-16BE")]
    public void Wide_text_without_a_mark_is_read(string name)
    {
        var read = Read("规定.txt", Encoding.GetEncoding(name).GetBytes("青禾区花坛管理规定\r\n第一条 花坛由社区养护。\r\n第二条 损坏花坛的，处50元罚款。\r\n"));
        Assert.Equal(["花坛由社区养护。", "损坏花坛的，处50元罚款。"], read.Clauses.Select(c => c.Text));
    }

    [Fact]
    public void Big5_is_told_from_gb_and_cut_by_its_own_numbers()
    {
        var read = Read("規定.txt", Encoding.GetEncoding("big5").GetBytes("青禾區花壇管理規定\r\n第一條 花壇由社區養護，應當保持整潔。\r\n第二條 損壞花壇的，處50元罰款。\r\n"));
        Assert.Equal([("第一条", "花壇由社區養護，應當保持整潔。"), ("第二条", "損壞花壇的，處50元罰款。")], read.Clauses.Select(c => (c.Label, c.Text)));
    }

    [Fact]
    public void A_notice_that_repeals_a_list_repeals_each_of_it()
    {
        var read = Read("青政发〔2026〕9号\n青禾区人民政府关于废止部分规范性文件的通知\n各街道办事处：\n经研究，决定废止下列文件：\n1.《青禾区花坛管理规定》（青政发〔2020〕1号）\n2.《青禾区雨棚管理规定》（青政发〔2021〕2号）\n本通知自印发之日起施行。\n青禾区人民政府\n2026年3月1日\n");
        Assert.Equal([("repeals", "青禾区花坛管理规定", "青政发〔2020〕1号"), ("repeals", "青禾区雨棚管理规定", "青政发〔2021〕2号")], read.Metadata.Relations.Select(r => (r.Kind, r.Title!, r.Number!)));
    }

    [Fact]
    public void A_revision_changes_single_clauses_and_the_rest_stands()
    {
        var (first, firstMetadata) = Read("青政发〔2024〕1号\n青禾区花坛管理规定\n第一条 花坛由社区养护。\n第二条 损坏花坛的，处50元罚款。\n第三条 本规定自2024年2月1日起施行。\n青禾区人民政府\n2024年1月1日\n");
        var (change, changeMetadata) = Read("青政发〔2026〕2号\n青禾区人民政府关于修改《青禾区花坛管理规定》的决定\n青禾区人民政府决定对《青禾区花坛管理规定》（青政发〔2024〕1号）作如下修改：\n一、将第二条修改为：“损坏花坛的，处80元罚款。”\n二、将第一条中的“社区”修改为“物业服务企业”。\n本决定自2026年2月1日起施行。\n青禾区人民政府\n2026年1月10日\n");
        var (rule, revision) = (new PolicyDocument(1, firstMetadata, DocumentState.Published, null, first), new PolicyDocument(2, changeMetadata, DocumentState.Published, null, change));
        Assert.Equal(["花坛由物业服务企业养护。", "损坏花坛的，处80元罚款。"], new Standing([rule, revision], new(2026, 11, 1)).Clauses(rule).Take(2).Select(c => c.Clause.Text));
        Assert.Equal("损坏花坛的，处50元罚款。", new Standing([rule, revision], new(2025, 11, 1)).Clauses(rule).ElementAt(1).Clause.Text);
    }

    [Fact]
    public void An_interview_is_cut_by_question()
    {
        var read = Read("青禾区医保局就参保缴费答记者问\n记者：今年什么时候交？\n问：今年什么时候交？\n答：9月至12月。\n问：错过了怎么办？\n答：可以补缴，有3个月等待期。\n");
        Assert.Equal(["问一", "问二"], read.Clauses.Where(c => c.Label != "正文").Select(c => c.Label));
        Assert.Contains("3个月等待期", read.Clauses[^1].Text);
    }

    [Fact]
    public void A_leaflet_of_points_is_cut_by_point()
    {
        var read = Read("青禾区高温津贴明白纸\n1.谁能领？在岗的环卫工人。\n2.领多少？每人每月200元。\n3.怎么领？由单位随工资发放。\n青禾区总工会\n2026年6月1日\n");
        Assert.Equal(["1.", "2.", "3."], read.Clauses.Select(c => c.Label));
        Assert.Equal(("青禾区高温津贴明白纸", "青禾区总工会"), (read.Metadata.Title, read.Metadata.Issuer));
    }

    [Fact]
    public void Nested_lists_stay_inside_their_article()
    {
        var read = Read("青禾区花坛管理规定\n第一条 花坛分为：\n（一）公共花坛：\n1.街边的；\n2.广场的；\n（二）小区花坛。\n第二条 花坛由社区养护。\n");
        Assert.Equal(2, read.Clauses.Count);
        Assert.Equal(["第一条（一）", "第一条（二）"], read.Clauses[0].Items.Select(i => i.Label));
        Assert.Contains("2.广场的；", read.Clauses[0].Text);
    }
}
