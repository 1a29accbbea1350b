using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace PalmAssistant.Conversation;

/// <summary>How fast one account may talk, over all its conversations: a runaway script is slowed, a person never notices.</summary>
public sealed class TurnLimit(int perSecond) : IDisposable
{
    private readonly ConcurrentDictionary<string, TokenBucketRateLimiter> buckets = [];

    public bool Allows(string account)
    {
        using var lease = buckets.GetOrAdd(account, _ => Bucket()).AttemptAcquire();
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        foreach (var bucket in buckets.Values) bucket.Dispose();
    }

    private TokenBucketRateLimiter Bucket() => new(new()
    {
        TokenLimit = perSecond * 10, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), AutoReplenishment = true,
    });
}
