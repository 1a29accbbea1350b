using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Access;
using PalmAssistant.Conversation;
using PalmAssistant.Database.Tests.Imports;

namespace PalmAssistant.Database.Tests.Ask;

/// <summary>
/// A district that was imported several times: what it says today and what it said on earlier days. 水清沟社区 has the houses 101 and 102,
/// 河崖社区 201 and 202. Said to the whole assistant, one conversation a town.
/// </summary>
internal sealed class RememberedTown : IAsyncDisposable
{
    private readonly string database;
    private ServiceProvider services;
    private readonly DialogState state = new();
    private readonly string folder = Directory.CreateTempSubdirectory("palm-town-").FullName;

    public RememberedTown(TestDatabase database)
    {
        Drop = new(database);
        this.database = database.ConnectionString;
        services = Start();
    }

    public SmallDrop Drop { get; }
    public string Folder => folder;

    private ServiceProvider Start() => new ServiceCollection().AddLogging().AddPalm(new() { Database = database, DataFolder = folder }).BuildServiceProvider();

    public static Account Worker(long community = 379901001001000, string name = "水清沟社区") => new("w1", "王芳", Role.CommunityWorker, community, name, null, []);
    public static Account OtherWorker => Worker(379901001002000, "河崖社区");
    public static Account Leader => new("l1", "赵敏", Role.DistrictOfficer, 379901000000000, "云湾区", null, []);

    /// <summary>The same town, in a new conversation.</summary>
    public RememberedTown Afresh()
    {
        state.Clear();
        return this;
    }

    /// <summary>One import on a day: the rows replace the folder's.</summary>
    public async Task On(DateOnly day, Action<SmallDrop> files)
    {
        Drop.Clear();
        files(Drop);
        var summary = await Drop.Import(day);
        Assert.All(summary.Files, f => Assert.True(f.Taken, f.Error));
        await services.DisposeAsync();
        services = Start();      // what a service keeps of the catalogue for a second is of before
    }

    public async Task<Reply> Say(string text, DateOnly today, Account? account = null)
    {
        using var scope = services.CreateScope();
        var turn = new Turn(Guid.NewGuid().ToString("N"), "c", "test", account ?? Worker(), text, new DateTimeOffset(today, new(9, 0), TimeSpan.FromHours(8)), today);
        var dialogs = scope.ServiceProvider.GetServices<IDialog>().OrderBy(d => d.Name == state.Unfinished ? 0 : 1);
        foreach (var dialog in dialogs) if (await dialog.Take(turn, state, TestContext.Current.CancellationToken) is { } reply) return reply;
        return Reply.Unknown("nobody");
    }

    public async ValueTask DisposeAsync()
    {
        Drop.Dispose();
        await services.DisposeAsync();
        Directory.Delete(folder, true);
    }
}
