using System.Diagnostics;
using Npgsql;
using PalmAssistant.Demo;
using PalmAssistant.Imports;
using PalmAssistant.Storage;

namespace PalmAssistant.Database.Tests.Imports;

/// <summary>kill -9, of the importing program and of PostgreSQL itself: the records are the old ones until the next run makes them the new ones.</summary>
public sealed class KilledImportTests : IAsyncLifetime
{
    private readonly TestDatabase whole = new();
    private readonly TestDatabase database = new();
    private SmallDrop drop = null!;
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await whole.InitializeAsync();
        await database.InitializeAsync();
        drop = new(whole);
        DemoDistrict.Write(new(drop.Folder, SmallDrop.Today) { Residents = 300, Communities = 2, Streets = 1 }, ct: Ct);
        await drop.Import();
    }

    public async ValueTask DisposeAsync()
    {
        drop.Dispose();
        await database.DisposeAsync();
        await whole.DisposeAsync();
    }

    [Theory]
    [InlineData("05_卫健_出生登记")]
    [InlineData("写入 person_identity")]
    public async Task The_importing_program_is_killed(string at)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PalmAssistant.Web.dll"), "import", drop.Folder]) { RedirectStandardOutput = true };
        start.Environment["PALM__Database"] = database.ConnectionString;
        start.Environment["PALM__Today"] = "2026-11-01";
        using var import = Process.Start(start)!;
        while (await import.StandardOutput.ReadLineAsync(Ct) is { } line)
            if (line.Contains(at, StringComparison.Ordinal)) import.Kill(entireProcessTree: true);
        await import.WaitForExitAsync(Ct);
        Assert.NotEqual(0, import.ExitCode);

        Assert.Equal(0L, await database.Scalar<long>("select count(*) from community.person"));
        Assert.True(await database.Scalar<long>("select count(*) from source.file") > 0);
        await Resumed(database.ConnectionString);
        Assert.Equal(await whole.Scalar<string>(SmallDrop.Picture), await database.Scalar<string>(SmallDrop.Picture));
    }

    [Theory]
    [InlineData("11_医保_参保.csv")]
    [InlineData("写入 insurance")]
    public async Task PostgreSQL_is_killed(string at)
    {
        var folder = ClusterScript.NewFolder();
        try
        {
            ClusterScript.Run("start", folder, Environment.ProcessId.ToString());
            var administrator = new NpgsqlConnectionStringBuilder(ClusterScript.Run("admin-url", folder).Trim()) { Pooling = false }.ConnectionString;
            await Execute(administrator, "create database killed");
            var server = new NpgsqlConnectionStringBuilder(administrator) { Database = "killed" }.ConnectionString;
            await Execute(server, "create extension if not exists vector; create extension if not exists pg_trgm");
            Schema.Migrate(server);

            var killed = new ImportDrop(server, ProfileCatalog.Load()).Run(drop.Folder, SmallDrop.Today, new At(at, () => Kill(administrator)), Ct);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => killed);
            ClusterScript.Run("start", folder, Environment.ProcessId.ToString());
            Assert.Equal("0", await Scalar(server, "select count(*) from community.person"));
            await Resumed(server);
            Assert.Equal(await whole.Scalar<string>(SmallDrop.Picture), await Scalar(server, SmallDrop.Picture));
        }
        finally
        {
            ClusterScript.Run("stop", folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task Resumed(string connectionString)
    {
        var summary = await new ImportDrop(connectionString, ProfileCatalog.Load()).Run(drop.Folder, SmallDrop.Today, null, Ct);
        Assert.Contains(summary.Files, f => f.AlreadyImported);
        Assert.All(summary.Files, f => Assert.True(f.Taken, f.Error));
    }

    // The server and all it started, at once, with no chance to clean up.
    private static void Kill(string administrator)
    {
        var pids = new List<int>();
        using (var connection = new NpgsqlConnection(administrator))
        {
            connection.Open();
            using var command = new NpgsqlCommand("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::integer union all select pid from pg_stat_activity", connection);
            using var reader = command.ExecuteReader();
            while (reader.Read()) pids.Add(reader.GetInt32(0));
        }
        foreach (var pid in pids)
            try
            {
                Process.GetProcessById(pid).Kill();
            }
            catch (ArgumentException)
            {
                // Gone already: the asking session itself.
            }
    }

    private static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task<string?> Scalar(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(Ct))?.ToString();
    }

    private sealed class At(string step, Action act) : IProgress<ImportProgress>
    {
        private bool done;

        public void Report(ImportProgress value)
        {
            if (done || value.What != step) return;
            done = true;
            act();
        }
    }
}
