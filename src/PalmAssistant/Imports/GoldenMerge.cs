using System.Reflection;
using Npgsql;

namespace PalmAssistant.Imports;

/// <summary>
/// Evidence to golden records, in one transaction: readers see the old records or the new ones.
/// The steps are the SQL files of Merge/, in the order of their numbers.
/// </summary>
public static class GoldenMerge
{
    private const string Settings = "set local work_mem = '192MB'; set local maintenance_work_mem = '256MB'; set local hash_mem_multiplier = 1.5; set local jit = off; set local synchronous_commit = on";

    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["01_persons"] = "合并身份", ["02_person"] = "合并人员字段", ["02a_corrections"] = "社区更正", ["03_places"] = "合并房屋", ["04_matters"] = "合并部门业务", ["05_tags"] = "合并标签",
        ["06_conflicts"] = "比对差异", ["07_decisions"] = "沿用人工判定", ["08_apply"] = "写入差异与台账",
    };

    /// <summary>Derives the golden records of everyone whose evidence changed.</summary>
    /// <param name="today">Tags whose 截止日期 lies before it have ended.</param>
    public static async Task Run(NpgsqlConnection connection, DateOnly today, Action<string, double> progress, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Sql.Run(connection, Settings, ct);
        await TagList.Sync(connection, ct);
        var steps = Steps().ToList();
        var total = steps.Count + GoldenTable.All.Count;
        var done = 0;
        foreach (var (name, sql) in steps)
        {
            progress(Titles[name], (double)done++ / total);
            if (name.StartsWith("08", StringComparison.Ordinal))
            {
                foreach (var table in GoldenTable.All)
                {
                    progress($"写入 {table.Name}", (double)done++ / total);
                    await table.Apply(connection, today, ct);
                }
                await History.KeepForces(connection, today, ct);
            }
            await Sql.Run(connection, sql.Replace("$today", $"date '{today:yyyy-MM-dd}'", StringComparison.Ordinal), ct);
        }
        await History.Close(connection, today, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Statistics and visibility map after a large change, so that counting reads indexes alone.</summary>
    public static async Task Tidy(NpgsqlConnection connection, CancellationToken ct)
    {
        foreach (var table in GoldenTable.All.Select(t => t.Name).Concat(["force", "conflict", "region", "estate", "value_code", "tag"]))
            await Sql.Run(connection, $"vacuum (analyze) community.{table}", ct);
    }

    private static IEnumerable<(string Name, string Sql)> Steps()
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string Folder = ".Imports.Merge.";
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.Contains(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..^4], reader.ReadToEnd());
        }
    }
}
