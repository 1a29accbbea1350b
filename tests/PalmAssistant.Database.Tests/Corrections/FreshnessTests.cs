using static PalmAssistant.Database.Tests.Corrections.CorrectionTown;

namespace PalmAssistant.Database.Tests.Corrections;

/// <summary>How old what is registered is, and making it fresh again. The survey was on 2026-03-01, today is 2026-11-01.</summary>
public sealed class FreshnessTests : IAsyncLifetime
{
    private readonly CorrectionTown town = new();

    public ValueTask InitializeAsync() => town.InitializeAsync();

    public ValueTask DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task Each_field_says_who_said_it_and_how_long_ago()
    {
        var reply = await town.Say(Worker, "王秀英多久没更新了");
        Assert.Equal("corrections/freshness", reply.Card);
        Assert.Contains("2026-03-01，8 个月前", reply.Text);
        Assert.Contains("联系电话：138****0001（摸排 2026-03-01）", reply.Text);
        Assert.DoesNotContain("13800000001", reply.Text);
        Assert.Contains("联系电话", (await town.Say(Worker, "王秀英的电话什么时候更新的")).Text);
        Assert.Contains("没有找到", (await town.Say(Worker, "孙梅多久没更新了")).Text);      // another community's

        await town.Say(Worker, "1号楼1单元101住的谁");
        Assert.Contains("王秀英", (await town.Say(Worker, "这条什么时候更新的")).Text);
    }

    [Fact]
    public async Task What_nobody_looked_at_for_long_is_counted_and_listed_with_other_conditions()
    {
        Assert.Equal(2m, (await town.Say(Worker, "半年没走访的有多少户")).Palm.Result!.Value);
        Assert.Equal(0m, (await town.Say(Worker, "一年没走访的有多少户")).Palm.Result!.Value);
        Assert.Equal(1m, (await town.Say(Worker, "80岁以上老人里半年没更新的有多少")).Palm.Result!.Value);
        var list = await town.Say(Worker, "哪些户半年没走访了");
        Assert.Equal(("list", 2), (list.Palm.Kind, list.Palm.Result!.Total));
        Assert.Equal("denied", (await town.Say(Worker, "河崖社区半年没走访的有多少户")).Palm.Kind);
    }

    [Fact]
    public async Task A_round_of_visits_is_listed_confirmed_in_one_tap_and_shorter_afterwards()
    {
        await town.Database.Execute("update source.survey set observed = '2025-01-01'; update community.person set surveyed = '2025-01-01'");
        var list = await town.Say(Worker, "今天该跑哪几户");
        Assert.Equal(("corrections/visits", 2), (list.Card, list.Palm.Result!.Total));
        Assert.Contains("李强、张伟", string.Concat(list.Palm.Result.Rows!.Select(r => r[1])).Replace("张伟、李强", "李强、张伟", StringComparison.Ordinal));
        var house = await town.Database.Scalar<int>("select id from community.house where room = '102'");
        var pressed = await town.Press(Worker, ("act", "freshness"), ("subject", $"house/{house}"));
        Assert.Contains("登记的 2 位住户核实无误", pressed.Text);
        Assert.Contains("今天已经核实过", (await town.Press(Worker, ("act", "freshness"), ("subject", $"house/{house}"))).Text);
        Assert.Equal("2026-11-01", await town.Person(Li, "p.surveyed"));
        Assert.Equal(1, (await town.Say(Worker, "给我一份该核实的名单")).Palm.Result!.Total);
        Assert.Contains("核实无误", (await town.Say(Worker, "第1户还是这样")).Text);
        Assert.Contains("没有必须跑的户", (await town.Say(Worker, "今天该跑哪几户")).Text);
        Assert.Equal("13800000001", await town.Person(Wang, "i.phone"));         // nothing but the date has changed
        Assert.Contains("范围内没有", (await town.Press(Neighbour, ("act", "freshness"), ("subject", $"house/{house}"))).Text);
    }

    [Fact]
    public async Task A_change_found_on_the_round_is_said_by_its_number()
    {
        await town.Database.Execute("update community.person set surveyed = '2025-01-01'");
        var list = await town.Say(Worker, "今天该跑哪几户");
        var at = list.Palm.Result!.Rows!.ToList().FindIndex(r => ((string)r[0]!).EndsWith("102", StringComparison.Ordinal)) + 1;
        Assert.Contains("空置", (await town.Say(Worker, $"第{at}户空了")).Text);
        await town.Say(Worker, "对");
        Assert.Equal("空置|0", await town.House("102", "source.word('house.status', h.status), h.residents"));
    }
}
