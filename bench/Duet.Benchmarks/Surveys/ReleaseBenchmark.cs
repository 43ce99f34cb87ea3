using System.Diagnostics;
using System.Globalization;
using Duet.Engine.Surveys;
using Duet.Engine.Tests.Surveys.Release;

namespace Duet.Benchmarks.Surveys;

/// <summary>How long the release of the largest wave takes: 96 leaves, 84 cells, 15 items with differing numbers of answers.</summary>
internal static class ReleaseBenchmark
{
    public static Task RunAsync(string[] arguments)
    {
        List<double> times = [];
        for (var run = 0; run < 8; run++)
        {
            var input = LargestWave.Input(run);
            var start = Stopwatch.GetTimestamp();
            Releasing.Of(input);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first {times[0]:0} ms, then median {times.Skip(1).Order().ElementAt(3):0} ms"));
        return Task.CompletedTask;
    }
}
