using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Duet.Teams.Imports;

/// <summary>
/// Imports that somebody looks at before confirming them: the files wait here for half an hour, a few at a time, and belong to
/// who sent them.
/// </summary>
internal sealed class PreviewedImports(TimeProvider time)
{
    private const int Most = 6;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, Waiting> waiting = [];

    /// <summary>Keeps an import and answers the word it is found by.</summary>
    public string Keep(ImportRequest request, string owner)
    {
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        waiting[id] = new Waiting(request, owner, time.GetUtcNow() + Kept);
        foreach (var old in waiting.Where(entry => entry.Value.Until < time.GetUtcNow()).ToList())
            waiting.TryRemove(old);
        // The oldest give way: each may be as large as an import can be.
        foreach (var old in waiting.OrderByDescending(entry => entry.Value.Until).Skip(Most).ToList())
            waiting.TryRemove(old);
        return id;
    }

    /// <summary>Null where it was given up, is too old, or was sent by somebody else.</summary>
    public ImportRequest? Find(string? id, string owner) =>
        id is not null && waiting.TryGetValue(id, out var found) && found.Owner == owner && found.Until >= time.GetUtcNow() ? found.Request : null;

    public void Forget(string id) => waiting.TryRemove(id, out _);

    private sealed record Waiting(ImportRequest Request, string Owner, DateTimeOffset Until);
}
