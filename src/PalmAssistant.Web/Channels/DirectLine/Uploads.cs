using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using PalmAssistant.Conversation;

namespace PalmAssistant.Web.Channels.DirectLine;

/// <summary>Files sent by people: kept under the data folder, shown back by an address that cannot be guessed.</summary>
public sealed class Uploads(PalmSettings palm, DirectLineSettings settings, ConversationLog log, IDataProtectionProvider protection)
{
    private const int MostFiles = 10;
    private const string ActivityType = "application/vnd.microsoft.activity";
    private readonly IDataProtector addresses = protection.CreateProtector("directline/upload");

    public static async Task<IResult> Take(string id, HttpContext http, Uploads uploads, DirectLineCaller caller, ConversationLog log, ConversationFeed feed, TurnQueue queue, CancellationToken ct)
    {
        var token = await caller.RequireConversation(http, id, ct);
        if (!queue.HasRoom) throw DirectLineError.Busy();
        if (!http.Request.HasFormContentType) throw DirectLineError.Bad("上传应是 multipart/form-data。");
        var form = await uploads.Form(http, ct);
        var activity = await Activity(form, ct);
        var message = DirectLineEndpoints.NewMessageId(activity);
        var files = form.Files.Where(f => !IsActivity(f)).ToList();
        if (files.Count is 0 or > MostFiles) throw DirectLineError.Bad($"一次上传 1 到 {MostFiles} 个文件。");
        if (await log.Owner(id, ct) is null) throw DirectLineError.NoConversation();
        var attachments = activity["attachments"] as JsonArray is { } sent && sent.All(a => a is JsonObject o && o["contentUrl"] is null) ? sent : [];
        foreach (var file in files) attachments.Add(await uploads.Keep(file, id, message, ct));
        activity["attachments"] = attachments.DeepClone();
        return await DirectLineEndpoints.Store(id, message, activity, token, log, feed, queue, ct);
    }

    /// <summary>Gives a file back to whoever holds its address.</summary>
    public static async Task<IResult> Give(string id, string? t, HttpContext http, Uploads uploads, CancellationToken ct)
    {
        if (t is null || !uploads.Opens(t, id)) throw DirectLineError.BadToken();
        var file = await uploads.Find(id, ct) ?? throw new DirectLineError(404, "NotFound", "文件不存在或已清理。");
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        var shown = file.ContentType is "image/png" or "image/jpeg" or "image/gif" or "image/webp";
        return Results.File(Path.Combine(uploads.Folder, file.Path), shown ? file.ContentType : "application/octet-stream", shown ? null : file.Name);
    }

    private string Folder => palm.DataFolder;

    private async Task<IncomingFile?> Find(string id, CancellationToken ct) =>
        await log.FindUpload(id, ct) is { } file && File.Exists(Path.Combine(Folder, file.Path)) ? file : null;

    private bool Opens(string address, string id)
    {
        try { return addresses.Unprotect(address) == id; }
        catch (System.Security.Cryptography.CryptographicException) { return false; }
    }

    private async Task<IFormCollection> Form(HttpContext http, CancellationToken ct)
    {
        var most = settings.LargestFile * MostFiles;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = most;
        try { return await http.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = most, BufferBody = false, MemoryBufferThreshold = 64 * 1024 }, ct); }
        catch (InvalidDataException) { throw DirectLineError.Bad("multipart 正文无法读取，或文件太大。"); }
    }

    private static bool IsActivity(IFormFile file) => file.ContentType?.StartsWith(ActivityType, StringComparison.OrdinalIgnoreCase) == true || file.Name == "activity";

    private static async Task<JsonObject> Activity(IFormCollection form, CancellationToken ct)
    {
        var part = form.Files.FirstOrDefault(IsActivity);
        if (part is null) return form["activity"].ToString() is { Length: > 0 } field ? DirectLineEndpoints.Parse(Encoding.UTF8.GetBytes(field)) ?? Bare() : Bare();
        if (part.Length > 256 * 1024) throw DirectLineError.TooLarge("一条消息不能超过 256 KB。");
        using var buffer = new MemoryStream();
        await part.CopyToAsync(buffer, ct);
        return DirectLineEndpoints.Parse(buffer.ToArray()) ?? Bare();
    }

    private static JsonObject Bare() => new() { ["type"] = "message" };

    /// <summary>On the disk before the message is acknowledged.</summary>
    private async Task<JsonObject> Keep(IFormFile file, string conversation, string message, CancellationToken ct)
    {
        if (file.Length > settings.LargestFile) throw DirectLineError.TooLarge($"“{SafeName(file.FileName)}”超过了 {settings.LargestFile / 1024 / 1024} MB。");
        var id = Guid.NewGuid().ToString("N");
        var path = Path.Combine("uploads", id[..2], id);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Folder, path))!);
        await using (var kept = new FileStream(Path.Combine(Folder, path), FileMode.CreateNew))
        {
            await file.CopyToAsync(kept, ct);
            kept.Flush(flushToDisk: true);
        }
        var type = string.IsNullOrWhiteSpace(file.ContentType) ? "application/octet-stream" : file.ContentType;
        await log.RecordUpload(id, conversation, message, new(SafeName(file.FileName), type, file.Length, path), ct);
        return new() { ["contentType"] = type, ["contentUrl"] = $"{DirectLineEndpoints.Base}/uploads/{id}?t={addresses.Protect(id)}", ["name"] = SafeName(file.FileName) };
    }

    private static string SafeName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new string([.. last.Where(c => !char.IsControl(c))]).Trim();
        return clean.Length == 0 ? "文件" : clean.Length <= 200 ? clean : clean[^200..];
    }
}
