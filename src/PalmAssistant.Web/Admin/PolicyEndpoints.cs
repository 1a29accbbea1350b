using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using PalmAssistant.Access;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Parsing;
using PalmAssistant.Web.Http;

namespace PalmAssistant.Web.Admin;

/// <summary>The policy library over HTTP, for role 知识库管理员: upload, list, read, publish, withdraw, delete. Errors are RFC 9457 problem details in Chinese.</summary>
public static class PolicyEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void MapPolicies(this WebApplication app)
    {
        var policies = app.MapGroup("/api/policies").RequireRole(Role.PolicyCurator);
        policies.MapPost("", Upload).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(PolicyFile.MaxBytes + 1024 * 1024)).DisableAntiforgery();
        MapCuration(policies);
        policies.MapGet("", List);
        policies.MapGet("/{id:long}", Read);
        policies.MapDelete("/{id:long}", Delete);
        policies.MapPost("/{id:long}/publish", (long id, PolicyLibrary library, HttpContext http, CancellationToken ct) => Done(id, library.Publish(id, http.Account().Id, ct)));
        policies.MapPost("/{id:long}/withdraw", (long id, PolicyLibrary library, HttpContext http, CancellationToken ct) => Done(id, library.Withdraw(id, http.Account().Id, ct)));
    }

    /// <summary>From this day on the document counts as repealed; null takes the mark back.</summary>
    public sealed record RepealRequest(DateOnly? From);

    public sealed record SynonymRequest(string Say, string Means);

    public sealed record PinRequest(string Question, string Clause);

    private static void MapCuration(RouteGroupBuilder policies)
    {
        policies.MapPost("/{id:long}/repeal", (long id, RepealRequest ask, PolicyLibrary library, HttpContext http, CancellationToken ct) => Done(id, library.MarkRepealed(id, ask.From, http.Account().Id, ct)));
        policies.MapPatch("/{id:long}", (long id, MetadataOverride stated, PolicyLibrary library, HttpContext http, CancellationToken ct) => Done(id, library.Correct(id, stated, http.Account().Id, ct)));
        policies.MapPost("/{id:long}/pins", Pin);
        policies.MapGet("/questions/unanswered", (PolicyRecords records, CancellationToken ct) => records.Open(ct));
        policies.MapGet("/questions/rated", (PolicyRecords records, CancellationToken ct) => records.BadlyRated(ct));
        policies.MapGet("/questions/asked", (PolicyRecords records, CancellationToken ct) => records.MostAsked(ct));
        policies.MapPost("/questions/settle", async (SettleRequest ask, PolicyRecords records, CancellationToken ct) => { await records.Settle(ask.Question, ct); return Results.NoContent(); });
        policies.MapGet("/synonyms", async (PolicySynonyms synonyms, CancellationToken ct) => (await synonyms.All(ct)).Select(s => new { s.Say, s.Means }));
        policies.MapPost("/synonyms", AddSynonym);
        policies.MapDelete("/synonyms", async (string say, string means, PolicySynonyms synonyms, CancellationToken ct) => { await synonyms.Remove(say, means, ct); return Results.NoContent(); });
    }

    public sealed record SettleRequest(string Question);

    /// <summary>From now on this question leads to this clause.</summary>
    private static async Task<IResult> Pin(long id, PinRequest ask, PolicyLibrary library, PolicyRecords records, HttpContext http, CancellationToken ct)
    {
        if (await library.Find(id, ct) is not { } document) return NotFound(id);
        if (document.Clauses.All(c => c.Label != ask.Clause)) return Results.Problem($"《{document.Name}》里没有{ask.Clause}。", statusCode: 422);
        await records.Said(ask.Question.Trim(), document.Name, document.Metadata.Number, ask.Clause, useful: true, null, http.Account().Id, pinned: true, ct);
        await records.Settle(ask.Question.Trim(), ct);
        return Results.NoContent();
    }

    private static async Task<IResult> AddSynonym(SynonymRequest ask, PolicySynonyms synonyms, HttpContext http, CancellationToken ct)
    {
        var (say, means) = (ask.Say.Trim(), ask.Means.Trim());
        if (say.Length is 0 or > 20 || means.Length is 0 or > 60) return Results.Problem("口语说法1到20个字，文件用语1到60个字（多个用空格分开）。", statusCode: 422);
        await synonyms.Add(say, means, http.Account().Id, ct);
        return Results.NoContent();
    }

    /// <summary>multipart/form-data: <c>file</c>; optional <c>metadata</c> (JSON, what it leaves out is read from the text); <c>publish</c> true (the default) or false.</summary>
    private static async Task<IResult> Upload(HttpContext http, PolicyLibrary library, PolicyShelf shelf, PalmClock clock, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType) return Results.Problem("请用 multipart/form-data 上传，文件放在 file 字段。", statusCode: 415);
        var form = await http.Request.ReadFormAsync(ct);
        if (form.Files.GetFile("file") is not { } file) return Results.Problem("没有收到文件；请把文件放在 file 字段。", statusCode: 400);
        if (file.Length > PolicyFile.MaxBytes) return Results.Problem($"文件超过{PolicyFile.MaxBytes / 1024 / 1024}MB的上限。", statusCode: 413);
        if (!TryMetadata(form["metadata"].ToString(), out var stated)) return Results.Problem("metadata 不是正确的 JSON；日期应写成 2026-11-01 的样子。", statusCode: 400);
        if (!TryFlag(form["publish"].ToString(), out var publish)) return Results.Problem("publish 应是 true 或 false。", statusCode: 400);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        var outcome = await library.Upload(Path.GetFileName(file.FileName), bytes.ToArray(), stated, publish, http.Account().Id, ct);
        if (outcome.Document is not { } document) return Results.Problem(outcome.Problem, statusCode: 422, title: "文件不能入库");
        var index = (await shelf.Open(clock.Today, ct)).Index;
        return Results.Json(Describe(document, index.Today, outcome.Known, clauses: false), Json, statusCode: outcome.Known ? 200 : 201);
    }

    private static async Task<IResult> List(PolicyLibrary library, PalmClock clock, CancellationToken ct)
    {
        var documents = await library.All(ct);
        var standing = new Standing(documents, clock.Today);
        return Results.Json(documents.Where(d => d.State != DocumentState.Superseded).Select(d => Describe(d, standing, true, clauses: false)), Json);
    }

    private static async Task<IResult> Read(long id, PolicyLibrary library, PalmClock clock, CancellationToken ct)
    {
        if (await library.Find(id, ct) is not { } document) return NotFound(id);
        return Results.Json(Describe(document, new Standing(await library.All(ct), clock.Today), true, clauses: true), Json);
    }

    private static async Task<IResult> Delete(long id, PolicyLibrary library, HttpContext http, CancellationToken ct) =>
        await library.Delete(id, http.Account().Id, ct) ? Results.NoContent() : NotFound(id);

    private static async Task<IResult> Done(long id, Task<bool> change) => await change ? Results.NoContent() : NotFound(id);

    private static IResult NotFound(long id) => Results.Problem($"知识库里没有编号为 {id} 的文件。", statusCode: 404);

    private static object Describe(PolicyDocument document, Standing standing, bool known, bool clauses)
    {
        var m = document.Metadata;
        return new
        {
            id = document.Id.ToString(CultureInfo.InvariantCulture),
            m.Title,
            number = m.Number ?? "",
            issuer = m.Issuer ?? "",
            m.Level,
            m.SignedOn,
            m.EffectiveFrom,
            m.ValidUntil,
            status = Status(document, standing),
            recognised = known,
            clauses = clauses ? (object)document.Clauses.Select(c => new { c.Label, c.Chapter, c.Heading, c.Text, children = c.Items }) : document.Clauses.Count,
            relations = m.Relations.Select(r => new { type = r.Kind, document = r.Title, r.Number, r.Clause }),
            warnings = m.Warnings,
        };
    }

    private static string Status(PolicyDocument document, Standing standing) => document.State switch
    {
        DocumentState.Draft => "草稿",
        DocumentState.Withdrawn => "已撤回",
        DocumentState.Superseded => "已被新版替换",
        _ => standing.Of(document).Chinese(),
    };

    private static bool TryFlag(string text, out bool publish) => text.Length == 0 ? publish = true : bool.TryParse(text, out publish);

    private static bool TryMetadata(string text, out MetadataOverride? stated)
    {
        stated = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        try { stated = JsonSerializer.Deserialize<MetadataOverride>(text, new JsonSerializerOptions(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip }); return true; }
        catch (JsonException) { return false; }
    }
}
