using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Language;
using static PalmAssistant.Database.Tests.Ask.SmallTown;

namespace PalmAssistant.Database.Tests.Ask;

public class CountingTests(SmallTown town) : IClassFixture<SmallTown>
{
    private static readonly QueryPlan People = new() { Record = "person" };

    private static QueryPlan Tagged(string tag) => People with { Where = new HasTag(tag) };

    [Fact]
    public async Task A_community_worker_counts_only_her_own_community()
    {
        Assert.Equal(18, await town.Count(People, Leader()));          // premise: others exist
        Assert.Equal(12, await town.Count(People, Street()));
        Assert.Equal(6, await town.Count(People, Worker()));
    }

    [Fact] public async Task 独居老人有多少() => Assert.Equal(1, await town.Count(Tagged("独居老人"), Worker()));
    [Fact] public async Task 空巢老人有多少() => Assert.Equal(3, await town.Count(Tagged("空巢老人"), Worker()));
    [Fact] public async Task 老年人有多少() => Assert.Equal(9, await town.Count(Tagged("老年人"), Leader()));
    [Fact] public async Task 低保户有几户() => Assert.Equal(1, await town.Count(new() { Record = "house", Where = new HasTag("低保户") }, Worker()));
    [Fact] public async Task 户籍人口有多少() => Assert.Equal(7, await town.Count(People with { Population = "hukou" }, Worker()));
    [Fact] public async Task 户在人不在的有几个() => Assert.Equal(1, await town.Count(People with { Population = "away" }, Worker()));
    [Fact] public async Task 今年去世的有几个() => Assert.Equal(1, await town.Count(People with { Population = "deceased", Where = new Compare("death_date", Comparison.AtLeast, new Value { Relative = "year+0" }) }, Worker()));
    [Fact] public async Task 没参保的有多少() => Assert.Equal(5, await town.Count(Tagged("医保未参保"), Worker()));
    [Fact] public async Task 志愿者有几名() => Assert.Equal(1, await town.Count(Tagged("志愿者"), Worker()));
    [Fact] public async Task 领高龄津贴的老人有多少() => Assert.Equal(3, await town.Count(People with { Where = new Related("allowance", Condition.Always) }, Leader()));

    [Fact]
    public async Task Somebody_whose_membership_is_unknown_is_not_a_member()
    {
        Assert.Equal(1, await town.Count(Tagged("党员"), Worker()));
        Assert.Equal(5, await town.Count(People with { Where = new Not(new HasTag("党员")) }, Worker()));
    }

    [Fact]
    public async Task An_unknown_field_meets_no_comparison_in_either_direction()
    {
        var single = new Compare("marriage", Comparison.Equal, "未婚");
        Assert.Equal(0, await town.Count(People with { Where = single }, Worker()));
        Assert.Equal(0, await town.Count(People with { Where = new Not(single) }, Worker()));
        Assert.Equal(0, await town.Count(People with { Where = single with { Op = Comparison.NotEqual } }, Worker()));
    }

    [Fact]
    public async Task 各社区老年人按多少排()
    {
        var answer = await town.Ask(Tagged("老年人") with { GroupBy = ["community"] }, Street());
        Assert.Equal([["东湖社区", 3m], ["西湖社区", 3m]], answer.Rows);
    }

    [Fact]
    public async Task 按年龄段分()
    {
        var answer = await town.Ask(People with { GroupBy = ["age_band"], AgeBands = [18, 60, 80] }, Worker());
        Assert.Equal([["18岁以下", 1m], ["18-59岁", 2m], ["60-79岁", 2m], ["80岁及以上", 1m]], answer.Rows);
    }

    [Fact]
    public async Task Same_named_estates_are_added_up_and_told()
    {
        var answer = await town.Ask(People with { GroupBy = ["estate"] }, Leader());
        Assert.Equal([["和谐小区", 18m]], answer.Rows);
        Assert.Contains("东湖社区 6", Assert.Single(answer.Notes));
    }

    [Fact]
    public async Task 老年人占多大比例()
    {
        var answer = await town.Ask(Tagged("老年人") with { Measure = new(MeasureKind.Share) }, Worker());
        Assert.Equal(50m, answer.Value);
        Assert.Equal("%", answer.Unit);
    }

    [Fact]
    public async Task 平均年龄多大() => Assert.Equal(Math.Round((81 + 70 + 66 + 36 + 34 + 5) / 6m, 2), await town.Count(People with { Measure = new(MeasureKind.Average, "age") }, Worker()));

    [Fact]
    public async Task 一零一住的谁()
    {
        var answer = await town.Ask(People with { Measure = Measure.List, Places = [new(PlaceKind.Estate, "1", "和谐小区") { Region = EastLake, Building = "1", Unit = "1", Room = "101" }] }, Worker());
        Assert.Equal(AnswerKind.List, answer.Kind);
        Assert.Equal(["陈桂兰", "女", 81, "和谐小区1号楼1单元101", "139****0001", "110108********001X"], Assert.Single(answer.Rows));
        Assert.Equal([1], answer.PersonIds);
    }

    [Fact]
    public async Task 年纪最大的是谁()
    {
        var answer = await town.Ask(People with { Measure = Measure.List, Ranking = new(true, 1, "age") }, Street());
        Assert.Equal(2, answer.Total);      // one in each community, of the same day
        Assert.All(answer.Rows, row => Assert.Equal("陈桂兰", row[0]));
    }

    [Fact]
    public async Task A_list_comes_in_pages()
    {
        var scoped = (ScopedPlan)ScopedPlan.For(People with { Measure = Measure.List }, Leader(), await town.Catalogs.Current(TestContext.Current.CancellationToken));
        var second = Assert.IsType<Answer>(await town.Queries.Run(scoped, Today, TestContext.Current.CancellationToken, offset: 15, rows: 15));
        Assert.Equal((18, 3, 15), (second.Total, second.Rows.Count, second.Offset));
    }
}
