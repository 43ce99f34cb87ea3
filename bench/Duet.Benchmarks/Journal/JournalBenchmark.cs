using System.Diagnostics;
using System.Globalization;
using System.Text;
using Duet.Benchmarks.Git;
using Duet.Platform.Journal;
using Duet.Platform.Journal.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Duet.Benchmarks.Journal;

/// <summary>
/// Deliveries taken by the journal's core, each acknowledged after its commit, without HTTP and without projecting: alone and in
/// batches of 100, with a few senders and with many. Argument: seconds a case (5).
/// </summary>
internal static class JournalBenchmark
{
    private static int made;

    public static async Task RunAsync(string[] arguments)
    {
        var seconds = arguments is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 5;
        var folder = Directory.CreateTempSubdirectory("duet-journal");
        try
        {
            await using var journal = new DeliveryJournal(
                new SqliteJournalStore(Path.Combine(folder.FullName, "journal"), new JournalOptions()), new JournalOptions(), TimeProvider.System, NullLogger<DeliveryJournal>.Instance);
            Console.WriteLine("senders  items  deliveries/s     items/s   p50 ms   p99 ms  CPU cores  of which making  refused");
            foreach (var (senders, items) in ((int, int)[])[(1, 1), (64, 1), (256, 1), (1, 100), (16, 100)])
                await MeasureAsync(journal, senders, items, TimeSpan.FromSeconds(seconds));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"files: {Directory.EnumerateFiles(folder.FullName, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) / 1e6:F0} MB, peak memory {CpuClock.PeakMegabytes()} MB"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(DeliveryJournal journal, int senders, int items, TimeSpan span)
    {
        var making = MakingShare(items);
        var cpu = CpuClock.Read();
        var watch = Stopwatch.StartNew();
        var refused = 0;
        var taken = await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            List<double> times = [];
            while (watch.Elapsed < span)
            {
                var delivery = Make(items);
                var begun = Stopwatch.GetTimestamp();
                var receipt = await journal.AcceptAsync(delivery, CancellationToken.None);
                if (receipt.Kind == ReceiptKind.Kept) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                else Interlocked.Increment(ref refused);
            }
            return times;
        })));
        var elapsed = watch.Elapsed.TotalSeconds;
        var used = CpuClock.Read().Since(cpu).Own / elapsed;
        double[] all = [.. taken.SelectMany(times => times).Order()];
        var rate = all.Length / elapsed;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{senders,7}{items,7}{rate,14:N0}{rate * items,12:N0}{all[all.Length / 2],9:F2}{all[all.Length * 99 / 100],9:F2}{used,11:F2}{rate * making,17:F2}{refused,9:N0}"));
    }

    /// <summary>CPU seconds of making one delivery: the load generator's own work.</summary>
    private static double MakingShare(int items)
    {
        for (var i = 0; i < 200; i++) Make(items);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 500; i++) Make(items);
        return watch.Elapsed.TotalSeconds / 500;
    }

    private static RawDelivery Make(int items)
    {
        var first = Interlocked.Add(ref made, items) - items;
        var body = new StringBuilder("[");
        List<(int Start, int Length)> spans = [];
        for (var i = 0; i < items; i++)
        {
            if (i > 0) body.Append(',');
            var start = body.Length;
            body.Append(CultureInfo.InvariantCulture,
                $$"""{"id":"deploy-{{first + i}}","service":"checkout-{{(first + i) % 37}}","environment":"production","sha":"{{(first + i) * 2654435761L:x16}}","startedAt":"2026-03-09T12:{{i % 60:00}}:00Z","outcome":"success"}""");
            spans.Add((start, body.Length - start));
        }
        var bytes = Encoding.UTF8.GetBytes(body.Append(']').ToString());
        return new RawDelivery
        {
            Door = "events",
            Source = "bench",
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            Body = bytes,
            ContentType = "application/json",
            Items = [.. spans.Select((span, i) => new DeliveryItem(string.Create(CultureInfo.InvariantCulture, $"deploy-{first + i}"), bytes.AsMemory(span.Start, span.Length)))],
        };
    }
}
