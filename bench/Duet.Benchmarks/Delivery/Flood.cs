using System.Diagnostics;
using System.Globalization;
using Duet.Benchmarks.Facts;
using Duet.Engine.Delivery;

namespace Duet.Benchmarks.Delivery;

/// <summary>Finds the first release of 200,000 commits among 600 releases, on a made history or a real repository.</summary>
internal static class Flood
{
    private const int Commits = 200_000;
    private const int Releases = 600;

    /// <param name="arguments">A repository; without it a made history is taken.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var (graph, releases) = arguments is [var path] ? await ReadAsync(path) : Made();
        Report("load", watch.Elapsed, $"{graph.Count} nodes, {(GC.GetTotalMemory(forceFullCollection: true) - before) >> 20} MB");

        for (var round = 0; round < 5; round++)
        {
            watch.Restart();
            var first = ReleaseFlood.FirstReleases(graph, releases);
            Report("flood", watch.Elapsed, $"{releases.Count} releases, {first.Count(r => r >= 0)} commits released");
        }
        watch.Restart();
        graph.TopologicalOrder();
        Report("topological order", watch.Elapsed, "");
    }

    private static async Task<(CommitGraph, IReadOnlyList<int>)> ReadAsync(string repository)
    {
        var builder = new CommitGraphBuilder();
        await GitOutput.ReadAsync(repository, async output =>
        {
            while (await output.ReadLineAsync() is { } line)
                builder.AddLine(line);
        }, "rev-list", "--all", "--parents");
        var graph = builder.Build();
        List<TagRef> tags = [];
        await GitOutput.ReadAsync(repository, async output =>
        {
            while (await output.ReadLineAsync() is { } line)
            {
                var fields = line.Split('\t');
                var at = fields[4].Length > 0 ? fields[4] : fields[5];
                if (at.Length > 0)
                    tags.Add(new TagRef(fields[0], fields[2].Length > 0 ? fields[2] : fields[1], Instant(at), fields[3] == "tag"));
            }
        }, "for-each-ref", "--format=%(refname:short)%09%(objectname)%09%(*objectname)%09%(objecttype)%09%(creatordate:unix)%09%(*committerdate:unix)", "refs/tags");
        var set = ReleaseTags.Of(tags);
        Console.WriteLine($"{tags.Count} tags: {set.Rule}, {set.Tags.Count} releases of which {set.Tags.Count(t => t.IsPrerelease)} early and {set.Tags.Count(t => t.IsHotfix)} hotfixes, {set.Ignored} ignored");
        return (graph, [.. set.Tags.Where(t => !t.IsPrerelease).Select(t => graph.Find(t.Sha))]);
    }

    private static DateTimeOffset Instant(string seconds) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));

    // A mainline of merges: each brings in four commits that started some twenty merges ago.
    private static (CommitGraph, IReadOnlyList<int>) Made()
    {
        var random = new Random(1);
        var builder = new CommitGraphBuilder(Commits);
        List<string> mainline = [SyntheticFacts.Sha(0)];
        builder.Add(mainline[0], "");
        for (var i = 1; i + 4 < Commits; i += 5)
        {
            var tip = mainline[Math.Max(0, mainline.Count - 1 - random.Next(20))];
            for (var j = 0; j < 4; j++)
            {
                var next = SyntheticFacts.Sha(i + j);
                builder.Add(next, tip);
                tip = next;
            }
            var merge = SyntheticFacts.Sha(i + 4);
            builder.Add(merge, $"{mainline[^1]} {tip}");
            mainline.Add(merge);
        }
        var graph = builder.Build();
        return (graph, [.. Enumerable.Range(1, Releases).Select(r => graph.Find(mainline[r * (mainline.Count - 1) / Releases]))]);
    }

    private static void Report(string what, TimeSpan took, string note) =>
        Console.WriteLine($"{what,-20} {took.TotalMilliseconds,10:N1} ms  {note}");
}
