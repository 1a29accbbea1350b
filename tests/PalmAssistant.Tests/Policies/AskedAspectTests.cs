using PalmAssistant.Policies;
using PalmAssistant.Policies.Answers;
using static PalmAssistant.Tests.Policies.Papers;

namespace PalmAssistant.Tests.Policies;

/// <summary>Which clause of the right document: by what is asked of it, how much, when, what papers, whom to tell.</summary>
public class AskedAspectTests
{
    private static readonly DateOnly Today = new(2026, 11, 1);

    private static readonly PolicyAnswers Answers = new(new(1, Today, new([
        Document(1, "青禾区民政局\n青禾区财政局\n文件\n青民规〔2025〕3号\n青禾区困难家庭取暖补助管理办法\n第一条 为规范取暖补助，制定本办法。\n第二条 申请取暖补助的，应当提交户口簿、身份证等材料。\n第三条 户籍不在本区的，不发放取暖补助，由户籍地解决。\n第四条 初审意见应当在社区公示7日。公示有异议的，可以延长至15日办结。\n第五条 取暖补助每户每年最高不超过1200元。\n第六条 家庭人口减少的，应当在20日内告知社区。\n第七条 本办法自2025年5月1日起施行。\n青禾区民政局\n2025年4月1日"),
        Document(2, "青禾区公共晾晒场管理规定\n第一条 晾晒场开放时间为6时至20时。\n第二条 占用晾晒场堆放杂物的，应当在2日内清理。\n第三条 本规定自2025年5月1日起施行。\n青禾区人民政府\n2025年4月1日"),
    ], Today), new()));

    [Theory]
    [InlineData("取暖补助公示要贴几天", "第四条")]
    [InlineData("取暖补助一年最多给多少", "第五条")]
    [InlineData("我户口是外区的，能领取暖补助吗", "第三条")]
    [InlineData("申请取暖补助带啥", "第二条")]
    [InlineData("家里少了口人，取暖补助多久跟社区说", "第六条")]
    [InlineData("晾晒场几点开", "第一条")]
    public void The_clause_that_says_what_is_asked_comes_first(string question, string clause)
    {
        var answer = Answers.Answer(question);
        Assert.Equal(AnswerKind.Answered, answer.Kind);
        Assert.Equal(clause, answer.Cited[0].Label);
    }

    [Fact]
    public void Who_sends_a_paper_is_no_part_of_its_title() => Assert.Contains(Answers.Answer("取暖补助一年最多给多少").Cited, c => c.Document.Name == "青禾区困难家庭取暖补助管理办法");

    [Theory]
    [InlineData("残疾人也要交吗")]
    [InlineData("低保户有优惠吗")]
    [InlineData("这个钱退不退")]
    public void Other_people_are_asked_about_under_the_same_rule(string said) => Assert.True(FollowUps.IsOfTheSame(said));

    [Theory]
    [InlineData("低保怎么申请")]
    [InlineData("残疾人两项补贴多少钱")]
    [InlineData("高龄津贴要什么材料")]
    public void A_rule_named_is_another_matter(string said) => Assert.False(FollowUps.IsOfTheSame(said));

    [Fact]
    public void What_follows_goes_on_where_the_document_knows_its_words()
    {
        Assert.True(Answers.IsKnownTo("公示几天", "青禾区困难家庭取暖补助管理办法", "青民规〔2025〕3号"));
        Assert.False(Answers.IsKnownTo("晾晒场几点开", "青禾区困难家庭取暖补助管理办法", "青民规〔2025〕3号"));
    }
}
