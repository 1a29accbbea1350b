using PalmAssistant.Reports.Export;
using PalmAssistant.Web.Http;

namespace PalmAssistant.Web.Reports;

/// <summary>Workbooks made in chat, given to the account they were made for.</summary>
public static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/reports/files/{id:guid}", async (Guid id, HttpContext http, ReportFiles exports, CancellationToken ct) =>
            await exports.Find(id, http.Account(), ct) is { } file && File.Exists(file.Path)
                ? Results.File(file.Path, ReportFiles.ContentType, file.Name)
                : Results.Problem("文件不存在、已过期，或不是给您的账号做的。请在对话里重新导出。", statusCode: 404)).RequireRole();
}
