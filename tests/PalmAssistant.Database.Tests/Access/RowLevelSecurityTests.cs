using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Community;
using PalmAssistant.Database.Tests.Ask;
using static PalmAssistant.Database.Tests.Ask.SmallTown;

namespace PalmAssistant.Database.Tests.Access;

/// <summary>The second lock alone: row-level security with no filter of the application.</summary>
public class RowLevelSecurityTests(SmallTown town) : IClassFixture<SmallTown>
{
    private static readonly string[] OfPeople = ["person", "person_identity", "assistance", "allowance", "insurance", "special", "psychiatric", "person_tag"];

    public static TheoryData<string, long, string[]> Matrix()
    {
        string[] open = ["person", "person_identity", "assistance", "allowance", "insurance", "house", "entity", "venue", "force"];
        var data = new TheoryData<string, long, string[]>();
        foreach (var community in Communities) data.Add("worker", community, open);
        data.Add("street", Lakeside, open);
        data.Add("street", Hillside, open);
        data.Add("leader", District, open);
        data.Add("民政", District, ["person", "person_identity", "assistance", "allowance", "house"]);
        data.Add("医保", District, ["person", "person_identity", "insurance", "house"]);
        data.Add("公安", District, ["person", "person_identity", "house"]);
        data.Add("市场监管", District, ["entity", "venue"]);
        data.Add("组织", District, ["person", "person_identity", "house", "force"]);
        data.Add("司法", District, ["person", "person_identity", "house", "special", "person_tag"]);
        data.Add("卫健", District, ["person", "person_identity", "house", "psychiatric"]);
        data.Add("admin", District, []);
        return data;
    }

    [Theory, MemberData(nameof(Matrix))]
    public async Task The_database_alone_shows_a_role_its_regions_and_its_records(string who, long region, string[] visible)
    {
        var account = who switch { "worker" => Worker(region), "street" => Street(region), "leader" => Leader(), "admin" => Administrator, _ => Officer(who) };
        var range = RegionRange.Of(region);
        foreach (var table in OfPeople.Concat(["house", "entity", "venue", "force"]))
        {
            var place = table is "house" or "entity" or "venue" or "force" ? "region between $1 and $2" : "(region between $1 and $2 or hukou_region between $1 and $2)";
            var all = await town.Database.Scalar<long>($"select count(*) from community.{table} where {place}", range.Low, range.High);
            Assert.Equal(visible.Contains(table) ? all : 0, await Seen(table, account));
        }
    }

    [Fact]
    public async Task A_grant_opens_one_sensitive_tag_and_no_other()
    {
        Assert.Equal(2, await town.Database.Scalar<long>("select count(*) from community.special"));     // premise: another kind exists
        Assert.Equal(1, await Seen("special", Worker(EastLake, "社区矫正")));
        Assert.Equal(1, await Seen("person_tag", Worker(EastLake, "社区矫正")));
        Assert.Equal(0, await Seen("psychiatric", Worker(EastLake, "社区矫正")));
        Assert.Equal(0, await Seen("special", Worker(WestLake, "社区矫正")));
    }

    [Fact]
    public async Task Without_settings_the_reader_sees_nothing()
    {
        foreach (var table in OfPeople.Concat(["house", "entity", "venue", "force", "region", "estate", "tag", "value_code", "conflict"]))
        {
            await using var connection = await town.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var role = new NpgsqlCommand("set local role palm_reader", connection);
            await role.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await using var count = new NpgsqlCommand($"select count(*) from community.{table}", connection);
            Assert.Equal(0L, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Every_table_of_the_community_is_locked() =>
        Assert.Equal(0, await town.Database.Scalar<long>("select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'community' and c.relkind = 'r' and not c.relrowsecurity and has_table_privilege('palm_reader', c.oid, 'select')"));

    [Fact]
    public async Task The_reader_writes_nothing()
    {
        var catalog = await town.Catalogs.Current(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<PostgresException>(() => Run("update community.person set sex = 1", Leader(), catalog));
        await Assert.ThrowsAsync<PostgresException>(() => Run("delete from community.house", Leader(), catalog));
        await Assert.ThrowsAsync<PostgresException>(() => Run("select count(*) from access.account", Leader(), catalog));
    }

    [Fact]
    public async Task The_limits_end_with_the_question()
    {
        await town.Count(new() { Record = "person" }, Worker());
        Assert.Equal(20, await town.Database.Scalar<long>("select count(*) from community.person"));
        Assert.NotEqual("palm_reader", await town.Database.Scalar<string>("select current_user::text"));
    }

    private async Task<long> Seen(string table, Account account) =>
        await Run($"select count(*) from community.{table}", account, await town.Catalogs.Current(TestContext.Current.CancellationToken));

    private async Task<long> Run(string sql, Account account, Catalog catalog)
    {
        await using var connection = await town.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(ReaderSettings.Command(ReaderLimits.For(account, catalog), TimeSpan.FromSeconds(10)));
        batch.BatchCommands.Add(new(sql));
        await using var reader = await batch.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.NextResultAsync(TestContext.Current.CancellationToken);
        return await reader.ReadAsync(TestContext.Current.CancellationToken) ? reader.GetInt64(0) : 0;
    }
}
