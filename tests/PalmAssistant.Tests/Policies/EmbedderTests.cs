using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PalmAssistant.Policies.Vectors;

namespace PalmAssistant.Tests.Policies;

/// <summary>The OpenAI-compatible embedder against a server on a real socket.</summary>
public class EmbedderTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>Answers each request with what the test wants; remembers what was asked.</summary>
    private sealed class FakeEndpoint : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly Func<int, string[], (int Status, string Body, TimeSpan Wait)> answer;
        public List<(string Path, string? Key, JsonElement Body)> Asked { get; } = [];
        public Uri Url { get; }

        public FakeEndpoint(Func<int, string[], (int Status, string Body, TimeSpan Wait)> answer)
        {
            this.answer = answer;
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Url = new($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/v1");
            }
            listener.Prefixes.Add($"http://127.0.0.1:{Url.Port}/");
            listener.Start();
            _ = Serve();
        }

        private async Task Serve()
        {
            while (listener.IsListening)
            {
                HttpListenerContext context;
                try { context = await listener.GetContextAsync(); }
                catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException) { return; }
                _ = Answer(context);
            }
        }

        private async Task Answer(HttpListenerContext context)
        {
            try
            {
                using var reader = new StreamReader(context.Request.InputStream);
                var body = JsonDocument.Parse(await reader.ReadToEndAsync()).RootElement;
                int number;
                lock (Asked) { Asked.Add((context.Request.Url!.AbsolutePath, context.Request.Headers["Authorization"], body)); number = Asked.Count; }
                var (status, text, wait) = answer(number, [.. body.GetProperty("input").EnumerateArray().Select(i => i.GetString()!)]);
                await Task.Delay(wait);
                context.Response.StatusCode = status;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
                context.Response.Close();
            }
            catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException) { }
        }

        public EndpointEmbedder Embedder(int batch = 32, int retries = 2, double timeout = 5) => new(new()
        { Url = Url, Model = "bge-m3", Key = "k-1", Batch = batch, Retries = retries, Timeout = TimeSpan.FromSeconds(timeout), Pause = TimeSpan.FromMilliseconds(5), QuestionPrefix = "query: " });

        public void Dispose() => listener.Close();
    }

    private static (int, string, TimeSpan) Vectors(IEnumerable<string> input, bool backwards = false)
    {
        var data = input.Select((text, index) => new { index, embedding = new[] { text.Length, 1.0 } });
        return (200, JsonSerializer.Serialize(new { data = backwards ? data.Reverse() : data }), TimeSpan.Zero);
    }

    [Fact]
    public async Task Texts_go_in_batches_and_vectors_come_back_in_order_of_length_one()
    {
        using var server = new FakeEndpoint((_, input) => Vectors(input, backwards: true));
        var vectors = await server.Embedder(batch: 2).Embed(["一", "二二", "三三三", "四四四四", "五五五五五"], EmbeddingUse.Clause, Now);
        Assert.Equal(3, server.Asked.Count);
        Assert.All(server.Asked, asked => Assert.Equal(("/v1/embeddings", "Bearer k-1", "bge-m3"), (asked.Path, asked.Key, asked.Body.GetProperty("model").GetString())));
        Assert.Equal([1, 2, 3, 4, 5], vectors.Select(v => (int)Math.Round(v[0] / v[1])));
        Assert.All(vectors, v => Assert.Equal(1, v[0] * v[0] + v[1] * v[1], 4));
    }

    [Fact]
    public async Task A_question_is_told_from_a_clause()
    {
        using var server = new FakeEndpoint((_, input) => Vectors(input));
        await server.Embedder().Embed(["多少钱"], EmbeddingUse.Question, Now);
        Assert.Equal("query: 多少钱", server.Asked[0].Body.GetProperty("input")[0].GetString());
    }

    [Theory]
    [InlineData(429), InlineData(500), InlineData(503)]
    public async Task A_passing_fault_is_tried_again(int status)
    {
        using var server = new FakeEndpoint((n, input) => n < 3 ? (status, "{}", TimeSpan.Zero) : Vectors(input));
        Assert.Single(await server.Embedder().Embed(["甲"], EmbeddingUse.Clause, Now));
        Assert.Equal(3, server.Asked.Count);
    }

    [Theory]
    [InlineData(401, "密钥"), InlineData(404, "地址或模型名"), InlineData(400, "400")]
    public async Task A_lasting_fault_is_told_at_once(int status, string words)
    {
        using var server = new FakeEndpoint((_, _) => (status, "{}", TimeSpan.Zero));
        Assert.Contains(words, (await Assert.ThrowsAsync<EmbedderProblem>(() => server.Embedder().Embed(["甲"], EmbeddingUse.Clause, Now))).Message);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up()
    {
        using var server = new FakeEndpoint((_, input) => Vectors(input) with { Item3 = TimeSpan.FromSeconds(3) });
        Assert.Contains("没有回答", (await Assert.ThrowsAsync<EmbedderProblem>(() => server.Embedder(retries: 0, timeout: 0.2).Embed(["甲"], EmbeddingUse.Clause, Now))).Message);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        EndpointEmbedder embedder;
        using (var server = new FakeEndpoint((_, input) => Vectors(input))) embedder = server.Embedder(retries: 1);
        Assert.Contains("连不上", (await Assert.ThrowsAsync<EmbedderProblem>(() => embedder.Embed(["甲"], EmbeddingUse.Clause, Now))).Message);
    }

    [Theory]
    [InlineData("<html>proxy</html>", "不是 JSON")]
    [InlineData("""{"error":"x"}""", "没有 data")]
    [InlineData("""{"data":[]}""", "只返回了 0 个")]
    [InlineData("""{"data":[{"index":7,"embedding":[1,2]}]}""", "次序")]
    [InlineData("""{"data":[{"index":0,"embedding":[]}]}""", "不可用")]
    [InlineData("""{"data":[{"index":0,"embedding":[0,0]}]}""", "不是数")]
    [InlineData("""{"data":[{"index":0,"embedding":"AAAA"}]}""", "不可用")]
    public async Task A_bad_answer_is_a_problem_and_never_a_vector(string body, string words)
    {
        using var server = new FakeEndpoint((_, _) => (200, body, TimeSpan.Zero));
        Assert.Contains(words, (await Assert.ThrowsAsync<EmbedderProblem>(() => server.Embedder(retries: 0).Embed(["甲"], EmbeddingUse.Clause, Now))).Message);
    }

    [Fact]
    public void The_latent_space_puts_words_of_one_company_together_and_survives_being_written()
    {
        var texts = Enumerable.Range(0, 75).Select(i => (i % 5) switch { 0 => $"高龄津贴每月发放{i}元老年人", 1 => $"养犬登记束犬绳犬只{i}号", 2 => $"加装电梯业主表决单元{i}楼", 3 => $"生活垃圾分类投放{i}桶", _ => $"电动自行车充电设施{i}处" }).ToList();
        var space = LatentSpace.Train(texts, 8, Now);
        float Like(string a, string b) => System.Numerics.Tensors.TensorPrimitives.Dot<float>(space.Embed(a), space.Embed(b));
        Assert.True(Like("老年人津贴", "高龄发放") > Like("老年人津贴", "犬只登记") + 0.3f);
        var again = LatentSpace.FromBytes(space.ToBytes());
        Assert.Equal(1, System.Numerics.Tensors.TensorPrimitives.Dot<float>(space.Embed("业主表决"), again.Embed("业主表决")), 2);
        Assert.All(space.Embed("完全无关 xyz"), value => Assert.Equal(0, value));
    }
}
