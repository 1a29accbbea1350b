using PalmAssistant.Imports;

namespace PalmAssistant.Database.Tests.Imports;

public sealed class IdentityTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private SmallDrop drop = null!;
    private static readonly string Wang = SmallDrop.Id("19500101", 122);

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

    private const string Persons = "select count(*) from community.person";

    [Fact]
    public async Task A_failed_or_missing_number_finds_its_person_by_name_and_birth_date()
    {
        var li = SmallDrop.Id("19900505", 211);
        var summary = await drop.Places()
            .Survey(SmallDrop.Surveyed("王秀英", SmallDrop.Broken(Wang), "1950-1-1"), SmallDrop.Surveyed("李强", "", "1990-05-05", "102", sex: "男"))
            .Hukou($"{Wang},王秀英,女,汉族,1950-01-01,77,户主,水清沟社区东方小区1-1-101,正常,2010-01-01", $"{li},李强,男,汉族,1990-05-05,78,户主,水清沟社区东方小区1-1-102,正常,2010-01-01")
            .Import();
        var survey = summary.Files.Single(f => f.Name.StartsWith("02", StringComparison.Ordinal)).Counts;
        Assert.Equal((2, 2, 0), (survey.Read, survey.Created, survey.Quarantined));
        Assert.Equal(2L, await database.Scalar<long>(Persons + " where is_resident"));
        Assert.Equal(2L, await database.Scalar<long>(Persons));
    }

    [Fact]
    public async Task Two_people_of_one_name_and_birth_date_are_left_to_a_person_to_tell_apart()
    {
        var twin = SmallDrop.Id("19500101", 124);
        await drop.Places()
            .Survey(SmallDrop.Surveyed("王秀英", "", "1950-01-01"))
            .Hukou($"{Wang},王秀英,女,汉族,1950-01-01,77,户主,水清沟社区东方小区1-1-101,正常,2010-01-01", $"{twin},王秀英,女,汉族,1950-01-01,78,户主,水清沟社区东方小区1-1-102,正常,2010-01-01")
            .Import();
        Assert.Equal(0L, await database.Scalar<long>(Persons + " where is_resident"));
        Assert.Equal("证件号码为空", await database.Scalar<string>("select reason from source.quarantine where state = 0"));
    }

    [Fact]
    public async Task A_date_inside_a_failed_number_is_no_evidence()
    {
        await drop.Places()
            .Survey(SmallDrop.Surveyed("王秀英", Wang, "1950-01-01"))
            .File("06_民政_死亡登记.csv", "姓名,身份证号,死亡日期,登记单位", $"王秀英,{SmallDrop.Broken(Wang)},2026-05-20,区民政局")
            .Import();
        Assert.Equal(1L, await database.Scalar<long>(Persons + " where is_alive"));
        Assert.Equal("身份证号校验失败", await database.Scalar<string>("select reason from source.quarantine where state = 0"));
    }

    [Fact]
    public async Task A_quarantined_row_is_read_back_fixed_and_replayed()
    {
        await drop.Places().Survey(SmallDrop.Surveyed("王秀英", SmallDrop.Broken(Wang), "1950-01-01")).Import();
        var ct = TestContext.Current.CancellationToken;
        await using var desk = await QuarantineDesk.Open(database.ConnectionString, ProfileCatalog.Load(), ct);
        var row = Assert.Single(await desk.List(10, ct));
        Assert.Equal(("02_社区摸排居民.csv", 2, "王秀英"), (row.File, row.Row, row.Name));
        Assert.Equal("证件号码校验失败", await desk.Fix(row.Id, new Dictionary<string, string> { ["证件号码"] = "1" }, "sq001", SmallDrop.Today, ct));
        Assert.Null(await desk.Fix(row.Id, new Dictionary<string, string> { ["证件号码"] = Wang }, "sq001", SmallDrop.Today, ct));
        Assert.Empty(await desk.List(10, ct));
        Assert.Equal(1L, await database.Scalar<long>(Persons + " where is_resident"));
        Assert.Equal("1 = 1 + 0 + 0 + 0 + 0", await database.Scalar<string>("select format('%s = %s + %s + %s + %s + %s', read, created, updated, unchanged, skipped, quarantined) from source.file where kind like '02%'"));
    }

    [Fact]
    public async Task A_newborn_is_one_person_before_and_after_its_number_comes()
    {
        var baby = SmallDrop.Id("20260731", 331);
        var mother = SmallDrop.Id("19950505", 242);
        await drop.Places()
            .Survey(SmallDrop.Surveyed("李芳", mother, "1995-05-05"), SmallDrop.Surveyed("杨文", "R370000143", "2026-07-31", sex: "男"))
            .File("05_卫健_出生登记.csv", "出生医学证明编号,新生儿姓名,性别,出生日期,母亲姓名,母亲身份证号,父亲姓名,父亲身份证号,登记日期", $"R370000143,杨文,男,2026-07-31,李芳,{mother},,,2026-08-11")
            .Import();
        var before = await database.Scalar<int>("select person_id from community.person_identity where birth_cert = 'R370000143' and id_number is null");
        Assert.Equal("2026-07-31|t|2", await database.Scalar<string>($"select concat_ws('|', birth_date, is_resident, house_residents) from community.person where id = {before}"));
        Assert.Equal(await database.Scalar<int>("select person_id from community.person_identity where id_number = $1", mother), await database.Scalar<int>("select mother_id from community.birth"));

        drop.Clear();
        await drop.Hukou($"{baby},杨文,男,汉族,2026-07-31,77,子,水清沟社区东方小区1-1-101,正常,2026-09-01").Import();
        Assert.Equal(before, await database.Scalar<int>("select person_id from community.person_identity where id_number = $1", baby));
        Assert.Equal(2L, await database.Scalar<long>(Persons));
    }

    [Fact]
    public async Task A_number_known_first_takes_the_certificate_in()
    {
        var baby = SmallDrop.Id("20260731", 331);
        await drop.Places().Hukou($"{baby},杨文,男,汉族,2026-07-31,77,子,水清沟社区东方小区1-1-101,正常,2026-09-01").Import();
        drop.Clear();
        await drop.File("05_卫健_出生登记.csv", "出生医学证明编号,新生儿姓名,性别,出生日期,登记日期", "R370000143,杨文,男,2026-07-31,2026-08-11", "S370000143,杨文,女,2026-07-31,2026-08-11").Import();
        Assert.Equal($"{baby}|R370000143", await database.Scalar<string>("select id_number || '|' || birth_cert from community.person_identity where id_number is not null"));
        Assert.Equal(2L, await database.Scalar<long>(Persons));
    }
}
