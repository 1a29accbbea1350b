using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Language;
using static PalmAssistant.Database.Tests.Ask.SmallTown;

namespace PalmAssistant.Database.Tests.Ask;

/// <summary>Figures set against each other or held against a bound, birthdays, figures per head: from the sentence to the rows. Each community has three old people and one child.</summary>
public class FiguresOfGroupsTests(SmallTown town) : IClassFixture<SmallTown>
{
    [Theory]
    [InlineData("老人比小孩多几个", 2)]
    [InlineData("小孩比老人少多少", -2)]
    [InlineData("男的比女的多多少人", 0)]
    [InlineData("老人是小孩的几倍", 3)]
    [InlineData("户均人口", 2)]
    [InlineData("人均住房面积", 40)]
    [InlineData("2月过生日的老人有几个", 1)]
    [InlineData("这个月过生日的有几个", 0)]
    public async Task A_figure(string say, int figure) => Assert.Equal(figure, (await Say(say, Worker())).Value);

    [Fact]
    public async Task A_difference_tells_both_sides()
    {
        var answer = await Say("东湖社区的老人比西湖社区多多少", Street());
        Assert.Equal(0, answer.Value);
        Assert.Contains("一样多", answer.Notes[0]);
        Assert.Contains("西湖社区", answer.Notes[0]);
    }

    [Fact]
    public async Task Nobody_learns_of_another_community_by_a_difference()
    {
        var plan = await Plan("我们社区比西湖社区多多少人", Worker());
        Assert.NotNull(plan.Minus);
        Assert.IsType<Declined>(ScopedPlan.For(plan, Worker(), await town.Catalogs.Current(TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("有3个以上老人的社区", 3)]
    [InlineData("超过3个老人的社区", 0)]
    [InlineData("老人占比高于49%的社区", 3)]
    [InlineData("老人占比高于50%的社区", 0)]
    [InlineData("哪些社区没有百岁老人", 3)]
    [InlineData("没有老人的社区", 0)]
    [InlineData("平均年龄超过40岁的社区", 3)]
    [InlineData("除了东湖社区，其他社区有多少老人", 6)]
    public async Task Groups_are_held_against_a_bound(string say, int expected)
    {
        var answer = await Say(say, Leader());
        Assert.Equal(expected, answer.Kind == AnswerKind.Number ? (int)answer.Value! : answer.Total);
    }

    [Theory]
    [InlineData("东湖社区老人占全区老人的比例", 33.33)]
    [InlineData("东湖社区老人占全区的比例", 33.33)]
    [InlineData("东湖社区老人占东湖社区人口的比例", 50)]
    public async Task A_share_of_a_wider_place(string say, decimal percent) => Assert.Equal(percent, (await Say(say, Leader())).Value);

    [Fact]
    public async Task Every_group_is_taken_of_the_same_whole()
    {
        var answer = await Say("各社区老人占全区老人的比例", Leader());
        Assert.All(answer.Rows.Where(r => (string?)r[0] != "未知"), r => Assert.Equal(33.33m, r[1]));
        Assert.Equal(3, answer.Rows.Count(r => (string?)r[0] != "未知"));
    }

    [Fact]
    public async Task Nobody_learns_of_a_wider_place_by_a_share() =>
        Assert.IsType<Declined>(ScopedPlan.For(await Plan("我们社区老人占全区老人的比例", Worker()), Worker(), await town.Catalogs.Current(TestContext.Current.CancellationToken)));

    private async Task<Answer> Say(string text, Account account) => await town.Ask(await Plan(text, account), account);

    private async Task<QueryPlan> Plan(string text, Account account)
    {
        var catalog = await town.Catalogs.Current(TestContext.Current.CancellationToken);
        var reading = await new RuleReader().Read(new(text, Today, catalog.Words, [], ScopedPlan.Home(account, catalog)), TestContext.Current.CancellationToken);
        return Assert.Single(Assert.IsType<Understood>(reading).Plans);
    }
}
