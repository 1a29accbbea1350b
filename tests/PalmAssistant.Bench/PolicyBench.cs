using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PalmAssistant.Access;
using PalmAssistant.Conversation;
using PalmAssistant.Policies;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Search;
using PalmAssistant.Policies.Vectors;
using PalmAssistant.Storage;

namespace PalmAssistant.Bench;

/// <summary>
/// <c>palm bench policies [--documents N] [--seconds N] [--again]</c>: generated documents of about 30 clauses through the product's own upload (read, cut, store, publish),
/// their vectors with the embedder that ships, then questions through the whole dialog; beside plain PostgreSQL full text search and exact vector search in the same run.
/// <c>--again</c> takes the documents of the last run.
/// </summary>
internal sealed class PolicyBench(IServiceProvider services, NpgsqlDataSource database, int documents)
{
    private const string Name = "palm_bench_policies";
    private static readonly DateOnly Today = new(2026, 11, 1);
    private static readonly Account Worker = new("bench", "评测", Role.CommunityWorker, 370203001001000, "评测社区", null, []);
    private readonly MadePolicies made = new(documents);

    public static async Task<int> Run(string[] args)
    {
        int Option(string name, int otherwise) => args.SkipWhile(a => a != name).Skip(1).Select(int.Parse).FirstOrDefault(otherwise);
        if (Environment.GetEnvironmentVariable("PALM__Database") is not { Length: > 0 } server) { await Console.Error.WriteLineAsync("PALM__Database names no server"); return 2; }
        var again = args.Contains("--again");
        if (!again) await Fresh(server);
        var connection = new NpgsqlConnectionStringBuilder(server) { Database = Name, Pooling = true }.ConnectionString;
        Schema.Migrate(connection);
        var settings = new PalmSettings { Database = connection, DataFolder = Path.GetTempPath(), Today = Today };
        await using var services = new ServiceCollection().AddLogging(log => log.SetMinimumLevel(LogLevel.Warning)).AddPalm(settings).BuildServiceProvider();
        var bench = new PolicyBench(services, services.GetRequiredService<NpgsqlDataSource>(), Option("--documents", 20_000));
        await bench.Measure(Option("--seconds", 20), again);
        return 0;
    }

    private async Task Measure(int seconds, bool again)
    {
        if (!again) await Load();
        await Embed();
        await Open();
        await Questions(seconds);
        await PublishOneMore();
        await Beside();
        Console.WriteLine($"peak working set of the process {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB");
    }

