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

    private static bool Ranks(PalmAssistant.Community.FieldDefinition field) =>
        field is { Kind: FieldKind.Number or FieldKind.Age or FieldKind.Date or FieldKind.Month, Column: not null };
}
