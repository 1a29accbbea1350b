using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Community;
using PalmAssistant.Database.Tests.Ask;
using PalmAssistant.Language;
using static PalmAssistant.Database.Tests.Ask.SmallTown;
using Role = PalmAssistant.Access.Role;

namespace PalmAssistant.Database.Tests.Access;

/// <summary>
/// Every role × every region × every field of the catalogue, as a group, in a list, in a profile and in an export (a list without its page): once with the
/// application's filter alone, once with row-level security alone. Each lock by itself lets nobody past.
/// </summary>
public class EveryFieldTests(SmallTown town) : IClassFixture<SmallTown>
{
    private static readonly string[] Departments = ["民政", "司法", "卫健", "市场监管", "退役军人", "公安", "教育", "医保", "人社", "组织", "残联", "住建"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static IEnumerable<Account> Everybody() =>
    [
        .. Communities.Select(c => Worker(c)), Secretary, Street(Lakeside), Street(Hillside), Leader(), .. Departments.Select(Officer), Administrator,
        Administrator with { Id = "curator", Role = Role.PolicyCurator },
    ];

    /// <summary>What a question for one field looks like in each form that leaves the platform.</summary>
    private static IEnumerable<QueryPlan> Forms(RecordDefinition record, FieldDefinition field)
    {
        if (field.Groups) yield return new() { Record = record.Key, GroupBy = [field.Key] };
        if (field.Lists) yield return new() { Record = record.Key, Measure = Measure.List, Show = [field.Key] };
        yield return new() { Record = record.Key, Measure = new(MeasureKind.Profile) };
        yield return new() { Record = record.Key, Where = new Compare(field.Key, Comparison.IsKnown) };
    }

    [Fact]
    public async Task The_scoped_plan_alone_lets_each_role_at_its_fields_and_no_others()
    {
        var catalog = await town.Catalogs.Current(Ct);
        var (let, refused) = (0, 0);
        foreach (var account in Everybody())
            foreach (var record in catalog.Files.Records)
                foreach (var field in record.Fields)
                    foreach (var plan in Forms(record, field).Where(p => p.Measure.Kind is not MeasureKind.Count || field.Compose is null))
                    {
                        if (ScopedPlan.For(plan, account, catalog) is not ScopedPlan scoped) { refused++; continue; }
                        let++;
                        var what = $"{account.Role} {account.Department} {record.Key}.{field.Key} {plan.Measure.Kind}";
                        Assert.True(account.Role is not (Role.Administrator or Role.PolicyCurator), what);
                        Assert.True(record.Sensitive.Count == 0 || account.Role == Role.DepartmentOfficer && Department.Owns(account.Department, record.Business), what);
                        Assert.All(scoped.Plan.Places, p => Assert.True(RegionRange.Of(account.Region).Contains(RegionRange.Of(p.Region == 0 ? account.Region : p.Region)), what));
                        if (account.Role == Role.DepartmentOfficer) Assert.All(scoped.Columns, column => Assert.True(Open(column, record, account), $"{what} shows {column}"));
                    }
        Assert.True(let > 1000 && refused > 1000, $"{let} let through, {refused} refused");       // premise: both happen
    }

    [Fact]
    public async Task No_role_asks_for_another_region_whatever_the_field()
    {
        var catalog = await town.Catalogs.Current(Ct);
        foreach (var account in Everybody().Where(a => a.Role is Role.CommunityWorker or Role.CommunitySecretary or Role.StreetOfficer))
            foreach (var region in Communities.Where(c => !RegionRange.Of(account.Region).Contains(c)))
                foreach (var record in catalog.Files.Records)
                    foreach (var field in record.Fields)
                        foreach (var plan in Forms(record, field))
                            Assert.IsType<Declined>(ScopedPlan.For(plan with { Places = [new(PlaceKind.Community, region.ToString(), "他处") { Region = region }] }, account, catalog));
    }

    /// <summary>The district's own statement for a field, run under another account's row-level security: only that account's rows come back.</summary>
    [Fact]
    public async Task Row_level_security_alone_answers_a_foreign_statement_with_ones_own_rows()
    {
        var catalog = await town.Catalogs.Current(Ct);
        var tables = 0;
        foreach (var record in catalog.Files.Records)
            foreach (var column in record.Fields.Where(f => f is { Column: not null, Join: null } && !f.Column.Contains('{')).Select(f => f.Column!).Distinct().Prepend(record.Id))
            {
                tables++;
                foreach (var account in Everybody())
                {
                    var range = RegionRange.Of(account.Region);
                    var ofPerson = record.Id == "person_id" && record.Key != "force" || record.Key == "person";
                    var own = !ReaderLimits.For(account, catalog).Records.Contains(record.Key) ? 0
                        : await town.Database.Scalar<long>($"select count(*) from {record.Table} where region between $1 and $2{(ofPerson ? " or hukou_region between $1 and $2" : "")}", range.Low, range.High);
                    var seen = await Under(account, $"select count(*) from (select {column} from {record.Table}) everything", catalog);
                    // Sensitive kinds are narrower still.
                    Assert.True(record.Key == "special" ? seen <= own : seen == own, $"{account.Role} {account.Department} {record.Table}.{column}: {seen} of {own}");
                }
            }
        Assert.True(tables > 80, $"{tables} columns");
        foreach (var account in Everybody())
        {
            var range = RegionRange.Of(account.Region);
            var own = ReaderLimits.For(account, catalog).Records.Contains("identity") ? await town.Database.Scalar<long>("select count(*) from community.person_identity where region between $1 and $2 or hukou_region between $1 and $2", range.Low, range.High) : 0;
            foreach (var column in new[] { "name", "id_number", "phone", "work_unit", "hukou_address", "birth_cert" })
                Assert.Equal(own, await Under(account, $"select count(*) from (select {column} from community.person_identity) everything", catalog));
        }
    }

    private static bool Open(string column, RecordDefinition record, Account account) =>
        column.Contains('.') || record.Field(column) is not { } field || field.Business.Contains(Department.Any) || Department.Owns(account.Department, field.Business);

    private async Task<long> Under(Account account, string sql, Catalog catalog)
    {
        await using var connection = await town.Database.Source.OpenConnectionAsync(Ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(ReaderSettings.Command(ReaderLimits.For(account, catalog), TimeSpan.FromSeconds(10)));
        batch.BatchCommands.Add(new(sql));
        await using var reader = await batch.ExecuteReaderAsync(Ct);
        await reader.NextResultAsync(Ct);
        return await reader.ReadAsync(Ct) ? reader.GetInt64(0) : 0;
    }
}
