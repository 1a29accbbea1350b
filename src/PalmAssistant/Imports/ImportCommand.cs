using System.Text.Encodings.Web;
using System.Text.Json;

namespace PalmAssistant.Imports;

/// <summary><c>palm import DIR [--json FILE] [--profiles DIR]</c>: imports a drop and prints a line per file.</summary>
public static class ImportCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>0 when every file was taken (quarantined rows are no failure), 1 when one was refused, 2 for a wrong call.</summary>
    public static async Task<int> Run(IReadOnlyList<string> args, string connectionString, DateOnly today, TextWriter output, CancellationToken ct)
    {
        string? folder = null, json = null, profiles = null;
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--json" && i + 1 < args.Count) json = args[++i];
            else if (args[i] == "--profiles" && i + 1 < args.Count) profiles = args[++i];
            else if (folder is null && !args[i].StartsWith("--", StringComparison.Ordinal)) folder = args[i];
            else return await Usage(output, $"不认识的参数 {args[i]}");
        }
        if (folder is null) return await Usage(output, "缺少要导入的文件夹");
        if (!Directory.Exists(folder) && !File.Exists(folder)) return await Usage(output, $"找不到 {folder}");

        var progress = new LineProgress(output);
        var summary = await new ImportDrop(connectionString, ProfileCatalog.Load(profiles)).Run(folder, today, progress, ct);
        progress.End();
        foreach (var file in summary.Files) await output.WriteLineAsync(Line(file));
        await output.WriteLineAsync($"共 {summary.Files.Count} 个文件，{summary.Files.Sum(f => (long)f.Counts.Read)} 行，用时 {summary.Elapsed.TotalSeconds:0.0} 秒" + (summary.AllTaken ? "" : $"；{summary.Files.Count(f => !f.Taken)} 个文件未能导入"));
        if (json is not null) await File.WriteAllTextAsync(json, JsonSerializer.Serialize(summary, Json), ct);
        return summary.AllTaken ? 0 : 1;
    }

    /// <summary>One file in one line: read = created + updated + unchanged + skipped + quarantined.</summary>
    public static string Line(FileSummary file)
    {
        if (file.Error is { } error) return $"✗ {file.Name}：{error}";
        var c = file.Counts;
        return $"✓ {file.Name}：读取 {c.Read} = 新增 {c.Created} + 更新 {c.Updated} + 未变 {c.Unchanged} + 跳过 {c.Skipped}（空行 {c.Blank}、重复表头 {c.Headers}、合计 {c.Totals}、重复 {c.Duplicates}）+ 待核 {c.Quarantined}；修复 {c.Repaired} 行"
            + (file.AlreadyImported ? "；内容以前导入过，未作改动" : "");
    }

    private static async Task<int> Usage(TextWriter output, string problem)
    {
        await output.WriteLineAsync($"{problem}。用法：palm import 文件夹 [--json 文件] [--profiles 文件夹]");
        return 2;
    }

    /// <summary>A line per file and step, and one for each further tenth of a long file.</summary>
    private sealed class LineProgress(TextWriter output) : IProgress<ImportProgress>
    {
        private string last = "";
        private int tenth;

        public void Report(ImportProgress value)
        {
            if (value.What != last)
            {
                (last, tenth) = (value.What, 0);
                output.WriteLine(value.Steps == 0 ? value.What : $"[{value.Step}/{value.Steps}] {value.What}");
            }
            else if ((int)(value.Share * 10) is var now && now > tenth)
            {
                tenth = now;
                output.WriteLine($"[{value.Step}/{value.Steps}] {value.What} {now * 10}%（{value.Rows} 行）");
            }
        }

        public void End() => output.WriteLine();
    }
}
