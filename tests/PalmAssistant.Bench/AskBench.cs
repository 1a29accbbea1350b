using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Conversation;

namespace PalmAssistant.Bench;

/// <summary>
/// <c>palm bench ask [--seconds N] [--wide [--only WORDS]]</c>: each question through the whole dialog (reading, scope, row-level security, reply, audit) beside hand-written SQL
/// on the same tables, then the accounts' real mix (90% community, 8% street, 2% district) for N seconds. The database is the installation's own.
/// With <c>--wide</c> further questions of every kind at each level, those beyond a bound marked, SQL beside them where one statement says the same.
/// </summary>
internal sealed class AskBench(IServiceProvider services, NpgsqlDataSource database, DateOnly today)
{
    private const int Rounds = 40;
    private const int WideRounds = 10;

    public static async Task<int> Run(string[] args)
    {
        var settings = PalmSettings.From(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        await using var services = new ServiceCollection().AddLogging().AddPalm(settings).BuildServiceProvider();
        var seconds = args.SkipWhile(a => a != "--seconds").Skip(1).Select(int.Parse).FirstOrDefault(20);
        var bench = new AskBench(services, services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<PalmClock>().Today);
        return args.Contains("--wide") ? await bench.Wide(args.SkipWhile(a => a != "--only").Skip(1).FirstOrDefault()) : await bench.Measure(seconds);
    }

    private async Task<int> Measure(int seconds)
    {
        var people = await Scalar("select count(*) from community.person where is_resident");
        Console.WriteLine($"{people} 实有人口, {Environment.ProcessorCount} cores, {today:yyyy-MM-dd}");
        var accounts = await Accounts();
        Console.WriteLine($"{"",-8}{"p50 ms",8}{"p95",8}{"SQL p50",9}{"p95",8}{"ratio",7}  question");
        var wrong = 0;
        foreach (var item in AskBenchCases.All(today))
        {
            var account = accounts[item.Who];
            var (asked, figure) = await Times(() => Ask(account, item.Said));
            var (plain, expected) = await Times(() => Sql(item.Sql, RegionRange.Of(account.Region)));
            var same = figure is null || figure == expected;
            if (!same) wrong++;
            Console.WriteLine($"{item.Who,-8}{At(asked, .5),8:0.0}{At(asked, .95),8:0.0}{At(plain, .5),9:0.0}{At(plain, .95),8:0.0}{At(asked, .5) / Math.Max(At(plain, .5), .01),7:0.00}  {item.Said}{(same ? "" : $"  DIFFERS: {figure} / {expected}")}");
        }
        await Mix(accounts, seconds);
        return wrong == 0 ? 0 : 1;
    }

    /// <summary>A community's question is answered within 25 ms at p95, any within 150 ms; beside SQL the median within 1.5 times and p95 within twice of it, plus 5 ms.</summary>
    private async Task<int> Wide(string? only)
    {
        var slow = 0;
        foreach (var said in AskBenchCases.Wide.Where(w => only is null || w.Contains(only, StringComparison.Ordinal)))
            foreach (var (who, account) in await Accounts())
            {
                var (times, _) = await Times(() => Ask(account, said), WideRounds);
                var beside = AskBenchCases.WideSql(said, who, today) is { } sql ? (await Times(() => Sql(sql, RegionRange.Of(account.Region)), WideRounds)).Times : [];
                slow += Line(who, said, times, beside);
            }
        foreach (var talk in AskBenchCases.Talks.Where(t => only is null || t[0].Contains(only, StringComparison.Ordinal)))
            foreach (var (who, account) in await Accounts())
                slow += Line(who, string.Join(" → ", talk), (await Times(() => Talk(account, talk), WideRounds)).Times.Select(t => t / talk.Length).ToList(), []);
        Console.WriteLine($"{slow} beyond a bound");
        return slow == 0 ? 0 : 1;
    }

    private static int Line(string who, string said, List<double> times, List<double> beside)
    {
        var late = At(times, .95) > (who == "worker" ? 25 : 150);
        var ratio = beside.Count > 0 && (At(times, .5) > 1.5 * At(beside, .5) + 5 || At(times, .95) > 2 * At(beside, .95) + 5);
        Console.WriteLine($"{who,-8}{At(times, .5),8:0.0}{At(times, .95),8:0.0}{(beside.Count > 0 ? $"{At(beside, .5),8:0.0}{At(beside, .95),8:0.0}" : new string(' ', 16))} {(late ? "slow" : ratio ? "than SQL" : ""),-8}  {said}");
        return late || ratio ? 1 : 0;
    }

    /// <summary>Sentences of one conversation, each offered to every dialog in turn as a channel's turn is.</summary>
    private async Task<decimal?> Talk(Account account, string[] talk)
    {
        var state = new DialogState();
        foreach (var said in talk)
        {
            await using var scope = services.CreateAsyncScope();
            var turn = new Turn("bench", "bench", "bench", account, said, DateTimeOffset.UnixEpoch, today);
            foreach (var dialog in scope.ServiceProvider.GetServices<IDialog>())
            {
                if (await dialog.Take(turn, state, default) is null) continue;
                state.Last = dialog.Name;
                break;
            }
        }
        return null;
    }

    private async Task<Dictionary<string, Account>> Accounts() => new()
    {
        ["worker"] = await Biggest("社区工作者", Role.CommunityWorker, 1000),
        ["street"] = await Biggest("街道干部", Role.StreetOfficer, 1_000_000),
        ["leader"] = await Biggest("区级干部", Role.DistrictOfficer, 1_000_000_000),
    };

    /// <summary>Four speakers at once, each asking the next question as soon as the last is answered.</summary>
    private async Task Mix(Dictionary<string, Account> accounts, int seconds)
    {
        var cases = AskBenchCases.All(today).GroupBy(c => c.Who).ToDictionary(g => g.Key, g => g.ToList());
        var times = new System.Collections.Concurrent.ConcurrentBag<double>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                var who = random.Next(100) switch { < 90 => "worker", < 98 => "street", _ => "leader" };
                var started = Stopwatch.GetTimestamp();
                await Ask(accounts[who], cases[who][random.Next(cases[who].Count)].Said);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        })));
        var sorted = times.Order().ToList();
        Console.WriteLine($"mix 90/8/2: {sorted.Count / clock.Elapsed.TotalSeconds:0} questions/s, p50 {At(sorted, .5):0.0} ms, p95 {At(sorted, .95):0.0} ms, memory {Environment.WorkingSet / 1048576} MB");
    }

    private async Task<decimal?> Ask(Account account, string said)
    {
        await using var scope = services.CreateAsyncScope();
        var ask = ActivatorUtilities.CreateInstance<AskData>(scope.ServiceProvider);
        var turn = new Turn("bench", "bench", "bench", account, said, DateTimeOffset.UnixEpoch, today);
        var trace = await ask.Answer(turn, null, default);
        if (trace.Answers.Count == 0) Console.WriteLine($"“{said}”: {trace.Reply?.Text}");
        return trace.Answers.Count == 0 ? null : trace.Answers[0].Value;
    }

    private async Task<decimal?> Sql(string sql, RegionRange range)
    {
        await using var command = database.CreateCommand(sql);
        if (sql.Contains("$1", StringComparison.Ordinal)) { command.Parameters.Add(new() { Value = range.Low }); command.Parameters.Add(new() { Value = range.High }); }
        await using var reader = await command.ExecuteReaderAsync();
        decimal? first = null;
        while (await reader.ReadAsync()) first ??= reader.GetValue(0) is long figure ? figure : -1;
        return first;
    }

    private static async Task<(List<double> Times, decimal? Last)> Times(Func<Task<decimal?>> run, int rounds = Rounds)
    {
        var times = new List<double>();
        decimal? last = null;
        for (var i = 0; i < rounds + 3; i++)
        {
            var started = Stopwatch.GetTimestamp();
            last = await run();
            if (i >= 3) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return ([.. times.Order()], last);
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];

    /// <summary>An account over the region of its level with the most residents.</summary>
    private async Task<Account> Biggest(string role, Role kind, long width)
    {
        var region = await Scalar($"select region / {width} * {width} from community.person where is_resident and region is not null group by 1 order by count(*) desc limit 1");
        return new(role, role, kind, region, role, null, []);
    }

    private async Task<long> Scalar(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
