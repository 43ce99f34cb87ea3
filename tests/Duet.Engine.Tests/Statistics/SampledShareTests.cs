using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class SampledShareTests
{
    [Theory]
    [InlineData(15, 100, 0.0931, 0.2328)]
    [InlineData(1, 10, 0.0179, 0.4042)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    public void Of_NearlyEndlessPopulation_IsWilson(int successes, int n, double low, double high)
    {
        var interval = SampledShare.Of(successes, n, 1_000_000_000)!.Interval!.Value;

        Assert.Equal(low, interval.Low, 0.00005);
        Assert.Equal(high, interval.High, 0.00005);
    }

    // Newcombe 1998, table II, method 10.
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    public void Difference_PublishedCounts_IsNewcombesInterval(int x, int m, int y, int n, double low, double high)
    {
        var (value, interval) = SampledShare.Difference(SampledShare.Of(x, m, 1_000_000_000)!, SampledShare.Of(y, n, 1_000_000_000)!);

        Assert.Equal((double)x / m - (double)y / n, value, 12);
        Assert.Equal(low, interval.Low, 0.00006);
        Assert.Equal(high, interval.High, 0.00006);
    }

    [Fact]
    public void Of_EveryoneAnswered_LeavesNothingToGuess()
    {
        var all = SampledShare.Of(12, 20, 20)!;

        Assert.Equal((0.6, null), (all.Value, all.Interval));
        Assert.Equal(new Interval(0.2, 0.2), SampledShare.Difference(all, SampledShare.Of(8, 20, 20)!).Interval, (a, b) => Math.Abs(a.Low - b.Low) + Math.Abs(a.High - b.High) < 1e-12);
        Assert.Null(SampledShare.Of(0, 0, 20));
    }

    [Fact]
    public void Of_MorePeopleAnswering_NarrowsTheInterval() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 200]).Where((s, f, rest) => rest > 0).Sample((successes, failures, silent) =>
        {
            var n = successes + failures;
            var few = SampledShare.Of(successes, n, n + silent + 1)!.Interval!.Value;
            var fewer = SampledShare.Of(successes, n, n + silent)!.Interval!.Value;
            Assert.True(fewer.High - fewer.Low <= few.High - few.Low + 1e-12);
            Assert.True(few.Contains((double)successes / n));
        });

    [Fact]
    public void Difference_Swapped_Mirrors() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[20, 40], Gen.Int[0, 20], Gen.Int[20, 40]).Sample((x, m, y, n) =>
        {
            var (first, second) = (SampledShare.Of(x, m, 60)!, SampledShare.Of(y, n, 70)!);
            var (there, back) = (SampledShare.Difference(first, second), SampledShare.Difference(second, first));
            Assert.Equal(there.Interval.Low, -back.Interval.High, 12);
            Assert.Equal(there.Interval.High, -back.Interval.Low, 12);
        });
}
