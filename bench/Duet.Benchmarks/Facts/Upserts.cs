using System.Diagnostics;
using System.Globalization;
using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;

namespace Duet.Benchmarks.Facts;

/// <summary>What each way of writing costs against a plain append, and what scattered keys cost against neighbours.</summary>
internal static class Upserts
{
    private const int Batch = 1_000;
    private const int Rounds = 15;
    private static int batches;

    /// <param name="arguments">Rows the table starts with; 1,000,000 by default.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var rows = arguments is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("duet-upserts");
        try
        {
            await using var store = await DuckDbFactStore.OpenAsync(Path.Combine(folder.FullName, "facts.db"));
            var random = new Random(7);

            var fill = Stopwatch.StartNew();
            foreach (var chunk in Enumerable.Range(0, rows).Chunk(10_000)) await store.WriteAsync(New(b => b.Append([.. chunk.Select(n => SyntheticFacts.Change(n))])));
            Console.WriteLine($"filled {rows:N0} changes in {fill.Elapsed.TotalSeconds:F1} s ({rows / fill.Elapsed.TotalSeconds:N0} rows/s)");

            var next = rows;
            int[] Fresh(int count) => [.. Enumerable.Range((next += count) - count, count)];
            int[] Neighbours(int count) => [.. Enumerable.Range(random.Next(rows - count), count)];
            int[] Scattered(int count)
            {
                HashSet<int> numbers = [];
                while (numbers.Count < count) numbers.Add(random.Next(rows));
                return [.. numbers];
            }

            foreach (var size in new[] { Batch, 10_000, 100_000 })
            {
                var rounds = size > 10_000 ? 3 : Rounds;
                var append = await MedianAsync(rounds, () => (b, n) => b.Append(Changes(n)), () => Fresh(size), store);
                Console.WriteLine($"{size:N0} rows a batch, median of {rounds} (ms, and as multiple of append)");
                Print("append", append, append);
                Print("upsert, new", await MedianAsync(rounds, () => (b, n) => b.Upsert(Changes(n)), () => Fresh(size), store), append);
                Print("upsert, neighbours", await MedianAsync(rounds, () => (b, n) => b.Upsert(Changes(n)), () => Neighbours(size), store), append);
                Print("upsert, scattered", await MedianAsync(rounds, () => (b, n) => b.Upsert(Changes(n)), () => Scattered(size), store), append);
                Print("patch, neighbours", await MedianAsync(rounds, () => (b, n) => b.Patch(Patches(n)), () => Neighbours(size), store), append);
                Print("patch, scattered", await MedianAsync(rounds, () => (b, n) => b.Patch(Patches(n)), () => Scattered(size), store), append);
            }
            Print("file (MB)", new FileInfo(Path.Combine(folder.FullName, "facts.db")).Length / 1e6, null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> MedianAsync(
        int rounds, Func<Func<FactBatch, int[], FactBatch>> operation, Func<int[]> numbers, DuckDbFactStore store)
    {
        List<double> times = [];
        for (var i = 0; i < rounds; i++)
        {
            var batch = New(b => operation()(b, numbers()));
            var watch = Stopwatch.StartNew();
            await store.WriteAsync(batch);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        return times[rounds / 2];
    }

    private static FactBatch New(Func<FactBatch, FactBatch> fill) => fill(new FactBatch($"batch-{++batches}", "bench"));

    private static ChangeFact[] Changes(int[] numbers) => [.. numbers.Select(n => SyntheticFacts.Change(n, "Change"))];

    private static ChangeRelease[] Patches(int[] numbers) =>
        [.. numbers.Select(n => new ChangeRelease("app", SyntheticFacts.Sha(n), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "v1"))];

    private static void Print(string what, double value, double? one) =>
        Console.WriteLine(one is { } unit ? $"  {what,-20} {value,8:F1} {value / unit,6:F1}x" : $"  {what,-20} {value,8:F1}");
}

[PatchOf(typeof(ChangeFact))]
internal sealed record ChangeRelease(string Repo, string Id, DateTimeOffset? ReleasedAt, string? Release);
