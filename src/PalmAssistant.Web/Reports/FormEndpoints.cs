using Microsoft.AspNetCore.Mvc;
using PalmAssistant.Reports;
using PalmAssistant.Reports.Export;
using PalmAssistant.Reports.Forms;
using PalmAssistant.Reports.Pages;
using PalmAssistant.Web.Http;

namespace PalmAssistant.Web.Reports;

/// <summary>The form page's interface, <c>/api/forms</c>: whoever fills, reviews or may read a submission. 403 for what is somebody else's, 404 only for what does not exist.</summary>
public static class FormEndpoints
{
    public sealed record Cells(IReadOnlyList<CellChange> Changes);

    public sealed record Look(IReadOnlyList<string> At);

    public sealed record MoreTime(string? Text, DateOnly? Until);

    public sealed record NewRow(int Table, string Key);

    public sealed record RowStep(int Table, string Key, string? Why);

    public static void MapForms(this IEndpointRouteBuilder routes)
    {
        var forms = routes.MapGroup("/api/forms").RequireRole();
        forms.MapGet("", Mine);
        forms.MapGet("/{id:guid}", (Guid id, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Read, async door => Results.Ok(await page.View(door, http.Account(), clock.Today, ct)), ct));
        forms.MapGet("/{id:guid}/since/{trace:long}", (Guid id, long trace, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Read, async _ => { var (newest, others) = await page.Since(id, trace, http.Account(), ct); return Results.Ok(new { trace = newest, others }); }, ct));
        forms.MapGet("/{id:guid}/history", (Guid id, string? cell, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Read, async door => Results.Ok(Steps(door, await page.History(id, cell, ct))), ct));
        forms.MapPut("/{id:guid}/cells", Fill);
        forms.MapPost("/{id:guid}/looked", Looked);
        forms.MapPost("/{id:guid}/rows", AddRow);
        forms.MapPost("/{id:guid}/rows/strike", (Guid id, RowStep step, FormDesk desk, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Fill, async door => string.IsNullOrWhiteSpace(step.Why) ? Unclear("划掉一行要说原因，例如“已去世”“搬走了”。") : await desk.Strike(door, step.Table, step.Key, step.Why.Trim(), http.Account(), ct) ? Results.NoContent() : Locked(door), ct));
        forms.MapPost("/{id:guid}/rows/restore", (Guid id, RowStep step, FormDesk desk, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Fill, async door => await desk.Unstrike(door, step.Table, step.Key, http.Account(), ct) ? Results.NoContent() : Locked(door), ct));
        forms.MapPost("/{id:guid}/submit", (Guid id, FormDesk desk, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Fill, async door => Submitted(await desk.Submit(door, http.Account(), ct)), ct));
        forms.MapPost("/{id:guid}/withdraw", (Guid id, FormDesk desk, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Fill, async _ => await desk.Withdraw(id, http.Account(), ct) ? Results.NoContent() : Results.Problem("已经审核通过，不能撤回；要改请联系发表人退回。", statusCode: 409), ct));
        forms.MapPost("/{id:guid}/repeated", (Guid id, FormDesk desk, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Fill, async door => Results.Ok(new { said = await desk.SayRepeated(door, http.Account(), ct) }), ct));
        forms.MapPost("/{id:guid}/extension", (Guid id, MoreTime ask, FormDesk desk, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Fill, async door => string.IsNullOrWhiteSpace(ask.Text) || ask.Until is not { } until || until < clock.Today ? Unclear("请写明延到哪天（今天以后）、为什么。") : Results.Ok(new { said = await desk.AskForTime(door, ask.Text.Trim(), until, http.Account(), ct) }), ct));
        forms.MapGet("/{id:guid}/workbook", (Guid id, FormDesk desk, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Read, door => Task.FromResult(Results.File(FormDesk.Workbook(door, http.Account(), clock.Today), ReportFiles.ContentType, $"{door.Reading.Opened.Issue.Title}-{door.Reading.Opened.Submission.TargetName}.xlsx")), ct));
        forms.MapPost("/{id:guid}/workbook", Compare).WithMetadata(new RequestSizeLimitAttribute(25L << 20)).DisableAntiforgery();
        forms.MapPost("/{id:guid}/files", Attach).WithMetadata(new RequestSizeLimitAttribute(Attachments.Largest + (1L << 20))).DisableAntiforgery();
        forms.MapGet("/{id:guid}/files/{file:guid}", Give);
        forms.MapDelete("/{id:guid}/files/{file:guid}", (Guid id, Guid file, FormDesk desk, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Fill, async door => await desk.Detach(door, file, http.Account(), ct) is { } answer ? Results.Ok(answer) : Locked(door), ct));
        forms.MapPost("/{id:guid}/accept", (Guid id, FormDesk desk, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Review, async door => await desk.Accept(door, http.Account(), ct) ? Results.NoContent() : Results.Problem("还没有报上来，或已被撤回，不能通过。请刷新看看。", statusCode: 409), ct));
        forms.MapPost("/{id:guid}/return", (Guid id, ReturnAsk ask, FormDesk desk, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Review, async door => Returning(ask) is { } unclear ? unclear : await desk.Return(door, ask.Why.Trim(), ask.Cells ?? new Dictionary<string, string>(), http.Account(), ct) ? Results.NoContent() : Results.Problem("还没有报上来，或已被撤回，不用退回。请刷新看看。", statusCode: 409), ct));
    }

