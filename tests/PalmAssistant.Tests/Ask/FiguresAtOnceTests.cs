using PalmAssistant.Ask;

namespace PalmAssistant.Tests.Ask;

public sealed class FiguresAtOnceTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_figures_of_a_briefing_keep_their_order_however_long_each_takes() =>
        Assert.Equal(Enumerable.Range(0, 12), await FiguresAtOnce.Each<int, int>([.. Enumerable.Range(0, 12)], async (i, ct) => { await Task.Delay(40 - (3 * i), ct); return i; }, Now));

    [Fact]
    public async Task One_briefing_asks_four_figures_at_a_time_and_no_more()
    {
        var (going, most) = (0, 0);
        var all = new Lock();
        await FiguresAtOnce.Each<int, int>([.. Enumerable.Range(0, 20)], async (i, ct) =>
        {
            lock (all) most = Math.Max(most, ++going);
            await Task.Delay(5, ct);
            lock (all) going--;
            return i;
        }, Now);
        Assert.InRange(most, 2, FiguresAtOnce.Most);
    }
}
