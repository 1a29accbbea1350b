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
        routes.MapGet("/reports", (HttpContext http) => http.Account().Role is Role.CommunityWorker or Role.CommunitySecretary ? Results.Redirect("/forms") : Desk(http, "reports", "报表", "/", "发表之前先看平台能不能答")).RequireRole([Role.CommunityWorker, Role.CommunitySecretary, .. PublisherEndpoints.Publishers]);
        routes.MapGet("/reports/burden", (HttpContext http) => Desk(http, "burden", "减负的数", "/")).RequireRole([Role.CommunityWorker, Role.CommunitySecretary, .. PublisherEndpoints.Publishers]);
        routes.MapGet("/reports/design/{id:guid}", (Guid id, HttpContext http) => Desk(http, "design", "设计报表", "/reports")).RequireRole(PublisherEndpoints.Publishers);
        routes.MapGet("/reports/{id:guid}", (Guid id, HttpContext http) => Desk(http, "follow", "跟进报表", "/reports")).RequireRole(PublisherEndpoints.Publishers);
    }

    private static async Task<IResult> Form(Guid id, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => await page.Knock(id, http.Account(), clock.Today, ct) switch
    {
        FormDoor.NoSuchForm => Results.Problem("没有这张表，链接可能不完整。请从对话里的链接重新打开。", statusCode: 404, title: "没有这张表"),
        FormDoor.Refused refused => Results.Problem(refused.Reason, statusCode: 403, title: "无权查看"),
        _ => Page(http, "form.html"),
    };

    /// <summary>The publisher's pages are one frame; the script of that name fills it. Nothing put in comes from people.</summary>
    private static IResult Desk(HttpContext http, string script, string title, string back, string facts = "") =>
        Page(http, "desk.html", ("script", script), ("title", title), ("back", back), ("facts", facts));

    private static IResult Page(HttpContext http, string file, params (string Name, string Value)[] places)
    {
        http.AllowPage(chat: false, form: false);
        using var stream = typeof(ReportPages).Assembly.GetManifestResourceStream($"PalmAssistant.Web.Reports.{file}")!;
        using var reader = new StreamReader(stream);
        var html = places.Aggregate(reader.ReadToEnd(), (page, place) => page.Replace("{{" + place.Name + "}}", place.Value, StringComparison.Ordinal));
        return Results.Content(html, "text/html; charset=utf-8");
    }
}
