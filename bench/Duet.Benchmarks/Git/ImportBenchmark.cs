using System.Diagnostics;
using Duet.Engine.Facts.DuckDb;
using Duet.Sources;
using Duet.Sources.Git;

namespace Duet.Benchmarks.Git;

/// <summary>
/// <c>import PATH [--no-lines]</c>: what an import costs beside the git commands that read the same, all measured in this run.
/// The CPU of all processes counts; wall times depend on what else the machine does.
/// </summary>
internal static class ImportBenchmark
{
    private const int NewerMerges = 50;

    public static async Task RunAsync(string[] arguments)
    {
        var path = arguments[0];
        var withLines = !arguments.Contains("--no-lines");
        var work = Directory.CreateTempSubdirectory("duet-bench-");
        try
        {
            Row("what", "CPU s", "own", "git", "wall s", "ratio", "peak MB");
            var raw = Git(path, "log", "--raw", "--no-renames");
            var graph = Git(path, "rev-list", "--all", "--parents");
            Row("git log --raw", raw);
            Row("git rev-list --all --parents", graph);
            double? lines = null;
            if (withLines)
            {
                var numstat = Git(path, "log", "--numstat", "--no-renames");
                Row("git log --numstat", numstat);
                lines = numstat.Cpu.All;
            }

            await using var facts = await DuckDbFactStore.OpenAsync(Path.Combine(work.FullName, "facts.duckdb"));
            CpuClock.ResetPeak();
            var first = new Watch(withLines);
            await ImportAsync(path, work.FullName, facts, first, withLines);
            first.End();
            Row("phase A (history)", first.PhaseA!.Value, raw.Cpu.All + graph.Cpu.All, first.PeakA);
            if (lines is not null) Row("phase B (lines)", first.PhaseB, lines, CpuClock.PeakMegabytes());

            var second = new Watch(withLines);
            await ImportAsync(path, work.FullName, facts, second, withLines);
            second.End();
            Row("second import, nothing new", second.Whole);
            await LaterAsync(path, work.FullName);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static async Task LaterAsync(string path, string work)
    {
        var folder = GitFolder.Find(path)!;
        var moving = Directory.CreateDirectory(Path.Combine(work, "moving.git")).FullName;
        Directory.CreateDirectory(Path.Combine(moving, "refs"));
        Directory.CreateDirectory(Path.Combine(moving, "objects", "info"));
        await File.WriteAllTextAsync(Path.Combine(moving, "objects", "info", "alternates"), folder.Objects + "\n");
        var later = Directory.CreateDirectory(Path.Combine(work, "later")).FullName;
        await using var facts = await DuckDbFactStore.OpenAsync(Path.Combine(later, "facts.duckdb"));
        foreach (var (revision, isMeasured) in ((string, bool)[])[($"HEAD~{NewerMerges}", false), ("HEAD", true)])
        {
            using var process = Process.Start(new ProcessStartInfo("git", [$"--git-dir={folder.Own}", "rev-parse", revision]) { RedirectStandardOutput = true })!;
            await File.WriteAllTextAsync(Path.Combine(moving, "HEAD"), await process.StandardOutput.ReadToEndAsync());
            await process.WaitForExitAsync();
            var watch = new Watch(withLines: false);
            await ImportAsync(moving, later, facts, watch, withLines: false);
            watch.End();
            if (isMeasured) Row($"later import, {NewerMerges} merges", watch.Whole);
        }
    }

    private static async Task ImportAsync(string path, string work, DuckDbFactStore facts, Watch watch, bool withLines)
    {
        using var stop = new CancellationTokenSource();
        if (!withLines) watch.AtReady = stop.Cancel;
        try
        {
            await new GitSource(TimeProvider.System, new GitSettings()).ImportAsync(
                new SourceImport { Name = "bench", Location = path, WorkFolder = work, Facts = facts, Progress = watch }, stop.Token);
        }
        catch (OperationCanceledException) when (!withLines)
        {
        }
    }

    private static Measured Git(string path, params string[] arguments)
    {
        var (start, wall) = (CpuClock.Read(), Stopwatch.StartNew());
        using var process = Process.Start(new ProcessStartInfo("git", [$"--git-dir={GitFolder.Find(path)!.Own}", .. arguments]) { RedirectStandardOutput = true })!;
        process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        process.WaitForExit();
        // Emptying the pipe is not git's work.
        var cpu = CpuClock.Read().Since(start);
        return new Measured(cpu with { Own = 0 }, wall.Elapsed);
    }

    private static void Row(string what, Measured measured, double? against = null, long? peak = null) => Row(
        what,
        $"{measured.Cpu.All:0.00}",
        $"{measured.Cpu.Own:0.00}",
        $"{measured.Cpu.Children:0.00}",
        $"{measured.Wall.TotalSeconds:0.00}",
        against is null ? "" : $"{measured.Cpu.All / against:0.00}",
        peak?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "");

    private static void Row(params string[] cells) =>
        Console.WriteLine(cells[0].PadRight(30) + string.Concat(cells[1..].Select(cell => cell.PadLeft(9))));

    private readonly record struct Measured(CpuClock Cpu, TimeSpan Wall);

    /// <summary>Splits a run at the first progress that says ready.</summary>
    private sealed class Watch(bool withLines) : IProgress<SourceProgress>
    {
        private readonly CpuClock start = CpuClock.Read();
        private readonly Stopwatch wall = Stopwatch.StartNew();

        public Action? AtReady { get; set; }
        public Measured? PhaseA { get; private set; }
        public long PeakA { get; private set; }
        public Measured Whole { get; private set; }
        public Measured PhaseB => new(Whole.Cpu.Since(PhaseA!.Value.Cpu), Whole.Wall - PhaseA.Value.Wall);

        public void Report(SourceProgress value)
        {
            if (!value.Ready || PhaseA is not null) return;
            PhaseA = new Measured(CpuClock.Read().Since(start), wall.Elapsed);
            PeakA = CpuClock.PeakMegabytes();
            AtReady?.Invoke();
        }

        public void End()
        {
            Whole = new Measured(CpuClock.Read().Since(start), wall.Elapsed);
            if (!withLines) PhaseA ??= Whole;
        }
    }
}
