using System.Net.WebSockets;
using System.Text.Json;
using PalmAssistant.Conversation;

namespace PalmAssistant.Web.Channels.DirectLine;

/// <summary>The WebSocket stream: everything after the watermark, then what comes, as frames <c>{activities,watermark}</c>. The client's empty frames keep it alive.</summary>
public static class ActivityStream
{
    private const int MostInFrame = 100;

    public static async Task<IResult> Serve(string id, string? watermark, string? t, HttpContext http, DirectLineTokens tokens, ConversationLog log, ConversationFeed feed, IHostApplicationLifetime life)
    {
        if (!http.WebSockets.IsWebSocketRequest) throw DirectLineError.Bad("这里只接受 WebSocket 连接。");
        var token = tokens.OpenStream(t ?? "") ?? throw DirectLineError.BadToken();
        if (tokens.IsExpired(token)) throw DirectLineError.Expired();
        if (token.Conversation != id) throw DirectLineError.Foreign();
        DirectLineCaller.RequireOrigin(http, token);
        var after = DirectLineEndpoints.Watermark(watermark);
        if (await log.Owner(id, http.RequestAborted) is null) throw DirectLineError.NoConversation();

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        using var listener = feed.Listen(id);
        var listening = ListenUntilClosed(socket, ending);
        try { await Send(socket, id, after, log, listener, ending.Token); }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException) { }
        await Close(socket, life.ApplicationStopping.IsCancellationRequested);
        await ending.CancelAsync();
        await listening;
        return Results.Empty;
    }

    private static async Task Send(WebSocket socket, string conversation, long after, ConversationLog log, ConversationFeed.Listener listener, CancellationToken ct)
    {
        while (true)
        {
            var (activities, last) = await log.Read(conversation, after, MostInFrame, ct);
            if (activities.Count > 0)
            {
                var frame = JsonSerializer.SerializeToUtf8Bytes(DirectLineEndpoints.Frame(activities, last), ActivityWriter.Json);
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, ct);
                after = last;
            }
            if (activities.Count < MostInFrame) await listener.Wait(ct);
        }
    }

    /// <summary>Clients send nothing but empty frames and, at the end, a close.</summary>
    private static async Task ListenUntilClosed(WebSocket socket, CancellationTokenSource ending)
    {
        var buffer = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer, ending.Token)).MessageType != WebSocketMessageType.Close) { }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException) { }
        if (!ending.IsCancellationRequested) await ending.CancelAsync();
    }

    private static async Task Close(WebSocket socket, bool stopping)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try { await socket.CloseOutputAsync(stopping ? WebSocketCloseStatus.EndpointUnavailable : WebSocketCloseStatus.NormalClosure, null, patience.Token); }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException) { }
    }
}
