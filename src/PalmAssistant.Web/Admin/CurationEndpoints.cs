using System.Text.Json.Nodes;
using PalmAssistant.Policies.Answers;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Search;
using PalmAssistant.Policies.Vectors;
using PalmAssistant.Web.Http;

namespace PalmAssistant.Web.Admin;

/// <summary>
/// What curators do with documents and questions, beside the plain interface of <see cref="PolicyEndpoints"/>. A change may carry the <c>version</c> of the document as the
/// curator saw it; 409 when another was quicker. Every change can be taken back with <c>POST /changes/{id}/undo</c>.
/// </summary>
public static class CurationEndpoints
{
    public sealed record VersionRequest(int? Version = null);

    /// <summary>From this day on the document counts as repealed; null takes the mark back.</summary>
    public sealed record RepealRequest(DateOnly? From, int? Version = null);

    public sealed record ClausesRequest(IReadOnlyList<ClauseCorrection> Clauses, int? Version = null);

    public sealed record SynonymRequest(string Say, string Means);

    public sealed record PinRequest(string Question, string Clause);

    public sealed record QuestionRequest(string Question);

    /// <summary>Without a document: there must be no basis.</summary>
    public sealed record RegressionRequest(string Question, long? Document = null, string? Clause = null);

    public static void MapCuration(this RouteGroupBuilder policies)
    {
        policies.MapPost("/{id:long}/publish", async (long id, VersionRequest? ask, PolicyLibrary library, HttpContext http, CancellationToken ct) => PolicyEndpoints.Done(await library.Publish(id, http.Account().Id, ct, ask?.Version), id));
        policies.MapPost("/{id:long}/withdraw", async (long id, VersionRequest? ask, PolicyLibrary library, HttpContext http, CancellationToken ct) => PolicyEndpoints.Done(await library.Withdraw(id, http.Account().Id, ct, ask?.Version), id));
        policies.MapPost("/{id:long}/repeal", async (long id, RepealRequest ask, PolicyLibrary library, HttpContext http, CancellationToken ct) => PolicyEndpoints.Done(await library.MarkRepealed(id, ask.From, http.Account().Id, ct, ask.Version), id));
        policies.MapPatch("/{id:long}", async (long id, MetadataOverride stated, int? version, PolicyLibrary library, HttpContext http, CancellationToken ct) => PolicyEndpoints.Done(await library.Correct(id, stated, http.Account().Id, ct, version), id));
        policies.MapPut("/{id:long}/clauses", PutClauses);
        policies.MapGet("/{id:long}/check", Check);
        policies.MapGet("/{id:long}/file", Original);
        policies.MapPost("/{id:long}/pins", Pin);
        policies.MapGet("/changes", async (PolicyChanges changes, CancellationToken ct) => await changes.Recent(60, ct));
        policies.MapPost("/changes/{id:long}/undo", async (long id, PolicyChanges changes, HttpContext http, CancellationToken ct) =>
            await changes.Undo(id, http.Account().Id, ct) is { Problem: { } problem } ? Results.Problem(problem, statusCode: 409) : Results.NoContent());
        MapQuestions(policies);
    }

    private static void MapQuestions(RouteGroupBuilder policies)
    {
        policies.MapGet("/questions/unanswered", async (PolicyRecords records, CancellationToken ct) => Grouped(await records.Open(ct)));
        policies.MapGet("/questions/rated", async (PolicyRecords records, CancellationToken ct) => Grouped(await records.BadlyRated(ct)));
        policies.MapGet("/questions/asked", (PolicyRecords records, CancellationToken ct) => records.MostAsked(ct));
        policies.MapPost("/questions/settle", async (QuestionRequest ask, PolicyChanges changes, HttpContext http, CancellationToken ct) =>
        {
            await changes.MakeOf("settle", $"“{ask.Question}”标为已处理", new JsonObject { ["kind"] = "settled", ["question"] = ask.Question }, there: true, http.Account().Id, ct);
            return Results.NoContent();
        });
        policies.MapGet("/synonyms", async (PolicySynonyms synonyms, CancellationToken ct) => (await synonyms.All(ct)).Select(s => new { s.Say, s.Means }));
        policies.MapPost("/synonyms", AddSynonym);
        policies.MapDelete("/synonyms", async (string say, string means, PolicySynonyms synonyms, HttpContext http, CancellationToken ct) => { await synonyms.Remove(say, means, http.Account().Id, ct); return Results.NoContent(); });
        policies.MapGet("/regression", async (RegressionSet regression, CancellationToken ct) => (await regression.All(ct)).Select(q => new { q.Question, q.Expected }));
        policies.MapPost("/regression", AddRegression);
        policies.MapDelete("/regression", async (string question, RegressionSet regression, HttpContext http, CancellationToken ct) => { await regression.Remove(question, http.Account().Id, ct); return Results.NoContent(); });
        policies.MapGet("/vectors", async (VectorArm vectors, CancellationToken ct) => new { progress = await vectors.Progress(ct), vectors.Problem });
    }

