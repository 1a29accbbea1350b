using System.Diagnostics;
using Npgsql;

namespace PalmAssistant.Database.Tests.Infra;

/// <summary>The private PostgreSQL: who keeps it running, who stops it, and what a kill costs.</summary>
public sealed class ClusterTests : IDisposable
{
    private readonly List<Process> users = [];
    private readonly string top = ClusterScript.NewFolder();
    private string folder;

    public ClusterTests() => folder = top;

    [Fact]
    public void The_last_user_stops_it()
    {
        var (service, import) = (User(), User());
        ClusterScript.Run("start", folder, service);
        ClusterScript.Run("start", folder, import);

        ClusterScript.Run("release", folder, import);
        Assert.True(IsRunning());

        ClusterScript.Run("release", folder, service);
        Assert.False(IsRunning());
    }

    [Fact]
    public void A_dead_users_lease_does_not_count()
    {
        var (service, import) = (User(), User());
        ClusterScript.Run("start", folder, service);
        ClusterScript.Run("start", folder, import);
        Kill(service);

        ClusterScript.Run("release", folder, import);
        Assert.False(IsRunning());
    }

    [Fact]
    public async Task A_killed_server_comes_back_with_all_that_was_committed()
    {
        var service = User();
        ClusterScript.Run("start", folder, service);
        using var keeper = ClusterScript.Begin("keep", folder, service);
        Psql("create table kept (n int); insert into kept select generate_series(1, 1000)");

        Kill(Postmaster());

        Assert.Equal("1000", await Eventually(() => Psql("select count(*) from kept")));
        Kill(service);
        Assert.False(await Eventually(() => IsRunning() ? null : (bool?)false) ?? true);
    }

    [Fact]
    public void A_stale_pid_file_that_names_another_living_program_is_no_obstacle()
    {
        ClusterScript.Run("start", folder);
        ClusterScript.Run("stop", folder);
        File.WriteAllText(Path.Combine(folder, "postgres/postmaster.pid"), $"{Environment.ProcessId}\n");

        ClusterScript.Run("start", folder);
        Assert.Equal("1", Psql("select 1"));
    }

    [Fact]
    public void A_folder_with_spaces_Chinese_and_a_long_name_gets_a_socket_all_the_same()
    {
        folder = Path.Combine(top, "掌上 社区", new string('长', 40));
        ClusterScript.Run("start", folder);

        using var source = NpgsqlDataSource.Create(ClusterScript.Run("url", folder));
        using var command = source.CreateCommand("select current_database()");
        Assert.Equal("palm", command.ExecuteScalar());
    }

    [Fact]
    public void Emptying_is_refused_while_another_uses_it()
    {
        var (service, mine) = (User(), User());
        ClusterScript.Run("start", folder, service);
        Psql("create table kept (n int)");

        Assert.NotEqual(0, ClusterScript.Try("recreate", folder, mine).ExitCode);
        Assert.Equal("t", Psql("select to_regclass('kept') is not null"));

        ClusterScript.Run("recreate", folder, service);
        Assert.Equal("f", Psql("select to_regclass('kept') is not null"));
    }

    public void Dispose()
    {
        ClusterScript.Try("stop", folder);
        foreach (var user in users)
        {
            user.Kill();
            user.Dispose();
        }
        Directory.Delete(top, recursive: true);
    }

    // Stands for a service or an import: any living process can hold a lease.
    private string User()
    {
        var process = Process.Start("sleep", "120");
        users.Add(process);
        return process.Id.ToString();
    }

    private static void Kill(string pid)
    {
        using var process = Process.GetProcessById(int.Parse(pid));
        process.Kill();
        process.WaitForExit(TimeSpan.FromSeconds(10));
    }

    private string Postmaster() => File.ReadLines(Path.Combine(folder, "postgres/postmaster.pid")).First();

    private bool IsRunning() => ClusterScript.Try("status", folder).ExitCode == 0;

    private string Psql(string sql) => ClusterScript.Try("psql", folder, "-qAtc", sql).Output.Trim();

    // For up to half a minute, until it answers something other than nothing.
    private static async Task<T?> Eventually<T>(Func<T?> ask)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var answer = ask();
            if (answer is not (null or "")) return answer;
            await Task.Delay(300, TestContext.Current.CancellationToken);
        }
        return default;
    }
}
