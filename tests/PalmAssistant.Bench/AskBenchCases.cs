namespace PalmAssistant.Bench;

/// <param name="Who">worker, street or leader</param>
/// <param name="Sql">the best hand-written SQL for the same question; $1 and $2 are the account's region range, today is 2026-11-01 in {today}</param>
internal sealed record AskCase(string Who, string Said, string Sql);

/// <summary>Questions of each kind beside the SQL an expert would write for them, with codes and dates already looked up.</summary>
internal static class AskBenchCases
{
    private const string Here = "is_resident and region between $1 and $2";

    /// <summary>Conditions across records, households, rankings, groupings, look-ups, lists, averages, places: asked at every level.</summary>
    public static readonly string[] Wide =
    [
        "有残疾人的低保户有多少户", "低保户有多少户", "住在出租房里的未成年人有多少", "一家三代同住的户有多少", "一户多残的有多少户", "独居老人里没领高龄津贴的低保对象有多少",
        "持居住证的有多少人", "养老认证超期的有多少人", "哪个社区60岁以上老人最多", "重度残疾人最多的五个社区", "党员占比", "各社区医保未参保人数", "按年龄段和性别统计人口",
        "各网格独居老人数", "各小区人数前十名", "按月份统计高龄津贴发放人数", "残疾人按残疾等级统计", "低保对象按救助类别统计", "平均年龄是多少", "老年人的平均养老金", "人均居住面积",
        "户籍人口有多少", "按街道统计户籍人口", "去年去世的有多少人", "王伟的电话", "13812345678是谁", "叫张建国的有几个", "百岁老人名单", "年龄最大的10个人", "残疾人名单", "独居老人名单",
        "退役军人里的党员名单", "流动人口名单", "空置房名单", "面积最大的10套房子", "各社区出租房数", "注册资本最大的十家企业", "2024年以来成立的企业有多少", "各社区企业数", "隐患未整改的九小场所有哪些",
        "志愿者有多少", "各社区志愿者人数", "刚满60岁的有多少人", "80岁以上独居残疾人名单", "在校小学生有多少", "工作单位是学校的有多少人", "姓欧阳的有多少人", "没有电话的老人有多少", "同住人数最多的户",
    ];

    public static IEnumerable<AskCase> All(DateOnly today)
    {
        string Born(int years) => $"date '{today.AddYears(-years):yyyy-MM-dd}'";
        foreach (var who in new[] { "worker", "street", "leader" })
        {
            var here = who == "leader" ? "is_resident" : Here;
            yield return new(who, "一共多少居民", $"select count(*) from community.person where {here}");
            yield return new(who, "80岁以上的老人有多少", $"select count(*) from community.person where {here} and birth_date <= {Born(80)}");
            yield return new(who, "独居老人有多少", $"select count(*) from community.person where {here} and birth_date <= {Born(60)} and house_residents = 1");
            yield return new(who, "独居老人里没领高龄津贴的有多少",
                $"select count(*) from community.person p where {Prefixed(here)} and p.birth_date <= {Born(60)} and p.house_residents = 1 and not exists (select from community.allowance a where a.person_id = p.id and a.month = (select max(month) from community.allowance))");
            yield return new(who, "残疾人有多少", $"select count(*) from community.person p where {Prefixed(here)} and exists (select from community.disability d where d.person_id = p.id)");
            yield return new(who, "按性别统计人口", $"select sex, count(*) from community.person where {here} group by 1");
            yield return new(who, "按文化程度统计人数", $"select education, count(*) from community.person where {here} group by 1");
            yield return new(who, "空置房多少套", $"select count(*) from community.house where {(who == "leader" ? "" : "region between $1 and $2 and ")}status = 3");
            yield return new(who, "按行业统计在业企业", $"select industry, count(*) from community.entity where {(who == "leader" ? "" : "region between $1 and $2 and ")}status = 1 and kind = 1 group by 1");
            if (who != "worker") yield return new(who, "各社区60岁以上老人数", $"select region / 1000, count(*) from community.person where {here} and birth_date <= {Born(60)} group by 1");
            if (who == "worker") yield return new(who, "独居老人名单",
                $"select p.id, i.name, p.sex, p.birth_date, h.estate_id, h.building, h.unit, h.room, i.phone, i.id_number from community.person p join community.person_identity i on i.person_id = p.id left join community.house h on h.id = p.house_id where {Prefixed(here)} and p.birth_date <= {Born(60)} and p.house_residents = 1 order by p.id limit 20");
        }
    }

    private static string Prefixed(string here) => here.Replace("is_resident", "p.is_resident", StringComparison.Ordinal).Replace("region between", "p.region between", StringComparison.Ordinal);
}
