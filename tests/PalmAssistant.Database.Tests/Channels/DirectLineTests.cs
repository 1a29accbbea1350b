using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PalmAssistant.Database.Tests.Channels;

public class DirectLineTests(TalkingService talking) : IClassFixture<TalkingService>
{
    private RunningService Service => talking.Service;

    [Fact]
    public async Task A_new_conversation_greets_with_first_questions_for_the_role()
    {
        using var client = new DirectLineClient(Service.Http());
        var (_, ticket) = await client.Call(HttpMethod.Post, "tokens/generate", new { user = new { id = "dl_jd001" } }, RunningService.Secret);
        var (status, opened) = await client.Call(HttpMethod.Post, "conversations", new { }, (string)ticket["token"]!);
        var (_, frame) = await client.Call(HttpMethod.Get, $"conversations/{opened["conversationId"]}/activities?watermark=", bearer: (string)opened["token"]!);

        Assert.Equal(201, status);
        Assert.Equal((string)ticket["conversationId"]!, (string)opened["conversationId"]!);
        Assert.Equal(3600, (int)opened["expires_in"]!);
        var greeting = Assert.Single(frame["activities"]!.AsArray())!.AsObject();
        Assert.Equal("help", greeting.Kind());
        Assert.Contains("李军", greeting.Text());
        Assert.NotEmpty(greeting["suggestedActions"]!["actions"]!.AsArray());
        Assert.Null(greeting["replyToId"]);
    }

    [Fact]
    public async Task The_same_token_opens_its_conversation_once()
    {
        using var client = await talking.Open();
        var (status, again) = await client.Call(HttpMethod.Post, "conversations", new { });
        Assert.Equal(200, status);
        Assert.Equal(client.Conversation, (string)again["conversationId"]!);
    }

    [Fact]
    public async Task The_server_says_who_speaks_and_echoes_the_clients_own_id()
    {
        using var client = await talking.Open();
        var id = await client.Post(new { type = "message", from = new { id = "dl_qj001", name = "冒充" }, text = "说 你好", channelData = new { clientActivityID = "own-1", extra = 7 } });
        var answer = await client.Answer(id);
        var (_, frame) = await client.Call(HttpMethod.Get, $"conversations/{client.Conversation}/activities?watermark=1");

        var echo = frame["activities"]!.AsArray()[0]!.AsObject();
        Assert.Equal(id, (string)echo["id"]!);
        Assert.Equal("dl_sq001", (string)echo["from"]!["id"]!);
        Assert.Equal("own-1", (string)echo["channelData"]!["clientActivityID"]!);
        Assert.Equal(7, (int)echo["channelData"]!["extra"]!);
        Assert.Equal("你好", answer.Text());
        Assert.Equal("done", answer.Kind());
        Assert.Equal("palm", (string)answer["from"]!["id"]!);
    }

