using System.Diagnostics;
using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;

namespace Duet.Benchmarks.Facts;

/// <summary>The facts of a large repository, streamed in batches: time, processor time and memory of the whole process.</summary>
internal static class FactImport
{
    private const int Commits = 82_000;
    private const int BatchCommits = 2_000;

    public static async Task RunAsync(string[] arguments)
    {
        var upsert = arguments is ["upsert"];
        var folder = Directory.CreateTempSubdirectory("duet-import");
        try
        {
            await using var store = await DuckDbFactStore.OpenAsync(Path.Combine(folder.FullName, "facts.db"));
            using var process = Process.GetCurrentProcess();

            var making = MakeOnly(process);
            var before = process.TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            var files = 0;
            foreach (var numbers in Enumerable.Range(0, Commits).Chunk(BatchCommits))
            {
                var (commits, paths) = Make(numbers);
                files += paths.Count;
                var batch = new FactBatch($"import-{numbers[0]}", "bench");
                await store.WriteAsync(upsert ? batch.Upsert(commits).Upsert(paths) : batch.Append(commits).Append(paths));
            }
            process.Refresh();
            var used = process.TotalProcessorTime - before;
            Console.WriteLine($"{Commits:N0} commits, {files:N0} file changes by {(upsert ? "upsert" : "append")}");
            Console.WriteLine($"  {watch.Elapsed.TotalSeconds:F2} s; processor {used.TotalSeconds:F2} s, of which making the records {making.TotalSeconds:F2} s");
            Console.WriteLine($"  peak memory {process.PeakWorkingSet64 / 1e6:F0} MB, managed {GC.GetTotalMemory(false) / 1e6:F0} MB");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static TimeSpan MakeOnly(Process process)
    {
        process.Refresh();
        var before = process.TotalProcessorTime;
        foreach (var numbers in Enumerable.Range(0, Commits).Chunk(BatchCommits)) GC.KeepAlive(Make(numbers));
        process.Refresh();
        return process.TotalProcessorTime - before;
    }

    private static (List<CommitFact> Commits, List<FileChangeFact> Files) Make(int[] numbers) =>
        ([.. numbers.Select(SyntheticFacts.Commit)], [.. numbers.SelectMany(n => Enumerable.Range(0, 1 + (n % 5)).Select(f => SyntheticFacts.File(n, f)))]);
}