    private async Task Load()
    {
        var library = services.GetRequiredService<PolicyLibrary>();
        var clock = Stopwatch.StartNew();
        var (next, clauses, told) = (-1, 0L, 0);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < documents; i = Interlocked.Increment(ref next))
            {
                var outcome = await library.Upload($"{i}.txt", Encoding.UTF8.GetBytes(made.Document(i)), null, publish: true, "bench", CancellationToken.None);
                var sum = Interlocked.Add(ref clauses, outcome.Document!.Clauses.Count);
                if (Interlocked.Increment(ref told) % Math.Max(1, documents / 10) == 0) Console.WriteLine($"  {told}/{documents} documents, {sum} clauses, {sum / clock.Elapsed.TotalSeconds:F0} clauses/s");
            }
        })));
        Console.WriteLine($"upload, cut, store, publish: {documents} documents, {clauses} clauses in {clock.Elapsed.TotalSeconds:F0} s ({clauses / clock.Elapsed.TotalSeconds:F0} clauses/s)");
    }

    private async Task Embed()
    {
        var clock = Stopwatch.StartNew();
        var told = -1;
        var done = await services.GetRequiredService<VectorArm>().CatchUp(CancellationToken.None, progress =>
        {
            if (progress.Percent / 20 > told) { told = progress.Percent / 20; Console.WriteLine($"  embedded {progress.Done}/{progress.Total}"); }
            return Task.CompletedTask;
        });
        Console.WriteLine($"space trained, {done} clauses embedded, HNSW built in {clock.Elapsed.TotalSeconds:F0} s ({done / clock.Elapsed.TotalSeconds:F0} clauses/s)");
    }

    private async Task Open()
    {
        var clock = Stopwatch.StartNew();
        var index = (await services.GetRequiredService<PolicyShelf>().Open(Today, CancellationToken.None)).Index;
        var seconds = clock.Elapsed.TotalSeconds;
        Console.WriteLine($"index of {index.Clauses.Count} clauses read and built in {seconds:F0} s ({index.Clauses.Count / seconds:F0} clauses/s), managed memory {GC.GetTotalMemory(true) / 1e6:F0} MB");
    }

    private async Task<string> Ask(string question)
    {
        await using var scope = services.CreateAsyncScope();
        var dialog = scope.ServiceProvider.GetServices<IDialog>().OfType<PolicyDialog>().Single();
        var turn = new Turn(Guid.NewGuid().ToString(), "bench", "bench", Worker, question, DateTimeOffset.UnixEpoch, Today);
        return (await dialog.Take(turn, new DialogState(), CancellationToken.None))?.Palm is { Kind: "policy" } palm ? $"{palm.Citations![0].Document} {palm.Citations[0].Clause}" : "";
    }

    private async Task Questions(int seconds)
    {
        var questions = Enumerable.Range(0, 300).Select(made.Question).ToList();
        for (var i = 0; i < 10; i++) await Ask(made.Question(1000 + i).Text);
        var (times, right) = (new List<double>(), 0);
        foreach (var question in questions)
        {
            var clock = Stopwatch.StartNew();
            if (await Ask(question.Text) == question.Basis) right++;
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        Console.WriteLine($"one after another: p50 {At(times, .5):F1} ms, p95 {At(times, .95):F1} ms, max {times.Max():F0} ms; the clause meant is cited first in {right} of {times.Count}");
        await Together(questions, seconds);
    }

    private async Task Together(List<MadeQuestion> questions, int seconds)
    {
        var times = new System.Collections.Concurrent.ConcurrentBag<double>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            for (var i = worker; clock.Elapsed.TotalSeconds < seconds; i += 4)
            {
                var one = Stopwatch.StartNew();
                await Ask(questions[i % questions.Count].Text);
                times.Add(one.Elapsed.TotalMilliseconds);
            }
        })));
        Console.WriteLine($"four at once: {times.Count / clock.Elapsed.TotalSeconds:F0} questions/s, p50 {At([.. times], .5):F1} ms, p95 {At([.. times], .95):F1} ms");
    }

    /// <summary>How soon a further document answers, the whole library standing.</summary>
    private async Task PublishOneMore()
    {
        var clock = Stopwatch.StartNew();
        await services.GetRequiredService<PolicyLibrary>().Upload("more.txt", Encoding.UTF8.GetBytes(made.Document(documents + 7)), null, publish: true, "bench", CancellationToken.None);
        await Ask(made.Question(0).Text);
        Console.WriteLine($"one document more, from its upload to the next answer: {clock.Elapsed.TotalMilliseconds:F0} ms");
    }

    private async Task Beside()
    {
        await Execute("drop table if exists bench_text; create table bench_text as select c.id, to_tsvector('simple', (select coalesce(string_agg(substr(t, i, 2), ' '), '') from generate_series(1, length(t) - 1) i)) words from policy.clause c, lateral (select regexp_replace(concat(c.heading, c.text), '[^\\u4e00-\\u9fff]', '', 'g') t) x");
        await Execute("create index on bench_text using gin (words)");
        await Execute("analyze bench_text");
        var words = new List<double>();
        foreach (var question in Enumerable.Range(0, 40).Select(made.Question))
        {
            var pairs = Enumerable.Range(0, question.Text.Length - 1).Select(i => question.Text.Substring(i, 2)).Where(p => p.All(Grams.IsHan)).Distinct();
            words.Add(await Time("select id from bench_text, to_tsquery('simple', $1) q where words @@ q order by ts_rank(words, q) desc limit 20", string.Join(" | ", pairs)));
        }
        Console.WriteLine($"beside: PostgreSQL full text search over character pairs (GIN, ts_rank): p50 {At(words, .5):F1} ms, p95 {At(words, .95):F1} ms");
        var (near, exact) = (new List<double>(), new List<double>());
        var sample = await Vectors(20);
        foreach (var vector in sample)
        {
            near.Add(await TimeNear(vector, indexed: true));
            exact.Add(await TimeNear(vector, indexed: false));
        }
        Console.WriteLine($"beside: HNSW p50 {At(near, .5):F1} ms, p95 {At(near, .95):F1} ms; exact vector search p50 {At(exact, .5):F1} ms, p95 {At(exact, .95):F1} ms");
    }

    private async Task<List<string>> Vectors(int take)
    {
        await using var command = database.CreateCommand($"select vector::text from policy.embedding order by clause_id * 7919 % 100003 limit {take}");
        await using var reader = await command.ExecuteReaderAsync();
        var vectors = new List<string>();
        while (await reader.ReadAsync()) vectors.Add(reader.GetString(0));
        return vectors;
    }

    private async Task<double> TimeNear(string vector, bool indexed)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("select name, dimensions from policy.embedder", connection);
        string name;
        int size;
        await using (var reader = await command.ExecuteReaderAsync()) { await reader.ReadAsync(); (name, size) = (reader.GetString(0), reader.GetInt32(1)); }
        await using (var plan = new NpgsqlCommand($"set enable_indexscan = {(indexed ? "on" : "off")}", connection)) await plan.ExecuteNonQueryAsync();
        await using var search = new NpgsqlCommand($"select clause_id from policy.embedding where embedder = '{name}' order by vector::vector({size}) <=> $1::vector({size}) limit 60", connection) { CommandTimeout = 120 };
        search.Parameters.AddWithValue(vector);
        var clock = Stopwatch.StartNew();
        await using (var reader = await search.ExecuteReaderAsync()) while (await reader.ReadAsync()) { }
        var taken = clock.Elapsed.TotalMilliseconds;
        await using (var plan = new NpgsqlCommand("reset enable_indexscan", connection)) await plan.ExecuteNonQueryAsync();
        return taken;
    }

    private async Task<double> Time(string sql, string value)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 120;
        command.Parameters.AddWithValue(value);
        var clock = Stopwatch.StartNew();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) { }
        return clock.Elapsed.TotalMilliseconds;
    }

    private async Task Execute(string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task Fresh(string server)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        foreach (var sql in new[] { $"drop database if exists {Name} with (force)", $"create database {Name}" })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static double At(List<double> times, double share) => times.Order().ElementAt(Math.Min(times.Count - 1, (int)(times.Count * share)));
}
