using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Database.Tests.Ask;
using PalmAssistant.Database.Tests.Channels;

namespace PalmAssistant.Database.Tests.Reports;

/// <summary>The small town with its accounts behind a running service: people talk to it over Direct Line. Each test begins without reports.</summary>
public sealed class ReportingTown : IAsyncLifetime
{
    public const string Street = "jd1", OtherStreet = "jd2", District = "qj1", East = "sq1", EastToo = "sq2", West = "sq3", South = "sq4", Secretary = "sj1";
    private readonly SmallTown town = new();
    private readonly Dictionary<string, DirectLineClient> talking = [];

    public RunningService Service { get; private set; } = null!;
    public TestDatabase Database => town.Database;

    public async ValueTask InitializeAsync()
    {
        await town.InitializeAsync();
        await AddAccounts(town.Database);
        Service = await RunningService.Start(town.Database.ConnectionString, null, "--Palm:TurnsPerSecond=1000");
    }

    public static Task AddAccounts(TestDatabase database) => database.Execute("""
        insert into access.account (id, name, role, region, department, active) values
            ('jd1', '李强', '街道干部', $1, null, true), ('jd2', '周平', '街道干部', $2, null, true), ('qj1', '赵敏', '区级干部', $3, null, true),
            ('sq1', '王芳', '社区工作者', $4, null, true), ('sq2', '陈静', '社区工作者', $4, null, true), ('sj1', '何平', '社区书记', $4, null, true),
            ('sq3', '孙丽', '社区工作者', $5, null, true), ('sq4', '吴洁', '社区工作者', $6, null, true)
        """, SmallTown.Lakeside, SmallTown.Hillside, SmallTown.District, SmallTown.EastLake, SmallTown.WestLake, SmallTown.SouthHill);

    /// <summary>No reports, and nobody has said anything yet.</summary>
    public async Task Begin()
    {
        foreach (var client in talking.Values) client.Dispose();
        talking.Clear();
        await Database.Execute("truncate reports.report, reports.issue, reports.submission, reports.line, reports.trace, reports.export, reports.series, reports.notice cascade");
        await Database.Execute("truncate conversation.conversation cascade");
    }

    public async Task<Said> Say(string account, string text)
    {
        var client = await Client(account);
        return new(await client.Say(text));
    }

    /// <summary>Says several sentences; the last answer comes back.</summary>
    public async Task<Said> Say(string account, params string[] sentences)
    {
        Said? last = null;
        foreach (var sentence in sentences) last = await Say(account, sentence);
        return last!;
    }

    /// <summary>A sentence with a file.</summary>
    public async Task<Said> Send(string account, string text, string name, string type, byte[] bytes)
    {
        var client = await Client(account);
        using var form = new MultipartFormDataContent();
        var activity = new StringContent(System.Text.Json.JsonSerializer.Serialize(new { type = "message", text }), System.Text.Encoding.UTF8, "application/vnd.microsoft.activity");
        activity.Headers.ContentDisposition = new("form-data") { Name = "activity", FileName = "blob" };
        form.Add(activity);
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new(type);
        form.Add(file, "file", name);
        var (_, body) = await client.Call(HttpMethod.Post, $"conversations/{client.Conversation}/upload?userId=someone", form);
        return new(await client.Answer((string)body["id"]!));
    }

    public async Task<DirectLineClient> Client(string account) => talking.TryGetValue(account, out var known) ? known : talking[account] = await DirectLineClient.Open(Service, account);

    public T Get<T>() where T : notnull => Service.Services.GetRequiredService<T>();

    /// <summary>A report of one column that only people know, sent to both communities of the street.</summary>
    public Task<Said> Issued(string columns = "社区、80岁以上老人数、助浴需求人数、备注", string when = "周五前交") => Say(Street, $"做个表：{columns}，发给各社区填一下，{when}", "发吧");

    public async ValueTask DisposeAsync()
    {
        foreach (var client in talking.Values) client.Dispose();
        await Service.DisposeAsync();
        await town.DisposeAsync();
    }
}

/// <summary>An answer as the tests look at it.</summary>
public sealed record Said(System.Text.Json.Nodes.JsonObject Activity)
{
    public string Kind => Activity.Kind();
    public string Text => Activity.Text();
    public IReadOnlyList<string> Files => [.. (Activity["attachments"] as System.Text.Json.Nodes.JsonArray ?? []).Where(a => a!["contentUrl"] is not null).Select(a => (string)a!["contentUrl"]!)];
    public bool Has(params string[] words) => words.All(w => Text.Contains(w, StringComparison.Ordinal));
}
