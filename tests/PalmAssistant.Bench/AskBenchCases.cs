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
        // conditions across records, and what departments wrote with a date or an amount
        "低保户里有未成年人的有多少户", "有残疾人的户有多少", "家里有残疾人的老人有多少", "党员家庭有多少户", "有老人又有小孩的户有多少", "三口之家有多少户", "2024年以来发居住证的有多少人", "低保对象平均救助金", "月养老金不足1000元的老人有多少", "近三年发残疾证的有多少人",
        "今年过80岁生日的有多少人", "本月过生日的老人名单", "租房的大学生有多少", "没有医保的低保对象有多少", "育龄妇女里已婚的有多少", "各社区平均年龄",
        // names, employers, phones
        "姓王的有多少人", "姓李的老人名单", "没有单位的有多少人", "残疾人里年龄最大的10个人", "80岁以上独居老人里年龄最大的5个人", "最年轻的党员",
        // houses by estate and state, entities by industry and size, venues
        "各小区空置房数", "按房屋状态统计房屋", "200平米以上的房子有多少", "群租房名单", "出租房里住了5个人以上的有多少", "按成立年份统计企业", "注册资本1000万以上的企业有多少", "餐饮业个体户名单", "近一年成立的企业名单", "各街道市场主体数", "按类别统计九小场所", "检查超过半年的九小场所有多少", "名字里有科技的公司有多少",
        // other populations, trends, whole pictures
        "户在人不在的有多少", "户籍人口里60岁以上的有多少", "户籍人口按性别统计", "人户分离的有多少", "上个月去世的有多少人", "残疾人跟上个月比", "60岁以上老人比上个月多了多少", "今年出生的有多少人", "志愿者名单", "各社区党员数前五名", "一年没走访的独居老人有多少",
    ];

    /// <summary>What is not one question to the register: portraits, briefings, later pages, looked up by room; asked through every dialog, the sentences of one line in one conversation.</summary>
    public static readonly string[][] Talks =
    [
        ["咱社区画个像"], ["给我个简报，三百字"], ["独居老人名单", "下一页"], ["残疾人名单", "下一页", "下一页"], ["流动人口名单", "80岁以上的呢"], ["人口跟上个月比"], ["画个人口金字塔"], ["3号楼2单元501住的谁"],
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

    /// <summary>The SQL an expert would write beside a wide question, where one figure says it.</summary>
    public static string? WideSql(string said, string who, DateOnly today)
    {
        string Born(int years) => $"date '{today.AddYears(-years):yyyy-MM-dd}'";
        var here = who == "leader" ? "is_resident" : Here;
        var (p, place) = (Prefixed(here), who == "leader" ? "true" : "region between $1 and $2");
        string OfHouse(string person) => $"exists (select from community.person p where p.house_id = h.id and p.is_resident and {person})";
        return said switch
        {
            "持居住证的有多少人" => $"select count(*) from community.person p where {p} and exists (select from community.permit d where d.person_id = p.id)",
            "平均年龄是多少" => $"select avg(extract(year from age(date '{today:yyyy-MM-dd}', birth_date)))::float from community.person where {here}",
            "老年人的平均养老金" => $"select avg(d.amount)::float from community.person p join community.pension d on d.person_id = p.id where {p} and p.birth_date <= {Born(60)}",
            "按年龄段和性别统计人口" => $"select width_bucket(birth_date, array[{Born(80)}, {Born(60)}, {Born(35)}, {Born(18)}]), sex, count(*) from community.person where {here} group by 1, 2",
            "户籍人口有多少" => $"select count(*) from community.person where is_hukou and {(who == "leader" ? "true" : "hukou_region between $1 and $2")}",
            "按街道统计户籍人口" => $"select hukou_region / 1000000, count(*) from community.person where is_hukou and {(who == "leader" ? "true" : "hukou_region between $1 and $2")} group by 1",
            "一户多残的有多少户" => $"select count(*) from (select p.house_id from community.person p join community.disability d on d.person_id = p.id where {p} group by 1 having count(distinct p.id) > 1) h",
            "一家三代同住的户有多少" => $"select count(*) from (select house_id from community.person where {here} group by 1 having bool_or(relation in (5, 6)) and bool_or(relation in (1, 2)) and bool_or(relation in (3, 4))) h",
            "有老人又有小孩的户有多少" => $"select count(*) from community.house h where {place} and {OfHouse($"p.birth_date <= {Born(60)}")} and {OfHouse($"p.birth_date > {Born(18)}")}",
            "姓王的有多少人" => $"select count(*) from community.person p join community.person_identity i on i.person_id = p.id where {p} and i.name like '王%'",
            "没有电话的老人有多少" => $"select count(*) from community.person p join community.person_identity i on i.person_id = p.id where {p} and p.birth_date <= {Born(60)} and coalesce(i.phone, '') = ''",
            "工作单位是学校的有多少人" => $"select count(*) from community.person p join community.person_identity i on i.person_id = p.id where {p} and i.work_unit like '%学校%'",
            "百岁老人名单" => $"select id from community.person where {here} and birth_date <= {Born(100)} order by id limit 20",
            "年龄最大的10个人" => $"select id from community.person where {here} and birth_date is not null order by birth_date limit 10",
            "空置房名单" => $"select id from community.house where {place} and status = 3 order by id limit 20",
            "面积最大的10套房子" => $"select id from community.house where {place} and area is not null order by area desc limit 10",
            "各社区企业数" => $"select region / 1000, count(*) from community.entity where {place} and status = 1 and kind = 1 group by 1",
            _ => null,
        };
    }

    private static string Prefixed(string here) => here.Replace("is_resident", "p.is_resident", StringComparison.Ordinal).Replace("region between", "p.region between", StringComparison.Ordinal);
}
