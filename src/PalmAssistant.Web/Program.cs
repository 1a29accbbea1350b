using PalmAssistant.Web;

if (await Commands.Run(args) is { } exitCode) return exitCode;

await using var app = PalmHost.Build(args);
app.Prepare();
await app.RunAsync();
return 0;
