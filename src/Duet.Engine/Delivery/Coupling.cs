using System.Runtime.InteropServices;

namespace Duet.Engine.Delivery;

/// <summary>Paths that keep changing in the same commits, though no compiler ties them.</summary>
public static class Coupling
{
    /// <summary>Commits with more paths are sweeps over the repository and say nothing of any two of them.</summary>
    public const int MostFiles = 30;

    /// <summary>Pairs changed together less often are left out.</summary>
    public const int LeastSupport = 5;

    private const int MostPairs = 1_000_000;

    /// <summary>
    /// The pairs of paths with at least <see cref="LeastSupport"/> common commits. Keeps four bytes for each touch, the
    /// distinct paths, and at most a million pairs: beyond those, pairs met least are forgotten.
    /// </summary>
    /// <param name="touches">The touches of a commit side by side.</param>
    public static CouplingResult Of(IEnumerable<Touch> touches) => Of(touches, MostPairs);

    internal static CouplingResult Of(IEnumerable<Touch> touches, int mostPairs)
    {
        Collected all = new();
        foreach (var touch in touches)
            all.Add(touch);
        all.EndCommit();

        Dictionary<long, int> support = [];
        var forgotten = 0;
        for (var (at, start) = (0, 0); at < all.Ends.Count; start = all.Ends[at++])
        {
            // A pair cannot reach the support if one of its paths does not.
            var files = all.Files.Slice(start, all.Ends[at] - start).FindAll(f => all.Changes[f] >= LeastSupport);
            files.Sort();
            for (var i = 0; i < files.Count; i++)
            {
                for (var j = i + 1; j < files.Count; j++)
                    CollectionsMarshal.GetValueRefOrAddDefault(support, ((long)files[i] << 32) | (uint)files[j], out _)++;
            }
            while (support.Count > mostPairs)
            {
                forgotten++;
                foreach (var pair in support.Where(p => p.Value <= forgotten).Select(p => p.Key).ToList())
                    support.Remove(pair);
            }
        }
        return new CouplingResult(
            [.. support.Where(p => p.Value >= LeastSupport).Select(p => all.Pair((int)(p.Key >> 32), (int)p.Key, p.Value))
                .OrderByDescending(p => p.Support).ThenByDescending(p => p.Confidence)
                .ThenBy(p => p.First, StringComparer.Ordinal).ThenBy(p => p.Second, StringComparer.Ordinal)],
            all.Ends.Count,
            all.Skipped,
            forgotten == 0);
    }

    private sealed class Collected
    {
        private readonly Dictionary<string, int> numbers = [];
        private readonly List<string> paths = [];
        private readonly List<int> open = [];
        private HistoryCommit? current;

        public List<int> Files { get; } = [];
        public List<int> Ends { get; } = [];
        public List<int> Changes { get; } = [];
        public int Skipped { get; private set; }

        public void Add(Touch touch)
        {
            if (!ReferenceEquals(current, touch.Commit))
                EndCommit();
            current = touch.Commit;
            if (open.Count > MostFiles)
                return;
            if (!numbers.TryGetValue(touch.Path, out var number))
            {
                numbers.Add(touch.Path, number = paths.Count);
                paths.Add(touch.Path);
                Changes.Add(0);
            }
            if (!open.Contains(number))
                open.Add(number);
        }

        public void EndCommit()
        {
            if (open.Count > MostFiles)
            {
                Skipped++;
            }
            else if (open.Count > 0)
            {
                Files.AddRange(open);
                Ends.Add(Files.Count);
                open.ForEach(f => Changes[f]++);
            }
            open.Clear();
        }

        public CoupledPair Pair(int a, int b, int support) => Changes[a] <= Changes[b]
            ? new CoupledPair(paths[a], paths[b], support, (double)support / Changes[a])
            : new CoupledPair(paths[b], paths[a], support, (double)support / Changes[b]);
    }
}

/// <summary>The coupling of a history.</summary>
/// <param name="Pairs">By support, then confidence, both descending.</param>
/// <param name="Commits">Commits looked at.</param>
/// <param name="Skipped">Commits with too many paths.</param>
/// <param name="IsExact">False where pairs had to be forgotten: supports are then lower bounds.</param>
public sealed record CouplingResult(IReadOnlyList<CoupledPair> Pairs, int Commits, int Skipped, bool IsExact);

/// <summary>Two paths changed together.</summary>
/// <param name="First">The one that changes more rarely.</param>
/// <param name="Second">The other.</param>
/// <param name="Support">Commits that touch both.</param>
/// <param name="Confidence">Share of the commits of <paramref name="First"/> that touch <paramref name="Second"/> too, 0 to 1.</param>
public sealed record CoupledPair(string First, string Second, int Support, double Confidence);
