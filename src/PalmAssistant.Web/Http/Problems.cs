using Microsoft.AspNetCore.Diagnostics;

namespace PalmAssistant.Web.Http;

/// <summary>HTTP errors as RFC 9457 problem details in Chinese, a bug with a support id and never a stack trace.</summary>
public static partial class Problems
{
    public static IServiceCollection AddPalmProblems(this IServiceCollection services) => services.AddSingleton<IProblemDetailsWriter, ProblemPage>().AddProblemDetails(options => options.CustomizeProblemDetails = context =>
    {
        var problem = context.ProblemDetails;
        problem.Title = Title(problem.Status ?? 500, problem.Title);
        problem.Extensions.Remove("traceId");
    });

    public static void UsePalmProblems(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Problems));
        app.UseExceptionHandler(handler => handler.Run(async http =>
        {
            var bug = http.Features.Get<IExceptionHandlerFeature>()?.Error;
            var status = bug is BadHttpRequestException bad ? bad.StatusCode : 500;
            var id = Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();
            if (status >= 500) Failed(logger, bug, id);
            await Results.Problem(status >= 500 ? $"请稍后再试；仍然不行，请把编号 {id} 告诉系统管理员。" : "请求无法读取。",
                statusCode: status, extensions: status >= 500 ? new Dictionary<string, object?> { ["supportId"] = id } : null).ExecuteAsync(http);
        }));
        app.UseStatusCodePages();
    }

    internal static string? Title(int status, string? given) => status switch
    {
        _ when given is { Length: > 0 } && given.Any(c => c > 0x7f) => given,
        400 => "请求有误",
        401 => "没有登录或令牌无效",
        403 => "没有权限",
        404 => "没有这个页面或接口",
        405 => "不支持这种请求方式",
        413 => "内容太大",
        415 => "不支持这种格式",
        429 => "请求太频繁",
        503 => "服务暂时不可用",
        >= 500 => "服务出了点问题",
        _ => given,
    };

    [LoggerMessage(LogLevel.Error, "Request failed, support id {SupportId}")]
    private static partial void Failed(ILogger logger, Exception? bug, string supportId);
}
