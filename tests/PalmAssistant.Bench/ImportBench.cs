using System.Diagnostics;
using Npgsql;
using PalmAssistant.Demo;
using PalmAssistant.Imports;
using PalmAssistant.Storage;

namespace PalmAssistant.Bench;

/// <summary>
/// <c>bench import [--size street|100k|district] [--style A|B]</c>: a demo district through the whole pipeline into a database of its own,
/// beside a bare COPY of the same cleaned rows into tables without indexes.
/// </summary>
public static class ImportBench
{
    private const string Database = "palm_bench_import";
    /// <summary>The day the generated district is told on.</summary>
    public static readonly DateOnly Today = new(2026, 11, 1);

    public static async Task<int> Run(string[] args)
    {
        var (size, style) = (DemoSize.Small, DemoStyle.A);
        for (var i = 0; i + 1 < args.Length; i += 2)
            (size, style) = (args[i], args[i + 1]) switch
            {
                ("--size", "street") => (DemoSize.Street, style),
                ("--size", "100k") => (DemoSize.Small, style),
                ("--size", "district") => (DemoSize.District, style),
                ("--style", "B") => (size, DemoStyle.B),
                _ => (size, style),
            };
        if (Environment.GetEnvironmentVariable("PALM__Database") is not { Length: > 0 } given)
        {
            Console.Error.WriteLine("PALM__Database names no server");
            return 2;
        }
        var folder = Directory.CreateTempSubdirectory("palm-bench-").FullName;
        try
        {
            await Recreate(given);
            await Measure(Imported(), folder, size, style);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
        return 0;
    }

    /// <summary>Connection string of the database the bench imports into, on the server that <c>PALM__Database</c> names.</summary>
    public static string Imported() =>
        new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("PALM__Database")) { Database = Database, Pooling = false }.ConnectionString;

    private static async Task Measure(string connectionString, string folder, DemoSize size, DemoStyle style)
    {
        var drop = Path.Combine(folder, "drop");
        var truth = DemoDistrict.Write(new(drop, Today) { Size = size, Style = style });
        Schema.Migrate(connectionString);
        Console.WriteLine($"{truth.Rows:N0} rows, {truth.Residents:N0} residents, {new DirectoryInfo(drop).EnumerateFiles().Sum(f => f.Length) >> 20} MB of files");

        var import = new ImportDrop(connectionString, ProfileCatalog.Load());
        var steps = new Steps();
        var summary = await import.Run(drop, Today, steps, CancellationToken.None);
        steps.End();
        if (!summary.AllTaken) throw new InvalidOperationException(summary.Files.First(f => !f.Taken).Error);
        var seconds = summary.Elapsed.TotalSeconds;
        Console.WriteLine($"files           {steps.Files,8:0.0} s   {truth.Rows / steps.Files,10:N0} rows/s   read, cleaned, resolved, deduplicated");
        Console.WriteLine($"golden records  {seconds - steps.Files,8:0.0} s   merged, tagged, compared, indexed, vacuumed");
        Console.WriteLine($"import          {seconds,8:0.0} s   {truth.Rows / seconds,10:N0} rows/s");
        Console.WriteLine($"memory of the importer at its highest {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB (the generator in it); PostgreSQL's own is beside it");

        var again = await import.Run(drop, Today, null, CancellationToken.None);
        Console.WriteLine($"the same again  {again.Elapsed.TotalSeconds,8:0.0} s   all {again.Files.Count(f => f.AlreadyImported)} files recognised");
        await BareCopy(connectionString, folder, seconds);
    }

    private static async Task BareCopy(string connectionString, string folder, double importSeconds)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        string[] tables = ["house", "survey", "hukou", "permit", "birth", "death", "schooling", "assistance", "disability", "veteran", "insurance", "pension", "allowance", "family_planning", "special", "psychiatric", "force", "entity", "venue"];
        var rows = 0L;
        var watch = new Stopwatch();
        var file = Path.Combine(folder, "rows");
        foreach (var table in tables)
        {
            await using (var to = File.Create(file))
            await using (var from = await connection.BeginRawBinaryCopyAsync($"copy source.{table} to stdout (format binary)"))
                await from.CopyToAsync(to);
            await Execute(connection, $"create table bare_{table} as select * from source.{table} limit 0");
            watch.Start();
            await using (var from = File.OpenRead(file))
            await using (var to = await connection.BeginRawBinaryCopyAsync($"copy bare_{table} from stdin (format binary)"))
                await from.CopyToAsync(to);
            watch.Stop();
            rows += await Count(connection, $"bare_{table}");
        }
        var copy = watch.Elapsed.TotalSeconds;
        Console.WriteLine($"bare COPY       {copy,8:0.0} s   {rows / copy,10:N0} rows/s   {rows:N0} cleaned rows, no indexes; the import takes {importSeconds / copy:0.0} times as long");
    }

    private static async Task Recreate(string given)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(given) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await Execute(connection, $"drop database if exists {Database} with (force)");
        await Execute(connection, $"create database {Database}");
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> Count(NpgsqlConnection connection, string table)
    {
        await using var command = new NpgsqlCommand($"select count(*) from {table}", connection) { CommandTimeout = 0 };
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Prints how long each step took and remembers when the files were done.</summary>
    private sealed class Steps : IProgress<ImportProgress>
    {
        private readonly Stopwatch watch = Stopwatch.StartNew();
        private string what = "";
        private double since;

        /// <summary>Seconds until the last file was in.</summary>
        public double Files { get; private set; }

        public void Report(ImportProgress value)
        {
            if (value.What == what) return;
            End();
            if (value.What == "身份匹配") Files = since;
            what = value.What;
        }

        public void End()
        {
            var now = watch.Elapsed.TotalSeconds;
            if (what.Length > 0 && now - since >= 0.5) Console.WriteLine($"  {now - since,8:0.0} s  {what}");
            since = now;
        }
    }
}
