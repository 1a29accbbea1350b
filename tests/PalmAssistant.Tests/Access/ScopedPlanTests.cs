using PalmAssistant.Access;
using PalmAssistant.Language;
using static PalmAssistant.Tests.Community.TestCatalog;

namespace PalmAssistant.Tests.Access;

/// <summary>The role table of the reply contract, row by row.</summary>
public class ScopedPlanTests
{
    private static readonly QueryPlan Elders = new() { Record = "person", Where = new Compare("age", Comparison.AtLeast, 60) };
    private static readonly QueryPlan LowIncome = new() { Record = "person", Where = new HasTag("低保对象") };
    private static readonly QueryPlan Corrected = new() { Record = "person", Where = new HasTag("社区矫正") };
    private static readonly QueryPlan Shops = new() { Record = "entity", Where = new Compare("industry", Comparison.Equal, "住宿和餐饮业") };

    [Fact]
    public void Without_a_place_a_question_means_ones_own_region()
    {
        var scoped = Scoped(Elders, Worker());
        Assert.Equal(EastLake, scoped.Scope.Region);
        Assert.Equal([EastLake], scoped.Plan.Places.Select(p => p.Region));
    }

    [Theory]
    [InlineData(EastLake, true)]
    [InlineData(EastLakeGrid, true)]
    [InlineData(WestLake, false)]
    [InlineData(Lakeside, false)]
    [InlineData(District, false)]
    [InlineData(SouthHill, false)]
    public void A_community_worker_sees_her_community_and_its_grids(long asked, bool allowed) => Assert.Equal(allowed, May(Elders with { Places = [PlaceOf(asked)] }, Worker()));

    [Theory]
    [InlineData(EastLake, true)]
    [InlineData(WestLake, true)]
    [InlineData(Lakeside, true)]
    [InlineData(Hillside, false)]
    [InlineData(SouthHill, false)]
    [InlineData(District, false)]
    public void A_street_officer_sees_the_streets_communities(long asked, bool allowed) => Assert.Equal(allowed, May(Elders with { Places = [PlaceOf(asked)] }, Street));

    [Fact]
    public void One_place_outside_closes_the_whole_question() =>
        Assert.False(May(Elders with { Places = [PlaceOf(EastLake), PlaceOf(WestLake)] }, Worker()));

    [Fact]
    public void A_share_of_somewhere_else_is_somewhere_else() =>
        Assert.False(May(Elders with { Measure = new(MeasureKind.Share), OutOf = new() { Record = "person", Places = [PlaceOf(Lakeside)] } }, Worker()));

    [Fact]
    public void An_estate_counts_where_it_lies()
    {
        var estates = Town.Words.Places.Where(p => p.Kind == PlaceKind.Estate).ToList();
        Assert.True(May(Elders with { Places = [estates.Single(e => e.Key == "1")] }, Worker()));
        Assert.False(May(Elders with { Places = [estates.Single(e => e.Key == "2")] }, Worker()));
    }

    [Fact]
    public void The_refusal_names_ones_own_region_and_nothing_of_the_data()
    {
        var declined = Assert.IsType<Declined>(ScopedPlan.For(Elders with { Places = [PlaceOf(SouthHill)] }, Worker(), Town));
        Assert.Equal("“南山社区”不在您的查询范围内，您的账号只能查看东湖社区的数据。", declined.Reason);
    }

    [Fact]
    public void Curators_and_administrators_ask_for_no_data()
    {
        Assert.False(May(Elders, Curator));
        Assert.False(May(Shops, Administrator));
    }

    [Theory]
    [InlineData("民政", "低保对象", true)]
    [InlineData("市北区民政局", "独居老人", true)]
    [InlineData("民政", "残疾人", true)]
    [InlineData("民政", "退役军人", false)]
    [InlineData("民政", "社区矫正", false)]
    [InlineData("民政", "党员", false)]
    [InlineData("司法", "社区矫正", true)]
    [InlineData("司法", "低保对象", false)]
    [InlineData("司法", "严重精神障碍", false)]
    [InlineData("卫健", "严重精神障碍", true)]
    [InlineData("卫健", "计生特殊家庭", true)]
    [InlineData("退役军人", "退役军人", true)]
    [InlineData("退役军人", "残疾人", false)]
    [InlineData("市场监管", "低保对象", false)]
    [InlineData("医保", "医保未参保", true)]
    [InlineData("组织", "党员", true)]
    [InlineData("教育", "在校学生", true)]
    [InlineData("公安", "流动人口", true)]
    [InlineData("公安", "低保对象", false)]
    public void A_department_sees_its_own_matters(string department, string tag, bool allowed) =>
        Assert.Equal(allowed, May(new() { Record = "person", Where = new HasTag(tag) }, Officer(department)));

