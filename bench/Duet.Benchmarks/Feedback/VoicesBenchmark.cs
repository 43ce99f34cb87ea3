using System.Diagnostics;
using System.Globalization;
using Duet.Access;
using Duet.Engine.Metrics;
using Duet.Feedback;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Benchmarks.Feedback;

/// <summary>50,000 voices: how long lists, searches and the question for duplicates take. With a connection string in PostgreSQL.</summary>
internal static class VoicesBenchmark
{
    private const int Voices = 50_000;
    private const int Batch = 1_000;
    private const int Words = 8_000;
    private const int Runs = 200;

    public static async Task RunAsync(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("duet-voices-");
        try
        {
            var store = RecordsStore.At(Path.Combine(folder.FullName, "records.db"), arguments.FirstOrDefault());
            await store.MigrateAsync(CancellationToken.None);
            await using var services = new ServiceCollection()
                .AddSingleton<IDbContextFactory<AppDb>>(store).AddSingleton(TimeProvider.System).AddSingleton<Func<Installation>>(() => new Installation())
                .AddSingleton<Audit>().AddFeedback(listens: false).BuildServiceProvider();
            var random = new Random(4);
            await FillAsync(services.GetRequiredService<VoiceTaking>(), store, random);
            await MeasureAsync(services.GetRequiredService<IVoices>(), random);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task FillAsync(VoiceTaking taking, RecordsStore store, Random random)
    {
        var watch = Stopwatch.GetTimestamp();
        for (var i = 0; i < Voices; i += Batch)
            await taking.TakeAsync([.. Enumerable.Range(i, Batch).Select(number => new NewVoice
            {
                Kind = (VoiceKind)(number % 5),
                Channel = VoiceChannel.Api,
                Source = "bench",
                ExternalId = number.ToString(CultureInfo.InvariantCulture),
                Title = Text(random, 6),
                Body = Text(random, 40),
                CapturedAt = TimeProvider.System.GetUtcNow().AddMinutes(-number * 10),
            })], CancellationToken.None);
        Console.WriteLine($"{Voices} voices taken in batches of {Batch}   {Voices / Stopwatch.GetElapsedTime(watch).TotalSeconds:F0} a second");
        await using var db = store.CreateDbContext();
        // A third is decided, a third is over, and weights differ.
        await db.Database.ExecuteSqlRawAsync("""
            UPDATE voices SET "Weight" = 1 + "Id" % 40, "LinkedAt" = CASE WHEN "Id" % 3 = 1 THEN "CapturedAt" END,
                "ClosedAs" = CASE WHEN "Id" % 3 = 2 THEN 'Done' END, "ReleasedAt" = CASE WHEN "Id" % 30 = 1 THEN "CapturedAt" END;
            """);
    }

    private static async Task MeasureAsync(IVoices voices, Random random)
    {
        var all = new VoiceReach(true, [], false);
        foreach (var filter in Enum.GetValues<VoiceFilter>())
            foreach (var order in Enum.GetValues<VoiceOrder>())
                await TimeAsync($"list {filter}, {order}", () => voices.ListAsync(new VoiceQuery(filter, [], null, order, null, null, null, null), all, CancellationToken.None));
        await TimeAsync("list of two kinds", () => voices.ListAsync(new VoiceQuery(VoiceFilter.Waiting, [VoiceKind.Customer, VoiceKind.Developer], null, VoiceOrder.Heaviest, null, null, null, null), all, CancellationToken.None));
        foreach (var words in new[] { 1, 2 })
            await TimeAsync($"search of {words} words", () => voices.ListAsync(new VoiceQuery(VoiceFilter.All, [], Text(random, words), VoiceOrder.Heaviest, null, null, null, null), all, CancellationToken.None));
        await TimeAsync("search of three letters", () => voices.ListAsync(new VoiceQuery(VoiceFilter.All, [], Word(random)[..3], VoiceOrder.Heaviest, null, null, null, null), all, CancellationToken.None));
        var watch = Stopwatch.GetTimestamp();
        await voices.AlikeAsync(1, 5, CancellationToken.None);
        Console.WriteLine($"first question for duplicates, reading all   {Stopwatch.GetElapsedTime(watch).TotalMilliseconds:F0} ms");
        await TimeAsync("duplicates", () => voices.AlikeAsync(1 + random.Next(Voices), 5, CancellationToken.None));
    }

    private static async Task TimeAsync(string name, Func<Task> run)
    {
        await run();
        var times = new double[Runs];
        for (var i = 0; i < Runs; i++)
        {
            var watch = Stopwatch.GetTimestamp();
            await run();
            times[i] = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
        }
        Array.Sort(times);
        Console.WriteLine($"{name,-24} p50 {times[Runs / 2],6:F1} ms   p95 {times[Runs * 95 / 100],6:F1} ms   max {times[^1],6:F1} ms");
    }

    private static string Text(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(random)));

    // Few words are frequent and most are rare, as in any language.
    private static string Word(Random random)
    {
        var rank = (int)Math.Pow(Words, random.NextDouble());
        return string.Concat(Enumerable.Range(0, 3).Select(i => "bcdfghklmnprstvwz"[rank * 7 / (int)Math.Pow(17, i) % 17] + "aeiou"[(rank + i) % 5].ToString()));
    }
}
