using PalmAssistant.Storage;

namespace PalmAssistant.Web;

/// <summary>Subcommands of the executable, each the static entry of its slice. Without one the executable serves.</summary>
public static class Commands
{
    /// <returns>the exit code, or null when no subcommand was named</returns>
    public static async Task<int?> Run(string[] args)
    {
        switch (args)
        {
            case ["db", "migrate"]:
                Schema.Migrate(Settings(args).Database);
                return 0;
            case [var name, ..] when !name.StartsWith('-'):
                await Console.Error.WriteLineAsync($"不认识的命令 / unknown command: {name}");
                return 2;
            default:
                return null;
        }
    }

    private static PalmSettings Settings(string[] args) =>
        PalmSettings.From(new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. args.Where(a => a.StartsWith("--Palm", StringComparison.OrdinalIgnoreCase))]).Build());
}
