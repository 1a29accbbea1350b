using PalmAssistant.Access;
using PalmAssistant.Ask;

namespace PalmAssistant.Web.Http;

/// <summary>Gives an exported file to the account it was made for, while it is open; every fetch and every attempt of others is in the audit.</summary>
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
        if (await Speaker.Find(http) is not { } account)
            return Results.Problem(title: "请先登录", detail: "导出的文件只给导出它的账号。请先在掌上社区助手里登录，再打开这个链接。", statusCode: StatusCodes.Status401Unauthorized);
        if (account.Id != file.Account)
        {
            await audit.Append(new(TimeProvider.System.GetUtcNow(), account.Id, "download", file.Name, "denied", new { of = file.Account, reason = "别人的导出链接" }, []), ct);
            return Results.Problem(title: "不是您的文件", detail: "这个文件是别的账号导出的，不能打开。需要的话请用自己的账号查询后再导出。", statusCode: StatusCodes.Status403Forbidden);
        }
        await audit.Append(new(TimeProvider.System.GetUtcNow(), file.Account, "download", file.Name, "file", new { until = file.Until }, []), ct);
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(file.Path, Path.GetExtension(file.Path) == ".docx" ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.Name);
    }
}
