using PalmAssistant.Access;
using PalmAssistant.Database.Tests.Ask;
using PalmAssistant.Language;
using static PalmAssistant.Database.Tests.Ask.SmallTown;

namespace PalmAssistant.Database.Tests.Access;

/// <summary>The first lock alone: row-level security switched off, the scoped plan decides.</summary>
public class ApplicationFilterTests(SmallTown town) : IClassFixture<SmallTown>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        foreach (var table in new[] { "person", "resident_bits", "resident_facts", "person_identity", "house", "entity", "venue", "force", "assistance", "insurance", "allowance" })
            await town.Database.Execute($"alter table community.{table} disable row level security");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("person", 6)]
    [InlineData("house", 4)]
    [InlineData("entity", 1)]
    [InlineData("venue", 1)]
    [InlineData("force", 1)]
    [InlineData("assistance", 1)]
    public async Task Each_account_counts_its_own_region_whatever_the_database_would_show(string record, int each)
    {
        var plan = new QueryPlan { Record = record };
        foreach (var community in Communities) Assert.Equal(each, await town.Count(plan, Worker(community)));
        Assert.Equal(2 * each, await town.Count(plan, Street(Lakeside)));
        Assert.Equal(each, await town.Count(plan, Street(Hillside)));
        Assert.Equal(3 * each, await town.Count(plan, Leader()));
    }

    [Fact]
    public async Task Every_named_region_is_counted_alone_or_declined()
    {
        var catalog = await town.Catalogs.Current(TestContext.Current.CancellationToken);
        foreach (var account in new[] { Worker(EastLake), Worker(SouthHill), Street(Lakeside), Street(Hillside), Leader() })
            foreach (var place in catalog.Words.Places.Where(p => p.Kind != PlaceKind.Estate))
            {
                var plan = new QueryPlan { Record = "person", Places = [place] };
                var inside = RegionRange.Of(account.Region).Contains(RegionRange.Of(place.Region));
                Assert.Equal(inside, ScopedPlan.For(plan, account, catalog) is ScopedPlan);
                if (inside) Assert.Equal(place.Kind switch { PlaceKind.District => 18, PlaceKind.Street => place.Region == Lakeside ? 12 : 6, _ => 6 }, await town.Count(plan, account));
            }
    }
}
