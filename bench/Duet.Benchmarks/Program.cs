using Duet.Benchmarks.Delivery;
using Duet.Benchmarks.Doors;
using Duet.Benchmarks.Facts;
using Duet.Benchmarks.Feedback;
using Duet.Benchmarks.Git;
using Duet.Benchmarks.Identity;
using Duet.Benchmarks.Journal;
using Duet.Benchmarks.Metrics;
using Duet.Benchmarks.Surveys;
using Duet.Benchmarks.Web;

// One line per benchmark.
Dictionary<string, Func<string[], Task>> benchmarks = new(StringComparer.Ordinal)
{
    ["upserts"] = Upserts.RunAsync,
    ["fact-import"] = FactImport.RunAsync,
    ["flood"] = Flood.RunAsync,
    ["derive"] = Derivations.RunAsync,
    ["series"] = SeriesBenchmark.RunAsync,
    ["teams"] = TeamsBenchmark.RunAsync,
    ["import"] = ImportBenchmark.RunAsync,
    ["identities"] = IdentityBenchmark.RunAsync,
    ["journal"] = JournalBenchmark.RunAsync,
    ["voices"] = VoicesBenchmark.RunAsync,
    ["feedback-pages"] = FeedbackPages.RunAsync,
    ["doors"] = DoorsBenchmark.RunAsync,
    ["pages"] = PagesBenchmark.RunAsync,
    ["survey-release"] = ReleaseBenchmark.RunAsync,
    ["survey-burst"] = BurstBenchmark.RunAsync,
    ["organisation"] = OrganisationBenchmark.RunAsync,
};

if (args is [var name, .. var rest] && benchmarks.TryGetValue(name, out var run))
{
    await run(rest);
    return 0;
}
Console.Error.WriteLine($"usage: Duet.Benchmarks {string.Join('|', benchmarks.Keys)} [ARGUMENT]...");
return 2;
