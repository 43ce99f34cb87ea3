using System.Diagnostics;
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
            var watch = Stopwatch.GetTimestamp();
            await FilledVoices.FillAsync(services.GetRequiredService<VoiceTaking>(), store, random);
            Console.WriteLine($"{FilledVoices.Count} voices taken   {FilledVoices.Count / Stopwatch.GetElapsedTime(watch).TotalSeconds:F0} a second, {Measured.Load()}");
            await MeasureAsync(services.GetRequiredService<IVoices>(), random);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(IVoices voices, Random random)
    {
        var all = new VoiceReach(true, [], false);
        foreach (var filter in Enum.GetValues<VoiceFilter>())
            foreach (var order in Enum.GetValues<VoiceOrder>())
                await TimeAsync($"list {filter}, {order}", () => voices.ListAsync(new VoiceQuery(filter, [], null, order, null, null, null, null), all, CancellationToken.None));
        await TimeAsync("list of two kinds", () => voices.ListAsync(new VoiceQuery(VoiceFilter.Waiting, [VoiceKind.Customer, VoiceKind.Developer], null, VoiceOrder.Heaviest, null, null, null, null), all, CancellationToken.None));
        foreach (var words in new[] { 1, 2 })
            await TimeAsync($"search of {words} words", () => voices.ListAsync(new VoiceQuery(VoiceFilter.All, [], FilledVoices.Text(random, words), VoiceOrder.Heaviest, null, null, null, null), all, CancellationToken.None));
        await TimeAsync("search of three letters", () => voices.ListAsync(new VoiceQuery(VoiceFilter.All, [], FilledVoices.Word(random)[..3], VoiceOrder.Heaviest, null, null, null, null), all, CancellationToken.None));
        var watch = Stopwatch.GetTimestamp();
        await voices.AlikeAsync(1, 5, CancellationToken.None);
        Console.WriteLine($"first question for duplicates, reading all   {Stopwatch.GetElapsedTime(watch).TotalMilliseconds:F0} ms");
        await TimeAsync("duplicates", () => voices.AlikeAsync(1 + random.Next(FilledVoices.Count), 5, CancellationToken.None));
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
        Console.WriteLine($"{name,-24}{Measured.Row(times)}");
    }
}