    [Fact]
    public async Task A_redelivered_message_is_answered_once()
    {
        using var client = await talking.Open();
        var message = new { type = "message", text = "数一下", channelData = new { clientActivityID = "twice" } };
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.Post(message)));
        await client.Answer(ids[0]);
        Assert.Single(ids.Distinct());
        Assert.Equal("第2次", (await client.Say("数一下")).Text());
    }

    [Fact]
    public async Task A_watermark_gives_only_what_came_after()
    {
        using var client = await talking.Open();
        var first = await client.Say("说 一");
        var middle = client.Watermark;
        await client.Say("说 二");
        var (_, frame) = await client.Call(HttpMethod.Get, $"conversations/{client.Conversation}/activities?watermark={middle}");

        Assert.Equal("一", first.Text());
        Assert.Equal(["说 二", "二"], frame["activities"]!.AsArray().Select(a => a!.AsObject().Text()));
        Assert.Equal(client.Watermark, (string)frame["watermark"]!);
    }

    [Fact]
    public async Task Turns_of_a_conversation_keep_their_order()
    {
        using var client = await talking.Open();
        await client.Post("慢 300");
        for (var i = 1; i <= 20; i++) await client.Post("数一下");
        var last = await client.Answer(await client.Post("数一下"));
        var (_, frame) = await client.Call(HttpMethod.Get, $"conversations/{client.Conversation}/activities?watermark=1");

        Assert.Equal("第21次", last.Text());
        var answers = frame["activities"]!.AsArray().Select(a => a!.AsObject()).Where(a => (string)a["from"]!["id"]! == "palm" && (string)a["type"]! == "message").Select(a => a.Text());
        Assert.Equal(["好了", .. Enumerable.Range(1, 21).Select(i => $"第{i}次")], answers);
    }

    [Fact]
    public async Task A_slow_turn_shows_typing_and_holds_nobody_else_up()
    {
        using var slow = await talking.Open();
        using var quick = await talking.Open("jd001");
        var id = await slow.Post("慢 1500");
        Assert.Equal("快", (await quick.Say("说 快")).Text());
        Assert.Contains(await PollUntil(slow, a => (string)a["type"]! == "typing"), a => (string?)a["replyToId"] == id);
        Assert.Equal("好了", (await slow.Answer(id)).Text());
    }

    [Fact]
    public async Task Progress_is_said_before_the_answer_and_is_not_the_answer()
    {
        using var client = await talking.Open();
        var id = await client.Post("进度");
        var said = await PollUntil(client, a => a["channelData"]?["palm"] is not null);
        Assert.Equal(["进度", "正在汇总 1/2", "汇总好了"], said.Where(a => (string)a["type"]! == "message").Select(a => a.Text()));
        Assert.All(said.Where(a => (string)a["from"]!["id"]! == "palm"), a => Assert.Equal(id, (string)a["replyToId"]!));
    }

    [Fact]
    public async Task The_stream_brings_what_was_missed_and_what_comes()
    {
        using var client = await talking.Open();
        using var socket = await Connect(client.StreamUrl);
        var greeting = await Receive(socket);
        await socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, true, Stop());
        var id = await client.Post("说 看得见");
        var texts = new List<string>();
        while (texts.LastOrDefault() != "看得见") texts.AddRange((await Receive(socket))["activities"]!.AsArray().Select(a => a!.AsObject().Text()));

        Assert.Equal("help", greeting["activities"]!.AsArray()[0]!.AsObject().Kind());
        Assert.Equal("1", (string)greeting["watermark"]!);
        Assert.Equal(["说 看得见", "看得见"], texts);
        Assert.EndsWith("|0000002", id);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Stop());
    }

    [Fact]
    public async Task After_a_drop_a_client_reconnects_and_misses_nothing()
    {
        using var client = await talking.Open();
        using (var socket = await Connect(client.StreamUrl)) socket.Abort();
        await client.Post("说 掉线时说的");
        await PollOf(client, "掉线时说的");
        var (_, opened) = await client.Call(HttpMethod.Get, $"conversations/{client.Conversation}?watermark=1");
        using var again = await Connect((string)opened["streamUrl"]!);
        var frame = await Receive(again);

        Assert.Equal(client.Conversation, (string)opened["conversationId"]!);
        Assert.Equal(["说 掉线时说的", "掉线时说的"], frame["activities"]!.AsArray().Select(a => a!.AsObject().Text()));
    }

    [Fact]
    public async Task Files_arrive_with_their_Chinese_names_and_can_be_read_back()
    {
        using var client = await talking.Open();
        using var form = new MultipartFormDataContent();
        var activity = new StringContent("""{"type":"message","text":"看看这个","channelData":{"clientActivityID":"up-1"}}""", Encoding.UTF8, "application/vnd.microsoft.activity");
        activity.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "activity", FileName = "blob" };
        form.Add(activity);
        form.Add(RawUtf8Name("填报表 一.csv", "text/csv", "社区,人数"));
        form.Add(RawUtf8Name("../../etc/备注.txt", "text/plain", "备注"));
        var (status, body) = await client.Call(HttpMethod.Post, $"conversations/{client.Conversation}/upload?userId=someone", form);
        var answer = await client.Answer((string)body["id"]!);
        var (_, frame) = await client.Call(HttpMethod.Get, $"conversations/{client.Conversation}/activities?watermark=1");

        Assert.Equal(200, status);
        Assert.Equal("填报表 一.csv text/csv 社区,人数；备注.txt text/plain 备注", answer.Text());
        var attachment = frame["activities"]!.AsArray()[0]!["attachments"]!.AsArray()[0]!;
        Assert.Equal("填报表 一.csv", (string)attachment["name"]!);
        using var http = Service.Http();
        Assert.Equal("社区,人数", await http.GetStringAsync((string)attachment["contentUrl"]!, Stop()));
        Assert.Equal(403, (int)(await http.GetAsync(((string)attachment["contentUrl"]!).Split("?t=")[0] + "?t=guess", Stop())).StatusCode);
    }

    [Theory]
    [InlineData("POST", "tokens/generate", "no", """{"user":{"id":"dl_sq001"}}""", 403, "BadArgument")]
    [InlineData("POST", "tokens/generate", "", """{"user":{"id":"dl_sq001"}}""", 401, "Unauthorized")]
    [InlineData("POST", "tokens/generate", "secret", """{"user":{"id":"sq001"}}""", 400, "BadArgument")]
    [InlineData("POST", "tokens/generate", "secret", "", 400, "BadArgument")]
    [InlineData("POST", "tokens/generate", "secret", "{nonsense", 400, "BadArgument")]
    [InlineData("POST", "tokens/generate", "secret", """{"user":{"id":"dl_nobody"}}""", 403, "AccountRefused")]
    [InlineData("POST", "tokens/generate", "secret", """{"user":{"id":"dl_gone"}}""", 403, "AccountRefused")]
    [InlineData("POST", "tokens/refresh", "nonsense", "", 403, "BadArgument")]
    [InlineData("POST", "conversations", "nonsense", "", 403, "BadArgument")]
    [InlineData("GET", "conversations/none", "secret", "", 404, "ConversationNotFound")]
    [InlineData("GET", "conversations/none/activities", "secret", "", 404, "ConversationNotFound")]
    [InlineData("POST", "conversations/none/activities", "secret", """{"type":"message","text":"a"}""", 404, "ConversationNotFound")]
    [InlineData("GET", "nothing/here", "secret", "", 404, "NotFound")]
    public async Task A_refusal_has_its_status_and_the_standard_body(string method, string path, string bearer, string body, int status, string code)
    {
        using var client = new DirectLineClient(Service.Http());
        var content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, "application/json");
        var (answered, error) = await client.Call(new HttpMethod(method), path, content, bearer == "secret" ? RunningService.Secret : bearer);
        Assert.Equal(status, answered);
        Assert.Equal(code, (string)error["error"]!["code"]!);
        Assert.NotEmpty((string)error["error"]!["message"]!);
    }

    [Theory]
    [InlineData("[1]", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"type":"message","text":"\ud800"}""", 400)]
    public async Task A_broken_activity_is_refused(string body, int status)
    {
        using var client = await talking.Open();
        var (answered, _) = await client.Call(HttpMethod.Post, $"conversations/{client.Conversation}/activities", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(status, answered);
    }

    [Fact]
    public async Task An_oversized_activity_is_refused()
    {
        using var client = await talking.Open();
        var (status, error) = await client.Call(HttpMethod.Post, $"conversations/{client.Conversation}/activities", new { type = "message", text = new string('长', 200_000) });
        Assert.Equal(413, status);
        Assert.Equal("MessageSizeTooBig", (string)error["error"]!["code"]!);
    }

    [Fact]
    public async Task Nobody_reads_or_writes_another_ones_conversation()
    {
        using var mine = await talking.Open();
        using var other = await talking.Open("jd001");
        var (read, _) = await other.Call(HttpMethod.Get, $"conversations/{mine.Conversation}/activities");
        var (written, _) = await other.Call(HttpMethod.Post, $"conversations/{mine.Conversation}/activities", new { type = "message", text = "说 a" });
        Assert.Equal(403, read);
        Assert.Equal(403, written);
    }

    [Fact]
    public async Task A_token_of_trusted_origins_is_good_there_only()
    {
        using var client = new DirectLineClient(Service.Http());
        var (_, ticket) = await client.Call(HttpMethod.Post, "tokens/generate", new { user = new { id = "dl_sq001" }, trustedOrigins = new[] { "https://oa.example" } }, RunningService.Secret);
        using var http = Service.Http();
        http.DefaultRequestHeaders.Authorization = new("Bearer", (string)ticket["token"]!);
        http.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        Assert.Equal(403, (int)(await http.PostAsync("/v3/directline/conversations", null, Stop())).StatusCode);
        http.DefaultRequestHeaders.Remove("Origin");
        http.DefaultRequestHeaders.Add("Origin", "https://oa.example");
        Assert.Equal(201, (int)(await http.PostAsync("/v3/directline/conversations", null, Stop())).StatusCode);
    }

    [Fact]
    public async Task Fifty_conversations_at_once_are_each_answered_in_order()
    {
        var clients = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => talking.Open(i % 2 == 0 ? "sq001" : "jd001")));
        var last = await Task.WhenAll(clients.Select(async client =>
        {
            for (var i = 0; i < 3; i++) await client.Post("数一下");
            return (await client.Say("数一下")).Text();
        }));
        Assert.All(last, text => Assert.Equal("第4次", text));
        foreach (var client in clients) client.Dispose();
    }

    private static CancellationToken Stop() => TestContext.Current.CancellationToken;

    private static async Task<ClientWebSocket> Connect(string url)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(url), Stop());
        return socket;
    }

    private static async Task<JsonObject> Receive(ClientWebSocket socket)
    {
        using var frame = new MemoryStream();
        var buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer.AsMemory(), Stop());
            frame.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(frame.ToArray())!.AsObject();
    }

    private static async Task<IReadOnlyList<JsonObject>> PollUntil(DirectLineClient client, Func<JsonObject, bool> arrived)
    {
        var all = new List<JsonObject>();
        for (var tries = 0; tries < 200 && !all.Any(arrived); tries++)
        {
            all.AddRange(await client.Poll());
            await Task.Delay(25, Stop());
        }
        return all;
    }

    private static Task PollOf(DirectLineClient client, string text) => PollUntil(client, a => (string?)a["text"] == text);

    /// <summary>As browsers write it: the name as it is, in UTF-8.</summary>
    private static ByteArrayContent RawUtf8Name(string name, string type, string text)
    {
        var part = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        part.Headers.TryAddWithoutValidation("Content-Disposition", Encoding.Latin1.GetString(Encoding.UTF8.GetBytes($"form-data; name=\"file\"; filename=\"{name}\"")));
        part.Headers.ContentType = new(type);
        return part;
    }
}
