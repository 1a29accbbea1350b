using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Demo;
using PalmAssistant.Imports;
using PalmAssistant.Storage;

namespace PalmAssistant.Web;

/// <summary>Subcommands of the executable, each the static entry of its slice. Without one the executable serves. Settings may follow as <c>--Palm:Today=2026-11-01</c>.</summary>
public static class Commands
{
    /// <returns>the exit code, or null when no subcommand was named</returns>
    public static async Task<int?> Run(string[] args)
    {
        if (args is not [var name, ..] || name.StartsWith('-')) return null;
        var settings = new Lazy<PalmSettings>(() => Migrated(args.Where(IsSetting)));
        string[] rest = [.. args.Skip(1).Where(a => !IsSetting(a))];
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) => { pressed.Cancel = true; stop.Cancel(); };
        try { return await Run(name, rest, settings, stop.Token); }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { return 130; }
        // What was committed stays, the rest was rolled back: running the same command again goes on from there.
        catch (NpgsqlException lost) when (lost.IsTransient)
        {
            await Console.Error.WriteLineAsync($"与数据库的连接断开了（{lost.Message}）。已提交的不会丢失，没做完的已回退；请把同一命令再运行一次。");
            return 1;
        }
    }

    private static async Task<int> Run(string name, string[] rest, Lazy<PalmSettings> settings, CancellationToken ct)
    {
        switch (name, rest)
        {
            case ("import", _):
                return await ImportCommand.Run(rest, settings.Value.Database, new PalmClock(settings.Value.Today).Today, Console.Out, ct);
            case ("ask", _):
                return await With(settings.Value, services => AskCommand.Run(services, rest, Console.Out, ct));
            case ("audit", ["verify"]):
                return await With(settings.Value, async services => Verified(await services.GetRequiredService<Audit>().Verify(ct)));
            case ("audit", ["prune", .. { Length: <= 1 } months]):
                return await With(settings.Value, async services => Said(await services.GetRequiredService<AuditRetention>().Prune(months.FirstOrDefault(), ct)));
            case ("db", ["migrate"]):
                _ = settings.Value;
                return 0;
            case ("demo", _):
                return DemoCommand.Run(rest);
            default:
                await Console.Error.WriteLineAsync($"不认识的命令 / unknown command: {name} {string.Join(' ', rest)}");
                return 2;
        }
    }

    private static async Task<int> With(PalmSettings settings, Func<IServiceProvider, Task<int>> run)
    {
        await using var services = new ServiceCollection().AddLogging().AddPalm(settings).BuildServiceProvider();
        return await run(services);
    }

    private static int Verified(AuditCheck check)
    {
        Console.WriteLine(check.BrokenAt is { } row ? $"审计链在第 {row} 行断开：该行或其前后被改动、插入或删除。" : $"审计链完整，共 {check.Rows} 行。");
        return check.BrokenAt is null ? 0 : 1;
    }

    private static int Said((string Text, bool Done) outcome)
    {
        (outcome.Done ? Console.Out : Console.Error).WriteLine(outcome.Text);
        return outcome.Done ? 0 : 1;
    }

    private static bool IsSetting(string argument) => argument.StartsWith("--Palm:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Works beside a running service or without one: the schema is brought up first.</summary>
    private static PalmSettings Migrated(IEnumerable<string> given)
    {
        var settings = PalmSettings.From(new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine([.. given]).Build());
        Schema.Migrate(settings.Database);
        return settings;
    }
}