    public sealed record ReturnAsk(string Why, IReadOnlyDictionary<string, string>? Cells);

    private static async Task<IResult> At(Guid id, HttpContext http, FormPage page, PalmClock clock, FormRight needed, Func<FormDoor.In, Task<IResult>> act, CancellationToken ct) =>
        await page.Knock(id, http.Account(), clock.Today, ct) switch
        {
            FormDoor.NoSuchForm => Results.Problem("没有这张表，链接可能不完整。", statusCode: 404),
            FormDoor.Refused refused => Results.Problem(refused.Reason, statusCode: 403, title: "无权查看"),
            FormDoor.In door when needed != FormRight.Read && door.Right != needed => Results.Problem(needed == FormRight.Fill ? $"这张表由{door.Reading.Opened.Submission.TargetName}填，您可以看，不能填。" : "这张表由发表人或指定的审核人审核，您的账号无权审核。", statusCode: 403, title: needed == FormRight.Fill ? "无权填写" : "无权审核"),
            FormDoor.In door => await act(door),
            _ => throw new InvalidOperationException(),
        };

    private static async Task<IResult> Mine(HttpContext http, ReportDesk desk, PalmClock clock, CancellationToken ct)
    {
        var asked = await desk.AskedOf(http.Account(), all: true, ct);
        return Results.Ok(asked.Select(a =>
        {
            var due = a.Submission.Due ?? a.Issue.Due;
            return new { id = a.Submission.Id, title = a.Issue.Title, publisher = a.Issue.PublisherName, target = a.Submission.TargetName, state = a.Submission.State.ToString().ToLowerInvariant(), due, dueTime = (a.Submission.Due is null ? a.Issue.DueTime : a.Submission.DueTime)?.ToString("HH:mm"), overdue = due < clock.Today && a.Submission.IsWithFiller, submittedAt = a.Submission.SubmittedAt, issuedAt = a.Issue.IssuedAt };
        }));
    }

    private static Task<IResult> Fill(Guid id, Cells ask, HttpContext http, FormPage page, FillCells fill, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Fill, async door =>
        ask.Changes is not { Count: > 0 and <= FillCells.MostAtOnce } changes ? Unclear($"一次保存 1 到 {FillCells.MostAtOnce} 格。")
        : await fill.Handle(door.Reading, changes, http.Account(), ct) is { } answer ? Results.Ok(answer) : Results.Problem("这张表不在您的范围内，无权填写。", statusCode: 403), ct);

    private static Task<IResult> Looked(Guid id, Look ask, FormDesk desk, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Fill, async _ =>
        ask.At is not { Count: > 0 and <= 1000 } ? Unclear("没有说核对了哪一格。") : Results.Ok(new { trace = await desk.Looked(id, ask.At, http.Account(), ct) }), ct);

    private static Task<IResult> AddRow(Guid id, NewRow row, FormDesk desk, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Fill, async door =>
        await desk.AddRow(door, row.Table, row.Key, http.Account(), ct) is { } problem ? Unclear(problem) : Results.NoContent(), ct);

