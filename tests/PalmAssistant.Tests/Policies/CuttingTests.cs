using System.Text;
using PalmAssistant.Policies.Parsing;

namespace PalmAssistant.Tests.Policies;

public class CuttingTests
{
    private const string Measure = """
        青禾办发〔2026〕7号
        青禾区邻里食堂管理办法

        第一章 总则
        　　第一条 为方便老年人就餐，制定本办法。
        　　第二条 具有本区户籍、年满65周岁的老年人可以就餐。
        　　第三条规定的对象不受户籍限制的，另行公布。
        第二章 标准
        　　第三条 补贴标准如下：
        　　（一）65周岁至79周岁，每餐2元；
        　　（二）80周岁以上，每餐5元。
        　　第三条之一 早餐不予补贴。
        　　第四条 本办法自2026年3月1日起施行，有效期3年。《青禾区老年餐暂行办法》（青禾办发〔2022〕3号）同时废止。

        　　　　　　　　青禾区人民政府办公室
        　　　　　　　　2026年2月10日
        附件
        就餐点登记表
        名称 | 地址
        """;

    private static (IReadOnlyList<Clause> Clauses, PolicyMetadata Metadata) Read(string text, string name = "办法.txt")
    {
        var draft = PolicyFile.Read(name, Encoding.UTF8.GetBytes(text)).Draft!;
        var clauses = ClauseCutter.Cut(draft);
        return (clauses, MetadataReader.Read(draft, clauses));
    }

    [Fact]
    public void Articles_are_cut_by_their_own_numbers()
    {
        var (clauses, _) = Read(Measure);
        Assert.Equal(["第一条", "第二条", "第三条", "第三条之一", "第四条", "附件1"], clauses.Select(c => c.Label));
        Assert.Equal("第二章 标准", clauses[2].Chapter);
        Assert.Equal(["第三条（一）", "第三条（二）"], clauses[2].Items.Select(i => i.Label));
    }

    [Fact]
    public void A_mention_of_an_article_at_the_start_of_a_line_opens_none() =>
        Assert.EndsWith("第三条规定的对象不受户籍限制的，另行公布。", Read(Measure).Clauses[1].Text);

    [Fact]
    public void The_signature_is_no_part_of_the_last_clause() => Assert.EndsWith("同时废止。", Read(Measure).Clauses[4].Text);

    [Fact]
    public void Metadata_is_read_off_the_text()
    {
        var metadata = Read(Measure).Metadata;
        Assert.Equal(("青禾区邻里食堂管理办法", "青禾办发〔2026〕7号", "青禾区人民政府办公室", "区"), (metadata.Title, metadata.Number, metadata.Issuer, metadata.Level));
        Assert.Equal((new DateOnly(2026, 2, 10), new DateOnly(2026, 3, 1), new DateOnly(2029, 2, 28)), (metadata.SignedOn, metadata.EffectiveFrom, metadata.ValidUntil));
        Assert.Equal(new PolicyRelation("repeals", "青禾区老年餐暂行办法", "青禾办发〔2022〕3号"), Assert.Single(metadata.Relations));
    }

    [Fact]
    public void A_notice_is_cut_by_sections_and_keeps_its_preamble()
    {
        var (clauses, metadata) = Read("""
            青禾区民政局关于调整救助标准的通知
            各街道办事处：
            经区政府同意，现将有关标准通知如下。
            一、低保标准
            每人每月900元。
            二、时间安排
            （一）3月底前，完成核算；
            （二）4月10日前，补发差额。
            附件：1.标准表
            青禾区民政局
            2026年1月5日
            """);
        Assert.Equal(["正文", "一、", "二、"], clauses.Select(c => c.Label));
        Assert.Equal("低保标准", clauses[1].Heading);
        Assert.Equal("二、（二）", clauses[2].Items[1].Label);
        Assert.Equal("青禾区民政局", metadata.Issuer);
        Assert.Equal(new DateOnly(2026, 1, 5), metadata.EffectiveFrom);
    }

    [Fact]
    public void Questions_and_answers_are_numbered_as_they_come()
    {
        var (clauses, _) = Read("青禾区医保局就参保缴费答记者问\n问：交多少钱？\n答：每人400元。\n问：去哪交？\n答：社区服务站。\n");
        Assert.Equal(["问一", "问二"], clauses.Select(c => c.Label));
        Assert.Equal("去哪交？", clauses[1].Heading);
    }

    [Fact]
    public void Numbers_inside_a_quotation_belong_to_the_amendment()
    {
        var (clauses, _) = Read("""
            青禾区关于修改《青禾区邻里食堂管理办法》的决定
            一、将第三条修改为：“第三条　补贴标准如下：
            （一）每餐3元；
            （二）每餐6元。”
            二、增加一条，作为第三条之二：“第三条之二　周末照常供餐。”
            青禾区人民政府
            2026年9月1日
            """);
        Assert.Equal(["一、", "二、"], clauses.Select(c => c.Label));
    }

    [Theory]
    [InlineData("一", 1), InlineData("十", 10), InlineData("十二", 12), InlineData("二十", 20), InlineData("九十九", 99), InlineData("一百零三", 103), InlineData("一百一十", 110), InlineData("１２", 12)]
    public void Chinese_ordinals_are_read(string text, int number) => Assert.Equal(number, ChineseNumeral.Parse(text));

    [Fact]
    public void Every_ordinal_written_is_read_back() =>
        Assert.All(Enumerable.Range(1, 999), n => Assert.Equal(n, ChineseNumeral.Parse(ChineseNumeral.Write(n))));

    [Fact]
    public void No_word_of_the_body_is_lost() => CsCheck.Check.Sample(CsCheck.Gen.String[CsCheck.Gen.Char["一二三条款项老人补贴元0123456789（），。；：\n"], 20, 400], text =>
    {
        var body = "第一条 开头的话。\n" + text + "\n第九十九条 结尾的话。";
        var clauses = ClauseCutter.Cut(Draft.Of(body.Split('\n').Where(l => l.Trim().Length > 0).Select(l => new DraftLine(l.Trim()))));
        Assert.Contains("开头的话", clauses[0].Text);
        Assert.Contains(clauses, c => c.Text.Contains("结尾的话"));
    }, iter: 300);
}
