using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace Duet.Sources.Doors;

/// <summary>
/// Lets requests through to the doors: so many at once, of which one key has at most half, and so many a second from one key
/// and for one source. Who is refused is told when to come again.
/// </summary>
internal sealed class DoorGate(DoorLimits limits) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lane> keys = [];
    private readonly ConcurrentDictionary<string, Lane> sources = [];
    private int inside;
    private uint refused;

    /// <summary>True where the request may go on, and must <see cref="Leave"/>; else how long it should wait.</summary>
    public bool TryEnter(string key, string source, out TimeSpan retryAfter)
    {
        var (ofKey, ofSource) = (LaneOf(keys, key), LaneOf(sources, source));
        // Senders told the same would all come back at once.
        retryAfter = TimeSpan.FromSeconds(1 + Volatile.Read(ref refused) % 5);
        if (Interlocked.Increment(ref inside) > limits.AtOnce)
        {
            Interlocked.Decrement(ref inside);
            Interlocked.Increment(ref refused);
            return false;
        }
        if (ofKey.Enter() > Math.Max(1, limits.AtOnce / 2) || !Take(ofKey, ref retryAfter) || !Take(ofSource, ref retryAfter))
        {
            Leave(key);
            Interlocked.Increment(ref refused);
            return false;
        }
        return true;
    }

    public void Leave(string key)
    {
        keys[key].Leave();
        Interlocked.Decrement(ref inside);
    }

    public void Dispose()
    {
        foreach (var lane in keys.Values.Concat(sources.Values))
            lane.Bucket.Dispose();
    }

    private static bool Take(Lane lane, ref TimeSpan retryAfter)
    {
        using var lease = lane.Bucket.AttemptAcquire();
        if (!lease.IsAcquired && lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > retryAfter)
            retryAfter = wait;
        return lease.IsAcquired;
    }

    // Keys are made by hand and sources are bounded: there are not many lanes.
    private Lane LaneOf(ConcurrentDictionary<string, Lane> lanes, string name) => lanes.GetOrAdd(name, _ => new Lane(new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 2 * limits.RequestsPerSecond,
        TokensPerPeriod = Math.Max(1, limits.RequestsPerSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        QueueLimit = 0,
    })));

    private sealed class Lane(TokenBucketRateLimiter bucket)
    {
        private int inside;

        public TokenBucketRateLimiter Bucket => bucket;

        public int Enter() => Interlocked.Increment(ref inside);

        public void Leave() => Interlocked.Decrement(ref inside);
    }
}
