using PalmAssistant.Web.Channels.WebChat;

namespace PalmAssistant.Web.Http;

/// <summary>The same problem details for a person who opened a page: a page in words instead of JSON. Interfaces (<c>/api</c>, <c>/v3</c>) keep JSON for whoever calls.</summary>
public sealed class ProblemPage(Pages pages) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        return HttpMethods.IsGet(request.Method)
            && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/v3");
    }

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (problem, http) = (context.ProblemDetails, context.HttpContext);
        var status = problem.Status ?? http.Response.StatusCode;
        http.AllowPage(chat: false, form: false);
        await pages.Message(Problems.Title(status, problem.Title) ?? "没有成功", problem.Detail ?? "请返回首页再试。", status).ExecuteAsync(http);
    }
}
