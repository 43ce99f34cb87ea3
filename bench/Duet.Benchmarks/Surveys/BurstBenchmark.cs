using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Duet.Benchmarks.Doors;
using Duet.Engine.Surveys;

namespace Duet.Benchmarks.Surveys;

/// <summary>
/// 500 sheets from 50 clients at once over HTTP, with the server in a process of its own: the first burst right after the server is
/// ready, then more of them. Each sheet must be counted once. With a connection string in PostgreSQL.
/// </summary>
internal static class BurstBenchmark
{
    private const int Clients = 50;
    private const int Sheets = 500;
    private const int Bursts = 5;
    private const int Port = 5396;
    private const int Looks = 200;
    private const int Limit = 300;

    // One in so many says something in words.
    private const int TextEvery = 3;

    public static async Task RunAsync(string[] arguments)
    {
        var data = Directory.CreateTempSubdirectory("duet-burst-");
        try
        {
            var records = arguments.FirstOrDefault();
            var open = await OpenWaves.MakeAsync(data.FullName, records, Bursts, Sheets);
            Console.WriteLine($"{Sheets} sheets of {open.Items.Count} items from {Clients} clients, records in {(records is null ? "SQLite" : "PostgreSQL")}, {Measured.Load()}");
            Console.WriteLine($"one write to this disk     {Measured.RowHead} ms");
            Console.WriteLine($"                           {Measured.Row(Measured.DiskWrites(data.FullName))}");
            await using (var server = await ServerProcess.StartAsync(Port, data, records))
            {
                Console.WriteLine($"burst                      {Measured.RowHead} ms     all in s   server ms a sheet   server cores   generator cores   (limit p99 {Limit} ms)");
                for (var burst = 0; burst < Bursts; burst++)
                    await BurstAsync(server, open, open.Waves[burst], burst == 0 ? "right after the start" : $"burst {burst + 1}");
                Console.WriteLine($"/health/live, one by one   {Measured.Row(await HealthAsync(server))}     {Measured.Load()}");
            }
            foreach (var wave in open.Waves)
                if (await OpenWaves.CountAsync(data.FullName, records, wave, open.Items[0].Key) is not (Sheets, 0) and var (counted, left))
                    throw new InvalidOperationException($"{counted} of {Sheets} sheets were counted, and {left} tickets are left.");
            Console.WriteLine("every sheet was counted once, and no ticket is left");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task BurstAsync(ServerProcess server, OpenWaves open, OpenWave wave, string title)
    {
        ConcurrentQueue<byte[]> waiting = new(wave.Codes.Select((code, at) => Encoding.ASCII.GetBytes(SheetOf(open.Items, code, at))));
        ConcurrentBag<double> times = [];
        var refused = 0;
        var senders = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => RawSender.ConnectFormAsync(server.Port, $"/survey/{wave.Survey.ToString(CultureInfo.InvariantCulture)}")));
        var (cpu, own, begun) = (server.CpuSeconds, Measured.OwnCpuSeconds(), Stopwatch.GetTimestamp());
        await Task.WhenAll(senders.Select(async sender =>
        {
            while (waiting.TryDequeue(out var sheet))
            {
                var sent = Stopwatch.GetTimestamp();
                if ((await sender.SendAsync(sheet)).Status != 200)
                    Interlocked.Increment(ref refused);
                times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        }));
        var elapsed = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var (spent, generated) = (server.CpuSeconds - cpu, Measured.OwnCpuSeconds() - own);
        foreach (var sender in senders)
            sender.Dispose();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{title,-27}{Measured.Row(times)}{elapsed,13:F2}{spent * 1_000 / Sheets,20:F2}{spent / elapsed,15:F2}{generated / elapsed,18:F2}   {(refused == 0 ? "" : $"{refused} REFUSED")}"));
    }

    private static async Task<List<double>> HealthAsync(ServerProcess server)
    {
        List<double> times = [];
        for (var look = 0; look < Looks; look++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var answer = await server.Reader.GetAsync(new Uri("/health/live", UriKind.Relative));
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        return times;
    }

    private static string SheetOf(IReadOnlyList<InstrumentItem> items, string code, int number)
    {
        var sheet = new StringBuilder($"code={code}&lang=en");
        foreach (var (item, at) in items.Select((item, at) => (item, at)))
            if (item.Kind != ItemKind.Text)
                sheet.Append(CultureInfo.InvariantCulture, $"&{item.Key}={item.Min + ((number + at) % (item.Max - item.Min + 1))}");
            else if (number % TextEvery == 0)
                sheet.Append(CultureInfo.InvariantCulture, $"&{item.Key}=The+build+cache+misses+on+every+branch+{number}");
        return sheet.ToString();
    }
}
