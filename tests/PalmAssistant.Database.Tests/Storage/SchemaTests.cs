using PalmAssistant.Storage;

namespace PalmAssistant.Database.Tests.Storage;

public class SchemaTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Every_script_is_applied_once_and_in_order()
    {
        await using var command = database.Source.CreateCommand("select scriptname from schema_journal order by schemaversionsid");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> applied = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) applied.Add(reader.GetString(0));

        Assert.Equal(Schema.Scripts().Select(script => script.Name), applied);
    }

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        var before = await database.Scalar<long>("select count(*) from schema_journal");
        Schema.Migrate(database.ConnectionString);
        Assert.Equal(before, await database.Scalar<long>("select count(*) from schema_journal"));
    }

    [Fact]
    public async Task The_program_is_no_superuser() =>
        Assert.False(await database.Scalar<bool>("select rolsuper or rolbypassrls from pg_roles where rolname = current_user"));

    [Fact]
    public async Task Chinese_text_has_trigrams_and_sorts_by_bytes()
    {
        Assert.NotEmpty((await database.Scalar<string[]>("select show_trgm('水清沟')"))!);
        Assert.True(await database.Scalar<bool>("select '一' < '丁' collate \"C\" and '一' < '丁'"));
    }

    [Fact]
    public async Task Vectors_have_distances() =>
        Assert.Equal(5.0, await database.Scalar<double>("select '[0,0]'::vector <-> '[3,4]'::vector"));
}
