using PalmAssistant.Community;
using PalmAssistant.Imports;

namespace PalmAssistant.Database.Tests.Imports;

/// <summary>A drop of a few rows, written by the test that needs it: one street, two communities, four houses.</summary>
internal sealed class SmallDrop(TestDatabase database) : IDisposable
{
    public static readonly DateOnly Today = new(2026, 11, 1);
    private readonly string folder = Directory.CreateTempSubdirectory("drop-").FullName;

    /// <summary>A sum over everything people see, by natural keys, without numbers that depend on who came first.</summary>
    public const string Picture = """
        select md5(string_agg(line, E'\n' order by line)) from (
            select concat_ws('|', coalesce(i.id_number, i.birth_cert), i.name, i.phone, i.work_unit, i.hukou_address, p.region, p.hukou_region, source.house_words(p.house_id), source.house_words(p.hukou_house_id), p.is_alive, p.is_resident,
                p.is_hukou, p.residence_type, p.birth_date, p.death_date, p.sex, source.word('person.ethnicity', p.ethnicity), source.word('person.education', p.education), p.house_status, p.house_residents, p.house_youngest, p.surveyed) as line
            from community.person p join community.person_identity i on i.person_id = p.id
            union all select concat_ws('|', i.id_number, t.name) from community.person_tag x join community.tag t on t.id = x.tag join community.person_identity i using (person_id)
            union all select concat_ws('|', i.id_number, c.field, c.golden, c.other, c.other_source) from community.conflict c join community.person_identity i using (person_id)
            union all select concat_ws('|', source.house_words(h.id), h.status, h.residents, h.youngest, h.surveyed) from community.house h
            union all select concat_ws('|', e.code, e.name, e.region, e.status) from community.entity e
            union all select concat_ws('|', v.name, v.region, v.checked) from community.venue v
            union all select concat_ws('|', i.id_number, a.month, a.amount) from community.allowance a join community.person_identity i using (person_id)
            union all select concat_ws('|', f.kind, f.region, i.id_number) from community.force f join community.person_identity i using (person_id)) l
        """;

    public string Folder => folder;

    public void Dispose() => Directory.Delete(folder, true);

    /// <summary>A valid identity number from region, birth date and sequence (odd = male).</summary>
    public static string Id(string birth, int sequence)
    {
        var first17 = $"379901{birth}{sequence:000}";
        return first17 + IdNumber.CheckCharacter(first17);
    }

    /// <summary>The same number with a check character that is wrong.</summary>
    public static string Broken(string id) => id[..17] + (id[17] == '1' ? '2' : '1');

    public SmallDrop File(string name, string header, params string[] rows)
    {
        System.IO.File.WriteAllLines(Path.Combine(folder, name), [header, .. rows]);
        return this;
    }

    public SmallDrop Places() => Regions().Houses();

    public SmallDrop Regions() => File("00_行政区划.csv", "区划代码,名称,级别,上级代码",
        "379901000000,云湾区,区,", "379901001000,洛阳路街道,街道,379901000000", "379901001001,水清沟社区,社区,379901001000", "379901001002,河崖社区,社区,379901001000", "379901001001001,第一网格,网格,379901001001");

    public SmallDrop Houses() => File("01_房屋.csv", "区划代码,街道,社区,网格,小区,楼栋,单元,房号,房屋用途,建筑面积,房屋状态,产权人,产权人电话,采集时间",
        "379901001001001,洛阳路街道,水清沟社区,第一网格,东方小区,1号楼,1单元,101,住宅,80,自住,张三,14300000001,2026-01-05",
        "379901001001001,洛阳路街道,水清沟社区,第一网格,东方小区,1号楼,1单元,102,住宅,80,出租,李四,14300000002,2026-01-05",
        "379901001002,洛阳路街道,河崖社区,,新贵家园,2号楼,1单元,201,住宅,90,自住,王五,14300000003,2026-01-05",
        "379901001002,洛阳路街道,河崖社区,,新贵家园,2号楼,1单元,202,住宅,90,空置,赵六,14300000004,2026-01-05");

    public const string SurveyHeader = "街道,社区,小区,楼栋,单元,房号,姓名,证件号码,性别,出生日期,民族,政治面貌,文化程度,婚姻状况,联系电话,与户主关系,居住类型,工作单位,标签,采集人,采集时间";

    /// <summary>A survey row of a resident of 101, everything else plain.</summary>
    public static string Surveyed(string name, string id, string birth, string room = "101", string type = "户籍在住", string on = "2026-03-01", string tags = "", string education = "本科", string ethnicity = "汉族", string sex = "女", string phone = "14311111111") =>
        room is "201" or "202"
            ? $"洛阳路街道,河崖社区,新贵家园,2号楼,1单元,{room},{name},{id},{sex},{birth},{ethnicity},群众,{education},已婚,{phone},户主,{type},,{tags},采集员,{on}"
            : $"洛阳路街道,水清沟社区,东方小区,1号楼,1单元,{room},{name},{id},{sex},{birth},{ethnicity},群众,{education},已婚,{phone},户主,{type},,{tags},采集员,{on}";

    public SmallDrop Survey(params string[] rows) => File("02_社区摸排居民.csv", SurveyHeader, rows);

    public SmallDrop Hukou(params string[] rows) => File("03_公安_户籍人口.csv", "公民身份号码,姓名,性别,民族,出生日期,户号,与户主关系,户籍地址,户籍状态,变更日期", rows);

    public async Task<ImportSummary> Import(DateOnly? today = null) =>
        await new ImportDrop(database.ConnectionString, ProfileCatalog.Load()).Run(folder, today ?? Today, null, TestContext.Current.CancellationToken);

    public void Clear()
    {
        foreach (var file in Directory.GetFiles(folder)) System.IO.File.Delete(file);
    }
}
