using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PalmAssistant.Database.Tests.Channels;

/// <summary>Direct Line as a standard client speaks it, by polling.</summary>
public sealed class DirectLineClient(HttpClient http) : IDisposable
{
    public string Token { get; private set; } = "";
    public string Conversation { get; private set; } = "";
    public string Watermark { get; private set; } = "";
    public string StreamUrl { get; private set; } = "";

    /// <summary>A conversation of this account, its greeting read.</summary>
    public static async Task<DirectLineClient> Open(RunningService service, string account)
    {
        var client = new DirectLineClient(service.Http());
        await client.Connect(account);
        return client;
    }

    public async Task Connect(string account)
    {
        var (_, ticket) = await Call(HttpMethod.Post, "tokens/generate", new { user = new { id = "dl_" + account } }, RunningService.Secret);
        Token = (string)ticket["token"]!;
        var (_, opened) = await Call(HttpMethod.Post, "conversations", new { });
        Take(opened);
        await Poll();
    }

    /// <summary>The same conversation over another connection, from a watermark.</summary>
    public async Task<DirectLineClient> Reconnect(RunningService service)
    {
        var client = new DirectLineClient(service.Http()) { Token = Token, Watermark = Watermark };
        var (_, opened) = await client.Call(HttpMethod.Get, $"conversations/{Conversation}?watermark={Watermark}");
        client.Take(opened);
        return client;
    }

    public async Task<(int Status, JsonObject Body)> Call(HttpMethod method, string path, object? body = null, string? bearer = null)
    {
        using var request = new HttpRequestMessage(method, "/v3/directline/" + path) { Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body)) };
        if ((bearer ?? Token) is { Length: > 0 } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
    }

    public async Task<IReadOnlyList<JsonObject>> Poll()
    {
        var (_, frame) = await Call(HttpMethod.Get, $"conversations/{Conversation}/activities?watermark={Watermark}");
        Watermark = (string)frame["watermark"]!;
        return [.. frame["activities"]!.AsArray().Select(a => a!.AsObject())];
    }

    /// <summary>Sends and answers the activity's id.</summary>
    public async Task<string> Post(object activity)
    {
        var (status, body) = await Call(HttpMethod.Post, $"conversations/{Conversation}/activities", activity);
        Assert.Equal(200, status);
        return (string)body["id"]!;
    }

    public Task<string> Post(string text) => Post(new { type = "message", from = new { id = "whoever" }, text });

    /// <summary>Says a sentence and waits for its answer.</summary>
    public async Task<JsonObject> Say(string text) => await Answer(await Post(text));

    public async Task<JsonObject> Press(object value) => await Answer(await Post(new { type = "message", value, channelData = new { postBack = true } }));

    /// <summary>The activity with <c>channelData.palm</c> that answers a message.</summary>
    public async Task<JsonObject> Answer(string to)
    {
        for (var tries = 0; tries < 400; tries++)
        {
            if ((await Poll()).FirstOrDefault(a => (string?)a["replyToId"] == to && a["channelData"]?["palm"] is not null) is { } answer) return answer;
            await Task.Delay(25);
        }
        throw new TimeoutException($"No answer to {to}");
    }

    public void Dispose() => http.Dispose();

    private void Take(JsonObject opened)
    {
        Conversation = (string)opened["conversationId"]!;
        Token = (string)opened["token"]!;
        StreamUrl = (string)opened["streamUrl"]!;
    }
}

public static class Activities
{
    public static string Kind(this JsonObject activity) => (string)activity["channelData"]!["palm"]!["kind"]!;

    public static string Text(this JsonObject activity) => (string)activity["text"]!;
}
