using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Conversation;

namespace PalmAssistant.Reports.Export;

/// <summary>Makes workbooks to download: kept in the data folder, given only to the account they were made for, for a week.</summary>
public sealed class ReportFiles(NpgsqlDataSource database, PalmSettings settings, TimeProvider clock)
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static readonly TimeSpan Lasting = TimeSpan.FromDays(7);

    /// <summary>One submission, or all of a roll-up, in the report's own layout.</summary>
    public static byte[] Workbook(Report report, IReadOnlyList<IReadOnlyList<ExportRow>> rows, string unit, string filler, DateOnly date)
    {
        var meta = new Dictionary<string, string>
        {
            ["(?:填报单位|填报社区|被检查社区|街道（社区）|综合机关名称|^社区|^单位名称|^街道)"] = unit,
            ["(?:填报人|填表人)"] = filler,
            ["(?:填报日期|填表日期|报出日期)"] = $"{date:yyyy年M月d日}",
        };
        return FilledWorkbook.Write(report.Workbook ?? DrawnWorkbook.Draw(report.Design.Form), report.Design.Form, rows, meta);
    }

    public async Task<OutgoingFile> Keep(Guid id, byte[] workbook, string title, Account account, bool unmasked, string? purpose, CancellationToken ct)
    {
        var name = new string([.. title.Where(c => !Path.GetInvalidFileNameChars().Contains(c) && c != '/')]) + ".xlsx";
        var path = Path.Combine("exports", $"{id:N}.xlsx");
        Directory.CreateDirectory(Path.Combine(settings.DataFolder, "exports"));
        await File.WriteAllBytesAsync(Path.Combine(settings.DataFolder, path), workbook, ct);
        await using var command = database.CreateCommand("insert into reports.export values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing");
        foreach (var value in new object[] { id, account.Id, name, path, unmasked, (object?)purpose ?? DBNull.Value, clock.GetUtcNow(), clock.GetUtcNow() + Lasting }) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
        return new(name, ContentType, $"/reports/files/{id:N}");
    }

    /// <returns>name and full path, or null when it is not this account's or has expired</returns>
    public async Task<(string Name, string Path)?> Find(Guid id, Account account, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select name, path from reports.export where id = $1 and account = $2 and expires_at > $3");
        foreach (var value in new object[] { id, account.Id, clock.GetUtcNow() }) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetString(0), System.IO.Path.Combine(settings.DataFolder, row.GetString(1))) : null;
    }
}
