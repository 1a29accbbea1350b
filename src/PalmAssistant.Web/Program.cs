using PalmAssistant;
using PalmAssistant.Web;

if (await Commands.Run(args) is { } exitCode) return exitCode;
try
{
    await using var app = PalmHost.Build(args);
    app.Prepare();
    await app.RunAsync();
    return 0;
}
catch (SettingError wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