    /// <summary>Questions that read alike stand together, the first for all.</summary>
    private static IEnumerable<object> Grouped(IReadOnlyList<OpenQuestion> questions) => QuestionGroups.Of(questions, q => q.Question).Select(group => new
    {
        group[0].Question,
        times = group.Sum(q => q.Times),
        last = group.Max(q => q.Last),
        group[0].Why,
        group[0].Clause,
        alike = group.Skip(1).Select(q => q.Question),
    }).OrderByDescending(group => group.times);

    private static async Task<IResult> PutClauses(long id, ClausesRequest ask, PolicyLibrary library, HttpContext http, CancellationToken ct)
    {
        if (ask.Clauses.Count == 0) return Results.Problem("至少要留一条；整份文件不要了请用“删除”。", statusCode: 422);
        if (ask.Clauses.Select((c, i) => (c, i)).FirstOrDefault(x => string.IsNullOrWhiteSpace(x.c.Label) || string.IsNullOrWhiteSpace(x.c.Text)) is { c: not null } empty) return Results.Problem($"第 {empty.i + 1} 段没有条款号或没有正文。", statusCode: 422);
        if (ask.Clauses.GroupBy(c => c.Label.Trim()).FirstOrDefault(g => g.Count() > 1) is { } twice) return Results.Problem($"“{twice.Key}”出现了 {twice.Count()} 次，引用时会分不清；请改成不同的条款号。", statusCode: 422);
        return PolicyEndpoints.Done(await library.CorrectClauses(id, [.. ask.Clauses.Select(c => c with { Label = c.Label.Trim(), Text = c.Text.Replace("\r", "", StringComparison.Ordinal).Trim() })], http.Account().Id, ct, ask.Version), id);
    }

    private static async Task<IResult> Check(long id, PublishCheck check, PalmClock clock, CancellationToken ct)
    {
        if (await check.Publishing(id, clock.Today, ct) is not { } report) return PolicyEndpoints.NotFound(id);
        return Results.Ok(new { report.Asked, report.Regression, report.Failed, shifts = report.Shifts.Select(s => new { s.Question, s.Before, s.After, says = s.Says, s.Expected }) });
    }

    private static async Task<IResult> Original(long id, PolicyLibrary library, CancellationToken ct) =>
        await library.File(id, ct) is { } file ? Results.File(file.Bytes, "application/octet-stream", file.Name) : PolicyEndpoints.NotFound(id);

    /// <summary>From now on this question leads to this clause.</summary>
    private static async Task<IResult> Pin(long id, PinRequest ask, PolicyLibrary library, PolicyChanges changes, HttpContext http, CancellationToken ct)
    {
        if (await library.Find(id, ct) is not { } document) return PolicyEndpoints.NotFound(id);
        var (question, by) = (ask.Question.Trim(), http.Account().Id);
        if (document.Clauses.All(c => c.Label != ask.Clause)) return Results.Problem($"《{document.Name}》里没有{ask.Clause}。", statusCode: 422);
        var pin = new JsonObject { ["kind"] = "pin", ["question"] = question, ["title"] = document.Name, ["number"] = document.Metadata.Number, ["clause"] = ask.Clause };
        await changes.MakeOf("pin", $"“{question}”指定由《{document.Name}》{ask.Clause}回答", pin, there: true, by, ct);
        await changes.MakeOf("settle", $"“{question}”标为已处理", new JsonObject { ["kind"] = "settled", ["question"] = question }, there: true, by, ct);
        return Results.NoContent();
    }

    private static async Task<IResult> AddSynonym(SynonymRequest ask, PolicySynonyms synonyms, HttpContext http, CancellationToken ct)
    {
        var (say, means) = (ask.Say.Trim(), ask.Means.Trim());
        if (say.Length is 0 or > 20 || means.Length is 0 or > 60) return Results.Problem("口语说法1到20个字，文件用语1到60个字（多个用空格分开）。", statusCode: 422);
        await synonyms.Add(say, means, http.Account().Id, ct);
        return Results.NoContent();
    }

    private static async Task<IResult> AddRegression(RegressionRequest ask, PolicyLibrary library, RegressionSet regression, HttpContext http, CancellationToken ct)
    {
        var question = ask.Question.Trim();
        if (question.Length is 0 or > 200) return Results.Problem("问题1到200个字。", statusCode: 422);
        if (ask.Document is not { } id) { await regression.Add(new(question, null, null, null), http.Account().Id, ct); return Results.NoContent(); }
        if (await library.Find(id, ct) is not { } document) return PolicyEndpoints.NotFound(id);
        if (document.Clauses.All(c => c.Label != ask.Clause)) return Results.Problem($"《{document.Name}》里没有{ask.Clause}。", statusCode: 422);
        await regression.Add(new(question, document.Name, document.Metadata.Number, ask.Clause), http.Account().Id, ct);
        return Results.NoContent();
    }
}
