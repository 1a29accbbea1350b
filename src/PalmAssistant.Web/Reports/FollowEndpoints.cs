using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Reports;
using PalmAssistant.Reports.Export;
using PalmAssistant.Reports.Pages;
using PalmAssistant.Web.Http;

namespace PalmAssistant.Web.Reports;

/// <summary>Following what was asked, <c>/api/issues</c>, and the figures of 减负, <c>/api/burden</c>.</summary>
public static class FollowEndpoints
{
    public sealed record Whose(Guid? Part);

    public sealed record More(Guid? Part, DateOnly? Due, TimeOnly? DueTime);

    public static void MapFollowing(this IEndpointRouteBuilder routes)
    {
        var issues = routes.MapGroup("/api/issues").RequireRole(PublisherEndpoints.Publishers);
        issues.MapGet("/{id:guid}", (Guid id, ReportDesk desk, FollowDesk follow, PalmClock clock, HttpContext http, CancellationToken ct) => At(id, false, desk, http, async issue => Results.Ok(await follow.Page(issue, http.Account(), clock.Today, ct)), ct));
        issues.MapGet("/{id:guid}/rollup", (Guid id, ReportDesk desk, RollUp rollUp, CatalogSource catalogs, HttpContext http, CancellationToken ct) => At(id, false, desk, http, async _ => Results.Ok(RollUpReading.Of((await rollUp.Handle(id, http.Account(), ct))!, http.Account(), await catalogs.Current(ct))), ct));
        issues.MapGet("/{id:guid}/workbook", (Guid id, ReportDesk desk, RollUp rollUp, PalmClock clock, HttpContext http, CancellationToken ct) => At(id, false, desk, http, _ => Workbook(id, rollUp, clock, http, ct), ct));
        issues.MapPost("/{id:guid}/remind", (Guid id, Whose whose, ReportDesk desk, FollowDesk follow, HttpContext http, CancellationToken ct) => At(id, true, desk, http, async issue => { var (reminded, rested) = await follow.Remind(issue, whose.Part, http.Account(), ct); return Results.Ok(new { reminded, rested }); }, ct));
        issues.MapPost("/{id:guid}/extend", (Guid id, More more, ReportDesk desk, FollowDesk follow, PalmClock clock, HttpContext http, CancellationToken ct) => At(id, true, desk, http, async issue =>
        {
            if (more.Due is not { } due || due < clock.Today) return FormEndpoints.Unclear("请选今天或以后的日期。");
            await follow.Extend(issue, more.Part, due, more.DueTime, http.Account(), ct);
            return Results.NoContent();
        }, ct));
        issues.MapPost("/{id:guid}/decline", (Guid id, Whose whose, ReportDesk desk, FollowDesk follow, HttpContext http, CancellationToken ct) => At(id, true, desk, http, async issue => { if (whose.Part is { } part && issue.Submissions.Any(s => s.Id == part)) await follow.Decline(issue, part, http.Account(), ct); return Results.NoContent(); }, ct));
        issues.MapPost("/{id:guid}/accept", (Guid id, ReportDesk desk, FollowDesk follow, HttpContext http, CancellationToken ct) => At(id, true, desk, http, async issue => Results.Ok(new { accepted = await follow.AcceptAll(issue, http.Account(), ct) }), ct));
        issues.MapPost("/{id:guid}/close", (Guid id, ReportDesk desk, FollowDesk follow, HttpContext http, CancellationToken ct) => At(id, true, desk, http, async issue => { await follow.Close(issue, http.Account(), ct); return Results.NoContent(); }, ct));
        routes.MapGet("/api/burden", Burdens).RequireRole([Role.CommunityWorker, Role.CommunitySecretary, .. PublisherEndpoints.Publishers]);
    }

    private static async Task<IResult> At(Guid id, bool deciding, ReportDesk desk, HttpContext http, Func<Issue, Task<IResult>> act, CancellationToken ct)
    {
        var account = http.Account();
        if (await desk.FindIssue(id, account, ct) is not { } issue) return await http.RequestServices.GetRequiredService<FollowDesk>().Exists(id, ct) ? Results.Problem("这张表没有发给您的辖区，您无权查看。", statusCode: 403, title: "无权查看") : Results.Problem("没有这张表，链接可能不完整。", statusCode: 404);
        if (!FollowDesk.MaySee(account, issue)) return Results.Problem($"这张表是{issue.PublisherName}发的，您无权查看。", statusCode: 403, title: "无权查看");
        if (deciding && !FollowDesk.Reviews(account, issue)) return Results.Problem($"这张表是{issue.PublisherName}发的，由发表人或审核人处理，您可以看，无权催办、审核。", statusCode: 403, title: "无权处理");
        return await act(issue);
    }

    private static async Task<IResult> Workbook(Guid id, RollUp rollUp, PalmClock clock, HttpContext http, CancellationToken ct)
    {
        var all = (await rollUp.Handle(id, http.Account(), ct))!;
        if (all.In.Count == 0) return FormEndpoints.Unclear("还没有社区报上来，没有可导出的。");
        return Results.File(ReportFiles.Workbook(all.Report, all.Rows, http.Account().RegionName, http.Account().Name, clock.Today), ReportFiles.ContentType, $"{all.Issue.Title}-汇总.xlsx");
    }

    /// <summary>The month asked for and the five before it.</summary>
    private static async Task<IResult> Burdens(HttpContext http, string? month, Burden burden, PalmClock clock, CancellationToken ct)
    {
        var first = DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", out var asked) ? asked : new DateOnly(clock.Today.Year, clock.Today.Month, 1);
        var months = new List<object>();
        for (var at = first.AddMonths(-5); at <= first; at = at.AddMonths(1)) months.Add(Month(at, await burden.Of(http.Account(), at, at.AddMonths(1).AddDays(-1), ct)));
        var now = await burden.Of(http.Account(), first, first.AddMonths(1).AddDays(-1), ct);
        return Results.Ok(new { region = http.Account().RegionName, months, repeats = now.Repeats.Take(100) });
    }

    private static object Month(DateOnly month, BurdenFigures f) => new { month = $"{month:yyyy-MM}", f.Reports, f.Submissions, f.Cells, f.Reused, f.ReuseShare, f.MedianMinutes, f.PerCommunityAndMonth, repeats = f.Repeats.Count };
}
