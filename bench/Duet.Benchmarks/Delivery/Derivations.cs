using System.Diagnostics;
using System.Globalization;
using Duet.Engine.Delivery;
using Duet.Engine.Facts;
using Duet.Engine.Time;

namespace Duet.Benchmarks.Delivery;

/// <summary>Times every derivation from the history of a real repository, apart from git's own time.</summary>
internal static class Derivations
{
    /// <param name="arguments">A repository and, if it is not HEAD, the tip of its default branch.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var (repository, tip) = (arguments[0], arguments.Length > 1 ? arguments[1] : "HEAD");
        var raw = await ReadAsync(repository, tip);
        Console.WriteLine($"{raw.Count} commits, {raw.Sum(r => (long)r[7].Length) >> 20} M characters of bodies");

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var builder = new CommitGraphBuilder();
        var identities = new Identities();
        Time("graph", () => raw.ForEach(r => builder.Add(r[0], r[1])));
        var graph = builder.Build();
        var actors = Time("identities", () => raw.ConvertAll(r => identities.Of(r[2], r[3])));
        MessageSignals[] signals = [];
        for (var round = 0; round < 3; round++)
        {
            var reader = new MessageReader(identities);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            signals = [.. raw.Select(r => reader.Read(r[6], r[7]))];
            Console.WriteLine($"  {watch.Elapsed.TotalNanoseconds / raw.Count:N0} ns and {(GC.GetAllocatedBytesForCurrentThread() - allocated) / raw.Count} bytes a message");
        }
        List<HistoryCommit> commits = [.. raw.Select((r, i) => new HistoryCommit
        {
            Node = graph.Find(r[0]),
            Sha = r[0],
            Author = actors[i],
            AuthoredAt = Instant(r[4]),
            CommittedAt = Instant(r[5]),
            Subject = r[6],
            Signals = signals[i],
        })];
        Console.WriteLine($"  graph and commits: {(GC.GetTotalMemory(forceFullCollection: true) - before) >> 20} MB, {identities.Count} identities");
        Count("marks", signals.Where(s => s.Mark != null).CountBy(s => s.Mark!.Kind));
        Console.WriteLine($"  reverts {signals.Count(s => s.Revert != null)}, hotfix {signals.Count(s => s.IsHotfix)}, AI {commits.Count(c => c.AiDeclared)}, with reviewers {signals.Count(s => s.Reviewers.Count > 0)}, with co-authors {signals.Count(s => s.CoAuthors.Count > 0)}");
        Count("authors", commits.CountBy(c => c.Author.Kind));

        var changes = Time("changes", () => ChangeFinder.Find(graph, commits, commits[0].Node));
        Console.WriteLine($"  {changes.Style} {changes.StyleConfidence:P0} {changes.Votes}, {changes.Changes.Count} changes, {changes.BackMerges} back-merges, {changes.Outside} commits outside, {changes.Changes.Count(c => c.IsRevert)} reverts");
        Count("changes", changes.Changes.CountBy(c => c.Method));
        var reverted = Time("reverts", () => Reverts.Resolve(graph, commits, changes));
        Console.WriteLine($"  {reverted.Resolved} resolved, {reverted.Unresolved} not; {reverted.ByNode.Count} commits and {reverted.ByChange.Count(r => r != null)} changes out");

        var touches = await TouchesAsync(repository, tip, commits);
        Console.WriteLine($"{touches.Count} touches");
        var year = new Period(commits[0].CommittedAt.AddYears(-1), commits[0].CommittedAt);
        var ownership = Time("ownership, a year", () => Ownership.Of(touches, year));
        Time("ownership, all", () => Ownership.Of(touches, new Period(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)));
        Console.WriteLine($"  {ownership.Whole.People} people, bus factor {ownership.Whole.BusFactor}, {ownership.Areas.Count} areas");
        var coupling = Time("coupling", () => Coupling.Of(touches));
        Console.WriteLine($"  {coupling.Pairs.Count} pairs, exact {coupling.IsExact}, {coupling.Skipped} commits skipped; {(coupling.Pairs is [var most, ..] ? most : null)}");
        Time("hotspots", () => Hotspots.Of(touches, path => path.Length));
        var spread = Time("context spread", () => ContextSpread.Weekly(touches, TimeZoneInfo.Utc));
        Console.WriteLine($"  {spread.Count} weeks, mean {spread.Average(w => w.Mean):N2}");
    }

    private static async Task<List<string[]>> ReadAsync(string repository, string tip)
    {
        List<string[]> rows = [];
        await GitOutput.ReadAsync(repository, async output =>
        {
            foreach (var row in (await output.ReadToEndAsync()).Split('\0', StringSplitOptions.RemoveEmptyEntries))
                rows.Add(row.TrimStart('\n').Split('\x1f', 8));
        }, "log", "--format=%x00%H%x1f%P%x1f%aN%x1f%aE%x1f%at%x1f%ct%x1f%s%x1f%b", tip, "--");
        rows.RemoveAll(r => r.Length != 8);
        return rows;
    }

    private static async Task<List<Touch>> TouchesAsync(string repository, string tip, List<HistoryCommit> commits)
    {
        var bySha = commits.ToDictionary(c => c.Sha);
        List<Touch> touches = [];
        await GitOutput.ReadAsync(repository, async output =>
        {
            HistoryCommit? current = null;
            while (await output.ReadLineAsync() is { } line)
            {
                if (line.StartsWith('>'))
                    current = bySha.GetValueOrDefault(line[1..]);
                else if (line.Length > 0 && current != null)
                    touches.Add(new Touch(current, line));
            }
        }, "log", "--format=>%H", "--name-only", "--no-renames", "--no-merges", tip, "--");
        return touches;
    }

    private static DateTimeOffset Instant(string seconds) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));

    private static void Count<T>(string what, IEnumerable<KeyValuePair<T, int>> counts) =>
        Console.WriteLine($"  {what}: {string.Join(", ", counts.OrderByDescending(c => c.Value).Select(c => $"{c.Key} {c.Value}"))}");

    private static void Time(string what, Action run) => Time(what, () =>
    {
        run();
        return 0;
    });

    private static T Time<T>(string what, Func<T> run)
    {
        var watch = Stopwatch.StartNew();
        var result = run();
        Console.WriteLine($"{what,-20} {watch.Elapsed.TotalMilliseconds,8:N1} ms");
        return result;
    }
}
