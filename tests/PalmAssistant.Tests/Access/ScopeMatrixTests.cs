using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;
using Role = PalmAssistant.Access.Role;
using static PalmAssistant.Tests.Community.TestCatalog;

namespace PalmAssistant.Tests.Access;

/// <summary>Role × region × field, exhaustively: the contract's table written down a second time and compared with what the scoped plan lets through.</summary>
public class ScopeMatrixTests
{
    private static readonly long[] Regions = [District, Lakeside, Hillside, EastLake, WestLake, SouthHill, EastLakeGrid];

    /// <summary>Coded fields of a person that belong to one department's matter and to no other's.</summary>
    private static readonly Dictionary<string, string> Matter = new()
    {
        ["marriage"] = "民政", ["assistance.kind"] = "民政", ["allowance.month"] = "民政", ["political"] = "组织",
        ["ethnicity"] = "公安", ["residence_type"] = "公安", ["hukou_status"] = "公安", ["permit.reason"] = "公安",
        ["veteran.kind"] = "退役军人", ["insurance.kind"] = "医保", ["family_planning.kind"] = "卫健", ["schooling.status"] = "教育",
        ["psychiatric.level"] = "卫健", ["special.kind"] = "司法",
    };

    private static readonly string[] Departments = ["民政", "组织", "公安", "退役军人", "医保", "卫健", "教育", "司法", "市场监管", "人社"];
    private static readonly string[] Sensitive = ["psychiatric.level", "special.kind"];

    [Fact]
    public void Every_role_sees_a_field_in_its_regions_and_nowhere_else()
    {
        foreach (var account in new[] { Worker(), Street, Leader(), Curator, Administrator })
            foreach (var region in Regions)
                foreach (var field in Matter.Keys)
                {
                    var expected = account.Role is not (Role.PolicyCurator or Role.Administrator)
                        && RegionRange.Of(account.Region).Contains(RegionRange.Of(region)) && !Sensitive.Contains(field);
                    Check(expected, account, region, field);
                }
    }

    [Fact]
    public void Every_department_sees_its_own_matter_in_the_whole_district_and_no_other()
    {
        foreach (var department in Departments)
            foreach (var region in Regions)
                foreach (var (field, owner) in Matter)
                    Check(owner == department, Officer(department), region, field);
    }

    [Fact]
    public void No_field_of_any_record_is_open_to_those_who_keep_policies_or_accounts()
    {
        foreach (var account in new[] { Curator, Administrator })
            foreach (var record in CatalogFiles.Load().Records)
                foreach (var field in record.Fields)
                    Assert.IsType<Declined>(ScopedPlan.For(new() { Record = record.Key, Measure = Measure.List, Show = [field.Key] }, account, Town));
    }

    private static void Check(bool expected, Account account, long region, string field)
    {
        var plan = new QueryPlan { Record = "person", Places = [PlaceOf(region)], GroupBy = [field] };
        Assert.True(expected == (ScopedPlan.For(plan, account, Town) is ScopedPlan), $"{account.Role} {account.Department} {region} {field}: expected {expected}");
    }
}
