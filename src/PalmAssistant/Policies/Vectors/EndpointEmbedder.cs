using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Numerics.Tensors;
using System.Text.Json;
using System.Text.RegularExpressions;
using Polly;
using Polly.Retry;

namespace PalmAssistant.Policies.Vectors;

/// <summary>
/// Vectors from an OpenAI-compatible endpoint: POST {url}/embeddings <c>{model, input: […]}</c> → <c>{data: [{index, embedding: […]}]}</c>.
/// Sends in batches; tries again after 408, 429, 5xx, a broken connection or a time-out, waiting as the server's Retry-After says;
/// an answer with another number of vectors, another size or no numbers is a problem, never a vector.
/// </summary>
public sealed partial class EndpointEmbedder : IEmbedder
{
    private const int MostDimensions = 2000, MostCharacters = 6000;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly EndpointSettings settings;
    private readonly HttpClient http;
    private readonly ResiliencePipeline<HttpResponseMessage> attempts;

    public EndpointEmbedder(EndpointSettings settings, HttpClient? http = null, TimeProvider? time = null)
    {
        this.settings = settings;
        this.http = http ?? new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan };
        Name = Unsafe().Replace($"endpoint:{settings.Model}{(settings.Dimensions is { } size ? $"@{size}" : "")}", "-");
        attempts = Attempts(settings, time ?? TimeProvider.System);
    }

    public string Name { get; }
    public float Weight => settings.Weight;
    public int Batch => settings.Batch;

    public async Task<IReadOnlyList<float[]>> Embed(IReadOnlyList<string> texts, EmbeddingUse use, CancellationToken ct)
    {
        var vectors = new List<float[]>(texts.Count);
        foreach (var batch in texts.Chunk(settings.Batch)) vectors.AddRange(await Send([.. batch.Select(text => Input(text, use))], ct));
        if (vectors.Select(v => v.Length).Distinct().Count() > 1) throw new EmbedderProblem("向量服务返回的向量长短不一。");
        return vectors;
    }

    /// <summary>Servers refuse empty texts, and cut or refuse very long ones.</summary>
    private string Input(string text, EmbeddingUse use)
    {
        var cut = text.Length > MostCharacters ? text[..MostCharacters] : text.Trim().Length == 0 ? "空" : text;
        return use == EmbeddingUse.Question ? settings.QuestionPrefix + cut : cut;
    }

    private async Task<List<float[]>> Send(string[] input, CancellationToken ct)
    {
        try
        {
            using var response = await attempts.ExecuteAsync(async token => await Post(input, token), ct);
            if (!response.IsSuccessStatusCode) throw new EmbedderProblem($"向量服务 {settings.Endpoint} 回答 {(int)response.StatusCode}{Hint(response.StatusCode)}。");
            return Read(await response.Content.ReadFromJsonAsync<JsonElement>(ct), input.Length);
        }
        catch (Exception broken) when (broken is HttpRequestException or JsonException or TimeoutException or IOException or InvalidOperationException || broken is OperationCanceledException && !ct.IsCancellationRequested)
        {
            throw new EmbedderProblem(broken is JsonException ? $"向量服务 {settings.Endpoint} 的回答不是 JSON。" : broken is TimeoutException ? $"向量服务 {settings.Endpoint} {settings.Timeout.TotalSeconds:0} 秒没有回答。" : $"连不上向量服务 {settings.Endpoint}。", broken);
        }
    }

    private async Task<HttpResponseMessage> Post(string[] input, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(settings.Timeout);
        var body = new Dictionary<string, object> { ["model"] = settings.Model, ["input"] = input, ["encoding_format"] = "float" };
        if (settings.Dimensions is { } size) body["dimensions"] = size;
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Endpoint) { Content = JsonContent.Create(body) };
        if (settings.Key is { Length: > 0 } key) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try { return await http.SendAsync(request, limit.Token); }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested) { throw new TimeoutException(); }
    }

    private static List<float[]> Read(JsonElement answer, int expected)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array) throw new EmbedderProblem("向量服务的回答里没有 data。");
        var vectors = new float[]?[expected];
        var position = 0;
        foreach (var item in data.EnumerateArray())
        {
            var index = item.TryGetProperty("index", out var given) && given.TryGetInt32(out var number) ? number : position;
            position++;
            if (index < 0 || index >= expected || vectors[index] is not null || !item.TryGetProperty("embedding", out var numbers)) throw new EmbedderProblem("向量服务的回答次序不对。");
            vectors[index] = Unit(numbers);
        }
        if (vectors.Any(v => v is null)) throw new EmbedderProblem($"向量服务应返回 {expected} 个向量，只返回了 {position} 个。");
        return [.. vectors.Select(v => v!)];
    }

    private static float[] Unit(JsonElement numbers)
    {
        if (numbers.ValueKind != JsonValueKind.Array || numbers.GetArrayLength() is 0 or > MostDimensions) throw new EmbedderProblem($"向量服务返回的向量不可用（应有 1 到 {MostDimensions} 维）。");
        var vector = numbers.EnumerateArray().Select(n => n.TryGetSingle(out var value) ? value : float.NaN).ToArray();
        var length = TensorPrimitives.Norm<float>(vector);
        if (!float.IsFinite(length) || length == 0) throw new EmbedderProblem("向量服务返回的向量里有不是数的值。");
        TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }

    private static ResiliencePipeline<HttpResponseMessage> Attempts(EndpointSettings settings, TimeProvider time)
    {
        if (settings.Retries == 0) return ResiliencePipeline<HttpResponseMessage>.Empty;
        return new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = settings.Retries, Delay = settings.Pause, BackoffType = DelayBackoffType.Exponential, UseJitter = true, MaxDelay = LongestPause,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is HttpRequestException or TimeoutException || args.Outcome.Result is { } answer && IsPassing(answer.StatusCode)),
            DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result?.Headers.RetryAfter is { } wait ? Shorter(wait.Delta ?? wait.Date - time.GetUtcNow()) : null),
            OnRetry = args => { args.Outcome.Result?.Dispose(); return default; },
        }).Build();
    }

    private static TimeSpan? Shorter(TimeSpan? asked) => asked is { } wait ? wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestPause ? LongestPause : wait : null;

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    private static string Hint(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "（密钥不对或没有权限）",
        HttpStatusCode.NotFound => "（地址或模型名不对）",
        HttpStatusCode.TooManyRequests => "（太忙）",
        var other => string.Create(CultureInfo.InvariantCulture, $"（{other}）"),
    };

    [GeneratedRegex("[^A-Za-z0-9._:/@-]")] private static partial Regex Unsafe();
}