    [Fact]
    public void A_departments_matter_is_looked_for_everywhere_in_the_plan()
    {
        Assert.False(May(LowIncome with { GroupBy = ["political"] }, Officer("民政")));
        Assert.False(May(LowIncome with { Measure = Measure.List, Show = ["work_unit"] }, Officer("民政")));
        Assert.False(May(LowIncome with { Where = LowIncome.Where.And(new Not(new HasTag("党员"))) }, Officer("民政")));
        Assert.False(May(LowIncome with { Where = LowIncome.Where.And(new Related("permit", Condition.Always)) }, Officer("民政")));
        Assert.False(May(LowIncome with { Measure = new(MeasureKind.Sum, "insurance.year") }, Officer("民政")));
        Assert.True(May(LowIncome with { GroupBy = ["community", "sex"] }, Officer("民政")));
    }

    [Fact]
    public void Age_alone_is_the_matter_of_civil_affairs_only()
    {
        Assert.True(May(Elders, Officer("民政")));
        Assert.False(May(Elders, Officer("市场监管")));
        Assert.True(May(Elders with { Where = Elders.Where.And(new HasTag("退役军人")) }, Officer("退役军人")));
    }

    [Fact]
    public void Market_supervision_asks_for_entities_and_venues()
    {
        Assert.True(May(Shops, Officer("市场监管")));
        Assert.True(May(new() { Record = "venue" }, Officer("市场监管")));
        Assert.False(May(Shops, Officer("民政")));
        Assert.False(May(new() { Record = "person" }, Officer("市场监管")));
    }

    [Fact]
    public void Sensitive_tags_need_a_grant()
    {
        Assert.False(May(Corrected, Worker()));
        Assert.False(May(Corrected, Street));
        Assert.True(May(Corrected, Worker("社区矫正")));
        Assert.False(May(new() { Record = "person", Where = new HasTag("严重精神障碍") }, Worker("社区矫正")));
    }

    [Fact]
    public void A_negated_sensitive_tag_is_as_closed() => Assert.False(May(new() { Record = "person", Where = new Not(new HasTag("社区矫正")) }, Worker()));

    [Fact]
    public void Behind_a_sensitive_tag_lies_a_sensitive_record()
    {
        Assert.False(May(new() { Record = "special" }, Worker()));
        Assert.False(May(new() { Record = "person", Where = new Related("psychiatric", Condition.Always) }, Worker()));
        Assert.False(May(new() { Record = "person", GroupBy = ["special.kind"] }, Worker()));
        Assert.True(May(new() { Record = "special" }, Officer("司法")));
    }

    [Fact]
    public void District_leaders_get_sensitive_figures_with_a_grant_but_no_names()
    {
        Assert.False(May(Corrected, Leader()));
        Assert.True(May(Corrected, Leader("社区矫正")));
        Assert.False(May(Corrected with { Measure = Measure.List }, Leader("社区矫正")));
        Assert.True(May(LowIncome with { Measure = Measure.List }, Leader()));
    }

    [Fact]
    public void The_second_lock_is_made_from_the_account_alone()
    {
        var worker = ReaderLimits.For(Worker(), Town);
        Assert.Equal(new RegionRange(EastLake, EastLake + 999), worker.Range);
        Assert.False(worker.Whole);
        Assert.DoesNotContain("special", worker.Records);
        Assert.Contains("assistance", worker.Records);
        Assert.Empty(worker.SensitiveTags);
        Assert.Contains("special", ReaderLimits.For(Worker("社区矫正"), Town).Records);
        Assert.Equal([Town.Code("special.kind", "社区矫正")!.Value], ReaderLimits.For(Worker("社区矫正"), Town).SpecialKinds);
        Assert.Equal(["entity", "venue"], ReaderLimits.For(Officer("市场监管"), Town).Records.Order());
        Assert.Empty(ReaderLimits.For(Administrator, Town).Records);
        Assert.DoesNotContain("assistance", ReaderLimits.For(Officer("公安"), Town).Records);
    }

    [Fact]
    public void A_department_officers_list_shows_only_its_own_columns()
    {
        var columns = Scoped(LowIncome with { Measure = new(MeasureKind.Profile) }, Officer("民政")).Columns;
        Assert.Contains("marriage", columns);
        Assert.DoesNotContain("political", columns);
        Assert.DoesNotContain("work_unit", columns);
    }

    private static bool May(QueryPlan plan, Account account) => ScopedPlan.For(plan, account, Town) is ScopedPlan;
}
