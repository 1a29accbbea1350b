namespace PalmAssistant.Database.Tests.Channels;

/// <summary>A service with a curator (kb001), a worker (sq001) and an empty policy library.</summary>
public sealed class CuratedLibrary : IAsyncLifetime
{
    private readonly TestDatabase database = new();

    public RunningService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        await TalkingService.AddAccounts(database.Source);
        Service = await RunningService.Start(database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await database.DisposeAsync();
    }
}