    private static Task<IResult> Compare(Guid id, HttpContext http, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Fill, async door =>
    {
        if (await File(http, ct) is not { } file) return Unclear("没有收到文件，请选择填好的 .xlsx。");
        if (WorkbookFile.Open(file.Bytes) is OpenedWorkbook.Refused refused) return Results.Problem(refused.Reason, statusCode: 422, title: "这个文件不能用");
        var grids = ((OpenedWorkbook.Sheets)WorkbookFile.Open(file.Bytes)).All;
        if (!WorkbookDifferences.Fits(door.Reading.Opened.Design.Form, grids)) return Results.Problem("这个文件不是这张表：里面没有同名的工作表。请先“导出”本表，填好后再传回来。", statusCode: 422, title: "这个文件不能用");
        return Results.Ok(WorkbookDifferences.Of(door.Reading, grids).Select(d => new { cell = d.Cell.ToString(), d.Row, d.Column, d.Before, d.After, d.Seen, d.Brought }));
    }, ct);

    private static Task<IResult> Attach(Guid id, string cell, HttpContext http, FormDesk desk, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Fill, async door =>
    {
        if (await File(http, ct) is not { } file) return Unclear("没有收到文件。");
        if (Attachments.WhyNot(file.Name, file.Bytes.AsSpan(0, Math.Min(16, file.Bytes.Length)), file.Bytes.LongLength) is { } reason) return Results.Problem(reason, statusCode: 422, title: "这个文件不能用");
        return await desk.Attach(door, cell, file.Name, file.Bytes, http.Account(), ct) is { } answer ? Results.Ok(answer) : Locked(door);
    }, ct);

    private static Task<IResult> Give(Guid id, Guid file, HttpContext http, Attachments attachments, FormPage page, PalmClock clock, CancellationToken ct) => At(id, http, page, clock, FormRight.Read, async _ =>
    {
        if (await attachments.Find(id, file, ct) is not { } found || !System.IO.File.Exists(found.Path)) return Results.Problem("没有这个文件。", statusCode: 404);
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.File(found.Path, found.Type.StartsWith("image/", StringComparison.Ordinal) ? found.Type : "application/octet-stream", found.Type.StartsWith("image/", StringComparison.Ordinal) ? null : found.Name);
    }, ct);

    internal static async Task<(string Name, byte[] Bytes)?> File(HttpContext http, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType) return null;
        var form = await http.Request.ReadFormAsync(ct);
        if (form.Files.GetFile("file") is not { } file) return null;
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        var name = Path.GetFileName(file.FileName.Replace('\\', '/'));
        return (name.Length <= 120 ? name : name[^120..], bytes.ToArray());
    }

    private static IResult Submitted(SubmitOutcome? outcome) => outcome switch
    {
        SubmitOutcome.Done done => Results.Ok(new { done = true, again = done.Again }),
        SubmitOutcome.Already already => Results.Ok(new { done = true, already.At, already.ByName }),
        SubmitOutcome.NotNeeded => Results.Problem(FormReading.Locked(SubmissionState.Excused), statusCode: 409),
        SubmitOutcome.NotYet notYet => Results.Ok(new { done = false, problems = notYet.Problems.Select(p => new { cell = p.Cell.ToString(), p.Row, p.Column, p.Words }) }),
        _ => Results.Problem("这张表不在您的范围内，无权提交。", statusCode: 403),
    };

    private static IResult? Returning(ReturnAsk ask) => ask.Why is null || ask.Why.Trim().Length < 2 ? Unclear("退回要写原因，让社区知道改哪里。") : null;

    private static IEnumerable<object> Steps(FormDoor.In door, IReadOnlyList<Trace> traces) => traces.Select(t => new { t.At, by = t.ByName, what = FormDesk.Said(t), cell = t.Cell, t.Before, t.After, t.Why });

    internal static IResult Unclear(string reason) => Results.Problem(reason, statusCode: 422);

    private static IResult Locked(FormDoor.In door) => Results.Problem(FormReading.Locked(door.Reading.Opened.Submission.State), statusCode: 409);
}
