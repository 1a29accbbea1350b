using PalmAssistant.Access;
using PalmAssistant.Language;
using static PalmAssistant.Database.Tests.Ask.SmallTown;

namespace PalmAssistant.Database.Tests.Ask;

/// <summary>Every figure of the catalogue that something can be ranked by gives a list, its own and those of related records.</summary>
public class RankedListTests(SmallTown town) : IClassFixture<SmallTown>
{
    [Fact]
    public async Task Whatever_can_be_ranked_by_runs()
    {
        var catalog = await town.Catalogs.Current(TestContext.Current.CancellationToken);
        var ran = 0;
        foreach (var record in catalog.Files.Records.Where(r => r.List.Count > 0))
            foreach (var key in record.Fields.Where(Ranks).Select(f => f.Key).Concat(record.Relations.SelectMany(r => catalog.Record(r.Record).Fields.Where(Ranks).Select(f => $"{r.Key}.{f.Key}"))))
                foreach (var descending in new[] { true, false })
                {
                    var plan = new QueryPlan { Record = record.Key, Measure = Measure.List, Ranking = new(descending, 3, key) };
                    if (ScopedPlan.For(plan, Leader(), catalog) is not ScopedPlan) continue;
                    var answer = await town.Ask(plan, Leader());
                    Assert.True(answer.Rows.Count <= answer.Total && answer.Total <= Math.Max(3, answer.Rows.Count), $"{record.Key} by {key}: {answer.Rows.Count} of {answer.Total}");
                    ran++;
                }
        Assert.True(ran > 60, $"only {ran} rankings ran");
    }

    [Fact]
    public async Task Of_the_three_largest_homes_only_those_whose_size_is_known_are_told_and_counted()
    {
        await town.Database.Execute("update community.house set area = case room when '101' then 88 when '102' then 66 end where region = $1", EastLake);
        var answer = await town.Ask(Largest(3), Worker());
        Assert.Equal((2, 2), (answer.Rows.Count, answer.Total));
    }

    [Fact]
    public async Task All_who_are_level_with_the_last_are_counted_on_every_page()
    {
        await town.Database.Execute("update community.house set area = 50 where region = $1", WestLake);
        var catalog = await town.Catalogs.Current(TestContext.Current.CancellationToken);
        var scoped = Assert.IsType<ScopedPlan>(ScopedPlan.For(Largest(1), Worker(WestLake), catalog));
        foreach (var (offset, shown) in new[] { (0, 3), (3, 1), (4, 0) })
        {
            var answer = Assert.IsType<PalmAssistant.Ask.Answer>(await town.Queries.Run(scoped, Today, TestContext.Current.CancellationToken, offset, rows: 3));
            Assert.Equal((shown, 4), (answer.Rows.Count, answer.Total));
            Assert.Equal(["与第 1 名并列的都算在内"], answer.Notes);
        }
    }

    [Fact]
    public async Task Who_has_the_highest_pension_is_told_with_the_amount()
    {
        await town.Database.Execute("insert into community.pension (person_id, region, amount) select id, region, 4321 from community.person where birth_date = date '1945-10-31' and region = $1", EastLake);
        var answer = await town.Ask(new() { Record = "person", Measure = Measure.List, Ranking = new(true, 1, "pension.amount") }, Worker());
        Assert.Equal(("陈桂兰", "月养老金", "4321"), (answer.Rows.Single()[0], answer.Columns[^1].Name, answer.Rows[0][^1]?.ToString()?.Split('.')[0]));
    }

    private static QueryPlan Largest(int top) => new() { Record = "house", Measure = Measure.List, Ranking = new(true, top, "area") };

    private static bool Ranks(PalmAssistant.Community.FieldDefinition field) =>
        field is { Kind: FieldKind.Number or FieldKind.Age or FieldKind.Date or FieldKind.Month, Column: not null };
}
