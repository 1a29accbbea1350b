using Microsoft.Extensions.Configuration;

namespace PalmAssistant.Policies.Vectors;

/// <summary>An OpenAI-compatible embedding endpoint, section <c>Palm:Embedder</c> (environment <c>PALM__Embedder__Url</c>, …). Without a Url the built-in embedder serves.</summary>
public sealed record EndpointSettings
{
    /// <summary>http://host/v1 or http://host/v1/embeddings</summary>
    public required Uri Url { get; init; }
    public required string Model { get; init; }
    /// <summary>Sent as a Bearer token; null = none.</summary>
    public string? Key { get; init; }
    /// <summary>Asked of models that can shorten their vectors; null = as the model makes them.</summary>
    public int? Dimensions { get; init; }
    public int Batch { get; init; } = 32;
    /// <summary>One attempt may take this long.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);
    /// <summary>Attempts after the first.</summary>
    public int Retries { get; init; } = 3;
    /// <summary>The first pause between attempts; it doubles.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(500);
    /// <summary>Put before a question; some models want to be told what the text is for.</summary>
    public string QuestionPrefix { get; init; } = "";
    /// <summary>What the arm counts beside the lexical one, which counts 1.</summary>
    public float Weight { get; init; } = 0.8f;

    public Uri Endpoint => Url.AbsolutePath.EndsWith("/embeddings", StringComparison.Ordinal) ? Url : new(Url.AbsoluteUri.TrimEnd('/') + "/embeddings");

    /// <returns>null when no endpoint is set</returns>
    /// <exception cref="SettingError">The address or a number cannot be read.</exception>
    public static EndpointSettings? From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Palm:Embedder");
        if (section["Url"] is not { Length: > 0 } url) return null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) throw new SettingError($"PALM__Embedder__Url 应是 http:// 或 https:// 开头的地址，现在是“{url}”。");
        try
        {
            return new()
            {
                Url = address, Model = section["Model"] ?? "default", Key = section["Key"], Dimensions = section.GetValue<int?>("Dimensions"),
                Batch = Math.Clamp(section.GetValue("Batch", 32), 1, 2048), Timeout = section.GetValue("Timeout", TimeSpan.FromSeconds(20)), Retries = Math.Clamp(section.GetValue("Retries", 3), 0, 10),
                QuestionPrefix = section["QuestionPrefix"] ?? "", Weight = section.GetValue("Weight", 0.8f),
            };
        }
        catch (InvalidOperationException unreadable) { throw new SettingError($"PALM__Embedder__… 里有读不懂的数字或时长：{unreadable.Message}"); }
    }
}
