using System.Text;
using Npgsql;
using PalmAssistant.Demo;
using PalmAssistant.Imports;

namespace PalmAssistant.Database.Tests.Imports;

/// <summary>A whole drop: again, in another order, interrupted, twice at once, with bad files in it.</summary>
public sealed class DropTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private SmallDrop drop = null!;
    private static readonly string Wang = SmallDrop.Id("19500101", 122);
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        drop = new(database);
    }

    public async ValueTask DisposeAsync()
    {
        drop.Dispose();
        await database.DisposeAsync();
    }

    private const string Versions = "select md5(string_agg(v, ',' order by v)) from (select xmin || '/' || ctid as v from community.person union all select xmin || '/' || ctid from community.insurance union all select xmin || '/' || ctid from community.person_tag) t";

    [Fact]
    public async Task The_same_files_again_change_nothing()
    {
        DemoDistrict.Write(new(drop.Folder, SmallDrop.Today) { Residents = 300, Communities = 2, Streets = 1 }, ct: Ct);
        await drop.Import();
        var (picture, versions) = (await database.Scalar<string>(SmallDrop.Picture), await database.Scalar<string>(Versions));
        var again = await drop.Import();
        Assert.All(again.Files, f => Assert.True(f.AlreadyImported));
        Assert.All(again.Files, f => Assert.Equal((0, 0), (f.Counts.Created, f.Counts.Updated)));
        Assert.Equal((picture, versions), (await database.Scalar<string>(SmallDrop.Picture), await database.Scalar<string>(Versions)));
    }

    [Fact]
    public async Task The_same_rows_in_another_file_are_unchanged_and_no_record_is_rewritten()
    {
        DemoDistrict.Write(new(drop.Folder, SmallDrop.Today) { Residents = 300, Communities = 2, Streets = 1 }, ct: Ct);
        await drop.Import();
        var versions = await database.Scalar<string>(Versions);
        foreach (var csv in Directory.GetFiles(drop.Folder, "*.csv")) await File.AppendAllTextAsync(csv, "\n", Ct);
        var again = await drop.Import();
        Assert.All(again.Files, f => Assert.True(f.Counts is { Created: 0, Updated: 0 }, ImportCommand.Line(f)));
        Assert.Equal(versions, await database.Scalar<string>(Versions));
    }

    [Fact]
    public async Task One_file_a_day_in_reverse_order_comes_to_the_same_records()
    {
        DemoDistrict.Write(new(drop.Folder, SmallDrop.Today) { Residents = 300, Communities = 2, Streets = 1, Style = DemoStyle.B }, ct: Ct);
        await drop.Import();
        var other = new TestDatabase();
        await other.InitializeAsync();
        foreach (var file in Directory.GetFiles(drop.Folder).OrderDescending(StringComparer.Ordinal))
            Assert.True((await new ImportDrop(other.ConnectionString, ProfileCatalog.Load()).Run(file, SmallDrop.Today, null, Ct)).AllTaken, file);
        Assert.Equal(await database.Scalar<string>(SmallDrop.Picture), await other.Scalar<string>(SmallDrop.Picture));
        Assert.Equal(0L, await other.Scalar<long>("select count(*) from source.file where read <> created + updated + unchanged + skipped + quarantined"));
        await other.DisposeAsync();
    }

    [Theory]
    [InlineData("03_公安_户籍人口.csv")]
    [InlineData("身份匹配")]
    [InlineData("合并人员字段")]
    [InlineData("写入 person_tag")]
    public async Task Killed_in_the_middle_the_next_run_goes_on(string at)
    {
        DemoDistrict.Write(new(drop.Folder, SmallDrop.Today) { Residents = 300, Communities = 2, Streets = 1 }, ct: Ct);
        var whole = new TestDatabase();
        await whole.InitializeAsync();
        await new ImportDrop(whole.ConnectionString, ProfileCatalog.Load()).Run(drop.Folder, SmallDrop.Today, null, Ct);

        var killed = new ImportDrop(database.ConnectionString, ProfileCatalog.Load()).Run(drop.Folder, SmallDrop.Today, new KillBackend(database.AdministratorConnectionString, at), Ct);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => killed);
        Assert.Equal(0L, await database.Scalar<long>("select count(*) from community.person"));
        var resumed = await drop.Import();
        Assert.Contains(resumed.Files, f => f.AlreadyImported);
        Assert.Equal(await whole.Scalar<string>(SmallDrop.Picture), await database.Scalar<string>(SmallDrop.Picture));
        await whole.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_imports_at_once_the_second_waits()
    {
        drop.Places().Survey(SmallDrop.Surveyed("王秀英", Wang, "1950-01-01"));
        var both = await Task.WhenAll(drop.Import(), drop.Import());
        Assert.Single(both, s => s.Files.All(f => f.AlreadyImported));
        Assert.Equal(1L, await database.Scalar<long>("select count(*) from community.person"));
    }

    [Fact]
    public async Task A_bad_file_is_named_with_its_cause_and_the_others_go_in()
    {
        drop.Places().Survey(SmallDrop.Surveyed("王秀英", Wang, "1950-01-01"))
            .File("花名册.csv", "姓名", "张三")
            .File("06_民政_死亡登记.csv", "姓名,身份证号,登记单位", "张三,1,民政局");
        await File.WriteAllBytesAsync(Path.Combine(drop.Folder, "07_教育_学历在校.csv"), [], Ct);
        await File.WriteAllTextAsync(Path.Combine(drop.Folder, "10_退役军人.xlsx"), "PK broken", Ct);
        await File.WriteAllBytesAsync(Path.Combine(drop.Folder, "12_人社_养老待遇.csv"), [.. "身份证号,姓名,养老类型\n"u8, 0xFF, 0xFF, 0x81, 0x20], Ct);
        await File.WriteAllTextAsync(Path.Combine(drop.Folder, "~$02.xlsx"), "lock", Ct);
        var output = new StringWriter();
        Assert.Equal(1, await ImportCommand.Run([drop.Folder], database.ConnectionString, SmallDrop.Today, output, Ct));
        var lines = output.ToString();
        Assert.Contains("✗ 花名册.csv：文件名认不出", lines);
        Assert.Contains("✗ 06_民政_死亡登记.csv：缺少必需的列：死亡日期", lines);
        Assert.Contains("✗ 07_教育_学历在校.csv：文件是空的", lines);
        Assert.Contains("✗ 10_退役军人.xlsx：打不开", lines);
        Assert.Contains("✗ 12_人社_养老待遇.csv：认不出文字编码", lines);
        Assert.Contains("✓ 02_社区摸排居民.csv：读取 1 = 新增 1", lines);
        Assert.Equal(1L, await database.Scalar<long>("select count(*) from community.person where is_resident"));
    }

    [Fact]
    public async Task A_twenty_second_department_is_one_more_profile_file()
    {
        drop.Places().Survey(SmallDrop.Surveyed("王秀英", Wang, "1950-01-01")).File("21_工会_困难职工.csv", "职工身份证,职工姓名,认定日期", $"{Wang},王秀英,2026/3/5");
        var profiles = Directory.CreateTempSubdirectory("profiles-");
        await File.WriteAllTextAsync(Path.Combine(profiles.FullName, "工会.json"), """
            {"prefix": "21_工会_困难职工", "source": "工会", "basis": "区级共享", "record": "tagged", "key": ["key", "tag"], "newest": "observed", "constants": {"tag": "困难职工"},
             "columns": [{"header": "身份证号", "aliases": ["职工身份证"], "as": "person", "field": "key", "required": true},
                         {"header": "姓名", "aliases": ["职工姓名"], "as": "name", "field": "name"}, {"header": "认定日期", "as": "date", "field": "observed"}]}
            """, Ct);
        var output = new StringWriter();
        Assert.Equal(0, await ImportCommand.Run([drop.Folder, "--profiles", profiles.FullName], database.ConnectionString, SmallDrop.Today, output, Ct));
        Assert.Equal("困难职工", await database.Scalar<string>("select t.name from community.person_tag x join community.tag t on t.id = x.tag"));
        profiles.Delete(true);
    }

    [Fact]
    public async Task Words_that_look_like_commands_stay_words()
    {
        var hostile = "'); drop table community.person; --";
        await drop.Places().Survey(SmallDrop.Surveyed("王秀英", Wang, "1950-01-01", tags: hostile.Replace(",", "", StringComparison.Ordinal), education: "=cmd|'/c-calc'!A1")).Import();
        Assert.Equal(1L, await database.Scalar<long>("select count(*) from community.person"));
        Assert.Equal("=cmd|'/c-calc'!A1", await database.Scalar<string>("select label from community.value_code where domain = 'person.education' and code > 9"));
    }

    [Fact]
    public async Task The_summary_is_written_as_json_too()
    {
        drop.Regions();
        var json = Path.Combine(drop.Folder, ".summary.json");
        Assert.Equal(0, await ImportCommand.Run([drop.Folder, "--json", json], database.ConnectionString, SmallDrop.Today, new StringWriter(new StringBuilder()), Ct));
        Assert.Contains("\"read\": 5", await File.ReadAllTextAsync(json, Ct));
    }

    /// <summary>Ends the import's server process, as a crash would, when it comes to a step.</summary>
    private sealed class KillBackend(string administrator, string at) : IProgress<ImportProgress>
    {
        private bool done;

        public void Report(ImportProgress value)
        {
            if (done || value.What != at) return;
            done = true;
            using var connection = new NpgsqlConnection(administrator);
            connection.Open();
            using var command = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())", connection);
            command.ExecuteNonQuery();
        }
    }
}
