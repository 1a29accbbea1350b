using PalmAssistant.Access;
using PalmAssistant.Ask;

namespace PalmAssistant.Web.Http;

/// <summary>Gives an exported file to whoever holds its address, while it is open; every fetch is in the audit.</summary>
public static class Exports
{
    public static void MapExports(this IEndpointRouteBuilder routes) => routes.MapGet("/exports/{token}", Give);

    private static async Task<IResult> Give(string token, HttpContext http, ExportFiles files, Audit audit, CancellationToken ct)
    {
        if (token.Length > 100 || await files.Find(token, ct) is not { } file || !File.Exists(file.Path))
            return Results.Problem(title: "链接已过期", detail: "这个导出链接不存在或已经过期，请回到对话里再说一次“导出来”。", statusCode: StatusCodes.Status404NotFound);
        // A picture is loaded by the chat itself, whenever it is scrolled into view, and shows figures only.
        if (Path.GetExtension(file.Path) == ".png")
        {
            http.Response.Headers.CacheControl = "private, max-age=7200";
            return Results.File(file.Path, "image/png");
        }
        await audit.Append(new(TimeProvider.System.GetUtcNow(), file.Account, "download", file.Name, "file", new { until = file.Until }, []), ct);
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(file.Path, Path.GetExtension(file.Path) == ".docx" ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.Name);
    }
}
