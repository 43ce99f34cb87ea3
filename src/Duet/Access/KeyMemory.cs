using System.Collections.Concurrent;
using Duet.Platform.Records;

namespace Duet.Access;

/// <summary>
/// What was found under keys, for as long as nothing in the records changes: programs send one with every request. A key that is
/// revoked, here or by the command line beside the server, is a change, and ends it at once.
/// </summary>
internal sealed class KeyMemory<T>(RecordsChanges changes) where T : class
{
    private const int Most = 1_000;

    private volatile Page page = new(null);

    /// <summary>What <paramref name="look"/> finds, or found since the last change; what it did not find is not remembered.</summary>
    public async ValueTask<T?> FindAsync(byte[] hash, Func<Task<T?>> look)
    {
        // Before the look: what changes while it looks makes the next one look again.
        if (changes.Stamp() is not { } stamp)
            return await look();
        var current = page;
        if (current.Stamp != stamp)
            page = current = new Page(stamp);
        var name = Convert.ToHexString(hash);
        if (current.Found.TryGetValue(name, out var known))
            return known;
        var found = await look();
        if (found is not null && current.Found.Count < Most)
            current.Found.TryAdd(name, found);
        return found;
    }

    private sealed record Page(long? Stamp)
    {
        public ConcurrentDictionary<string, T> Found { get; } = new(StringComparer.Ordinal);
    }
}
