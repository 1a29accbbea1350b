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
        policies.MapCuration();
        policies.MapGet("", List);
        policies.MapGet("/{id:long}", Read);
        policies.MapDelete("/{id:long}", Delete);
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
        return Results.Json(Describe(document, index.Today, outcome.Known, document.Clauses.Count), Json, statusCode: outcome.Known ? 200 : 201);
    }

    private static async Task<IResult> List(PolicyLibrary library, PalmClock clock, CancellationToken ct)
    {
        var documents = await library.Heads(ct);
        var counts = await library.ClauseCounts(ct);
        var standing = new Standing(documents, clock.Today);
        return Results.Json(documents.Where(d => d.State != DocumentState.Superseded).Select(d => Describe(d, standing, true, counts.GetValueOrDefault(d.Id))), Json);
    }

    private static async Task<IResult> Read(long id, PolicyLibrary library, PalmClock clock, CancellationToken ct)
    {
        if (await library.Find(id, ct) is not { } document) return NotFound(id);
        var clauses = document.Clauses.Select(c => new { id = c.Id, c.Label, c.Chapter, c.Heading, c.Text, children = c.Items });
        return Results.Json(Describe(document, new Standing(await library.Heads(ct), clock.Today), true, clauses), Json);
    }

    private static async Task<IResult> Delete(long id, PolicyLibrary library, HttpContext http, CancellationToken ct) => Done(await library.Delete(id, http.Account().Id, ct), id);

    internal static IResult Done(ChangeResult result, long id) => result switch
    {
        ChangeResult.Done => Results.NoContent(),
        ChangeResult.ChangedByAnother => Results.Problem("这份文件刚被别的管理员改过，没有保存；请刷新后看过再改。", statusCode: 409, title: "别人先改了"),
        _ => NotFound(id),
    };

    internal static IResult NotFound(long id) => Results.Problem($"知识库里没有编号为 {id} 的文件。", statusCode: 404);

    private static object Describe(PolicyDocument document, Standing standing, bool known, object clauses)
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
            clauses,
            document.Version,
            document.MarkedRepealedOn,
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
