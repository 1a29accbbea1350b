using PalmAssistant.Access;
using PalmAssistant.Reports.Pages;
using PalmAssistant.Web.Http;

namespace PalmAssistant.Web.Reports;

/// <summary>The pages around reports: files of this folder that work through <c>/api/forms</c> and <c>/api/reports</c>. Who may not open one is told so, in words.</summary>
public static class ReportPages
{
    public static void MapReportPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/forms", (HttpContext http) => Page(http, "forms.html")).RequireRole();
        routes.MapGet("/forms/{id:guid}", Form).RequireRole();
        routes.MapGet("/reports", (HttpContext http) => http.Account().Role is Role.CommunityWorker or Role.CommunitySecretary ? Results.Redirect("/forms") : Page(http, "reports.html")).RequireRole([Role.CommunityWorker, Role.CommunitySecretary, .. PublisherEndpoints.Publishers]);
        routes.MapGet("/reports/burden", (HttpContext http) => Page(http, "burden.html")).RequireRole([Role.CommunityWorker, Role.CommunitySecretary, .. PublisherEndpoints.Publishers]);
        routes.MapGet("/reports/design/{id:guid}", (Guid id, HttpContext http) => Page(http, "design.html")).RequireRole(PublisherEndpoints.Publishers);
        routes.MapGet("/reports/{id:guid}", (Guid id, HttpContext http) => Page(http, "follow.html")).RequireRole(PublisherEndpoints.Publishers);
    }

    private static async Task<IResult> Form(Guid id, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => await page.Knock(id, http.Account(), clock.Today, ct) switch
    {
        FormDoor.NoSuchForm => Results.Problem("没有这张表，链接可能不完整。请从对话里的链接重新打开。", statusCode: 404, title: "没有这张表"),
        FormDoor.Refused refused => Results.Problem(refused.Reason, statusCode: 403, title: "无权查看"),
        _ => Page(http, "form.html"),
    };

    private static IResult Page(HttpContext http, string file)
    {
        http.AllowPage(chat: false, form: false);
        using var stream = typeof(ReportPages).Assembly.GetManifestResourceStream($"PalmAssistant.Web.Reports.{file}")!;
        using var reader = new StreamReader(stream);
        return Results.Content(reader.ReadToEnd(), "text/html; charset=utf-8");
    }
}
