using System.Diagnostics;
using Duet.Engine.Facts.DuckDb;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Sources;
using Duet.Sources.Git;

namespace Duet.Benchmarks.Web;

/// <summary>
/// What a person waits for, over a real repository: every metric by month over its last five years, pages, and the start of
/// the program. Line counts of five years are read first; then nothing else runs.
/// </summary>
internal static class PagesBenchmark
{
    private static readonly string[] Pages = ["/", "/delivery", "/metrics", "/metrics/change.lead_time", "/explore"];

    public static async Task RunAsync(string[] arguments)
    {
        if (arguments is not [var repository])
            throw new ArgumentException("usage: pages REPOSITORY");
        var data = Directory.CreateTempSubdirectory("duet-pages-");
        try
        {
            var newest = await ImportAsync(repository, data.FullName);
            await SeriesAsync(data.FullName, newest);
            await ServeAsync(data.FullName);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<DateTimeOffset> ImportAsync(string repository, string data)
    {
        await using var facts = await DuckDbFactStore.OpenAsync(FactsFile(data));
        var work = Directory.CreateDirectory(Path.Combine(data, "work")).FullName;
        await new GitSource(TimeProvider.System, new GitSettings()).ImportAsync(
            new SourceImport
            {
                Name = "bench",
                Location = repository,
                WorkFolder = work,
                Facts = facts,
                Progress = new Silent(),
                DetailsSince = TimeProvider.System.GetUtcNow().AddYears(-5),
            },
            CancellationToken.None);
        var rows = await facts.ReadAsync(new("SELECT max(committed_at) FROM \"commit\""), row => row.GetDateTime(0));
        return new DateTimeOffset(DateTime.SpecifyKind(rows[0], DateTimeKind.Utc));
    }

    // A fresh engine for each answer, so that none is remembered.
    private static async Task SeriesAsync(string data, DateTimeOffset newest)
    {
        await using var facts = await DuckDbFactStore.OpenAsync(FactsFile(data));
        using var catalogue = new MetricCatalogue();
        var period = new Period(newest.AddYears(-5), newest);
        List<(string Key, double[] Times)> measured = [];
        foreach (var definition in catalogue.Definitions)
        {
            var times = new double[25];
            for (var run = -3; run < times.Length; run++)
            {
                var engine = new MetricEngine(catalogue, facts, () => new Installation(), TimeProvider.System);
                var watch = Stopwatch.GetTimestamp();
                await engine.SeriesAsync(new MetricQuery { Key = definition.Key, Period = period, Grain = Grain.Month }, CancellationToken.None);
                if (run >= 0)
                    times[run] = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
            }
            Array.Sort(times);
            measured.Add((definition.Key, times));
        }
        Console.WriteLine($"series by month over 5 years, {measured.Count} metrics, {measured[0].Times.Length} runs each, nothing cached");
        Console.WriteLine($"  p95 over all   {P95([.. measured.SelectMany(metric => metric.Times).Order()]),8:F1} ms   (limit 50)");
        foreach (var (key, times) in measured.OrderByDescending(metric => P95(metric.Times)).Take(6))
            Console.WriteLine($"  {key,-28} median {times[times.Length / 2],6:F1}   p95 {P95(times),6:F1} ms");
    }

    private static async Task ServeAsync(string data)
    {
        const string address = "http://127.0.0.1:5399";
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        // The program itself, as a user starts it; its first page is the sign-in.
        var watch = Stopwatch.GetTimestamp();
        using (var program = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "duet.dll"), "serve", "--data", data, "--urls", address]) { RedirectStandardOutput = true })!)
        {
            while (!await AnswersAsync(http))
                await Task.Delay(10);
            Console.WriteLine($"start to first page    {Stopwatch.GetElapsedTime(watch).TotalSeconds,6:F2} s   (limit 2)");
            program.Kill();
            await program.WaitForExitAsync();
        }

        await using var server = await Server.BuildAsync(new ServerOptions { DataFolder = data, Urls = address, GuestReadOnly = true }, CancellationToken.None);
        await server.StartAsync();
        Console.WriteLine("page                           first      median      p95 ms     KB of HTML   (limits for /: 100 ms, 150 KB)");
        foreach (var page in Pages)
        {
            var times = new double[30];
            var first = 0.0;
            var size = 0;
            for (var run = -1; run < times.Length; run++)
            {
                watch = Stopwatch.GetTimestamp();
                var html = await http.GetByteArrayAsync(page);
                var took = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
                size = html.Length;
                if (run < 0)
                    first = took;
                else
                    times[run] = took;
            }
            Array.Sort(times);
            Console.WriteLine($"  {page,-26} {first,8:F0}  {times[times.Length / 2],8:F1}  {P95(times),8:F1}  {size / 1024.0,10:F1}");
        }
        await server.StopAsync();
    }

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static double P95(double[] sorted) => sorted[(int)Math.Ceiling(sorted.Length * 0.95) - 1];

    private static string FactsFile(string data) => Path.Combine(data, "facts.duckdb");

    private sealed class Silent : IProgress<SourceProgress>
    {
        public void Report(SourceProgress value)
        {
        }
    }
}
