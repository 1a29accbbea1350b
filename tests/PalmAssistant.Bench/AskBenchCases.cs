namespace PalmAssistant.Bench;

/// <param name="Who">worker, street or leader</param>
/// <param name="Sql">the best hand-written SQL for the same question; $1 and $2 are the account's region range, today is 2026-11-01 in {today}</param>
internal sealed record AskCase(string Who, string Said, string Sql);

/// <summary>Questions of each kind beside the SQL an expert would write for them, with codes and dates already looked up.</summary>
internal static class AskBenchCases
{
    private const string Here = "is_resident and region between $1 and $2";

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
