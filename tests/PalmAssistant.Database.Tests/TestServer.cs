using Npgsql;
using PalmAssistant.Storage;

namespace PalmAssistant.Database.Tests;

/// <summary>
/// The PostgreSQL of one test run: the server named by <c>PALM_TEST_DATABASE</c> (an administrator's connection string),
/// or, when there is none, a private one started in a temporary folder and removed at the end.
/// It holds one migrated template, from which every <see cref="TestDatabase"/> is copied in tens of milliseconds.
/// </summary>
public sealed class TestServer
{
    private static readonly Lazy<Task<TestServer>> TheOne = new(Start);
    private static int made;

    private readonly string administrator;
    private readonly string template = $"palm_template_{Environment.ProcessId}";
    private readonly SemaphoreSlim oneCopyAtATime = new(1);

    private TestServer(string administrator) => this.administrator = administrator;

    public static Task<TestServer> Get() => TheOne.Value;

    /// <summary>A new database, migrated and otherwise empty. Answers the program's connection string: no superuser's.</summary>
    public async Task<string> CreateDatabase()
    {
        var name = $"palm_test_{Environment.ProcessId}_{Interlocked.Increment(ref made)}";
        await oneCopyAtATime.WaitAsync();
        try
        {
            await Administrate($"create database {name} template {template} owner palm");
        }
        finally
        {
            oneCopyAtATime.Release();
        }
        return AsProgram(name);
    }

    public Task DropDatabase(string connectionString) =>
        Administrate($"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    /// <summary>The administrator's connection string to a database of this server, for tests of the locks themselves.</summary>
    public string AsAdministrator(string database) =>
        new NpgsqlConnectionStringBuilder(administrator) { Database = database }.ConnectionString;

    private static async Task<TestServer> Start()
    {
        var given = Environment.GetEnvironmentVariable("PALM_TEST_DATABASE");
        var own = string.IsNullOrEmpty(given);
        var server = new TestServer(own ? StartCluster() : given!);
        await server.MakeTemplate();
        if (!own) AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DropTemplate().Wait(TimeSpan.FromSeconds(10));
        return server;
    }

    private async Task MakeTemplate()
    {
        await Administrate(
            "do $$ begin create role palm login createdb createrole; exception when duplicate_object then null; end $$",
            $"create database {template} owner palm");
        await using (var connection = new NpgsqlConnection(Unpooled(AsAdministrator(template))))
        {
            await connection.OpenAsync();
            await using var extensions = new NpgsqlCommand("create extension if not exists vector; create extension if not exists pg_trgm", connection);
            await extensions.ExecuteNonQueryAsync();
        }
        // Unpooled: a template with a connection left open cannot be copied.
        Schema.Migrate(Unpooled(AsProgram(template)));
    }

    private Task DropTemplate() => Administrate($"drop database if exists {template} with (force)");

    // Over a Unix socket the program's own role comes in without a password; elsewhere the given account has to do.
    private string AsProgram(string database)
    {
        var connection = new NpgsqlConnectionStringBuilder(administrator) { Database = database, IncludeErrorDetail = true };
        if (connection.Host?.StartsWith('/') == true) connection.Username = "palm";
        return connection.ConnectionString;
    }

    private static string Unpooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    private async Task Administrate(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(Unpooled(administrator));
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static string StartCluster()
    {
        var folder = ClusterScript.NewFolder();
        ClusterScript.Run("start", folder, Environment.ProcessId.ToString());
        // The keeper stops the server when this process is gone, even when it was killed.
        ClusterScript.Begin("keep", folder, Environment.ProcessId.ToString());
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            ClusterScript.Run("stop", folder);
            Directory.Delete(folder, recursive: true);
        };
        return ClusterScript.Run("admin-url", folder).Trim();
    }
}
