using Npgsql;
using PalmAssistant.Bench;

return args switch
{
    [] or ["--size", ..] => await ImportThenAsk(args),
    ["ask", .. var rest] => await AskBench.Run(rest),
    ["reports", .. var rest] => await ReportBench.Run(rest),
    ["month", ..] => await MonthBench.Run(),
    ["statutes", .. var rest] => StatuteBench.Run(rest),
    ["policies", .. var rest] => await PolicyBench.Run(rest),
    ["import", .. var rest] => await ImportBench.Run(rest),
    _ => Usage(),
};

// Both on one district: the import beside COPY, then questions beside SQL on what was imported.
static async Task<int> ImportThenAsk(string[] size)
{
    var imported = await ImportBench.Run(size);
    if (imported != 0) return imported;
    Environment.SetEnvironmentVariable("PALM__Database", new NpgsqlConnectionStringBuilder(ImportBench.Imported()) { Pooling = true }.ConnectionString);
    Environment.SetEnvironmentVariable("PALM__Today", ImportBench.Today.ToString("yyyy-MM-dd"));
    return await AskBench.Run([]);
}

static int Usage()
{
    Console.WriteLine("palm bench [--size street|100k|district]");
    Console.WriteLine("palm bench ask [--seconds N] [--wide]");
    Console.WriteLine("palm bench reports [--imported]");
    Console.WriteLine("palm bench month");
    Console.WriteLine("palm bench statutes --corpus FILE --questions FILE --out RUN [--memory FILE]");
    Console.WriteLine("palm bench policies [--documents N] [--seconds N]");
    Console.WriteLine("palm bench import [--size street|100k|district] [--style A|B]");
    return 2;
}
