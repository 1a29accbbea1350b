using System.Globalization;

namespace PalmAssistant.Demo;

/// <summary>The command line of the generator: DIR [--size street|100k|district] [--seed N] [--style A|B] [--today yyyy-MM-dd] [--truth FILE] [--streets N] [--communities N] [--residents N].</summary>
public static class DemoCommand
{
    /// <summary>0 when the drop is written, 2 when the arguments cannot be read (said on standard error).</summary>
    public static int Run(string[] args) => Run(args, TimeProvider.System, CancellationToken.None);

    public static int Run(string[] args, TimeProvider clock, CancellationToken ct)
    {
        if (Parse(args, clock) is not { } options) return 2;
        var started = clock.GetTimestamp();
        var truth = DemoDistrict.Write(options, new Reports(), ct);
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{truth.Rows} rows, {truth.Residents} residents, {truth.Houses} houses, {truth.Entities} market entities in {options.Folder} ({seconds:0.0} s)"));
        return 0;
    }

    private static DemoOptions? Parse(string[] args, TimeProvider clock)
    {
        if (args.Length == 0 || args[0].StartsWith('-')) return Refuse("a folder is needed");
        var options = new DemoOptions(args[0], Today(clock));
        for (var i = 1; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) return Refuse($"{args[i]} needs a value");
            if (With(options, args[i], args[i + 1]) is not { } next) return Refuse($"{args[i]} {args[i + 1]} is not understood");
            options = next;
        }
        return options;
    }

    private static DateOnly Today(TimeProvider clock) =>
        DateOnly.TryParseExact(Environment.GetEnvironmentVariable("PALM__Today"), "yyyy-MM-dd", out var pinned)
            ? pinned
            : DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    private static DemoOptions? With(DemoOptions options, string name, string value)
    {
        var isNumber = int.TryParse(value, CultureInfo.InvariantCulture, out var n);
        return (name, value) switch
        {
            ("--size", "street") => options with { Size = DemoSize.Street },
            ("--size", "100k") => options with { Size = DemoSize.Small },
            ("--size", "district") => options with { Size = DemoSize.District },
            ("--style", "A" or "B") => options with { Style = value == "A" ? DemoStyle.A : DemoStyle.B },
            ("--today", _) when DateOnly.TryParseExact(value, "yyyy-MM-dd", out var today) => options with { Today = today },
            ("--truth", _) => options with { TruthFile = value },
            ("--seed", _) when isNumber => options with { Seed = n },
            ("--streets", _) when isNumber => options with { Streets = n },
            ("--communities", _) when isNumber => options with { Communities = n },
            ("--residents", _) when isNumber => options with { Residents = n },
            _ => null,
        };
    }

    private static DemoOptions? Refuse(string why)
    {
        Console.Error.WriteLine($"demo: {why}. Usage: demo DIR [--size street|100k|district] [--seed N] [--style A|B] [--today yyyy-MM-dd] [--truth FILE] [--streets N] [--communities N] [--residents N]");
        return null;
    }

    private sealed class Reports : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value)
        {
            if (value.CommunitiesDone % 10 == 0 || value.CommunitiesDone == value.Communities)
                Console.Error.WriteLine($"{value.CommunitiesDone}/{value.Communities} communities, {value.Rows} rows");
        }
    }
}
