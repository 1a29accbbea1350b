using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using PalmAssistant.Conversation;

namespace PalmAssistant.Web.Channels.DirectLine;

/// <summary>Direct Line 3.0: tokens, conversations, activities. Uploads and the stream have their own files.</summary>
public static class DirectLineEndpoints
{
    public const string Base = "/v3/directline";
    private const int LargestActivity = 256 * 1024;
    private const int MostActivities = 500;

    public static IServiceCollection AddDirectLine(this IServiceCollection services) => services
        .AddSingleton<DirectLineTokens>().AddSingleton<DirectLineCaller>().AddSingleton<DirectLineErrors>().AddSingleton<Uploads>();

    public static void MapDirectLine(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Base).RequireCors(Base);
        group.AddEndpointFilter(routes.ServiceProvider.GetRequiredService<DirectLineErrors>());
        group.MapPost("/tokens/generate", Generate);
        group.MapPost("/tokens/refresh", Refresh);
        group.MapPost("/conversations", Start);
        group.MapGet("/conversations/{id}", Reconnect);
        group.MapGet("/conversations/{id}/activities", Read);
        group.MapPost("/conversations/{id}/activities", Post);
        group.MapPost("/conversations/{id}/upload", Uploads.Take).DisableAntiforgery();
        group.MapGet("/uploads/{id}", Uploads.Give);
        group.MapGet("/conversations/{id}/stream", ActivityStream.Serve);
        group.Map("/{**rest}", () => new DirectLineError(404, "NotFound", "没有这个接口。").ToResult());
    }

    private static async Task<IResult> Generate(HttpContext http, DirectLineCaller caller, DirectLineTokens tokens, DirectLineSettings settings, CancellationToken ct)
    {
        caller.RequireSecret(http);
        var body = await Body(http, ct);
        var account = await caller.RequireAccount(UserId(body), ct);
        var conversation = NewConversationId();
        return Results.Ok(new { conversationId = conversation, token = tokens.Seal(conversation, account.Id, Origins(body)), expires_in = Seconds(settings) });
    }

    private static async Task<IResult> Refresh(HttpContext http, DirectLineCaller caller, DirectLineTokens tokens, DirectLineSettings settings, CancellationToken ct)
    {
        var token = caller.RequireToken(http);
        await caller.RequireAccount(DirectLineCaller.UserPrefix + token.Account, ct);
        return Results.Ok(new { conversationId = token.Conversation, token = tokens.Seal(token.Conversation, token.Account, token.Origins), expires_in = Seconds(settings) });
    }

    private static async Task<IResult> Start(HttpContext http, DirectLineCaller caller, DirectLineTokens tokens, DirectLineSettings settings, ConversationLog log, ActivityWriter writer, CancellationToken ct)
    {
        var token = caller.IsSecret(http)
            ? new DirectLineToken(NewConversationId(), (await caller.RequireAccount(UserId(await Body(http, ct)), ct)).Id, default, [])
            : caller.RequireToken(http);
        var account = await caller.RequireAccount(DirectLineCaller.UserPrefix + token.Account, ct);
        var owner = await log.Owner(token.Conversation, ct);
        if (owner is not null && owner != token.Account) throw DirectLineError.Foreign();
        if (owner is null)
            await log.Open(token.Conversation, "directline", account.Id, writer.Message(HelpDialog.Greeting(account), null, null), ct);
        return Results.Json(Handle(http, token, tokens, settings, ""), statusCode: owner is null ? 201 : 200);
    }

    private static async Task<IResult> Reconnect(string id, string? watermark, HttpContext http, DirectLineCaller caller, DirectLineTokens tokens, DirectLineSettings settings, ConversationLog log, CancellationToken ct)
    {
        var token = await caller.RequireConversation(http, id, ct);
        if (await log.Owner(id, ct) is null) throw DirectLineError.NoConversation();
        return Results.Ok(Handle(http, token, tokens, settings, Watermark(watermark) == 0 ? "" : watermark!));
    }

    private static async Task<IResult> Read(string id, string? watermark, HttpContext http, DirectLineCaller caller, ConversationLog log, CancellationToken ct)
    {
        await caller.RequireConversation(http, id, ct);
        var (activities, last) = await log.Read(id, Watermark(watermark), MostActivities, ct);
        if (activities.Count == 0 && await log.Owner(id, ct) is null) throw DirectLineError.NoConversation();
        return Results.Json(Frame(activities, last), ActivityWriter.Json);
    }

    /// <summary>Stored, then acknowledged, then worked on.</summary>
    private static async Task<IResult> Post(string id, HttpContext http, DirectLineCaller caller, ConversationLog log, ConversationFeed feed, TurnQueue queue, CancellationToken ct)
    {
        var token = await caller.RequireConversation(http, id, ct);
        if (!queue.HasRoom) throw DirectLineError.Busy();
        var activity = await Body(http, ct) ?? throw DirectLineError.Bad("正文应是一个 Activity 对象。");
        return await Store(id, NewMessageId(activity), activity, token, log, feed, queue, ct);
    }

    /// <summary>Takes what a client sent into the log; shared with uploads.</summary>
    internal static async Task<IResult> Store(string conversation, string message, JsonObject activity, DirectLineToken token, ConversationLog log, ConversationFeed feed, TurnQueue queue, CancellationToken ct)
    {
        var type = Text(activity["type"]) ?? throw DirectLineError.Bad("Activity 缺少 type。");
        if (type == "typing") return Results.Ok(new { id = ActivityWriter.Id(conversation, 0) });     // worth nothing a moment later
        activity["from"] = From(activity["from"] as JsonObject, token);
        activity["channelId"] = "directline";
        var wantsAnswer = type == "message";
        var stored = await log.Receive(conversation, message, activity, wantsAnswer, ct) ?? throw DirectLineError.NoConversation();
        if (stored.IsNew) feed.Ring(conversation);
        if (wantsAnswer) queue.Ring(conversation);
        return Results.Ok(new { id = ActivityWriter.Id(conversation, stored.Sequence) });
    }

    internal static object Frame(IReadOnlyList<JsonObject> activities, long watermark) =>
        new { activities, watermark = watermark.ToString(CultureInfo.InvariantCulture) };

    internal static long Watermark(string? text) =>
        text is null or "" or "-" ? 0 : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var watermark) ? watermark : throw DirectLineError.Bad("watermark 无效。");

    internal static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>The client's own id when it has one, so a redelivered message is known.</summary>
    internal static string NewMessageId(JsonObject activity) =>
        (Text((activity["channelData"] as JsonObject)?["clientActivityID"]) ?? Text(activity["id"])) is { Length: > 0 and <= 200 } own ? own : Guid.NewGuid().ToString("N");

    /// <summary>The token says who speaks, whatever the client writes.</summary>
    private static JsonObject From(JsonObject? sent, DirectLineToken token)
    {
        var from = new JsonObject { ["id"] = DirectLineCaller.UserPrefix + token.Account, ["role"] = "user" };
        if (Text(sent?["name"]) is { Length: <= 100 } name) from["name"] = name;
        return from;
    }

    private static object Handle(HttpContext http, DirectLineToken token, DirectLineTokens tokens, DirectLineSettings settings, string watermark)
    {
        var scheme = http.Request.IsHttps ? "wss" : "ws";
        var stream = $"{scheme}://{http.Request.Host}{http.Request.PathBase}{Base}/conversations/{token.Conversation}/stream?watermark={watermark}&t={tokens.SealStream(token)}";
        return new
        {
            conversationId = token.Conversation,
            token = tokens.Seal(token.Conversation, token.Account, token.Origins),
            expires_in = Seconds(settings),
            streamUrl = stream,
            referenceGrammarId = "palm",
        };
    }

    private static async Task<JsonObject?> Body(HttpContext http, CancellationToken ct)
    {
        if (http.Request.ContentLength is > LargestActivity) throw DirectLineError.TooLarge("一条消息不能超过 256 KB。");
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(chunk, ct)) > 0;)
        {
            if (buffer.Length + read > LargestActivity) throw DirectLineError.TooLarge("一条消息不能超过 256 KB。");
            buffer.Write(chunk, 0, read);
        }
        return Parse(buffer.ToArray());
    }

    internal static JsonObject? Parse(byte[] json)
    {
        if (json.Length == 0) return null;
        try
        {
            var node = JsonNode.Parse(json);
            node?.ToJsonString(ActivityWriter.Json);          // half a surrogate pair is found here, not in the database
            return node is null ? null : node as JsonObject ?? throw DirectLineError.Bad("正文应是一个 JSON 对象。");
        }
        catch (Exception bad) when (bad is InvalidOperationException or ArgumentException) { throw DirectLineError.Bad("正文里有无效的字符。"); }
    }

    private static string? UserId(JsonObject? body) => Text((body?["user"] as JsonObject)?["id"]) ?? Text((body?["User"] as JsonObject)?["Id"]);

    private static IReadOnlyList<string> Origins(JsonObject? body) => body?["trustedOrigins"] is JsonArray origins ? [.. origins.Select(Text).OfType<string>()] : [];

    private static int Seconds(DirectLineSettings settings) => (int)settings.TokenLife.TotalSeconds;

    internal static string NewConversationId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
}
