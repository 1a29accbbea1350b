using PalmAssistant.Demo;
using PalmAssistant.Imports;

namespace PalmAssistant.Database.Tests.Demo;

/// <summary>A demo drop through the import: the golden records must come to what the generator knows of its people.</summary>
public abstract class DemoImportTests(TestDatabase database, DemoStyle style) : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 11, 1);
    private readonly string folder = Directory.CreateTempSubdirectory("demo-").FullName;
    private DemoTruth truth = null!;
    private ImportSummary summary = null!;

    public async ValueTask InitializeAsync()
    {
        truth = DemoDistrict.Write(new(folder, Today) { Style = style, Seed = 11, Residents = 3000 });
        summary = await new ImportDrop(database.ConnectionString, ProfileCatalog.Load()).Run(folder, Today, null, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_imported_demo_district_is_what_the_generator_knows()
    {
        Assert.All(summary.Files, f => Assert.Null(f.Error));
        Assert.Equal(
            truth.Files.Select(f => $"{f.File}: {f.Read} rows, {f.Blank} blank, {f.RepeatedHeader} headers, {f.Total} totals, {f.Quarantined} quarantined"),
            summary.Files.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => $"{f.Name}: {f.Counts.Read} rows, {f.Counts.Blank} blank, {f.Counts.Headers} headers, {f.Counts.Totals} totals, {f.Counts.Quarantined} quarantined"));
        Assert.Equal(
            $"{truth.Persons} persons, {truth.Residents} residents, {truth.Registered} registered, {truth.Deceased} dead, {truth.Houses} houses, {truth.Entities} entities, {truth.Venues} venues, {truth.ForceRecords} forces",
            await database.Scalar<string>("""
                select format('%s persons, %s residents, %s registered, %s dead, %s houses, %s entities, %s venues, %s forces', count(*), count(*) filter (where is_resident), count(*) filter (where is_hukou),
                    count(*) filter (where not is_alive), (select count(*) from community.house), (select count(*) from community.entity), (select count(*) from community.venue), (select count(*) from community.force))
                from community.person
                """));
        Assert.Equal(truth.Conflicts.Select(c => (c.Key, (long)c.Value)), await Counts("select field, count(*) from community.conflict group by 1"));
        Assert.Equal(truth.Communities.Select(c => (c.Name, (long)c.Residents)).OrderBy(c => c.Name, StringComparer.Ordinal),
            await Counts("select r.name, count(*) from community.person p join community.region r on r.code = p.region / 1000 * 1000 where p.is_resident group by 1"));
        Assert.Equal(truth.Communities.Select(c => (c.Name, (long)c.Registered)).OrderBy(c => c.Name, StringComparer.Ordinal),
            await Counts("select r.name, count(*) from community.person p join community.region r on r.code = p.hukou_region / 1000 * 1000 where p.is_hukou and r.level = 3 group by 1"));
        Assert.Equal(truth.Communities.Select(c => (c.Name, (long)c.Entities)).OrderBy(c => c.Name, StringComparer.Ordinal),
            await Counts("select r.name, count(*) from community.entity e join community.region r on r.code = e.region / 1000 * 1000 where r.level = 3 group by 1"));
        var tags = await Counts("select t.name, count(*) from community.person_tag g join community.tag t on t.id = g.tag join community.person p on p.id = g.person_id where p.is_resident group by 1");
        Assert.InRange(tags.Count, 20, 60);
        foreach (var (tag, count) in tags) Assert.Equal((tag, (long)truth.Communities.Sum(c => c.Tags.GetValueOrDefault(tag))), (tag, count));
    }

    private async Task<List<(string Name, long Count)>> Counts(string sql)
    {
        var counts = new List<(string, long)>();
        await using var command = database.Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) counts.Add((reader.GetString(0), reader.GetInt64(1)));
        return [.. counts.OrderBy(c => c.Item1, StringComparer.Ordinal)];
    }
}

public sealed class StyleAImportTests(TestDatabase database) : DemoImportTests(database, DemoStyle.A), IClassFixture<TestDatabase>;

public sealed class StyleBImportTests(TestDatabase database) : DemoImportTests(database, DemoStyle.B), IClassFixture<TestDatabase>;
