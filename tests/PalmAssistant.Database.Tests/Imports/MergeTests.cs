using PalmAssistant.Imports;

namespace PalmAssistant.Database.Tests.Imports;

public sealed class MergeTests : IAsyncLifetime
{
    private readonly TestDatabase database = new();
    private SmallDrop drop = null!;
    private static readonly string Wang = SmallDrop.Id("19500101", 122);
    private static readonly string Li = SmallDrop.Id("19900505", 211);

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

    private Task<string?> Person(string id, string fields) => database.Scalar<string>($"""
        select concat_ws('|', {fields}) from community.person p join community.person_identity i on i.person_id = p.id left join community.house h on h.id = p.house_id where i.id_number = $1
        """, id);

    [Fact]
    public async Task The_police_decide_the_name_the_survey_the_home_the_schools_the_education()
    {
        await drop.Places()
            .Survey(SmallDrop.Surveyed("王秀英子", Wang, "1950-01-01", education: "初中", ethnicity: "满族"))
            .Hukou($"{Wang},王秀英,女,汉族,1950-01-01,77,户主,云湾区洛阳路街道河崖社区新贵家园2号楼1单元201户,正常,2010-01-01")
            .File("07_教育_学历在校.csv", "身份证号,姓名,学历,学校,在校状态", $"{Wang},王秀英,高中,第二中学,毕业")
            .Import();
        Assert.Equal("王秀英|101|高中|t|t|379901001001001|379901001002000",
            await Person(Wang, "i.name, h.room, source.word('person.education', p.education), p.is_resident, p.is_hukou, p.region, p.hukou_region"));
        Assert.Equal("姓名:王秀英/公安户籍<王秀英子/摸排 文化程度:高中/教育<初中/摸排 民族:汉族/公安户籍<满族/摸排",
            await database.Scalar<string>("select string_agg(field || ':' || golden || '/' || golden_source || '<' || other || '/' || other_source, ' ' order by field) from community.conflict"));
    }

    [Fact]
    public async Task Sex_and_birth_date_come_from_the_number_whatever_is_written()
    {
        await drop.Places().Survey(SmallDrop.Surveyed("王秀英", Wang, "1950-01-11", sex: "男")).Import();
        Assert.Equal("1950-01-01|2", await Person(Wang, "p.birth_date, p.sex"));
        Assert.Equal(2L, await database.Scalar<long>("select count(*) from community.conflict where golden_source = '身份证号'"));
    }

    [Fact]
    public async Task A_dead_person_lives_nowhere_in_the_counts()
    {
        await drop.Places()
            .Survey(SmallDrop.Surveyed("王秀英", Wang, "1950-01-01"), SmallDrop.Surveyed("李强", Li, "1990-05-05", sex: "男"))
            .Hukou($"{Wang},王秀英,女,汉族,1950-01-01,77,户主,水清沟社区东方小区1-1-101,死亡注销,2026-06-01")
            .File("06_民政_死亡登记.csv", "姓名,身份证号,死亡日期,登记单位", $"王秀英,{Wang},2026-05-20,区民政局")
            .Import();
        Assert.Equal("f|f|f|2026-05-20|101", await Person(Wang, "p.is_alive, p.is_resident, p.is_hukou, p.death_date, h.room"));
        Assert.Equal("1|1990-05-05", await Person(Li, "p.house_residents, p.house_youngest"));
    }

    [Fact]
    public async Task Without_a_survey_a_permit_places_a_floating_person_and_the_hukou_address_nobody()
    {
        await drop.Places()
            .Hukou($"{Wang},王秀英,女,汉族,1950-01-01,77,户主,水清沟社区东方小区1-1-101,正常,2010-06-01")
            .File("04_公安_居住证.csv", "证件号码,姓名,户籍地,现居住地址,签发日期,有效期至,居住事由", $"{Li},李强,外省,河崖社区新贵家园2-1-201,2020-01-01,2021-01-01,务工")
            .Import();
        Assert.Equal("户在人不在|f|t|379901001001001", await Person(Wang, "source.word('person.residence_type', p.residence_type), p.is_resident, p.is_hukou, h.room, p.hukou_region"));
        Assert.Equal("流动人口|t|f|201", await Person(Li, "source.word('person.residence_type', p.residence_type), p.is_resident, p.is_hukou, h.room"));
    }

    [Fact]
    public async Task The_newest_of_several_rows_is_kept_and_the_others_are_counted()
    {
        var summary = await drop.Places().Survey(
            SmallDrop.Surveyed("王秀英", Wang, "1950-01-01", "102", on: "2026年5月1日"),
            SmallDrop.Surveyed("王秀英", Wang, "1950-01-01", "101", on: "2026-03-01"),
            "", "合计,2").Import();
        var counts = summary.Files.Single(f => f.Name.StartsWith("02", StringComparison.Ordinal)).Counts;
        Assert.Equal((4, 1, 1, 1, 1), (counts.Read, counts.Created, counts.Duplicates, counts.Blank, counts.Totals));
        Assert.Equal("102", await Person(Wang, "h.room"));
    }

