using System.Diagnostics;
using System.Globalization;

namespace Duet.Benchmarks;

/// <summary>Times of the same thing done often, in milliseconds, beside what the machine could do at that moment.</summary>
internal static class Measured
{
    private const int Commits = 50;

    /// <summary>The median, what 95 and 99 of a hundred stay below, and the longest.</summary>
    public static string Row(IEnumerable<double> times)
    {
        double[] sorted = [.. times.Order()];
        return string.Create(CultureInfo.InvariantCulture, $"{At(sorted, 0.5),9:F1}{At(sorted, 0.95),9:F1}{At(sorted, 0.99),9:F1}{sorted[^1],9:F1}");
    }

    public const string RowHead = "      p50      p95      p99      max";

    public static double At(IEnumerable<double> times, double share)
    {
        double[] sorted = [.. times.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)];
    }

    /// <summary>How many processes wanted a processor in the last minute, beside how many there are; empty where the system does not tell.</summary>
    public static string Load() => File.Exists("/proc/loadavg")
        ? $"load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} on {Environment.ProcessorCount} cores"
        : $"{Environment.ProcessorCount} cores";

    /// <summary>The processor seconds of this process so far.</summary>
    public static double OwnCpuSeconds()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>What no database does without: a few bytes appended and brought to the disk, in the same folder.</summary>
    public static double[] DiskWrites(string folder)
    {
        var path = Path.Combine(folder, "disk-write");
        var times = new double[Commits];
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1))
            for (var i = 0; i < times.Length; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                file.Write(new byte[4_096]);
                file.Flush(flushToDisk: true);
                times[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            }
        File.Delete(path);
        return times;
    }
}
