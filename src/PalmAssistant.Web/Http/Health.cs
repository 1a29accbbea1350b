using Npgsql;

namespace PalmAssistant.Web.Http;

/// <summary>live: the process answers. ready: the database answers and nothing is being prepared.</summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Ok(new { status = "live" }));
        routes.MapGet("/health/ready", async (NpgsqlDataSource database, Readiness readiness, CancellationToken ct) =>
        {
            if (readiness.Preparing is { } preparing) return NotReady(preparing);
            try
            {
                await using var command = database.CreateCommand("select 1");
                await command.ExecuteScalarAsync(ct);
                return Results.Ok(new { status = "ready" });
            }
            catch (NpgsqlException) { return NotReady("数据库没有回应。"); }
        });
    }

    private static IResult NotReady(string detail) =>
        Results.Problem(detail, statusCode: 503, title: "服务还没有准备好");
}
