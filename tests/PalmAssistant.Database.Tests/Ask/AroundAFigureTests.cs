using PalmAssistant.Database.Tests.Corrections;
using static PalmAssistant.Database.Tests.Corrections.CorrectionTown;

namespace PalmAssistant.Database.Tests.Ask;

/// <summary>What people say around a figure: where it comes from, who saw it, what waits for me; and a follow-up that goes back behind something not understood.</summary>
public sealed class AroundAFigureTests : IAsyncLifetime
{
    private readonly CorrectionTown town = new();

    public ValueTask InitializeAsync() => town.InitializeAsync();

    public ValueTask DisposeAsync() => town.DisposeAsync();

    [Theory]
    [InlineData("这几个数都是哪天的"), InlineData("数据是什么时候的"), InlineData("哪来的"), InlineData("怎么算的"), InlineData("啥口径"), InlineData("这个数的口径是什么？")]
    public async Task A_figure_says_what_it_counts_and_from_when(string asked)
    {
        await town.Say(Worker, "80岁以上老人有几个");
        var told = await town.Say(Worker, asked);
        Assert.Equal("help", told.Palm.Kind);
        Assert.Contains("80", told.Text);
        Assert.Contains("口径：实有人口", told.Text);
        Assert.Contains("数据截至 2026-11-01；来源：摸排（2026-03-01）", told.Text);
        Assert.Equal("number", (await town.Say(Worker, "男的呢")).Palm.Kind);      // and one goes on from it
    }

    [Fact]
    public async Task Before_any_figure_nothing_is_explained() => Assert.NotEqual("help", (await town.Say(Worker, "怎么算的")).Palm.Kind);

    [Fact]
    public async Task A_follow_up_behind_something_not_understood_says_what_it_follows()
    {
        await town.Say(Street, "一共多少居民");
        Assert.DoesNotContain("再往前", (await town.Say(Street, "男的呢")).Text);
        await town.Say(Street, "那个啥玩意儿搞一搞");
        var followed = await town.Say(Street, "女的呢");
        Assert.Contains("上一句“那个啥玩意儿搞一搞”没有查，这里接着说的是再往前那一问", followed.Text);
        Assert.DoesNotContain("再往前", (await town.Say(Street, "60岁以上的呢")).Text);
        await town.Say(Street, "那个啥玩意儿搞一搞");
        Assert.DoesNotContain("再往前", (await town.Say(Street, "一共有多少套房子")).Text);      // a whole question follows nothing
    }

    [Fact]
    public async Task Who_saw_or_took_a_list_is_asked_by_its_name()
    {
        await town.Say(Worker, "80岁以上老人名单");
        await town.Say(Worker, "导出来");
        var seen = await town.Say(Secretary, "谁查过80岁以上老人");
        Assert.Equal("list", seen.Palm.Kind);
        Assert.Contains("王芳", seen.Text);
        Assert.Contains("王芳", (await town.Say(Secretary, "王秀英的电话谁看过")).Text);
        var taken = await town.Say(Secretary, "谁导出过80岁以上老人名单");
        Assert.Contains("王芳", taken.Text);
        Assert.Equal("denied", (await town.Say(Worker, "谁导出过80岁以上老人名单")).Palm.Kind);
    }

    [Fact]
    public async Task Consent_is_never_given_unseen()
    {
        Assert.Contains("没有等您", (await town.Say(Secretary, "都同意")).Text);
        Assert.Contains("没有等您同意的事", (await town.Say(Worker, "同意")).Text);
        await town.Say(Worker, "张伟去世了");
        await town.Say(Worker, "确认");
        var first = await town.Say(Secretary, "同意");
        Assert.StartsWith("还没有给您看过，所以先不办。", first.Text);
        Assert.Contains("张伟", first.Text);
        Assert.Contains("1", (await town.Say(Secretary, "今天有啥要办的")).Text);
    }

    [Theory, InlineData("今天有啥要办的"), InlineData("我的待办"), InlineData("咱社区今天有什么事要办"), InlineData("今天干啥")]
    public async Task What_waits_is_told_in_one_message(string asked)
    {
        Assert.Contains("没有等您办的事", (await town.Say(Secretary, asked)).Text);
        await town.Say(Worker, "张伟去世了");
        await town.Say(Worker, "确认");
        var told = await town.Say(Secretary, asked);
        Assert.Contains("待您审批的 1 件（更正 1 件，导出 0 件）", told.Text);
        Assert.Contains(told.Suggestions, s => s.Say == "待我审批的");
    }

    [Theory, InlineData("1号楼1单元102的租户搬走了，现在空着"), InlineData("1号楼1单元102那家搬走了")]
    public async Task Who_rents_a_flat_moves_out_without_a_name(string said)
    {
        var draft = await town.Say(Worker, said);
        Assert.Contains("李强", draft.Text);
        Assert.Contains("张伟", draft.Text);
        Assert.Contains("确认", draft.Text + string.Concat(draft.Suggestions.Select(s => s.Label)) + draft.Card);
    }

    [Theory, InlineData("今天走访了1号楼1单元101，没啥变化"), InlineData("刚刚去1号楼1单元101看了，都在，情况正常"), InlineData("上午入户了1号楼1单元101，人在，情况正常")]
    public async Task A_visit_told_in_passing_is_noted(string said)
    {
        Assert.StartsWith("记下了：", (await town.Say(Worker, said)).Text);
        Assert.Contains("2026-11-01 上门核实过", (await town.Say(Worker, "1号楼1单元101多久没更新了")).Text);
    }
}
