using Microsoft.AspNetCore.Mvc;
using PalmAssistant.Access;
using PalmAssistant.Community;
using PalmAssistant.Reports;
using PalmAssistant.Reports.Binding;
using PalmAssistant.Reports.Pages;
using PalmAssistant.Web.Http;

namespace PalmAssistant.Web.Reports;

/// <summary>The publisher's interface to designs, <c>/api/reports</c>: make, look at, edit, preview with one's own scope, send.</summary>
public static class PublisherEndpoints
{
    public static readonly Role[] Publishers = [Role.StreetOfficer, Role.DistrictOfficer, Role.DepartmentOfficer];

    public sealed record Sentence(Guid Id, string Text);

    public sealed record Titled(Guid Id, string? Title);

    public sealed record Words(int Table, string Text, string? Unit);

    public sealed record Whom(IReadOnlyList<string> Targets);

    public static void MapPublisher(this IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/api/reports").RequireRole(Publishers);
        reports.MapGet("", List);
        reports.MapGet("/addressees", async (PublishDesk desk, HttpContext http, CancellationToken ct) => Results.Ok(new { regions = await desk.Addressees(http.Account(), ct), reviewers = (await desk.Reviewers(http.Account(), ct)).Select(a => new { a.Id, a.Name, role = a.Role.Name(), region = a.RegionName, a.Department }) }));
        reports.MapGet("/catalogue", Catalogue);
        reports.MapPost("/sentence", async (Sentence ask, DesignDesk desk, PalmClock clock, HttpContext http, CancellationToken ct) => Made(await desk.FromSentence(ask.Id, ask.Text ?? "", http.Account(), clock.Today, ct)));
        reports.MapPost("/blank", async (Titled ask, DesignDesk desk, PalmClock clock, HttpContext http, CancellationToken ct) => Made(await desk.Blank(ask.Id, ask.Title ?? "", http.Account(), clock.Today, ct)));
        reports.MapPost("/workbook", Upload).WithMetadata(new RequestSizeLimitAttribute(25L << 20)).DisableAntiforgery();
        reports.MapGet("/{id:guid}", (Guid id, DesignDesk desk, ReportDesk kept, CatalogSource catalogs, HttpContext http, CancellationToken ct) => At(id, kept, http, async report => Results.Ok(DesignReading.Of(report, await desk.IsSent(id, ct), http.Account(), await catalogs.Current(ct))), ct));
        reports.MapPut("/{id:guid}", (Guid id, DesignEdit edit, DesignDesk desk, ReportDesk kept, CatalogSource catalogs, PalmClock clock, HttpContext http, CancellationToken ct) => At(id, kept, http, async report => await desk.Edit(report, edit, http.Account(), clock.Today, ct) switch
        {
            Drafting.Drafted drafted => Results.Ok(DesignReading.Of(drafted.Report, false, http.Account(), await catalogs.Current(ct))),
            Drafting.Refused refused => FormEndpoints.Unclear(refused.Reason),
            _ => throw new InvalidOperationException(),
        }, ct));
        reports.MapPost("/{id:guid}/copy", (Guid id, Titled ask, DesignDesk desk, ReportDesk kept, HttpContext http, CancellationToken ct) => At(id, kept, http, async report => Made(await desk.Copy(ask.Id, report, http.Account(), ct)), ct));
        reports.MapPost("/{id:guid}/read", (Guid id, Words ask, DesignDesk desk, ReportDesk kept, CatalogSource catalogs, PalmClock clock, HttpContext http, CancellationToken ct) => At(id, kept, http, report => Read(report, ask, desk, catalogs, clock, http, ct), ct));
        reports.MapPost("/{id:guid}/preview", (Guid id, Whom ask, PublishDesk desk, ReportDesk kept, PalmClock clock, HttpContext http, CancellationToken ct) => At(id, kept, http, async report => Results.Ok(await desk.Preview(report, ask.Targets ?? [], http.Account(), clock.Today, ct)), ct));
        reports.MapGet("/{id:guid}/filled", (Guid id, string targets, PublishDesk desk, ReportDesk kept, PalmClock clock, HttpContext http, CancellationToken ct) => At(id, kept, http, async report => Results.File(await desk.Filled(report, targets.Split(','), http.Account(), clock.Today, ct), PalmAssistant.Reports.Export.ReportFiles.ContentType, $"{report.Title}.xlsx"), ct));
        reports.MapPost("/{id:guid}/send", (Guid id, PublishAsk ask, PublishDesk desk, ReportDesk kept, PalmClock clock, HttpContext http, CancellationToken ct) => At(id, kept, http, async report => await desk.Send(report, ask, http.Account(), clock.Today, ct) switch
        {
            Publishing.Sent sent => Results.Ok(new { id = sent.Issue.Id, parts = sent.Issue.Submissions.Count }),
            Publishing.NothingToAsk nothing => Results.Problem(nothing.Reason, statusCode: 409, title: "平台已经能答"),
            Publishing.Refused refused => FormEndpoints.Unclear(refused.Reason),
            _ => throw new InvalidOperationException(),
        }, ct));
    }

