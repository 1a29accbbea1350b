using PalmAssistant.Policies.Vectors;

namespace PalmAssistant.Database.Tests.Policies;

public class VectorTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Now => PolicyRoom.Now;

    /// <summary>Knows nothing of words: one direction for all that is about money, one for the rest.</summary>
    private sealed class TwoThoughts(string name, int size) : IEmbedder
    {
        public string Name => name;
        public float Weight => 1;
        public int Batch => 2;
        public int Calls { get; private set; }
        public int FailAfter { get; set; } = int.MaxValue;

        public Task<IReadOnlyList<float[]>> Embed(IReadOnlyList<string> texts, EmbeddingUse use, CancellationToken ct)
        {
            if (++Calls > FailAfter) throw new EmbedderProblem("向量服务不在。");
            return Task.FromResult<IReadOnlyList<float[]>>([.. texts.Select(text => { var v = new float[size]; v[text.Contains('钱') || text.Contains('元') ? 0 : 1] = 1; return v; })]);
        }
    }

    private static string Rule(string thing) => $"青禾区{thing}办法\n第一条 为规范{thing}，制定本办法。\n第二条 {thing}每人每月100元。\n第三条 {thing}由社区受理。\n第四条 本办法自2026年1月1日起施行。\n青禾区人民政府\n2025年12月1日\n";

    [Fact]
    public async Task Every_clause_gets_a_vector_and_the_nearest_are_found()
    {
        var embedder = new TwoThoughts("two", 8);
        var room = new PolicyRoom(database, embedder);
        await room.Upload(Rule("甲类补助"));
        Assert.True(await room.Arm.CatchUp(Now) >= 4);
        var near = await room.Arm.Near("多少钱", Now);
        Assert.Equal(1, near.Weight);
        Assert.Contains(near.Likeness, n => n.Value > 0.99f);
        Assert.True((await room.Arm.Progress(Now))!.Ready);
        Assert.Equal(1L, await database.Scalar<long>("select count(*) from pg_indexes where indexdef like '%hnsw%' and schemaname = 'policy'"));
        await room.Upload(Rule("乙类补助"));
        Assert.Equal(4, await room.Arm.CatchUp(Now));
    }

    [Fact]
    public async Task Work_that_was_cut_off_goes_on_where_it_stopped_and_another_embedder_embeds_anew()
    {
        var first = new TwoThoughts("halting", 8) { FailAfter = 2 };
        var room = new PolicyRoom(database, first);
        await room.Upload(Rule("丙类补助"));
        await room.Upload(Rule("戊类补助"));
        Assert.Equal(0, await room.Arm.CatchUp(Now));
        Assert.Equal("向量服务不在。", room.Arm.Problem);
        var kept = await database.Scalar<long>("select count(*) from policy.embedding where embedder = 'halting'");
        Assert.Equal(4, kept);                                                   // two batches of two
        var total = await database.Scalar<long>("select count(*) from policy.clause");
        Assert.Equal((int)(total - kept), await new PolicyRoom(database, new TwoThoughts("halting", 8)).Arm.CatchUp(Now));   // after a restart
        var other = new PolicyRoom(database, new TwoThoughts("other", 16));
        Assert.Equal((int)total, await other.Arm.CatchUp(Now));
        Assert.Equal(0L, await database.Scalar<long>("select count(*) from policy.embedding where embedder <> 'other'"));
        Assert.NotEmpty((await other.Arm.Near("多少钱", Now)).Likeness);
    }

    [Fact]
    public async Task An_embedder_that_is_gone_leaves_search_to_the_words()
    {
        var embedder = new TwoThoughts("gone", 8);
        var room = new PolicyRoom(database, embedder);
        await room.Upload(Rule("丁类补助"));
        await room.Arm.CatchUp(Now);
        embedder.FailAfter = 0;
        Assert.Equal("policy", (await room.Ask("丁类补助每月多少钱"))!.Palm.Kind);
        Assert.NotNull(room.Arm.Problem);
        var calls = embedder.Calls;
        await room.Ask("丁类补助谁受理");
        Assert.Equal(calls, embedder.Calls);                                     // left alone for a while
    }

    [Fact]
    public async Task The_embedder_that_ships_learns_from_the_library_and_is_kept()
    {
        var room = new PolicyRoom(database);
        foreach (var i in Enumerable.Range(0, 8)) await room.Upload(Rule($"第{i}项津贴"));
        Assert.True(await room.Arm.CatchUp(Now) > 20);
        var again = new PolicyRoom(database);
        Assert.Equal(0, await again.Arm.CatchUp(Now));                           // the trained space was kept, not made anew
        var near = await again.Arm.Near("第3项津贴由谁受理", Now);
        Assert.NotEmpty(near.Likeness);
    }
}
