using System.Collections.Concurrent;

namespace Duet.Sources;

/// <summary>Where runs that are under way stand; kept in memory, by the name of the source.</summary>
internal sealed class LiveRuns
{
    private readonly ConcurrentDictionary<string, SourceProgress> byName = [];

    public SourceProgress? Find(string name) => byName.GetValueOrDefault(name);

    public void Report(string name, SourceProgress progress) => byName[name] = progress;

    public void End(string name) => byName.TryRemove(name, out _);
}
