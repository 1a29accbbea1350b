using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Access;
using PalmAssistant.Reports;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Forms;
using PalmAssistant.Storage;

namespace PalmAssistant.Database.Tests.Reports;

/// <summary>A street with two communities, its accounts, and a report over three columns, on a test database.</summary>
internal static class ReportTown
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.FromHours(8));
    public static readonly Account Street = new("jd1", "街道甲", Role.StreetOfficer, 370299001000000, "海棠街道", null, []);
    public static readonly Account Wang = new("sq1", "王一", Role.CommunityWorker, 370299001001000, "春和社区", null, []);
    public static readonly Account Li = new("sq2", "李二", Role.CommunityWorker, 370299001001000, "春和社区", null, []);
    public static readonly Account Zhao = new("sq3", "赵三", Role.CommunityWorker, 370299001002000, "秋实社区", null, []);
    public static readonly Target Spring = new(370299001001000, "春和社区");
    public static readonly Target Autumn = new(370299001002000, "秋实社区");

    public static ServiceProvider Services(TestDatabase database) => new ServiceCollection()
        .AddPalm(new PalmSettings { Database = database.ConnectionString, DataFolder = Path.GetTempPath(), Today = new(2026, 3, 4) }).AddLogging().BuildServiceProvider();

    /// <summary>社区 | 老人数 (prefilled) | 助浴需求 (whole, required) | 备注.</summary>
    public static ReportDesign Design()
    {
        FormColumn[] columns = [new("A", ["社区"], CellType.Text), new("B", ["老人数"], CellType.Integer), new("C", ["助浴需求"], CellType.Integer) { Required = true }, new("D", ["备注"], CellType.Text)];
        var form = new ReportForm("助浴需求表", [new() { Sheet = "表", Kind = TableKind.Summary, HeaderRows = [2], FirstRow = 3, LastRow = 3, Columns = columns }]);
        return new(form, [new Dictionary<string, CellBinding> { ["A"] = new RegionName(), ["B"] = new Figure([new() { Record = "person" }]) { Understood = "实有人口" } }], [null]);
    }

    /// <summary>Issues the report to both communities and opens it for the first with 27 elders.</summary>
    public static async Task<Submission> Opened(ServiceProvider services)
    {
        var report = Report.Designed(Guid.NewGuid(), Design(), null, Street, Noon);
        var issue = Issue.Of(Guid.NewGuid(), report, [Spring, Autumn, Spring], new(2026, 3, 9), null, ["老人数", "助浴需求"], null, Street, Noon);
        await using var db = await services.GetRequiredService<IDbContextFactory<PalmDb>>().CreateDbContextAsync(Now);
        db.Add(report);
        db.Add(issue);
        await db.SaveChangesAsync(Now);
        var id = issue.Submissions[0].Id;
        var sources = new Dictionary<string, CellSource> { ["0/B"] = new("街居摸排", new(2026, 3, 1), "实有人口") };
        await services.GetRequiredService<ReportSubmissions>().Change(id, Wang, s => { s.Open([new Line(s.Id, 0, "370299001001000", 0, new Dictionary<string, string> { ["A"] = "春和社区", ["B"] = "27" })], sources, new(2026, 3, 4), Wang, Noon); return true; }, Now);
        return (await services.GetRequiredService<ReportSubmissions>().Find(id, Wang, Now))!;
    }

    public static CellKey Cell(string column) => new(0, "370299001001000", column);
}
