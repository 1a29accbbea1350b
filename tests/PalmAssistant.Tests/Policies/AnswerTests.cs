using PalmAssistant.Policies;
using PalmAssistant.Policies.Answers;
using PalmAssistant.Policies.Library;
using static PalmAssistant.Tests.Policies.Papers;

namespace PalmAssistant.Tests.Policies;

public class AnswerTests
{
    private static readonly DateOnly Today = new(2026, 11, 1);

    private static readonly PolicyAnswers Answers = new(new(1, Today, new([
        Document(1, "青禾办发〔2026〕7号\n青禾区长者津贴管理办法\n第一条 为规范长者津贴发放，制定本办法。\n第二条 具有本区户籍、年满80周岁的老年人，可以享受长者津贴。\n第三条 长者津贴标准如下：\n| 年龄 | 每月标准 | 备注 |\n| 80周岁至89周岁 | 110元 | 低保对象每月另加40元 |\n| 90周岁以上 | 260元 | |\n第四条 申请长者津贴，应当提交下列材料：\n（一）身份证；\n（二）银行卡。\n第五条 老年人死亡的，自次月起停发长者津贴。\n第六条 本办法自2026年3月1日起施行。《青禾区长者津贴暂行办法》同时废止。\n青禾区人民政府\n2026年2月10日"),
        Document(2, "青禾区长者津贴暂行办法\n第一条 为规范长者津贴发放，制定本办法。\n第二条 长者津贴每人每月60元，年满80周岁发给。\n第三条 本办法自2021年1月1日起施行。\n青禾区人民政府\n2020年12月1日"),
        Document(3, "青禾区犬只管理规定\n第一条 每户限养1只犬。\n第二条 未按规定束犬绳的，处50元以上200元以下罚款。\n第三条 本规定自2024年1月1日起施行。\n青禾区人民政府\n2023年12月1日"),
        Document(4, "青禾区困难救助办法\n第一条 支出型救助按照超出部分分段计算：超出1万元以下的部分救助50%，超出1万元至5万元的部分救助30%，超出5万元以上的部分救助10%。同一家庭全年累计不超过2万元。\n第二条 本办法自2024年1月1日起施行。\n青禾区人民政府\n2023年12月1日"),
    ], Today), new()));

    [Theory]
    [InlineData("我妈81了，长者津贴每个月能领多少钱", "第三条", "110元")]
    [InlineData("老人93岁，长者津贴发多少", "第三条", "260元")]
    [InlineData("82岁又是低保户，长者津贴一共拿多少", "第三条", "150元")]
    [InlineData("申请长者津贴要带什么材料", "第四条", "银行卡")]
    [InlineData("老人走了津贴啥时候停", "第五条", "次月起停发")]
    [InlineData("遛狗不牵绳罚多少", "第二条", "200元")]
    [InlineData("支出型救助，超出部分是6万元能救助多少", "第一条", "1.8万元")]
    public void Staff_get_the_clause_that_decides(string question, string clause, string words)
    {
        var answer = Answers.Answer(question);
        Assert.Equal(AnswerKind.Answered, answer.Kind);
        Assert.Equal(clause, answer.Cited[0].Label);
        Assert.Contains(words, answer.Lead);
    }

    [Fact]
    public void A_dead_clause_is_never_cited_as_living() =>
        Assert.All(Answers.Answer("长者津贴每月多少钱").Cited, cited => Assert.NotEqual("青禾区长者津贴暂行办法", cited.Document.Name));

    [Fact]
    public void The_standard_of_another_year_comes_from_what_held_then()
    {
        var answer = Answers.Answer("2025年的长者津贴标准是多少");
        Assert.Equal(("青禾区长者津贴暂行办法", Validity.InForce), (answer.Cited[0].Document.Name, answer.Cited[0].Validity));
        Assert.Contains("2025年", answer.Lead);
    }

    [Theory]
    [InlineData("结婚登记需要提前几天预约"), InlineData("办护照要交多少工本费"), InlineData("退役军人坐公交免费吗")]
    public void What_no_document_speaks_of_has_no_basis(string question) => Assert.Equal(AnswerKind.NoBasis, Answers.Answer(question).Kind);

    [Fact]
    public void Another_districts_policy_is_not_made_up() => Assert.Equal(AnswerKind.OtherRegion, Answers.Answer("柳溪区的长者津贴85岁发多少").Kind);

    [Theory]
    [InlineData("补贴多少钱"), InlineData("怎么申请")]
    public void A_question_that_names_nothing_is_asked_back(string question) => Assert.Equal(AnswerKind.TooVague, Answers.Answer(question).Kind);

    [Fact]
    public void A_follow_up_goes_on_about_the_same_policy() => Assert.Equal("第四条", Answers.Answer("要什么材料", "长者津贴").Cited[0].Label);

    [Fact]
    public void Quotes_are_word_for_word() =>
        Assert.All(Answers.Answer("长者津贴要什么材料").Cited, cited => Assert.Contains(cited.Document.Clauses, clause => clause.Label == cited.Label && clause.Text == cited.Quote));

    [Theory]
    [InlineData("独居老人有多少"), InlineData("我们社区有多少老人"), InlineData("80岁以上的老人名单"), InlineData("按小区统计居民人数"), InlineData("低保户有几户"), InlineData("空置率有多高"), InlineData("居住证快到期的流动人口有几个"), InlineData("老年人占多大比例"), InlineData("哪个社区空置房最多")]
    public void Figures_of_the_register_are_no_policy_question(string text) => Assert.False(RuleQuestions.Looks(text));

    [Theory]
    [InlineData("高龄津贴多少钱"), InlineData("高龄津贴的标准是多少"), InlineData("老楼装电梯要多少户同意"), InlineData("居住证多少天能拿到"), InlineData("光荣证弄丢了咋办")]
    public void Rules_are(string text) => Assert.True(RuleQuestions.Looks(text));
}
