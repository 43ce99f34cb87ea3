using System.Collections.Concurrent;

namespace Duet.Metrics;

/// <summary>Answers that hold for one version of the facts, and at most five minutes, as open rows grow older.</summary>
internal sealed class ViewCache(TimeProvider time)
{
    private const int Most = 2000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Entry> entries = new();

    public async Task<T> OrAskAsync<T>(long version, string key, Func<Task<T>> ask)
    {
        var now = time.GetUtcNow();
        if (entries.TryGetValue(key, out var known) && known.Version == version && now - known.At < Longest)
            return (T)known.Value!;
        var value = await ask();
        if (entries.Count >= Most)
            entries.Clear();
        entries[key] = new Entry(version, now, value);
        return value;
    }

    private sealed record Entry(long Version, DateTimeOffset At, object? Value);
}
