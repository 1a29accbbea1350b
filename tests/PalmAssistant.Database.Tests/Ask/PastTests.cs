using PalmAssistant.Conversation;
using PalmAssistant.Database.Tests.Imports;

namespace PalmAssistant.Database.Tests.Ask;

/// <summary>跟上个月比: figures of earlier days from the register's own memory, under the same scope as today's, or none at all.</summary>
public sealed class PastTests(PastTests.District district) : IClassFixture<PastTests.District>
{
    private static readonly DateOnly September = new(2026, 9, 1), October = new(2026, 10, 10), Today = new(2026, 11, 1);
    private static readonly string Wang = SmallDrop.Id("19500101", 122), Li = SmallDrop.Id("19480505", 214), Zhao = SmallDrop.Id("19661020", 124), Sun = SmallDrop.Id("19900303", 131);
    private readonly RememberedTown town = district.Town.Afresh();

    /// <summary>
    /// September: old Wang alone in 101 (水清沟), old Li alone in 201 (河崖). October: Li moves to 102 (水清沟), Sun moves in with Wang.
    /// Zhao, alone in 202 (河崖), turns 60 on 20 October without any import.
    /// </summary>
    private static async Task Happen(RememberedTown town)
    {
        await town.On(September, d => d.Places().Survey(
            SmallDrop.Surveyed("王秀英", Wang, "1950-01-01"), SmallDrop.Surveyed("李桂兰", Li, "1948-05-05", room: "201"), SmallDrop.Surveyed("赵玉梅", Zhao, "1966-10-20", room: "202")));
        await town.On(October, d => d.Survey(
            SmallDrop.Surveyed("李桂兰", Li, "1948-05-05", room: "102", on: "2026-10-05"), SmallDrop.Surveyed("孙强", Sun, "1990-03-03", on: "2026-10-06", sex: "男")));
    }

    public sealed class District : IAsyncLifetime
    {
        public TestDatabase Database { get; } = new();
        internal RememberedTown Town { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await Database.InitializeAsync();
            Town = new(Database);
            await Happen(Town);
        }

        public async ValueTask DisposeAsync()
        {
            await Town.DisposeAsync();
            await Database.DisposeAsync();
        }
    }

    private Task<Reply> Say(string text) => town.Say(text, Today);

    private static decimal? Value(Reply reply) => reply.Palm.Result?.Value;

    private static object? Cell(Reply reply, int row, int column) => reply.Palm.Result!.Rows![row][column];

    [Fact]
    public async Task Both_days_both_figures_the_difference_and_its_percentage_are_said()
    {
        var reply = await Say("我们社区的人比9月底多了多少");
        Assert.Equal("table", reply.Palm.Kind);
        Assert.Equal((1m, 3m, 2m), (Cell(reply, 0, 1), Cell(reply, 1, 1), Value(reply)));
        Assert.Contains("2026-09-30：1 人；2026-11-01：3 人。增加 2 人（+200%）", reply.Text);
    }

    [Fact]
    public async Task Who_was_there_before_is_not_among_those_who_came()
    {
        var reply = await Say("最近一个月新增了多少居民");
        Assert.Contains("新增 2 人", reply.Text);
    }

    [Fact]
    public async Task A_row_counts_on_a_day_where_it_was_on_that_day()
    {
        Assert.Equal(1m, Value(await Say("9月底有多少老人")));
        Assert.Equal(2m, Value(await Say("10月底有多少老人")));
        Assert.Equal(1m, Value(await town.Say("9月底有多少老人", Today, RememberedTown.OtherWorker)));
        Assert.Equal(1m, Value(await town.Say("10月底有多少老人", Today, RememberedTown.OtherWorker)));   // Zhao, 60 by then
        Assert.Equal(2m, Value(await town.Say("9月底有多少老人", Today, RememberedTown.Leader)));
    }

    [Fact]
    public async Task Rules_and_ages_are_those_of_the_day()
    {
        Assert.Equal(1m, Value(await Say("9月底有多少独居老人")));       // Wang alone
        Assert.Equal(1m, Value(await Say("现在有多少独居老人")));         // Li alone; Sun lives with Wang now
        Assert.Equal(1m, Value(await town.Say("10月15日有多少独居老人", Today)));
        Assert.Equal(0m, Value(await town.Say("10月15日有多少独居老人", Today, RememberedTown.OtherWorker)));   // Zhao is 59 that day
        Assert.Equal(1m, Value(await town.Say("独居老人有多少", Today, RememberedTown.OtherWorker)));
    }

