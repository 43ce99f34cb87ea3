using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Duet.Benchmarks.Doors;

/// <summary>
/// The doors over HTTP, with the server in a process of its own and the load generator on the same machine: single messages and
/// batches, ten times the load that is taken, what readers feel meanwhile, and how soon a message is seen in a metric.
/// Arguments: seconds a rate (10), seconds of overload (120).
/// </summary>
internal static class DoorsBenchmark
{
    private const int Senders = 64;
    private const int BatchSenders = 16;
    private const int OverloadSenders = 256;
    private const int Burst = 16;
    private const int Items = 100;
    private const int ManyKeys = 4;
    private const string Door = "/api/v1/deployments";

    private static readonly string[] Read =
        ["/api/v1/metrics/deployment.frequency/series?from=2026-09-01&to=2026-12-01", "/api/v1/metrics/deployment.duration/series?from=2026-09-01&to=2026-12-01&by=service"];

    public static async Task RunAsync(string[] arguments)
    {
        var (seconds, overload) = (Number(arguments, 0, 10), Number(arguments, 1, 120));
        await using var server = await ServerProcess.StartAsync(5397, ManyKeys);
        await VisibleAsync(server);
        await RateAsync(server, Senders, Payload.Deployment, 3, null);
        Console.WriteLine("                        requests/s     items/s   p50 ms   p99 ms   refused   server cores   generator cores   RSS MB");
        var peak = await RateAsync(server, Senders, Payload.Deployment, seconds, "single, 64 senders");
        await RateAsync(server, BatchSenders, () => Payload.Batch(Items), seconds, "batches of 100, 16");
        await SettleAsync(server);
        var quiet = await ReadAsync(server, TimeSpan.FromSeconds(10));
        var loaded = await OverloadAsync(server, peak, overload);
        var drain = Stopwatch.StartNew();
        await SettleAsync(server);
        Line($"backlog drained in {drain.Elapsed.TotalSeconds:F1} s (limit 60)");
        // The same questions over as many rows as there are after the load: more rows alone make them slower.
        var after = await ReadAsync(server, TimeSpan.FromSeconds(10));
        Line($"readers' p95 {loaded:F0} ms under load, {quiet:F0} ms before, {after:F0} ms after it = x {loaded / after:F1} (limit 2)");
        await VisibleAsync(server);
    }

