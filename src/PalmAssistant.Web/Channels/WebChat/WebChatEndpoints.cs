using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using PalmAssistant.Access;
using PalmAssistant.Conversation;
using PalmAssistant.Web.Channels.DirectLine;
using PalmAssistant.Web.Http;

namespace PalmAssistant.Web.Channels.WebChat;

/// <summary>The page at <c>/</c>: who is signed in (a cookie), a Direct Line token for that account, and in Development a way to sign in.</summary>
public static class WebChatEndpoints
{
    public static IServiceCollection AddWebChat(this IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "palm";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.SlidingExpiration = true;
            cookie.Events.OnRedirectToLogin = context => { context.Response.StatusCode = 401; return Task.CompletedTask; };
        });
        services.AddAuthorization();
        return services.AddSingleton<Pages>();
    }

    public static void MapWebChat(this WebApplication app)
    {
        app.MapGet("/", Home);
        app.MapPost("/webchat/token", Token).RequireRole();
        app.MapPost("/signout", (Delegate)SignOut).DisableAntiforgery();
        if (!app.Environment.IsDevelopment()) return;
        app.MapGet("/signin", SignInPage);
        app.MapPost("/signin", SignIn).DisableAntiforgery();
    }

    private static async Task<IResult> Home(HttpContext http, IHostEnvironment environment, Pages pages)
    {
        if (await Speaker.Find(http) is { } account)
        {
            http.AllowPage(chat: true, form: true);
            return pages.Chat(account, http.Nonce());
        }
        if (environment.IsDevelopment()) return Results.Redirect("/signin");
        http.AllowPage(chat: false, form: false);
        return pages.Message("请从政务工作台打开", "本页面需要经政务 IM 验证身份。请在政务 IM 的工作台里打开“掌上社区助手”。", 401);
    }

    /// <summary>A Direct Line token for the signed-in account: of the conversation it was in, when that is its own.</summary>
    private static async Task<IResult> Token(HttpContext http, TokenRequest ask, ConversationLog log, DirectLineTokens tokens, DirectLineSettings settings, CancellationToken ct)
    {
        var account = http.Account();
        var resumed = ask.ConversationId is { Length: > 0 } old && await log.Owner(old, ct) == account.Id;
        var conversation = resumed ? ask.ConversationId! : DirectLineEndpoints.NewConversationId();
        return Results.Ok(new
        {
            conversationId = conversation,
            resumed,
            token = tokens.Seal(conversation, account.Id, []),
            expiresIn = (int)settings.TokenLife.TotalSeconds,
            userId = DirectLineCaller.UserPrefix + account.Id,
            userName = account.Name,
        });
    }

    private sealed record TokenRequest(string? ConversationId);

    private static async Task<IResult> SignInPage(HttpContext http, string? q, Accounts accounts, Pages pages, Readiness readiness, CancellationToken ct)
    {
        http.AllowPage(chat: false, form: true);
        return pages.SignIn(await accounts.All(ct), q?.Trim() ?? "", readiness.Preparing, http.Nonce());
    }

    private static async Task<IResult> SignIn(HttpContext http, Accounts accounts, Pages pages, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (await accounts.Find(form["account"].ToString(), ct) is not { } account)
        {
            http.AllowPage(chat: false, form: false);
            return pages.Message("不能登录", "这个账号不存在或已停用。", 403);
        }
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, account.Id)], CookieAuthenticationDefaults.AuthenticationScheme);
        await http.SignInAsync(new ClaimsPrincipal(identity));
        return Results.Redirect("/");
    }

    private static async Task<IResult> SignOut(HttpContext http)
    {
        await http.SignOutAsync();
        return Results.Redirect("/");
    }
}
