using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using PalmAssistant.Access;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Parsing;
using PalmAssistant.Web.Http;

namespace PalmAssistant.Web.Admin;

/// <summary>A document to read, opened by a citation's link at the clause cited, which is marked. For every signed-in account.</summary>
public static class PolicyPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static void MapPolicyPages(this WebApplication app)
    {
        app.MapGet("/policies/{id:long}", Show).RequireRole();
        app.MapGet("/policies", Curate).RequireRole(Role.PolicyCurator);
    }

    /// <summary>The curators' page; it works through <c>/api/policies</c>.</summary>
    private static IResult Curate(HttpContext http)
    {
        http.AllowPage(chat: false, form: false);
        using var stream = typeof(PolicyPage).Assembly.GetManifestResourceStream("PalmAssistant.Web.Admin.policies.html")!;
        using var reader = new StreamReader(stream);
        return Results.Content(reader.ReadToEnd(), "text/html; charset=utf-8");
    }

    private static async Task<IResult> Show(long id, HttpContext http, PolicyLibrary library, PalmClock clock, CancellationToken ct)
    {
        if (await library.Find(id, ct) is not { } document || document.State == DocumentState.Draft && http.Account().Role != Role.PolicyCurator) return Results.Problem("没有这份文件，可能已经撤下。", statusCode: 404);
        var amending = await library.Find([.. (await library.Heads(ct)).Where(d => d.State == DocumentState.Published && d.Metadata.Relations.Any(r => r.Names(document.Metadata))).Select(d => d.Id)], ct);
        http.AllowPage(chat: false, form: false);
        return Results.Content(Page(document, new Standing(amending.Append(document), clock.Today)), "text/html; charset=utf-8");
    }

    private static string Page(PolicyDocument document, Standing standing)
    {
        var m = document.Metadata;
        var validity = document.State switch
        {
            DocumentState.Published => standing.Of(document).Chinese(),
            DocumentState.Draft => "草稿，未发布",
            _ => "已撤下",
        };
        var html = new StringBuilder($"""
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Html.Encode(m.Title)}</title><link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/palm.css"><link rel="stylesheet" href="/policies.css"></head>
            <body class="policy-page"><main><h1>{Html.Encode(m.Title)}</h1>
            <p class="facts"><span class="chip">{validity}</span> {Html.Encode(string.Join(" · ", new[] { m.Number, m.Issuer, m.EffectiveFrom is { } from ? $"{from:yyyy-MM-dd} 起施行" : null, m.ValidUntil is { } until ? $"有效期至 {until:yyyy-MM-dd}" : null }.Where(x => x is { Length: > 0 })))}</p>
            """);
        string? chapter = null;
        foreach (var clause in document.Clauses)
        {
            if (clause.Chapter != chapter && clause.Chapter is not null) html.Append($"<h2>{Html.Encode(clause.Chapter)}</h2>");
            chapter = clause.Chapter;
            html.Append($"<section id=\"{Html.Encode(clause.Label)}\"><h3>{Html.Encode(clause.Label)}</h3>");
            Body(html, clause);
            html.Append("</section>");
        }
        return html.Append("</main></body></html>").ToString();
    }

    private static void Body(StringBuilder html, Clause clause)
    {
        var inTable = false;
        foreach (var line in clause.Text.Split('\n'))
        {
            var isRow = line.Contains(" | ", StringComparison.Ordinal);
            if (isRow != inTable) html.Append(isRow ? "<table>" : "</table>");
            inTable = isRow;
            html.Append(isRow ? $"<tr>{string.Concat(line.Split(" | ").Select(cell => $"<td>{Html.Encode(cell)}</td>"))}</tr>" : $"<p>{Html.Encode(line)}</p>");
        }
        if (inTable) html.Append("</table>");
    }
}