    /// <summary>A design is its publisher's own, whoever stands above.</summary>
    private static async Task<IResult> At(Guid id, ReportDesk kept, HttpContext http, Func<Report, Task<IResult>> act, CancellationToken ct) => await kept.Find(id, ct) switch
    {
        null => Results.Problem("没有这张表，链接可能不完整。", statusCode: 404),
        { } report when report.Publisher != http.Account().Id => Results.Problem($"这张表是{report.PublisherName}设计的，您无权查看或修改设计。", statusCode: 403, title: "无权查看"),
        { } report => await act(report),
    };

    private static async Task<IResult> List(HttpContext http, DesignDesk designs, FollowDesk follow, PalmClock clock, CancellationToken ct) => Results.Ok(new
    {
        issues = await follow.All(http.Account(), clock.Today, ct),
        templates = (await designs.Templates(http.Account(), ct)).Select(t => new { t.Id, t.Title, t.At, t.Sent }),
        region = http.Account().RegionName,
    });

    /// <summary>What a column can be bound to, in Chinese: kinds of records with their fields, and the tags on people.</summary>
    private static async Task<IResult> Catalogue(CatalogSource catalogs, CancellationToken ct)
    {
        var words = (await catalogs.Current(ct)).Words;
        return Results.Ok(new
        {
            records = words.Records.Where(r => r.Key is "person" or "house" or "entity" or "venue" or "force").Select(r => new { r.Key, r.Name, r.Unit }),
            tags = words.Tags.Where(t => t.Record == "person").Select(t => t.Name).Distinct(),
            kinds = words.Records.Where(r => r.Key is "house" or "entity" or "venue").SelectMany(r => r.Fields.Where(f => f.Values.Count is > 1 and < 30).SelectMany(f => f.Values.Select(v => new { record = r.Name, field = f.Name, value = v.Label }))),
        });
    }

    private static async Task<IResult> Upload(HttpContext http, string id, DesignDesk desk, PalmClock clock, CancellationToken ct)
    {
        if (!Guid.TryParse(id, out var draft) || await FormEndpoints.File(http, ct) is not { } file) return FormEndpoints.Unclear("没有收到文件，请选择 .xlsx 空表。");
        return await desk.FromWorkbook(draft, file.Bytes, http.Account(), clock.Today, ct) is Drafting.Refused refused ? Results.Problem(refused.Reason, statusCode: 422, title: $"“{file.Name}”没有建成表") : Results.Ok(new { id = draft });
    }

    private static IResult Made(Drafting drafting) => drafting switch
    {
        Drafting.Drafted drafted => Results.Ok(new { id = drafted.Report.Id }),
        Drafting.Refused refused => FormEndpoints.Unclear(refused.Reason),
        _ => throw new InvalidOperationException(),
    };

    private static async Task<IResult> Read(Report report, Words ask, DesignDesk desk, CatalogSource catalogs, PalmClock clock, HttpContext http, CancellationToken ct)
    {
        if (ask.Table < 0 || ask.Table >= report.Design.Form.Tables.Count || string.IsNullOrWhiteSpace(ask.Text) || ask.Text.Length > 100) return FormEndpoints.Unclear("请写一句要统计什么，例如“80岁以上独居老人”。");
        var binding = await desk.Understand(report, ask.Table, ask.Text.Trim(), ask.Unit, http.Account(), clock.Today, ct);
        return Results.Ok(new { understood = DesignReading.Words(binding, await catalogs.Current(ct)), known = binding.IsPrefilled, binding.Confidence, options = (binding as Undecided)?.Options.Select(o => o.Say) });
    }
}
