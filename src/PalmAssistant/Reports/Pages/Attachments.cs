using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Storage;

namespace PalmAssistant.Reports.Pages;

/// <summary>Files and photos of cells that ask for one: bytes in the data folder, flushed before the row that names them.</summary>
public sealed class Attachments(NpgsqlDataSource database, PalmSettings settings, TimeProvider clock)
{
    public const long Largest = 15L << 20;
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".png"] = "image/png", [".webp"] = "image/webp", [".heic"] = "image/heic", [".pdf"] = "application/pdf",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };

    /// <summary>Null when the file may be kept, otherwise why not.</summary>
    public static string? WhyNot(string name, ReadOnlySpan<byte> start, long length)
    {
        if (length == 0) return $"“{name}”是空文件，请重新选择。";
        if (length > Largest) return $"“{name}”有 {length >> 20} MB，最大 {Largest >> 20} MB，请压缩后再传。";
        if (!Types.TryGetValue(Path.GetExtension(name), out var type)) return $"“{name}”不是照片或文档。可以传：照片（jpg、png、webp、heic）、PDF、Word、Excel。";
        return Looks(type, start) ? null : $"“{name}”的内容和后缀不符，请确认后重传。";
    }

    private static bool Looks(string type, ReadOnlySpan<byte> start) => type switch
    {
        "image/jpeg" => start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]),
        "image/png" => start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']),
        "image/webp" => start.Length > 12 && start[..4].SequenceEqual("RIFF"u8) && start[8..12].SequenceEqual("WEBP"u8),
        "image/heic" => start.Length > 12 && start[4..8].SequenceEqual("ftyp"u8),
        "application/pdf" => start.StartsWith("%PDF"u8),
        _ => start.StartsWith("PK"u8),
    };

    public async Task<AttachmentView> Keep(Guid submission, CellKey cell, string name, byte[] bytes, Account by, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        var path = Path.Combine("attachments", $"{id:N}");
        Directory.CreateDirectory(Path.Combine(settings.DataFolder, "attachments"));
        await using (var file = new FileStream(Path.Combine(settings.DataFolder, path), FileMode.CreateNew))
        {
            await file.WriteAsync(bytes, ct);
            file.Flush(flushToDisk: true);
        }
        var type = Types[Path.GetExtension(name)];
        await database.Execute("insert into reports.attachment (id, submission_id, cell, name, type, length, path, by, by_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            ct, id, submission, cell.ToString(), name, type, (long)bytes.Length, path, by.Id, by.Name, clock.GetUtcNow());
        return new(id, name, type, bytes.Length, by.Name);
    }

    public Task Remove(Guid submission, Guid id, CancellationToken ct) => database.Execute("update reports.attachment set removed_at = $3 where id = $2 and submission_id = $1 and removed_at is null", ct, submission, id, clock.GetUtcNow());

    /// <summary>Cell → its files, oldest first.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<AttachmentView>>> Of(Guid submission, CancellationToken ct)
    {
        await using var command = database.Command("select cell, id, name, type, length, by_name from reports.attachment where submission_id = $1 and removed_at is null order by at, id", submission);
        await using var row = await command.ExecuteReaderAsync(ct);
        var all = new List<(string Cell, AttachmentView View)>();
        while (await row.ReadAsync(ct)) all.Add((row.GetString(0), new(row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetString(5))));
        return all.GroupBy(a => a.Cell).ToDictionary(g => g.Key, g => (IReadOnlyList<AttachmentView>)[.. g.Select(a => a.View)]);
    }

    /// <returns>null when the submission has no such file</returns>
    public async Task<(string Name, string Type, string Path)?> Find(Guid submission, Guid id, CancellationToken ct)
    {
        await using var command = database.Command("select name, type, path from reports.attachment where submission_id = $1 and id = $2", submission, id);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetString(0), row.GetString(1), System.IO.Path.Combine(settings.DataFolder, row.GetString(2))) : null;
    }
}
