namespace PalmAssistant.Bench;

/// <param name="Header">as a form prints it; "·" between levels</param>
/// <param name="Sql">community and figure; $1 and $2 are the region range</param>
internal sealed record ReportBenchCase(string Header, string Unit, string Sql);

/// <summary>Forty columns of the kinds that communities are asked for, beside the SQL an expert would write for all communities at once.</summary>
internal static class ReportBenchCases
{
    public static IReadOnlyList<ReportBenchCase> All(DateOnly today)
    {
        string Born(int years) => $"date '{today.AddYears(-years):yyyy-MM-dd}'";
        string Between(int from, int to) => $"birth_date <= {Born(from)} and birth_date > {Born(to + 1)}";
        string Code(string domain, string label) => $"(select code from community.value_code where domain = '{domain}' and label = '{label}')";
        ReportBenchCase People(string header, string where) => new(header, "人", $"select region / 1000 * 1000, count(*) from community.person p where is_resident and region between $1 and $2 and {where} group by 1");
        ReportBenchCase Facts(string header, string table, string where = "true") => People(header, $"exists (select from community.{table} f where f.person_id = p.id and {where})");
        ReportBenchCase Houses(string header, string where) => new(header, "套", $"select region / 1000 * 1000, count(*) from community.house where region between $1 and $2 and {where} group by 1");
        ReportBenchCase Entities(string header, string where) => new(header, "户", $"select region / 1000 * 1000, count(*) from community.entity where region between $1 and $2 and status = {Code("entity.status", "在业")} and {where} group by 1");
        ReportBenchCase Venues(string header, string where) => new(header, "家", $"select region / 1000 * 1000, count(*) from community.venue where region between $1 and $2 and {where} group by 1");
        var elder = $"birth_date <= {Born(60)}";
        var lone = $"{elder} and house_residents = 1";
        return
        [
            People("实有人口", "true"), People("男", $"sex = {Code("person.sex", "男")}"), People("女", $"sex = {Code("person.sex", "女")}"),
            People("未成年人", $"birth_date > {Born(18)}"), People("60岁以上", elder), People("60岁以上·男", $"{elder} and sex = {Code("person.sex", "男")}"), People("60岁以上·女", $"{elder} and sex = {Code("person.sex", "女")}"),
            People("60-69岁", Between(60, 69)), People("70-79岁", Between(70, 79)), People("80岁以上", $"birth_date <= {Born(80)}"), People("90岁以上", $"birth_date <= {Born(90)}"), People("百岁老人", $"birth_date <= {Born(100)}"),
            People("0-3岁", Between(0, 3)), People("18-59岁", Between(18, 59)), People("独居老人", lone), People("空巢老人", $"{elder} and house_youngest <= {Born(60)}"),
            People("80岁以上·独居老人", $"birth_date <= {Born(80)} and house_residents = 1"), People("流动人口", $"residence_type = {Code("person.residence_type", "流动人口")}"), People("流动人口·男", $"residence_type = {Code("person.residence_type", "流动人口")} and sex = {Code("person.sex", "男")}"),
            Facts("残疾人", "disability"), Facts("重度残疾人", "disability", $"f.level in ({Code("disability.level", "一级")}, {Code("disability.level", "二级")})"),
            Facts("低保对象", "assistance", $"f.kind = {Code("assistance.kind", "低保")} and f.status = {Code("assistance.status", "在保")}"),
            Facts("特困人员", "assistance", $"f.kind = {Code("assistance.kind", "特困")} and f.status = {Code("assistance.status", "在保")}"),
            Facts("退役军人", "veteran"), People("退役军人·60岁以上", $"{elder} and exists (select from community.veteran f where f.person_id = p.id)"),
            Facts("独生子女父母", "family_planning", $"f.kind = {Code("family_planning.kind", "独生子女父母")}"),
            People("本科", $"education = {Code("person.education", "本科")}"), People("未婚", $"marriage = {Code("person.marriage", "未婚")}"), People("丧偶", $"marriage = {Code("person.marriage", "丧偶")}"),
            People("残疾人·60岁以上", $"{elder} and exists (select from community.disability f where f.person_id = p.id)"),
            Houses("空置房套数", $"status = {Code("house.status", "空置")}"), Houses("出租房套数", $"status in ({Code("house.status", "出租")}, {Code("house.status", "群租")})"), Houses("群租房套数", $"status = {Code("house.status", "群租")}"),
            Houses("自住房套数", $"status = {Code("house.status", "自住")}"),
            Entities("在业企业", $"kind = {Code("entity.kind", "企业")}"), Entities("在业个体工商户", $"kind = {Code("entity.kind", "个体工商户")}"),
            Venues("九小场所", "true"), Venues("小餐饮", $"kind = {Code("venue.kind", "小餐饮")}"), Venues("小旅馆", $"kind = {Code("venue.kind", "小旅馆")}"), Venues("小医院", $"kind = {Code("venue.kind", "小医院")}"),
        ];
    }
}
