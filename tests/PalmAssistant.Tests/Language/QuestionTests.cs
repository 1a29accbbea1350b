namespace PalmAssistant.Tests.Language;

public class QuestionTests
{
    [Theory]
    [InlineData("我们社区一共住了多少人", "松鹤社区 · 实有人口 · 人数")]
    [InlineData("80岁以上老人有多少", "实有人口 · 年龄≥80周岁 · 人数")]
    [InlineData("不满18岁的有几个", "实有人口 · 年龄<18周岁 · 人数")]
    [InlineData("桂花苑1号楼1单元住着多少人", "桂花苑1号楼1单元 · 实有人口 · 人数")]
    [InlineData("各街道60岁以上老人数", "实有人口 · 年龄≥60周岁 · 按街道分 · 人数")]
    [InlineData("流动人口占实有人口的比例", "流动人口 · 占实有人口的比例")]
    [InlineData("老年人最多的三个小区", "实有人口 · 老年人 · 按小区分 · 人数 · 从多到少前3")]
    [InlineData("住在出租房里的未成年人有多少", "实有人口 · 住房状态为出租、群租 · 未成年人 · 人数")]
    [InlineData("去年成立的企业有多少家", "市场主体 · 成立日期2025-01-01至2025-12-31 · 主体类型=企业 · 家数")]
    [InlineData("查一下王传发", "实有人口 · 姓名=王传发 · 详细信息")]
    public void A_question_is_read_as(string say, string said) => Assert.Equal(said, Town.Said(Town.Read(say)));

    [Theory]
    [InlineData("社区里有多少人喜欢吃辣", "没看懂：喜欢吃辣")]
    [InlineData("阳光海岸城小区住了多少人", "没看懂：阳光海岸城")]
    [InlineData("明天青岛天气怎么样", "不是数据")]
    [InlineData("阿巴阿巴", "不是数据")]
    public void What_is_not_understood_is_said_back(string say, string said) => Assert.Equal(said, Town.Said(Town.Read(say)));
}
