using PalmAssistant.Web;

string? addresses = null;
try
{
    if (await Commands.Run(args) is { } exitCode) return exitCode;
    await using var app = PalmHost.Build(args);
    addresses = app.Configuration["urls"];
    app.Prepare();
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (StartupProblem.Describe(failure, addresses) is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return 1;
}
