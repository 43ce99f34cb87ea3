using System.Globalization;

namespace Duet.Benchmarks.Git;

/// <summary>CPU seconds of this process and of its children that ended, and its memory, from Linux's /proc.</summary>
internal readonly record struct CpuClock(double Own, double Children)
{
    private const double TicksPerSecond = 100;

    public double All => Own + Children;

    public static CpuClock Read()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        double Seconds(int field) => (Number(fields[field - 3]) + Number(fields[field - 2])) / TicksPerSecond;
        return new CpuClock(Seconds(14), Seconds(16));
    }

    public CpuClock Since(CpuClock start) => new(Own - start.Own, Children - start.Children);

    /// <summary>The most memory the process held since <see cref="ResetPeak"/>.</summary>
    public static long PeakMegabytes() =>
        Number(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

    public static void ResetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static long Number(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);
}
