using System.Net.Http.Headers;

namespace PalmAssistant.Database.Tests.Channels;

/// <summary>A service with a curator (kb001), a worker (sq001) and a policy library in which one document stands, so that taking back another never empties it.</summary>
public sealed class CuratedLibrary : IAsyncLifetime
{
    private const string Standing = "青禾区图书室管理规定\n第一条 为规范社区图书室管理，制定本规定。\n第二条 图书室每周开放五天。\n第三条 图书借期为三十日。\n第四条 本规定自2020年1月1日起施行。\n青禾区人民政府\n2019年12月1日\n";
    private readonly TestDatabase database = new();

    public RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        await TalkingService.AddAccounts(database.Source);
        Service = await RunningService.Start(database.ConnectionString);
        await Publish("图书室.txt", Standing);
    }

    private async Task Publish(string name, string text)
    {
        using var curator = await DirectLineClient.Open(Service, "kb001");
        using var http = Service.Http();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", curator.Token);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text)), "file", name }, { new StringContent("true"), "publish" } };
        using var answer = await http.PostAsync("/api/policies", form);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await database.DisposeAsync();
    }
}
