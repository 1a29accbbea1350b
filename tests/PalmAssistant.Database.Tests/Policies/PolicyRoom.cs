using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PalmAssistant.Access;
using PalmAssistant.Ask;
using PalmAssistant.Conversation;
using PalmAssistant.Language;
using PalmAssistant.Policies;
using PalmAssistant.Policies.Answers;
using PalmAssistant.Policies.Library;
using PalmAssistant.Policies.Vectors;

namespace PalmAssistant.Database.Tests.Policies;

/// <summary>The policy slice over a test's database: a curator who changes things, a worker who asks.</summary>
public sealed class PolicyRoom
{
    public static readonly DateOnly Today = new(2026, 11, 1);
    public static readonly Account Worker = new("sq1", "张三", Role.CommunityWorker, 370203001001000, "示例社区", null, []);
    public static readonly Account Curator = new("zs1", "李四", Role.PolicyCurator, 370203000000000, "示例区", null, []);

    private readonly TestDatabase database;
    private readonly PolicyShelf shelf;
    private readonly RegisterReading register;

    public PolicyRoom(TestDatabase database, IEmbedder? embedder = null)
    {
        this.database = database;
        Clock = new(Today);
        Audit = new(database.Source);
        Changes = new(database.Source, Clock, Audit);
        Library = new(database.Source, Clock, Changes);
        Records = new(database.Source, Clock);
        Synonyms = new(database.Source, Changes);
        Regression = new(database.Source, Changes);
        shelf = new(Library, Synonyms, Records);
        register = new(new RuleReader(), new(database.Source, TimeProvider.System));
        Check = new(Library, shelf, Regression, Records);
        Vectors = new(database.Source, Clock);
        Arm = new(Vectors, Synonyms, new(embedder), TimeProvider.System, NullLogger<VectorArm>.Instance);
    }

    public PalmClock Clock { get; }
    public Audit Audit { get; }
    public PolicyChanges Changes { get; }
    public PolicyLibrary Library { get; }
    public PolicyRecords Records { get; }
    public PolicySynonyms Synonyms { get; }
    public RegressionSet Regression { get; }
    public PublishCheck Check { get; }
    public ClauseVectors Vectors { get; }
    public VectorArm Arm { get; }

    public static CancellationToken Now => TestContext.Current.CancellationToken;

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public async Task<PolicyDocument> Upload(string text, bool publish = true) => (await Library.Upload("文件.txt", Text(text), null, publish, Curator.Id, Now)).Document!;

    public Task<Reply?> Ask(string text, DialogState? state = null) => new PolicyDialog(shelf, Records, Arm, register, new(database.Source, TimeProvider.System)).Take(TurnOf(Worker, text), state ?? new(), Now);

    public Task<Reply?> Tell(string text, DialogState? state = null) => Curate(TurnOf(Curator, text), state);

    public Task<Reply?> Press(Account who, params (string Name, string Value)[] values)
    {
        var turn = TurnOf(who, "") with { Submitted = values.ToDictionary(v => v.Name, v => v.Value) };
        return who == Curator ? Curate(turn, null) : new PolicyDialog(shelf, Records, Arm, register, new(database.Source, TimeProvider.System)).Take(turn, new(), Now);
    }

    public async Task<Reply?> Send(string name, byte[] bytes)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, bytes, Now);
        try { return await Curate(TurnOf(Curator, "") with { Files = [new(name, "application/octet-stream", bytes.Length, path)] }, null); }
        finally { File.Delete(path); }
    }

    private Task<Reply?> Curate(Turn turn, DialogState? state) => new CurateDialog(Library, Records, Synonyms, Changes, Check, new CuratedFiles()).Take(turn, state ?? new(), Now);

    private Turn TurnOf(Account account, string text) => new(Guid.NewGuid().ToString(), "c", "test", account, text, Clock.GetUtcNow(), Today);
}
