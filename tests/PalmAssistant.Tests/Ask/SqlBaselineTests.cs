using System.Runtime.CompilerServices;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Language;
using static PalmAssistant.Tests.Community.TestCatalog;

namespace PalmAssistant.Tests.Ask;

/// <summary>
/// The exact SQL of a plan, kept in <c>Baselines.sql</c> beside this file. After an intended change, run the tests once with
/// <c>PALM_REWRITE_BASELINES=1</c> and read the difference.
/// </summary>
public class SqlBaselineTests
{
    private static readonly QueryPlan People = new() { Record = "person" };

    private static readonly (string Said, QueryPlan Plan, Account Account)[] Plans =
    [
        ("全区有多少居民", People, Leader()),
        ("我们社区80岁以上老人有多少", People with { Where = new Compare("age", Comparison.AtLeast, 80) }, Worker()),
        ("70到79岁的女性", People with { Where = new All([new Compare("age", Comparison.Between, 70, 79), new Compare("sex", Comparison.Equal, "女")]) }, Street),
        ("户籍人口有多少", People with { Population = "hukou" }, Worker()),
        ("户在人不在的", People with { Population = "away" }, Worker()),
        ("今年去世的", People with { Population = "deceased", Where = new Compare("death_date", Comparison.AtLeast, new Value { Relative = "year+0" }) }, Worker()),
        ("独居老人里没领高龄津贴的", People with { Where = new All([new HasTag("独居老人"), new Not(new Related("allowance", Condition.Always))]) }, Worker()),
        ("不是党员的独居女老人", People with { Where = new All([new HasTag("独居老人"), new Compare("sex", Comparison.Equal, "女"), new Not(new HasTag("党员"))]) }, Street),
        ("失能老人", People with { Where = new HasTag("失能老人") }, Worker()),
        ("上个月领高龄津贴的", People with { Where = new Related("allowance", new Compare("month", Comparison.Equal, new DateOnly(2026, 10, 1))) }, Worker()),
        ("本科以上学历的", People with { Where = new Compare("education", Comparison.AtLeast, "本科") }, Worker()),
        ("二级以上残疾", People with { Where = new Related("disability", new Compare("level", Comparison.AtLeast, "二级")) }, Worker()),
        ("各社区60岁以上老人", People with { Where = new HasTag("老年人"), GroupBy = ["community"] }, Street),
        ("按年龄段分", People with { GroupBy = ["age_band"], AgeBands = [60, 70, 80] }, Worker()),
        ("各小区按性别分", People with { GroupBy = ["estate", "sex"] }, Worker()),
        ("翠园各楼栋多少人", People with { Places = [new(PlaceKind.Estate, "3", "翠园") { Region = EastLake }], GroupBy = ["building"] }, Worker()),
        ("翠园1号楼2单元301住的谁", People with { Measure = Measure.List, Places = [new(PlaceKind.Estate, "3", "翠园") { Region = EastLake, Building = "1", Unit = "2", Room = "301" }] }, Worker()),
        ("残疾人按残疾类别分", People with { Where = new HasTag("残疾人"), GroupBy = ["disability.kind"] }, Worker()),
        ("按救助类别统计在保的", People with { Where = new Related("assistance", new Compare("status", Comparison.Equal, "在保")), GroupBy = ["assistance.kind"] }, Officer("民政")),
        ("平均年龄", People with { Measure = new(MeasureKind.Average, "age") }, Worker()),
        ("平均养老金", People with { Measure = new(MeasureKind.Average, "pension.amount") }, Worker()),
        ("年纪最大的三个人是谁", People with { Measure = Measure.List, Ranking = new(true, 3, "age") }, Worker()),
        ("姓周的", People with { Where = new Compare("name", Comparison.StartsWith, "周%_\\") }, Worker()),
        ("空置房多少套", new() { Record = "house", Where = new Compare("status", Comparison.Equal, "空置") }, Worker()),
        ("低保户有多少户", new() { Record = "house", Where = new HasTag("低保户") }, Worker()),
        ("在业个体户", new() { Record = "entity", Where = new Compare("kind", Comparison.Equal, "个体工商户") }, Worker()),
        ("市场主体按登记状态分", new() { Record = "entity", GroupBy = ["status"] }, Leader()),
        ("会维修的志愿者", new() { Record = "force", Where = new All([new Compare("kind", Comparison.Equal, "志愿者"), new Compare("skill", Comparison.Contains, "维修")]) }, Worker()),
        ("一户两个以上残疾人", new() { Record = "house", Where = new HasTag("一户多残") }, Worker()),
        ("上个月底有多少独居老人", People with { Where = new HasTag("独居老人"), AsOf = new(2026, 9, 30) }, Worker()),
        ("上个月新增了多少独居老人", People with { Where = new HasTag("独居老人"), Change = Change.Gained, ComparedWith = new(2026, 8, 31), AsOf = new(2026, 9, 30) }, Worker()),
        ("这个月新增的党员，年底前领津贴的", People with { Where = new All([new HasTag("党员"), new Related("allowance", Condition.Always)]), Change = Change.Gained, ComparedWith = new(2026, 9, 30) }, Worker()),
        ("去年登记的出生", new() { Record = "birth", Where = new Compare("registered", Comparison.Between, new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)) }, Leader()),
    ];

    [Fact]
    public void Every_plan_gives_the_sql_on_record()
    {
        var actual = string.Join("\n", Plans.Select(p => $"-- {p.Said}\n{string.Join("\n", CommunityQueries.Explain(Scoped(p.Plan, p.Account), Town, Today))}\n"));
        var path = Path.Combine(Folder(), "Baselines.sql");
        if (Environment.GetEnvironmentVariable("PALM_REWRITE_BASELINES") == "1") File.WriteAllText(path, actual);
        Assert.Equal(File.ReadAllText(path), actual);
    }

    [Fact]
    public void No_value_of_a_question_becomes_sql()
    {
        const string Hostile = "'; drop table community.person; --";
        var scoped = Scoped(People with { Measure = Measure.List, Where = new All([new Compare("name", Comparison.Equal, Hostile), new Compare("phone", Comparison.Contains, Hostile)]) }, Worker());
        Assert.All(CommunityQueries.Explain(scoped, Town, Today), sql => Assert.DoesNotContain("drop", sql));
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
