using PalmAssistant.Community;
using PalmAssistant.Language;

namespace PalmAssistant.Access;

/// <summary>
/// What the database itself lets an account's queries see: the settings of the read-only role (schema 011, 021). Made from the account alone,
/// never from a plan, so that it stays a second lock.
/// </summary>
public sealed record ReaderLimits(RegionRange Range, bool Whole, IReadOnlySet<string> Records, IReadOnlyList<short> SensitiveTags, IReadOnlyList<short> SpecialKinds)
{
    private static readonly string[] OfPeople = ["person", "identity", "person_tag", "house"];

    public static ReaderLimits For(Account account, Catalog catalog)
    {
        var granted = account.Role is Role.PolicyCurator or Role.Administrator ? [] : Granted(account, catalog).ToList();
        return new(
            RegionRange.Of(account.Region), Covers(account, catalog),
            Open(account, granted, catalog),
            [.. granted.Select(t => catalog.TagId(t.Name)).OfType<short>().Order()],
            [.. granted.Where(t => t.Rule is not null).SelectMany(t => SpecialKindsOf(t.Rule!, catalog)).Distinct().Order()]);
    }

    /// <summary>The account's district is all there is: no row lies outside it, one whose place is unknown included.</summary>
    private static bool Covers(Account account, Catalog catalog) =>
        RegionRange.Level(account.Region) == 1 && catalog.Rows.Regions.All(r => RegionRange.Of(account.Region).Contains(r.Code));

    /// <summary>Sensitive tags the account may use: granted ones, and a department's own.</summary>
    public static IEnumerable<TagDefinition> Granted(Account account, Catalog catalog) =>
        catalog.Files.Tags.Where(t => t.Sensitive && (account.Grants.Contains(t.Name) || account.Role == Role.DepartmentOfficer && Department.Owns(account.Department, t.Business)));

    private static HashSet<string> Open(Account account, List<TagDefinition> granted, Catalog catalog)
    {
        var sensitive = granted.Where(t => t.Rule is not null)
            .SelectMany(t => PlanTouches.Of(new QueryPlan { Record = t.Record, Where = t.Rule! }, catalog).Records)
            .Where(r => IsSensitive(r, catalog));
        return account.Role switch
        {
            Role.PolicyCurator or Role.Administrator => [],
            Role.DepartmentOfficer => [.. OwnRecords(account.Department, catalog), .. sensitive],
            _ => [.. OfPeople, .. catalog.Files.Records.Where(r => r.Sensitive.Count == 0).Select(r => r.Key), .. sensitive],
        };
    }

    /// <summary>A department's own records; who looks after people also sees the people themselves.</summary>
    private static IEnumerable<string> OwnRecords(string? department, Catalog catalog)
    {
        var own = catalog.Files.Records.Where(r => Department.Owns(department, r.Business)).Select(r => r.Key).ToList();
        var people = own.Any(key => key is not ("entity" or "venue" or "house"))
            || catalog.Record("person").Fields.Any(f => Department.Owns(department, f.Business))
            || catalog.Files.Tags.Any(t => t.Record == "person" && Department.Owns(department, t.Business));
        return people ? [.. own, .. OfPeople] : own;
    }

    private static bool IsSensitive(string key, Catalog catalog) => catalog.Files.Records.Any(r => r.Key == key && r.Sensitive.Count > 0);

    private static IEnumerable<short> SpecialKindsOf(Condition rule, Catalog catalog) => rule switch
    {
        All all => all.Parts.SelectMany(p => SpecialKindsOf(p, catalog)),
        Any any => any.Parts.SelectMany(p => SpecialKindsOf(p, catalog)),
        Related { Relation: "special" } related => SpecialKindsOf(related.Where, catalog),
        Compare { Field: "kind" } compare => compare.Values.Select(v => catalog.Code("special.kind", v.Text ?? "")).OfType<short>(),
        _ => [],
    };
}
