using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Access;
using PalmAssistant.Reports;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Forms;
using PalmAssistant.Storage;

namespace PalmAssistant.Database.Tests.Reports;

/// <summary>A running service with a street of two communities and the people who ask for, fill and review reports.</summary>
public sealed class ReportingService : IAsyncLifetime
{
    public static readonly Account Street = new("jd1", "周街道", Role.StreetOfficer, 370299001000000, "海棠街道", null, []);
    public static readonly Account Wang = new("sq1", "王一", Role.CommunityWorker, 370299001001000, "春和社区", null, []);
    public static readonly Account Li = new("sq2", "李二", Role.CommunityWorker, 370299001001000, "春和社区", null, []);
    public static readonly Account Zhao = new("sq3", "赵三", Role.CommunityWorker, 370299001002000, "秋实社区", null, []);
    public const string Row = "370299001001000";

    public TestDatabase Database { get; } = new();

    public Channels.RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        await Database.Execute("""
            insert into community.region (code, name, level, parent) values
                (370299000000000, '云湾区', 1, null), (370299001000000, '海棠街道', 2, 370299000000000), (370299002000000, '北岭街道', 2, 370299000000000),
                (370299001001000, '春和社区', 3, 370299001000000), (370299001002000, '秋实社区', 3, 370299001000000);
            insert into access.account (id, name, role, region, department, active) values
                ('jd1', '周街道', '街道干部', 370299001000000, null, true), ('jd9', '钱街道', '街道干部', 370299002000000, null, true), ('qj1', '孙区长', '区级干部', 370299000000000, null, true),
                ('mz1', '吴民政', '部门专员', 370299000000000, '民政', true), ('zsk1', '郑文库', '知识库管理员', 370299000000000, null, true),
                ('sq1', '王一', '社区工作者', 370299001001000, null, true), ('sq2', '李二', '社区工作者', 370299001001000, null, true), ('sq3', '赵三', '社区工作者', 370299001002000, null, true);
            """);
        Service = await Channels.RunningService.Start(Database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>社区 | 老人数 (brought) | 助浴需求 (wanted) | 无需求 = 老人数 − 助浴需求 | 走访日期 | 方式 | 照片 | 备注.</summary>
    public static ReportDesign Needs(string title = "助浴需求表")
    {
        FormColumn[] columns =
        [
            new("A", ["社区"], CellType.Text), new("B", ["老人数"], CellType.Integer), new("C", ["助浴需求"], CellType.Integer) { Required = true, Rule = new("whole", 0, 500, null, "助浴需求应在 0 到 500 之间") },
            new("D", ["无需求"], CellType.Integer) { Formula = "B{r}-C{r}" }, new("E", ["走访日期"], CellType.Date), new("F", ["方式"], CellType.Choice) { Choices = ["上门", "到站"] },
            new("G", ["照片"], CellType.File), new("H", ["备注"], CellType.Text),
        ];
        var form = new ReportForm(title, [new() { Sheet = "统计表", Kind = TableKind.Summary, HeaderRows = [2], FirstRow = 3, LastRow = 3, Columns = columns }]) { Notes = [new("统计表", "A9", "老人数按实有人口统计，60周岁及以上。")] };
        return new(form, [new Dictionary<string, CellBinding> { ["A"] = new RegionName(), ["B"] = new Figure([new() { Record = "person" }]) { Understood = "实有人口 · 老年人 · 人数" }, ["D"] = new Computed("B{r}-C{r}") }], [null]);
    }

    /// <summary>A list of people: 序号 | 姓名 | 住址 (brought) | 需求 (wanted) | 备注.</summary>
    public static ReportDesign List()
    {
        FormColumn[] columns = [new("A", ["序号"], CellType.Sequence), new("B", ["姓名"], CellType.Text), new("C", ["住址"], CellType.Text), new("D", ["需求次数"], CellType.Integer) { Required = true }, new("E", ["备注"], CellType.Text)];
        return new(new("走访名单", [new() { Sheet = "名单", Kind = TableKind.List, HeaderRows = [2], FirstRow = 3, LastRow = 3, Columns = columns }]), [new Dictionary<string, CellBinding> { ["A"] = new RowNumber() }], [null]);
    }

    /// <summary>Asked of both communities and opened for 春和社区 with what the platform brought.</summary>
    public async Task<Submission> Issued(ReportDesign design, IEnumerable<(string Key, Dictionary<string, string> Values)>? rows = null)
    {
        var services = Service.Services;
        var at = services.GetRequiredService<PalmClock>().GetUtcNow();
        var report = Report.Designed(Guid.NewGuid(), design, null, Street, at);
        var issue = PalmAssistant.Reports.Issue.Of(Guid.NewGuid(), report, [new(Wang.Region, Wang.RegionName), new(Zhao.Region, Zhao.RegionName)], new(2026, 11, 6), new(17, 0), ["老人数", "助浴需求"], null, Street, at);
        await using var db = await services.GetRequiredService<IDbContextFactory<PalmDb>>().CreateDbContextAsync();
        db.Add(report);
        db.Add(issue);
        await db.SaveChangesAsync();
        var id = issue.Submissions[0].Id;
        var sources = new Dictionary<string, CellSource> { ["0/B"] = new("街居摸排", new(2026, 10, 28), "实有人口 · 老年人 · 人数") };
        var brought = rows ?? [(Row, new() { ["A"] = "春和社区", ["B"] = "27" })];
        await services.GetRequiredService<ReportSubmissions>().Change(id, Wang, s =>
        {
            s.Open([.. brought.Select((r, i) => new Line(id, 0, r.Key, i, r.Values))], sources, new(2026, 11, 1), Wang, at);
            return true;
        }, default);
        return (await services.GetRequiredService<ReportSubmissions>().Find(id, Wang, default))!;
    }

    public Task<Submission> IssuedList(int rows) => Issued(List(), Enumerable.Range(1, rows).Select(i => ($"p{i}", new Dictionary<string, string> { ["B"] = $"老人{i:000}", ["C"] = $"东湖小区{1 + i % 9}号楼{1 + i % 3}单元{100 * (1 + i % 6) + 1}" })));

    public Task<Submission> Find(Submission submission) => Service.Services.GetRequiredService<ReportSubmissions>().Find(submission.Id, Street, default)!;

    /// <summary>The publisher says this part is not needed.</summary>
    public Task Excuse(Submission submission) =>
        Service.Services.GetRequiredService<ReportSubmissions>().Change(submission.Id, Street, s => s.Excuse("发表人说不用报", Street, Service.Services.GetRequiredService<PalmClock>().GetUtcNow()), default);

    public async Task<ReportCaller> As(string account)
    {
        using var http = Service.Http();
        using var ask = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/tokens/generate") { Content = JsonContent.Create(new { user = new { id = "dl_" + account } }) };
        ask.Headers.Authorization = new("Bearer", Channels.RunningService.Secret);
        var ticket = JsonNode.Parse(await (await http.SendAsync(ask)).Content.ReadAsStringAsync())!;
        var caller = Service.Http();
        caller.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)ticket["token"]!);
        return new(caller);
    }
}

