using PalmAssistant.Access;
using PalmAssistant.Conversation;

namespace PalmAssistant.Web.Channels.DirectLine;

/// <summary>Finds out who calls: the secret (a trusted server) or a token (one account, one conversation).</summary>
public sealed class DirectLineCaller(DirectLineTokens tokens, DirectLineSettings settings, Accounts accounts, ConversationLog log)
{
    public const string UserPrefix = "dl_";

    public void RequireSecret(HttpContext http)
    {
        if (!settings.Accepts(Bearer(http))) throw DirectLineError.BadToken();
    }

    public bool IsSecret(HttpContext http) => settings.Accepts(Bearer(http));

    public DirectLineToken RequireToken(HttpContext http)
    {
        var token = tokens.Open(Bearer(http)) ?? throw DirectLineError.BadToken();
        if (tokens.IsExpired(token)) throw DirectLineError.Expired();
        RequireOrigin(http, token);
        return token;
    }

    /// <summary>A token of this conversation; with the secret, the conversation's own account.</summary>
    public async Task<DirectLineToken> RequireConversation(HttpContext http, string conversation, CancellationToken ct)
    {
        if (IsSecret(http))
            return new(conversation, await log.Owner(conversation, ct) ?? throw DirectLineError.NoConversation(), TimeProvider.System.GetUtcNow() + settings.TokenLife, []);
        var token = RequireToken(http);
        return token.Conversation == conversation ? token : throw DirectLineError.Foreign();
    }

    public static void RequireOrigin(HttpContext http, DirectLineToken token)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (token.Origins.Count > 0 && origin.Length > 0 && !token.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase)) throw DirectLineError.Foreign();
    }

    /// <summary>"dl_账号" to an active account.</summary>
    public async Task<Account> RequireAccount(string? userId, CancellationToken ct)
    {
        if (userId is null || !userId.StartsWith(UserPrefix, StringComparison.Ordinal) || userId.Length == UserPrefix.Length)
            throw DirectLineError.Bad("user.id 应写成 dl_ 加政务账号，例如 dl_sq001。");
        var id = userId[UserPrefix.Length..];
        return await accounts.Find(id, ct) ?? throw DirectLineError.Refused(id);
    }

    private static string Bearer(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && header.Length > 7 ? header[7..].Trim() : throw DirectLineError.NoToken();
    }
}
