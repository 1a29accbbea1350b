using System.Diagnostics;

namespace PalmAssistant.Database.Tests;

/// <summary><c>infra/postgres/cluster.sh</c>, which keeps the private PostgreSQL of a data folder; here for servers that are thrown away.</summary>
public static class ClusterScript
{
    /// <summary>A temporary folder that the server's owner, another user when the tests run as root, can enter.</summary>
    public static string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("palm-test-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return folder;
    }

    /// <returns>what it printed</returns>
    /// <exception cref="InvalidOperationException">it ended with another code than 0</exception>
    public static string Run(params string[] arguments)
    {
        var (exitCode, output) = Try(arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"cluster.sh {string.Join(' ', arguments)} ended with {exitCode}; run ./palm setup first");
    }

    public static (int ExitCode, string Output) Try(params string[] arguments)
    {
        using var process = Begin(arguments);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    public static Process Begin(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(RepositoryRoot(), "infra/postgres/cluster.sh"), arguments) { RedirectStandardOutput = true };
        start.Environment["PALM_CLUSTER_THROWAWAY"] = "1";
        return Process.Start(start) ?? throw new InvalidOperationException("cluster.sh does not start");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PalmAssistant.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside the repository");
    }
}