    [Fact]
    public async Task A_move_empties_one_house_and_fills_the_other()
    {
        await drop.Places().Survey(SmallDrop.Surveyed("王秀英", Wang, "1950-01-01"), SmallDrop.Surveyed("李强", Li, "1990-05-05", sex: "男")).Import();
        Assert.Equal("2", await Person(Wang, "p.house_residents"));
        drop.Clear();
        await drop.Survey(SmallDrop.Surveyed("李强", Li, "1990-05-05", "201", on: "2026-08-01", sex: "男")).Import();
        Assert.Equal("1|1950-01-01", await Person(Wang, "p.house_residents, p.house_youngest"));
        Assert.Equal("1|201|379901001002000", await Person(Li, "p.house_residents, h.room, p.region"));
        Assert.Equal("101=1,102=0,201=1,202=0", await database.Scalar<string>("select string_agg(room || '=' || residents, ',' order by room) from community.house"));
    }

    [Fact]
    public async Task An_older_survey_that_comes_late_changes_nothing()
    {
        await drop.Places().Survey(SmallDrop.Surveyed("王秀英", Wang, "1950-01-01", "102", on: "2026-08-01")).Import();
        drop.Clear();
        var summary = await drop.Survey(SmallDrop.Surveyed("王秀英", Wang, "1950-01-01", "101", on: "2026-03-01")).Import();
        Assert.Equal(1, summary.Files[0].Counts.Unchanged);
        Assert.Equal("102", await Person(Wang, "h.room"));
    }

    [Fact]
    public async Task A_tag_ends_with_its_date_and_a_hand_written_tag_against_the_rule_is_a_conflict()
    {
        await drop.Places()
            .Survey(SmallDrop.Surveyed("王秀英", Wang, "1950-01-01", tags: "养犬户；低保对象"), SmallDrop.Surveyed("李强", Li, "1990-05-05", sex: "男"))
            .File("18_司法_特殊人群.csv", "身份证号,姓名,类别,起始日期,截止日期", $"{Wang},王秀英,社区矫正,2024-01-01,2026-10-31", $"{Li},李强,社区矫正,2024-01-01,2026-11-01")
            .File("11_医保_参保.csv", "身份证号,姓名,参保类型,参保状态,年度", $"{Wang},王秀英,职工基本医疗,正常参保,2026", $"{Li},李强,职工基本医疗,暂停参保,2026", $"{Li},李强,职工基本医疗,正常参保,2025")
            .Import();
        Assert.Equal("养犬户", await Tags(Wang));
        Assert.Equal("医保未参保,社区矫正", await Tags(Li));
        Assert.True(await database.Scalar<bool>("select bool_and(x.sensitive) from community.person_tag x join community.tag t on t.id = x.tag where t.name = '社区矫正'"));
        Assert.Equal("标签:非低保对象<低保对象", await database.Scalar<string>("select field || ':' || golden || '<' || other from community.conflict"));
    }

    [Fact]
    public async Task An_impossible_date_sets_the_field_aside_not_the_row()
    {
        await drop.Places()
            .Survey(SmallDrop.Surveyed("王秀英", Wang, "1950-02-30", on: "2026-13-01"))
            .File("09_残联_残疾人.csv", "残疾人证号,姓名,残疾类别,残疾等级,发证日期", $"{Wang}42,王秀英,肢体,二级,2019-02-29")
            .Import();
        Assert.Equal("t|1950-01-01", await Person(Wang, "p.is_resident, p.surveyed, p.birth_date"));
        Assert.Equal("肢体|二级", await database.Scalar<string>("select concat_ws('|', source.word('disability.kind', kind), source.word('disability.level', level), issued) from community.disability"));
        Assert.Equal("出生日期:1950-02-30 发证日期:2019-02-29 采集时间:2026-13-01", await database.Scalar<string>("select string_agg(field || ':' || before, ' ' order by field) from source.repair"));
    }

    [Fact]
    public async Task A_number_no_column_holds_sets_the_field_aside_not_the_file()
    {
        var summary = await drop.Places().File("16_九小场所.csv", "场所名称,场所类别,详细地址,负责人,电话,从业人数,面积,最近检查日期,隐患情况",
            "老李拉面,小餐饮,水清沟社区东方小区1-1-102,李,143,99999999999,99999999,2026-01-01,无", "和佳便利店,小商店,水清沟社区院内,王,143,3,20.5,2026-01-01,无").Import();
        Assert.True(summary.AllTaken);
        Assert.Equal("老李拉面//102 和佳便利店/3/20.50/", await database.Scalar<string>("select string_agg(concat_ws('/', v.name, coalesce(v.staff::text, ''), v.area::text, coalesce(h.room, '')), ' ' order by v.staff nulls first) from community.venue v left join community.house h on h.id = v.house_id"));
    }

