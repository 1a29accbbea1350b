using System.Security.Claims;
using PalmAssistant.Access;
using PalmAssistant.Web.Channels.DirectLine;

namespace PalmAssistant.Web.Http;

/// <summary>Who calls an HTTP interface: the account of a Direct Line token (<c>Authorization: Bearer</c>), or of the Web Chat sign-in.</summary>
public static class Speaker
{
    private static readonly object AccountKey = new();

    /// <summary>The account behind a request that passed <see cref="RequireRole"/>.</summary>
    public static Account Account(this HttpContext http) => (Account)http.Items[AccountKey]!;

    /// <summary>Lets only these roles in (none named: any active account): 401 without a valid token, 403 for another role, as problem details.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder routes, params Role[] roles) where TBuilder : IEndpointConventionBuilder =>
        routes.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (await Find(http) is not { } account) return Results.Problem("请带上有效的 Direct Line 令牌（Authorization: Bearer …），或先登录。", statusCode: 401);
            if (roles.Length > 0 && !roles.Contains(account.Role))
                return Results.Problem($"这里需要的角色是{string.Join("、", roles.Select(r => r.Name()))}，当前账号是{account.Role.Name()}。", statusCode: 403);
            http.Items[AccountKey] = account;
            return await next(context);
        });

    /// <summary>Null when nobody is known. A page of a foreign site cannot act for a signed-in person: writes by cookie need the <c>X-Palm</c> header or our own origin.</summary>
    public static async Task<Account?> Find(HttpContext http)
    {
        var accounts = http.RequestServices.GetRequiredService<Accounts>();
        var id = TokenAccount(http) ?? CookieAccount(http);
        return id is null ? null : await accounts.Find(id, http.RequestAborted);
    }

    private static string? TokenAccount(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return null;
        var tokens = http.RequestServices.GetRequiredService<DirectLineTokens>();
        return tokens.Open(header[7..].Trim()) is { } token && !tokens.IsExpired(token) ? token.Account : null;
    }

    private static string? CookieAccount(HttpContext http)
    {
        var isRead = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (!isRead && !IsOurPage(http)) return null;
        return http.User.FindFirstValue(ClaimTypes.NameIdentifier);
    }

    private static bool IsOurPage(HttpContext http) =>
        http.Request.Headers["X-Palm"].Count > 0 || http.Request.Headers.Origin.ToString() == $"{http.Request.Scheme}://{http.Request.Host}";
}
