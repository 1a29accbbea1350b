using Microsoft.Extensions.DependencyInjection;
using PalmAssistant.Access;
using PalmAssistant.Conversation;
using PalmAssistant.Database.Tests.Imports;

namespace PalmAssistant.Database.Tests.Corrections;

/// <summary>A street with two communities, imported from files, and its people at the chat. Each speaker has a conversation of their own.</summary>
public sealed class CorrectionTown : IAsyncLifetime
{
    public static readonly Account Worker = new("w1", "王芳", Role.CommunityWorker, 379901001001000, "水清沟社区", null, []);
    public static readonly Account Secretary = new("s1", "何书记", Role.CommunitySecretary, 379901001001000, "水清沟社区", null, []);
    public static readonly Account Neighbour = new("w2", "孙丽", Role.CommunityWorker, 379901001002000, "河崖社区", null, []);
    public static readonly Account NeighbourSecretary = new("s2", "刘军", Role.CommunitySecretary, 379901001002000, "河崖社区", null, []);
    public static readonly Account Street = new("j1", "李强", Role.StreetOfficer, 379901001000000, "洛阳路街道", null, []);
    public static readonly Account Leader = new("q1", "赵敏", Role.DistrictOfficer, 379901000000000, "云湾区", null, []);

    public static readonly string Wang = SmallDrop.Id("19400101", 122), Li = SmallDrop.Id("19900505", 211), Zhang = SmallDrop.Id("19850303", 313), Sun = SmallDrop.Id("19700707", 444);

    private readonly Dictionary<string, DialogState> states = [];
    private SmallDrop drop = null!;

    public TestDatabase Database { get; } = new();
    public ServiceProvider Services { get; private set; } = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        drop = new(Database);
        await drop.Places().Survey(
            SmallDrop.Surveyed("王秀英", Wang, "1940-01-01", phone: "13800000001", tags: "养犬户"),
            SmallDrop.Surveyed("李强", Li, "1990-05-05", "102", sex: "男", phone: "13800000002"),
            SmallDrop.Surveyed("张伟", Zhang, "1985-03-03", "102", sex: "男", phone: "13800000003"),
            SmallDrop.Surveyed("孙梅", Sun, "1970-07-07", "201", phone: "13800000004")).Import();
        foreach (var a in new[] { Worker, Secretary, Neighbour, NeighbourSecretary, Street, Leader })
            await Database.Execute("insert into access.account (id, name, role, region) values ($1, $2, $3, $4)", a.Id, a.Name, a.Role.Name(), a.Region);
        Services = new ServiceCollection().AddPalm(new PalmSettings { Database = Database.ConnectionString, DataFolder = Directory.CreateTempSubdirectory("palm-corrections-").FullName, Today = SmallDrop.Today }).AddLogging().BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        drop.Dispose();
        await Services.DisposeAsync();
        await Database.DisposeAsync();
    }

    public async Task<Reply> Say(Account account, string text) => await Offer(account, new(Guid.NewGuid().ToString("N"), "c-" + account.Id, "test", account, text, TimeProvider.System.GetUtcNow(), SmallDrop.Today));

    public async Task<Reply> Press(Account account, params (string Name, string Value)[] values) =>
        await Offer(account, new(Guid.NewGuid().ToString("N"), "c-" + account.Id, "test", account, "", TimeProvider.System.GetUtcNow(), SmallDrop.Today) { Submitted = values.ToDictionary(v => v.Name, v => v.Value) });

    /// <summary>As the turn runner offers it: the unfinished dialog first, the state kept as JSON in between.</summary>
    private async Task<Reply> Offer(Account account, Turn turn)
    {
        await using var scope = Services.CreateAsyncScope();
        var state = states.TryGetValue(account.Id, out var kept) ? kept : states[account.Id] = new();
        foreach (var dialog in scope.ServiceProvider.GetServices<IDialog>().OrderBy(d => d is StartOver ? 0 : d.Name == state.Unfinished ? 1 : 2))
            if (await dialog.Take(turn, state, Ct) is { } reply) { state.Last = dialog.Name; return reply; }
        return Reply.Unknown("没有对话接这句话");
    }

    /// <summary>One line of the register by identity number.</summary>
    public Task<string?> Person(string id, string fields) => Database.Scalar<string>($"""
        select concat_ws('|', {fields}) from community.person p join community.person_identity i on i.person_id = p.id left join community.house h on h.id = p.house_id where i.id_number = $1
        """, id);

    public Task<string?> House(string room, string fields) => Database.Scalar<string>($"select concat_ws('|', {fields}) from community.house h where h.room = $1", room);

    /// <summary>A later survey brings these rows.</summary>
    public async Task Survey(DateOnly today, params string[] rows)
    {
        drop.Clear();
        await drop.Survey(rows).Import(today);
    }

    public async Task Hukou(params string[] rows)
    {
        drop.Clear();
        await drop.Hukou(rows).Import();
    }
}