    private static async Task<double> RateAsync(ServerProcess server, int senders, Func<byte[]> make, int seconds, string? title)
    {
        var (cpu, own, watch) = (server.CpuSeconds, Own(), Stopwatch.StartNew());
        var refused = 0;
        var items = title?.StartsWith("batch", StringComparison.Ordinal) == true ? Items : 1;
        var times = await Task.WhenAll(Enumerable.Range(0, senders).Select(i => Task.Run(async () =>
        {
            using var sender = await RawSender.ConnectAsync(server.Port, Door, server.Keys[i % server.Keys.Count]);
            List<double> taken = [];
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                var body = make();
                var begun = Stopwatch.GetTimestamp();
                if ((await sender.SendAsync(body)).Status == 202)
                    taken.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                else
                    Interlocked.Increment(ref refused);
            }
            return taken;
        })));
        var elapsed = watch.Elapsed.TotalSeconds;
        double[] all = [.. times.SelectMany(taken => taken).Order()];
        var rate = all.Length / elapsed;
        if (title is not null)
            Line($"{title,-22}{rate,12:N0}{rate * items,12:N0}{all[all.Length / 2],9:F1}{all[all.Length * 99 / 100],9:F1}{refused,10:N0}{(server.CpuSeconds - cpu) / elapsed,15:F2}{(Own() - own) / elapsed,18:F2}{server.ResidentBytes >> 20,9:N0}");
        return rate;
    }

    /// <summary>
    /// Open loop as far as the machine can: each sender has times at which it sends a burst, whatever became of the one before, and
    /// does not wait between the messages of a burst.
    /// </summary>
    private static async Task<double> OverloadAsync(ServerProcess server, double peak, int seconds)
    {
        var (cpu, own, watch) = (server.CpuSeconds, Own(), Stopwatch.StartNew());
        var gap = TimeSpan.FromSeconds(OverloadSenders * Burst / (10 * peak));
        var sending = Enumerable.Range(0, OverloadSenders).Select(i => Task.Run(async () =>
        {
            using var sender = await RawSender.ConnectAsync(server.Port, Door, server.Keys[i % server.Keys.Count]);
            var bodies = new byte[Burst][];
            var answers = new Answers();
            for (var next = gap * i / OverloadSenders; watch.Elapsed.TotalSeconds < seconds; next += gap)
            {
                if (next - watch.Elapsed is { TotalMilliseconds: > 1 } rest)
                    await Task.Delay(rest);
                for (var k = 0; k < Burst; k++)
                    bodies[k] = Payload.Deployment();
                answers += await sender.SendManyAsync(bodies);
            }
            return answers;
        })).ToArray();
        var reading = ReadAsync(server, TimeSpan.FromSeconds(seconds - 2));
        var all = Task.WhenAll(sending);
        long most = 0;
        while (!all.IsCompleted)
        {
            most = Math.Max(most, server.ResidentBytes);
            await Task.Delay(200);
        }
        var sum = (await all).Aggregate((one, other) => one + other);
        var loaded = await reading;
        var elapsed = watch.Elapsed.TotalSeconds;
        Line($"overload, {elapsed:F0} s: wanted {10 * peak:N0}/s, offered {sum.All / elapsed:N0}/s = {sum.All / elapsed / peak:F1} x peak, accepted {sum.Accepted / elapsed:N0}/s = {sum.Accepted / elapsed / peak:P0} of peak (limit 80 %)");
        Line($"  refused 429/503 {sum.Busy:N0}, other answers {sum.Other:N0}, refusals without Retry-After {sum.Silent:N0} (limit 0)");
        Line($"  server {(server.CpuSeconds - cpu) / elapsed:F2} cores, generator {(Own() - own) / elapsed:F2} cores, most RSS {most >> 20:N0} MB (limit 512)");
        return loaded;
    }

    /// <summary>The 95th percentile of two metrics asked for over and over, with a pause as a person makes it, in milliseconds.</summary>
    private static async Task<double> ReadAsync(ServerProcess server, TimeSpan span)
    {
        List<double> times = [];
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < span;)
        {
            foreach (var address in Read)
            {
                var begun = Stopwatch.GetTimestamp();
                using var answer = await server.Reader.GetAsync(new Uri(address, UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                // A new delivery between two questions, so that no answer is a remembered one.
                using var sender = await RawSender.ConnectAsync(server.Port, Door, server.Keys[0]);
                await sender.SendAsync(Payload.Deployment());
                await Task.Delay(400);
            }
        }
        times.Sort();
        return times[(int)Math.Ceiling(times.Count * 0.95) - 1];
    }

    private static async Task VisibleAsync(ServerProcess server)
    {
        using var sender = await RawSender.ConnectAsync(server.Port, "/api/v1/measurements", server.Keys[0]);
        var name = $"seen-{Guid.NewGuid():n}";
        List<double> times = [];
        for (var count = 1; count <= 20; count++)
        {
            var begun = Stopwatch.GetTimestamp();
            await sender.SendAsync(Encoding.UTF8.GetBytes($$"""{"id":"{{name}}-{{count}}","name":"{{name}}","value":{{count}},"at":"2026-11-02T09:00:00Z"}"""));
            while (await CountAsync(server, name) < count)
                await Task.Delay(5);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        times.Sort();
        Line($"from delivery to the series of a metric: median {times[10]:F0} ms, longest of 20 {times[^1]:F0} ms (limit 2000)");
    }

    private static async Task<double> CountAsync(ServerProcess server, string name)
    {
        var json = await server.Reader.GetByteArrayAsync(new Uri($"/api/v1/metrics/measurement.count/series?from=2026-11-02&to=2026-11-09&where=name:{name}", UriKind.Relative));
        using var series = JsonDocument.Parse(json);
        return series.RootElement.GetProperty("points")[0].GetProperty("value").GetDouble();
    }

    /// <summary>Waits until what was taken is projected: a new message is seen at once.</summary>
    private static async Task SettleAsync(ServerProcess server)
    {
        var name = $"settle-{Guid.NewGuid():n}";
        using var sender = await RawSender.ConnectAsync(server.Port, "/api/v1/measurements", server.Keys[0]);
        await sender.SendAsync(Encoding.UTF8.GetBytes($$"""{"id":"{{name}}","name":"{{name}}","value":1,"at":"2026-11-02T09:00:00Z"}"""));
        while (await CountAsync(server, name) < 1)
            await Task.Delay(100);
    }

    private static double Own() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static int Number(string[] arguments, int index, int otherwise) =>
        index < arguments.Length ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;
}
