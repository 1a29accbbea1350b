using PalmAssistant.Access;
using PalmAssistant.Language;
using static PalmAssistant.Database.Tests.Ask.SmallTown;

namespace PalmAssistant.Database.Tests.Ask;

/// <summary>
/// Somebody who may count people under community correction and not list them, a district officer with a grant: 6 in East Lake, 1 in West Lake, 8 in South Hill.
/// </summary>
public sealed class SuppressedFigureTests : IAsyncLifetime
{
    private readonly SmallTown town = new();
    private static readonly Account Leader = SmallTown.Leader("社区矫正");
    private static readonly QueryPlan Corrected = new() { Record = "person", Where = new HasTag("社区矫正") };

    public async ValueTask InitializeAsync()
    {
        await town.InitializeAsync();
        foreach (var (community, more) in new[] { (EastLake, 5), (WestLake, 1), (SouthHill, 8) })
            for (var i = 0; i < more; i++)
            {
                var id = 1000 + 20 * Array.IndexOf(Communities, community) + i;
                await town.Database.Execute("insert into community.person (id, region, hukou_region, is_alive, is_resident, is_hukou, birth_date, sex, residence_type) values ($1, $2, $2, true, true, true, '1980-01-01', $3, 1)", id, community, (short)(i == 0 ? 2 : 1));
                await town.Database.Execute("insert into community.special (person_id, region, hukou_region, kind, since, until) values ($1, $2, $2, 1, '2026-01-01', '2027-01-01')", id, community);
            }
    }

    public ValueTask DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task A_small_figure_reads_less_than_five()
    {
        Assert.Equal("少于5", (await town.Ask(Corrected with { Places = [Place(WestLake)] }, Leader)).Instead);
        Assert.Equal(15, (await town.Ask(Corrected, Leader)).Value);       // premise: the whole may be known
        Assert.Null((await town.Ask(Corrected with { Places = [Place(WestLake)] }, Leader)).Value);
    }

    [Fact]
    public async Task In_a_table_the_total_gives_nothing_away()
    {
        var table = await town.Ask(Corrected with { GroupBy = ["community"] }, Leader);
        Assert.Equal("不显示 不显示 8", string.Join(' ', table.Rows.Select(r => r[^1]).OrderBy(v => v is decimal).ThenBy(v => v?.ToString(), StringComparer.Ordinal)));
        var share = await town.Ask(Corrected with { Measure = new(MeasureKind.Share), GroupBy = ["community"] }, Leader);
        Assert.DoesNotContain(share.Rows, r => r.Any(cell => cell is 1m));
        Assert.Equal(2, share.Rows.Count(r => r.Contains("不显示")));
    }

    [Fact]
    public async Task Nor_do_two_figures_subtracted()
    {
        // Lakeside = East Lake 6 + West Lake 1, so East Lake's figure would tell West Lake's.
        Assert.Equal("不显示", (await town.Ask(Corrected with { Places = [Place(EastLake)] }, Leader)).Instead);
        // 12 men of 15: the rest are the 3 women.
        Assert.Equal("不显示", (await town.Ask(Corrected with { Where = Corrected.Where.And(new Compare("sex", Comparison.Equal, "男")) }, Leader)).Instead);
        Assert.Equal("少于5", (await town.Ask(Corrected with { Where = Corrected.Where.And(new Compare("sex", Comparison.Equal, "女")) }, Leader)).Instead);
    }

    [Fact]
    public async Task Who_may_list_them_sees_every_figure()
    {
        var catalog = await town.Catalogs.Current(TestContext.Current.CancellationToken);
        var worker = Worker(WestLake, "社区矫正");
        Assert.False(Assert.IsType<ScopedPlan>(ScopedPlan.For(Corrected, worker, catalog)).FiguresOnly);
        Assert.Equal(1, await town.Count(Corrected, worker));
        Assert.IsType<Declined>(ScopedPlan.For(Corrected with { Measure = Measure.List }, Leader, catalog));
    }

    private static Place Place(long region) => new(PlaceKind.Community, region.ToString(), region == EastLake ? "东湖社区" : region == WestLake ? "西湖社区" : "南山社区") { Region = region };
}
