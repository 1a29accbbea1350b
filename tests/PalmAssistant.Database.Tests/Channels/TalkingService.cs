using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PalmAssistant.Conversation;

namespace PalmAssistant.Database.Tests.Channels;

/// <summary>A service with three accounts and a dialog that does odd things, for one test class.</summary>
public sealed class TalkingService : IAsyncLifetime
{
    private readonly TestDatabase database = new();

    public RunningService Service { get; private set; } = null!;

    public TestDatabase Database => database;

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        await AddAccounts(database.Source);
        Service = await RunningService.Start(database.ConnectionString, AddOddDialog, "--Palm:TurnsPerSecond=1000", "--Palm:TurnTimeout=00:00:03");
    }

    public Task<DirectLineClient> Open(string account = "sq001") => DirectLineClient.Open(Service, account);

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>Before all others, whatever they understand.</summary>
    public static void AddOddDialog(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Scoped<IDialog, OddDialog>());

    public static async Task AddAccounts(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("""
            insert into community.region (code, name, level, parent) values
                (370203000000000, '市北区', 1, null), (370203001000000, '敦化路街道', 2, 370203000000000), (370203001001000, '辽源路社区', 3, 370203001000000);
            insert into access.account (id, name, role, region, department, active) values
                ('sq001', '王丽', '社区工作者', 370203001001000, null, true), ('jd001', '李军', '街道干部', 370203001000000, null, true),
                ('qj001', '赵敏', '区级干部', 370203000000000, null, true), ('kb001', '周洁', '知识库管理员', 370203000000000, null, true), ('gone', '离职', '社区工作者', 370203001001000, null, false);
            """);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Says back, counts, is slow, fails, shows a card.</summary>
public sealed class OddDialog : IDialog
{
    public string Name => "odd";

    public async Task<Reply?> Take(Turn turn, DialogState state, CancellationToken ct)
    {
        if (turn.Submitted is { } values) return Pressed(values);
        if (turn.Files is { Count: > 0 } files) return Reply.Done(string.Join("；", files.Select(f => $"{f.Name} {f.ContentType} {File.ReadAllText(f.Path)}")));
        switch (turn.Text.Split(' '))
        {
            case ["说", var words]: return Reply.Done(words);
            case ["数一下"]: state.Set("count", state.Get<int>("count") + 1); return Reply.Done($"第{state.Get<int>("count")}次");
            case ["慢", var milliseconds]: await Task.Delay(int.Parse(milliseconds), ct); return Reply.Done("好了");
            case ["进度"]: await turn.Progress("正在汇总 1/2", ct); return Reply.Done("汇总好了");
            case ["坏"]: state.Set("count", 99); throw new InvalidOperationException("王丽 13800000000");
            case ["坏卡片"]: return Reply.Done("x") with { Card = "conversation/no-such-card" };
            case ["卡片"]: return Reply.Done("请确认") with { Card = "conversation/confirm", CardData = new { title = "确认？", yes = "确认", act = "odd" } };
            default: return null;
        }
    }

    private static Reply Pressed(IReadOnlyDictionary<string, string> values) =>
        values.GetValueOrDefault("answer") == "later" ? Reply.Done("先放着") with { LeavesCardOpen = true } : Reply.Done($"办好了：{values.GetValueOrDefault("answer")}");
}