/// <summary>One account at the HTTP interface.</summary>
public sealed class ReportCaller(HttpClient http) : IDisposable
{
    public Task<(int Status, JsonNode? Body)> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<(int Status, JsonNode? Body)> Post(string path, object? body = null) => Send(HttpMethod.Post, path, body);

    public Task<(int Status, JsonNode? Body)> Put(string path, object body) => Send(HttpMethod.Put, path, body);

    /// <summary>Types into cells of row 春和社区, or of a whole cell key.</summary>
    public Task<(int Status, JsonNode? Body)> Type(Submission submission, params (string Cell, string? Value, int Seen, string? Why)[] changes) =>
        Put($"/api/forms/{submission.Id}/cells", new { changes = changes.Select(c => new { cell = c.Cell.Contains('/') ? c.Cell : $"0/{ReportingService.Row}/{c.Cell}", value = c.Value, seen = c.Seen, why = c.Why }) });

    public async Task<byte[]> Bytes(string path) => await http.GetByteArrayAsync(path);

    public async Task<(int Status, JsonNode? Body)> Upload(string path, string name, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        return await Answer(await http.PostAsync(path, form));
    }

    private async Task<(int, JsonNode?)> Send(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await Answer(await http.SendAsync(request));
    }

    private static async Task<(int, JsonNode?)> Answer(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            return ((int)response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null);
        }
    }

    public void Dispose() => http.Dispose();
}
