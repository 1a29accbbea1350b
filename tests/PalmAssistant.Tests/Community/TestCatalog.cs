using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Language;
using Role = PalmAssistant.Access.Role;

namespace PalmAssistant.Tests.Community;

/// <summary>A catalogue of a small invented district: two streets, three communities, a grid, two estates of one name.</summary>
internal static class TestCatalog
{
    public const long District = 110108000000000, Lakeside = 110108001000000, Hillside = 110108002000000;
    public const long EastLake = 110108001001000, WestLake = 110108001002000, SouthHill = 110108002001000, EastLakeGrid = 110108001001001;

    public static readonly DateOnly Today = new(2026, 11, 1);

    public static Catalog Town { get; } = new(CatalogFiles.Load(), new(
        [.. Codes()],
        [
            new(District, "湖山区", 1), new(Lakeside, "湖滨街道", 2), new(Hillside, "山前街道", 2),
            new(EastLake, "东湖社区", 3), new(WestLake, "西湖社区", 3), new(SouthHill, "南山社区", 3), new(EastLakeGrid, "第一网格", 4),
        ],
        [new(1, EastLake, "和谐小区"), new(2, SouthHill, "和谐小区"), new(3, EastLake, "翠园")],
        [.. CatalogFiles.Load().Tags.Where(t => t.Sensitive || t.By == "survey").Select((t, i) => new TagRow((short)(i + 1), t.Name, t.Sensitive))],
        [new("allowance", "month", new DateOnly(2026, 10, 1)), new("insurance", "year", 2026)],
        [.. CatalogFiles.Load().Records.Select(r => r.Key)],
        [new("摸排", "person", new(2026, 10, 28)), new("民政", "assistance", new(2026, 10, 31))]));

    public static Place PlaceOf(long code) => Town.Words.Places.First(p => p.Region == code && p.Kind != PlaceKind.Estate);

    public static Account Worker(params string[] grants) => new("w1", "王芳", Role.CommunityWorker, EastLake, "东湖社区", null, grants);
    public static Account Street => new("s1", "李强", Role.StreetOfficer, Lakeside, "湖滨街道", null, []);
    public static Account Leader(params string[] grants) => new("d1", "赵敏", Role.DistrictOfficer, District, "湖山区", null, grants);
    public static Account Officer(string department) => new("b1", "孙磊", Role.DepartmentOfficer, District, "湖山区", department, []);
    public static Account Curator => new("k1", "周静", Role.PolicyCurator, District, "湖山区", null, []);
    public static Account Administrator => new("x1", "吴刚", Role.Administrator, District, "湖山区", null, []);

    public static ScopedPlan Scoped(QueryPlan plan, Account account) => Assert.IsType<ScopedPlan>(ScopedPlan.For(plan, account, Town));

    private static IEnumerable<CodeRow> Codes() =>
        from field in CatalogFiles.Load().Records.SelectMany(r => r.Fields).Where(f => f.Domain is not null).DistinctBy(f => f.Domain)
        from value in field.Values.Select((v, i) => (v.Label, Code: (short)(i + 1)))
        select new CodeRow(field.Domain!, value.Code, value.Label, field.Kind == FieldKind.Ordered ? value.Code : null);
}