    [Fact]
    public async Task New_ones_are_those_counted_now_and_not_then_however_many_left()
    {
        var reply = await Say("最近一个月新增了多少独居老人");
        Assert.Equal(1m, Value(reply));
        Assert.Contains("新增 1 人、减少 1 人，由 1 变为 1。没有变化", reply.Text);
        var list = await Say("是谁");
        Assert.Equal("list", list.Palm.Kind);
        Assert.Equal("李桂兰", Assert.Single(list.Palm.Result!.Rows!)[0]);
    }

    [Fact]
    public async Task A_day_before_the_memory_is_said_to_be_unknown_never_guessed()
    {
        var reply = await Say("独居老人跟年初比多了多少");
        Assert.Equal("unknown", reply.Palm.Kind);
        Assert.Contains("平台从 2026-09-01 起留有历史，没有更早的", reply.Palm.Reason);
        Assert.Equal(2m, (await Say(reply.Suggestions[0].Say)).Palm.Result!.Rows!.Count);      // the button compares with the first day there is
        var months = await Say("今年每个月独居老人数变化");
        Assert.Equal(["2026-09-01", "2026-09-30", "2026-10-31", "2026-11-01"], months.Palm.Result!.Rows!.Select(r => r[0]));
        Assert.Equal(new object?[] { 1m, 1m, 1m, 1m }, months.Palm.Result.Rows!.Select(r => r[1]));
        Assert.Contains("没有更早的", months.Text);
    }

    [Fact]
    public async Task A_record_with_a_date_of_its_own_is_counted_by_it_where_the_memory_ends()
    {
        await town.On(new(2026, 10, 20), d => d.File("15_市场监管_市场主体.csv", "统一社会信用代码,名称,主体类型,行业门类,法定代表人,成立日期,登记状态,注册资本(万元),住所,联系电话",
            $"{Company(1)},云湾早点铺,个体工商户,住宿和餐饮业,张三,2026-03-01,在业,5,云湾区洛阳路街道水清沟社区东方小区1号楼1单元101户,14300000009",
            $"{Company(2)},云湾面馆,个体工商户,住宿和餐饮业,李四,2020-03-01,在业,5,云湾区洛阳路街道水清沟社区东方小区1号楼1单元102户,14300000008"));
        var reply = await Say("今年新增了多少个体户");
        Assert.Equal(1m, Value(reply));
        Assert.Contains("按登记日期", reply.Text);
        Assert.Contains("不是名册对比", reply.Text);
        Assert.Equal("unknown", (await Say("个体户比9月底多了多少")).Palm.Kind);      // the file came on 20 October
    }

    [Fact]
    public async Task Groups_are_compared_one_by_one()
    {
        var reply = await town.Say("各社区的人跟9月底比有什么变化", Today, RememberedTown.Leader);
        var rows = reply.Palm.Result!.Rows!.ToDictionary(r => (string)r[0]!);
        Assert.Equal(new object?[] { 1m, 3m, 2m, 200m }, rows["水清沟社区"].Skip(1));
        Assert.Equal(new object?[] { 2m, 1m, -1m, -50m }, rows["河崖社区"].Skip(1));
        Assert.Contains("增加 1 人（+33.3%）", reply.Text);
    }

    [Fact]
    public async Task The_same_day_imported_twice_is_one_change_and_the_first_import_keeps_nothing()
    {
        await using var other = new District();
        await other.InitializeAsync();
        var (database, town) = (other.Database, other.Town);
        Assert.Equal(0L, await database.Scalar<long>("select count(*) from history.person where until_day <= '2026-09-01'"));
        await town.On(October, d => d.Survey(SmallDrop.Surveyed("孙强", Sun, "1990-03-03", room: "202", on: "2026-10-09", sex: "男")));
        Assert.Equal(1m, Value(await town.Say("10月9日我们社区有多少人", Today)));
        Assert.Equal(2m, Value(await town.Say("10月10日我们社区有多少人", Today)));
        Assert.Equal(0L, await database.Scalar<long>("select count(*) from history.person where from_day >= until_day"));
    }

    [Fact]
    public async Task A_moved_person_is_no_secret_way_to_another_communitys_past()
    {
        var list = await town.Say("9月底的独居老人名单", Today, RememberedTown.Worker());
        Assert.Equal(["王秀英"], list.Palm.Result!.Rows!.Select(r => r[0]));
        Assert.Equal("denied", (await Say("9月底河崖社区有多少老人")).Palm.Kind);
    }

    private static string Company(int n)
    {
        const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        int[] weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
        var body = $"92379901MA0000{n:000}";
        var sum = body.Select((c, i) => Alphabet.IndexOf(c) * weights[i]).Sum();
        return body + Alphabet[(31 - sum % 31) % 31];
    }
}
