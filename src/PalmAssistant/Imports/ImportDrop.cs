using System.Diagnostics;
using Npgsql;

namespace PalmAssistant.Imports;

/// <summary>
/// A folder of department files into golden records.
/// Each file is taken in a transaction of its own and journalled with it; the golden records are derived in one more.
/// Interrupted anywhere, the next run knows what was taken, takes the rest and derives the records: nothing is half applied.
/// Two imports at once: the second waits for the first.
/// </summary>
public sealed class ImportDrop(string connectionString, ProfileCatalog catalog)
{
    private const long Lock = 0x50414C4D_494D50;   // "PALMIMP"

    /// <summary>Imports every file of <paramref name="folder"/> (or the one file it names).</summary>
    /// <param name="today">The clock: tags whose 截止日期 lies before it have ended.</param>
    public async Task<ImportSummary> Run(string folder, DateOnly today, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var files = Files(folder);
        await using var connection = await Locked(progress, ct);
        var report = new Reporter(progress, files.Count + 2);
        var knowledge = await Knowledge.Load(connection, ct);
        var summaries = new List<FileSummary>();
        var geography = false;
        foreach (var (path, profile) in files)
        {
            report.Next(Path.GetFileName(path));
            var summary = await Take(path, profile, connection, knowledge, today, report, ct);
            summaries.Add(summary);
            if (profile?.Record is not ("house" or "region")) continue;
            if (!summary.Taken) knowledge = await Knowledge.Load(connection, ct);
            else if (!summary.AlreadyImported) await Learn(knowledge, profile, connection, ct);
            geography |= summary is { Taken: true, AlreadyImported: false };
        }
        report.Next("身份匹配");
        var quarantine = new Quarantine(connection, catalog, knowledge);
        if (geography)
        {
            if (await quarantine.RetryRegions(ct) > 0) await knowledge.LoadHouses(connection, ct);
            await PlaceColumns.Resolve(connection, knowledge.Addresses, ct);
        }
        await quarantine.Match(ct);
        report.Next("合并");
        await Derive(connection, today, report, ct);
        return new(await Recounted(connection, summaries, ct), watch.Elapsed);
    }

    private async Task<FileSummary> Take(string path, Profile? profile, NpgsqlConnection connection, Knowledge knowledge, DateOnly today, Reporter report, CancellationToken ct)
    {
        var name = Path.GetFileName(path);
        if (profile is null) return new(name, null, new(), Error: $"文件名认不出是哪一类：应以 {string.Join('、', catalog.Profiles.Take(3).Select(p => p.Prefix))} 等 {catalog.Profiles.Count} 种名称之一开头");
        try
        {
            return await new FileImport(connection, catalog, knowledge, today).Run(path, profile, report.Share, ct);
        }
        catch (DropFileError refused)
        {
            return new(name, profile.Prefix, new(), Error: refused.Message);
        }
        catch (PostgresException impossible) when (impossible.SqlState.StartsWith("22", StringComparison.Ordinal) || impossible.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            return new(name, profile.Prefix, new(), Error: $"有内容写不进数据库（{impossible.SqlState} {impossible.ColumnName ?? impossible.ConstraintName}），整个文件未导入");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return new(name, profile.Prefix, new(), Error: $"读不了这个文件：{failed.Message}");
        }
    }

    private static Task Learn(Knowledge knowledge, Profile profile, NpgsqlConnection connection, CancellationToken ct) =>
        profile.Record == "region" ? knowledge.LoadRegions(connection, ct) : knowledge.LoadHouses(connection, ct);

    private static async Task Derive(NpgsqlConnection connection, DateOnly today, Reporter report, CancellationToken ct)
    {
        if (await Pending.Read(connection, ct) is not { Dirty: true } pending) return;
        await GoldenMerge.Run(connection, today, report.Step, ct);
        if (!pending.Everything) return;
        report.Step("整理", 0.95);
        await GoldenMerge.Tidy(connection, ct);
    }

    // Rows that found their person after their file was read are counted where they went.
    private static async Task<IReadOnlyList<FileSummary>> Recounted(NpgsqlConnection connection, List<FileSummary> summaries, CancellationToken ct)
    {
        var counts = new Dictionary<string, FileCounts>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("select distinct on (name) name, created, updated, unchanged, quarantined, blank, headers, totals, duplicates, repaired from source.file where name = any($1) order by name, id desc", connection);
        command.Parameters.Add(new() { Value = summaries.Where(s => s is { Taken: true, AlreadyImported: false }).Select(s => s.Name).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            counts[reader.GetString(0)] = new()
            {
                Created = reader.GetInt32(1), Updated = reader.GetInt32(2), Unchanged = reader.GetInt32(3), Quarantined = reader.GetInt32(4), Blank = reader.GetInt32(5),
                Headers = reader.GetInt32(6), Totals = reader.GetInt32(7), Duplicates = reader.GetInt32(8), Repaired = reader.GetInt32(9),
            };
        return [.. summaries.Select(s => counts.TryGetValue(s.Name, out var now) && !s.AlreadyImported ? s with { Counts = now } : s)];
    }

    private List<(string Path, Profile? Profile)> Files(string folder)
    {
        var paths = File.Exists(folder) ? [folder] : Directory.EnumerateFiles(folder).Where(p => !IsLitter(Path.GetFileName(p)));
        return [.. paths.Select(p => (Path: p, Profile: catalog.For(Path.GetFileName(p))))
            .OrderBy(f => f.Profile?.Order ?? int.MaxValue).ThenBy(f => Path.GetFileName(f.Path), StringComparer.Ordinal)];
    }

    // What editors and systems leave in folders.
    private static bool IsLitter(string name) => name.StartsWith('.') || name.StartsWith("~$", StringComparison.Ordinal) || name is "Thumbs.db" or "desktop.ini";

    /// <summary>A session of its own: in a pool it would keep the lock after closing.</summary>
    internal static NpgsqlConnection Unpooled(string connectionString) =>
        new(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0, KeepAlive = 30, Pooling = false }.ConnectionString);

    /// <summary>Waits until no other import runs; held until the connection closes.</summary>
    internal static Task Locked(NpgsqlConnection connection, CancellationToken ct) => Sql.Run(connection, $"select pg_advisory_lock({Lock})", ct);

    /// <summary>False when an import runs.</summary>
    internal static async Task<bool> TryLock(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var attempt = new NpgsqlCommand($"select pg_try_advisory_lock({Lock})", connection);
        return (bool)(await attempt.ExecuteScalarAsync(ct))!;
    }

    internal static Task Unlocked(NpgsqlConnection connection, CancellationToken ct) => Sql.Run(connection, $"select pg_advisory_unlock({Lock})", ct);

    private async Task<NpgsqlConnection> Locked(IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var connection = Unpooled(connectionString);
        try
        {
            await connection.OpenAsync(ct);
            if (await TryLock(connection, ct)) return connection;
            progress?.Report(new("另一个导入正在进行，等它结束", 0, 0, 0, 0));
            await Locked(connection, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private sealed class Reporter(IProgress<ImportProgress>? progress, int steps)
    {
        private string what = "";
        private int step;

        public void Next(string name)
        {
            (what, step) = (name, step + 1);
            progress?.Report(new(what, step, steps, 0, 0));
        }

        public void Share(double share, long rows) => progress?.Report(new(what, step, steps, share, rows));

        public void Step(string name, double share) => progress?.Report(new(name, step, steps, share, 0));
    }
}
