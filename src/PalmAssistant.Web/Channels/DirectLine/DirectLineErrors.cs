using System.Text.Json;
using Npgsql;

namespace PalmAssistant.Web.Channels.DirectLine;

/// <summary>Every failure under /v3/directline leaves as Direct Line's error body, a bug with a support id.</summary>
public sealed partial class DirectLineErrors(ILogger<DirectLineErrors> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try { return await next(context); }
        catch (DirectLineError refusal) { return refusal.ToResult(); }
        catch (JsonException) { return DirectLineError.Bad("正文不是有效的 JSON。").ToResult(); }
        catch (BadHttpRequestException bad) { return new DirectLineError(bad.StatusCode, bad.StatusCode == 413 ? "MessageSizeTooBig" : "BadArgument", "请求无法读取。").ToResult(); }
        catch (NpgsqlException away) when (away.IsTransient)
        {
            DatabaseAway(away);
            return DirectLineError.Busy().ToResult();
        }
        catch (Exception bug) when (!context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            var id = Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();
            Failed(bug, id);
            return new DirectLineError(500, "ServiceError", $"服务出了点问题，请稍后再试（编号 {id}）。").ToResult();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database is away")]
    private partial void DatabaseAway(Exception failure);

    [LoggerMessage(LogLevel.Error, "Direct Line call failed, support id {SupportId}")]
    private partial void Failed(Exception bug, string supportId);
}
