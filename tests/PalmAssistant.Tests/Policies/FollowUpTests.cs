using PalmAssistant.Policies;
using PalmAssistant.Policies.Search;

namespace PalmAssistant.Tests.Policies;

public class FollowUpTests
{
    private const string Subject = "长者津贴发放";

    [Theory]
    [InlineData("我妈81了能领多少", "那90呢", "我妈90岁能领多少")]
    [InlineData("城镇低保标准是多少", "农村的呢", "农村低保标准是多少")]
    [InlineData("低保标准今年是多少", "去年呢", "低保标准去年是多少")]
    [InlineData("生二胎补助给多少", "那三胎呢", "生三胎补助给多少")]
    [InlineData("一级残疾补贴多少钱", "二级呢", "二级残疾补贴多少钱")]
    [InlineData("长者津贴多少钱", "那外区户口的呢", "外区户口，长者津贴多少钱")]
    [InlineData("长者津贴要什么材料", "那外区户口的呢", "长者津贴发放，外区户口")]
    [InlineData("长者津贴多少钱", "要什么材料", "长者津贴发放，要什么材料")]
    [InlineData("长者津贴多少钱", "在哪办", "长者津贴发放，在哪办")]
    public void What_goes_on_is_made_a_question_that_stands_alone(string last, string said, string whole) => Assert.Equal(whole, FollowUps.Resolve(last, Subject, said));

    [Theory, InlineData("多久能办下来"), InlineData("在哪办"), InlineData("要什么材料？"), InlineData("多少钱"), InlineData("怎么申请"), InlineData("罚多少")]
    public void A_question_that_names_nothing_is_known_as_such(string said) => Assert.True(FollowUps.IsBare(said));

    [Theory, InlineData("低保标准是多少"), InlineData("居住证在哪办"), InlineData("养狗罚多少")]
    public void One_that_names_a_thing_is_not(string said) => Assert.False(FollowUps.IsBare(said));

    [Theory]
    [InlineData("网格员多久查一次", "每月巡查不少于1次", "5个工作日内更新台账")]
    [InlineData("罚多少钱", "处50元罚款", "责令改正")]
    [InlineData("几个工作日办好", "10个工作日内办结", "由街道办理")]
    [InlineData("灭火器要几具", "不少于2具", "应当配置灭火器")]
    [InlineData("最晚哪天前交", "9月30日前提交", "按时提交")]
    public void The_unit_asked_for_tells_the_clause(string question, string holds, string lacks)
    {
        var units = PolicyQuestion.Read(question, new(), new(2026, 11, 1)).Units;
        Assert.Contains(units, unit => unit.IsMatch(holds));
        Assert.DoesNotContain(units, unit => unit.IsMatch(lacks));
    }
}
