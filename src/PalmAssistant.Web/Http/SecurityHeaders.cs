using System.Security.Cryptography;

namespace PalmAssistant.Web.Http;

/// <summary>A strict Content-Security-Policy on every page; the chat's inline styles carry this request's nonce.</summary>
public static class SecurityHeaders
{
    private static readonly object NonceKey = new();

    /// <summary>One value a request, for the policy and for the page that needs it.</summary>
    public static string Nonce(this HttpContext http)
    {
        if (http.Items[NonceKey] is string nonce) return nonce;
        nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        http.Items[NonceKey] = nonce;
        return nonce;
    }

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
        return next(http);
    });

    /// <summary>For a page of ours. What Web Chat needs was found by running it: blob workers for Markdown and uploads, nonce styles.</summary>
    public static void AllowPage(this HttpContext http, bool chat, bool form)
    {
        var host = http.Request.Host.Value;
        var connect = chat ? $"connect-src 'self' ws://{host} wss://{host} blob:; worker-src 'self' blob:; media-src 'self' blob:; " : "connect-src 'self'; ";
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{http.Nonce()}'; img-src 'self' blob: data:; {connect}font-src 'self' data:; base-uri 'none'; form-action {(form ? "'self'" : "'none'")}; frame-ancestors 'self'";
        http.Response.Headers.CacheControl = "no-store";
    }
}
