using System.Diagnostics;
using System.Globalization;
using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;
using Duet.Engine.Metrics;
using Duet.Engine.Time;

namespace Duet.Benchmarks.Metrics;

/// <summary>Series over a synthetic history: by default 82,000 commits in five years. Each answer is computed anew.</summary>
internal static class SeriesBenchmark
{
    private static readonly DateTimeOffset End = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    internal static readonly Period FiveYears = new(End.AddYears(-5), End);

    public static async Task RunAsync(string[] arguments)
    {
        var commits = arguments is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 82_000;
        var file = Path.Combine(Path.GetTempPath(), $"duet-series-{Environment.ProcessId}.duckdb");
        await using (var store = await DuckDbFactStore.OpenAsync(file))
        {
            await store.WriteAsync(new FactBatch("rows", "git").Append(Commits(commits)));
            foreach (var (name, query, calendar) in Queries())
                await MeasureAsync(name, store, query with { Calendar = calendar });
        }
        File.Delete(file);
    }

    private static IEnumerable<(string Name, MetricQuery Query, CalendarKind Calendar)> Queries()
    {
        MetricQuery Monthly(string key) => new() { Key = key, Period = FiveYears, Grain = Grain.Month };
        yield return ("count by month", Monthly("commit.count"), CalendarKind.Wall);
        yield return ("median by month", Monthly("commit.size"), CalendarKind.Wall);
        yield return ("median of open durations by month", Monthly("commit.lead_time"), CalendarKind.Wall);
        yield return ("the same in working time", Monthly("commit.lead_time"), CalendarKind.Working);
        yield return ("distinct people by month", Monthly("commit.authors"), CalendarKind.Wall);
        yield return ("share by week", Monthly("commit.reverted_share") with { Grain = Grain.Week }, CalendarKind.Wall);
        yield return ("count by month and release, with people", Monthly("commit.count") with { By = ["release"] }, CalendarKind.Wall);
        yield return ("bus factor by month", Monthly("ownership.bus_factor"), CalendarKind.Wall);
    }

    // A fresh engine for each run, so that no answer is remembered.
    internal static async Task MeasureAsync(string name, DuckDbFactStore store, MetricQuery query)
    {
        using var catalogue = new MetricCatalogue();
        if (catalogue.Find(query.Key) is null)
        {
            Console.WriteLine($"{name,-45} no page {query.Key}");
            return;
        }
        List<double> milliseconds = [];
        var points = 0;
        for (var run = 0; run < 45; run++)
        {
            var engine = new MetricEngine(catalogue, store, () => new Installation(), TimeProvider.System);
            var watch = Stopwatch.GetTimestamp();
            var (series, problem) = await engine.SeriesAsync(query, CancellationToken.None);
            if (run >= 5)
                milliseconds.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
            points = series?.Points.Count ?? throw new InvalidOperationException(problem!.Message);
        }
        milliseconds.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-45} {points,5} points   min {milliseconds[0],6:0.0} ms   median {milliseconds[20],6:0.0} ms   p95 {milliseconds[37],6:0.0} ms"));
    }

    internal static List<CommitFact> Commits(int count, int authors = 800)
    {
        var random = new Random(1);
        var people = Enumerable.Range(0, authors).Select(i => new Actor("mail", $"p{i}@example.org", $"P{i}", ActorKind.Human)).ToArray();
        var step = FiveYears.Length / count;
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var at = FiveYears.Start + step * i;
            return new CommitFact
            {
                Repo = "app",
                Sha = $"{i:x40}",
                Subject = "A commit",
                Author = people[(int)(people.Length * Math.Pow(random.NextDouble(), 3))],
                AuthorKind = ActorKind.Human,
                AuthoredAt = at.AddHours(-random.NextDouble() * 300),
                CommittedAt = at,
                IsMerge = random.NextDouble() < 0.2,
                Files = random.Next(1, 20),
                Additions = random.Next(0, 400),
                Deletions = random.Next(0, 200),
                ReleasedAt = random.NextDouble() < 0.95 ? at.AddDays(random.NextDouble() * 60) : null,
                Release = $"v{i / 4_000}",
                RevertedAt = random.NextDouble() < 0.03 ? at.AddDays(2) : null,
            };
        })];
    }
}