    [Fact]
    public async Task An_address_that_leads_to_no_house_goes_to_the_work_list_and_finds_it_when_the_house_comes()
    {
        drop.Regions().Survey(SmallDrop.Surveyed("王秀英", Wang, "1950-01-01"));
        await drop.Import();
        Assert.Equal("t|379901001001000", await Person(Wang, "p.is_resident, p.house_id, p.region"));
        Assert.Equal("02_社区摸排居民.csv 2 洛阳路街道水清沟社区东方小区1号楼1单元101 3", await database.Scalar<string>("select concat_ws(' ', file, row_no, address, level) from source.open_address"));
        await drop.Houses().Import();
        Assert.Equal("t|101|379901001001001", await Person(Wang, "p.is_resident, h.room, p.region"));
        Assert.Equal(0L, await database.Scalar<long>("select count(*) from source.open_address"));
    }

    [Fact]
    public async Task Every_field_says_where_it_comes_from()
    {
        await drop.Places()
            .Survey(SmallDrop.Surveyed("王秀英子", Wang, "1950-01-01"))
            .Hukou($"{Wang},王秀英,女,汉族,1950-01-01,77,户主,水清沟社区东方小区1-1-101,正常,2010-01-01")
            .Import();
        Assert.Equal("王秀英 公安户籍 03_公安_户籍人口.csv 2 2010-01-01 t,王秀英子 摸排 02_社区摸排居民.csv 2 2026-03-01 f", await database.Scalar<string>("""
            select string_agg(concat_ws(' ', e.value, e.source, e.file, e.row_no, e.observed, e.chosen), ',' order by e.chosen desc)
            from community.person_identity i, source.person_evidence(i.person_id) e where i.id_number = $1 and e.field = '姓名'
            """, Wang));
    }

    [Fact]
    public async Task A_decision_stands_until_a_source_says_something_else()
    {
        await drop.Places()
            .Survey(SmallDrop.Surveyed("王秀英子", Wang, "1950-01-01"))
            .Hukou($"{Wang},王秀英,女,汉族,1950-01-01,77,户主,水清沟社区东方小区1-1-101,正常,2010-01-01")
            .Import();
        var conflict = await database.Scalar<long>("select id from community.conflict where field = '姓名'");
        var decide = new ConflictDecision(database.ConnectionString);
        Assert.Null(await decide.Decide(conflict, "王秀英子", "sq001", new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero), SmallDrop.Today, TestContext.Current.CancellationToken));
        Assert.Equal("王秀英子", await Person(Wang, "i.name"));

        drop.Clear();
        await drop.Survey(SmallDrop.Surveyed("王秀英子", Wang, "1950-01-01", phone: "14322222222", on: "2026-05-01")).Import();
        Assert.Equal("王秀英子|14322222222", await Person(Wang, "i.name, i.phone"));

        drop.Clear();
        await drop.Survey(SmallDrop.Surveyed("王秀莹", Wang, "1950-01-01", on: "2026-06-01")).Import();
        Assert.Equal("王秀英", await Person(Wang, "i.name"));
        Assert.Equal(1L, await database.Scalar<long>("select count(*) from community.conflict where other = '王秀莹' and decided_at is null"));
        Assert.NotNull(await decide.Decide(conflict, "王秀英子", "sq001", new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero), SmallDrop.Today, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_decided_home_moves_the_person()
    {
        await drop.Places()
            .Survey(SmallDrop.Surveyed("李强", Li, "1990-05-05", "101", "流动人口", sex: "男"))
            .File("04_公安_居住证.csv", "证件号码,姓名,户籍地,现居住地址,签发日期,有效期至,居住事由", $"{Li},李强,外省,河崖社区新贵家园2-1-201,2026-04-01,2027-04-01,务工")
            .Import();
        Assert.Equal("101", await Person(Li, "h.room"));
        var (id, other) = (await database.Scalar<long>("select id from community.conflict where field = '现住房屋'"), await database.Scalar<string>("select other from community.conflict where field = '现住房屋'"));
        Assert.Equal("河崖社区新贵家园2号楼1单元201", other);
        Assert.Null(await new ConflictDecision(database.ConnectionString).Decide(id, other!, "sq001", new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero), SmallDrop.Today, TestContext.Current.CancellationToken));
        Assert.Equal("201|1|379901001002000", await Person(Li, "h.room, h.residents, p.region"));
        Assert.Equal((short)0, await database.Scalar<short>("select residents from community.house where room = '101'"));
    }

    private Task<string?> Tags(string id) => database.Scalar<string>("""
        select string_agg(t.name, ',' order by t.name) from community.person_tag x join community.tag t on t.id = x.tag join community.person_identity i using (person_id) where i.id_number = $1
        """, id);
}
