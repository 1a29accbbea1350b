using PalmAssistant.Access;
using PalmAssistant.Ask;
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
            case ["ask", .. var words]:
                return await With(args, services => AskCommand.Run(services, [.. words.Where(w => !w.StartsWith("--Palm", StringComparison.OrdinalIgnoreCase))], Console.Out, default));
            case ["audit", "verify"]:
                return await With(args, async services => Verified(await services.GetRequiredService<Audit>().Verify(default)));
            case [var name, ..] when !name.StartsWith('-'):
                await Console.Error.WriteLineAsync($"不认识的命令 / unknown command: {name}");
                return 2;
            default:
                return null;
        }
    }

    private static async Task<int> With(string[] args, Func<IServiceProvider, Task<int>> run)
    {
        await using var services = new ServiceCollection().AddLogging().AddPalm(Settings(args)).BuildServiceProvider();
        return await run(services);
    }

    private static int Verified(AuditCheck check)
    {
        Console.WriteLine(check.BrokenAt is { } row ? $"审计链在第 {row} 行断开：该行或其前后被改动、插入或删除。" : $"审计链完整，共 {check.Rows} 行。");
        return check.BrokenAt is null ? 0 : 1;
    }

    private static PalmSettings Settings(string[] args) =>
        PalmSettings.From(new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. args.Where(a => a.StartsWith("--Palm", StringComparison.OrdinalIgnoreCase))]).Build());
}
