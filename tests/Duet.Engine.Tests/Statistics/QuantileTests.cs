using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class QuantileTests
{
    private static readonly double[] Primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];
    private static readonly Gen<double[]> Values = Gen.Double[-1e6, 1e6].Array[1, 60];

    [Theory]
    [InlineData(0.50, 12)]
    [InlineData(0.85, 21.6)]
    [InlineData(0.95, 26.3)]
    [InlineData(0, 2)]
    [InlineData(1, 29)]
    public void Type7_TenPrimes_InterpolatesAsR(double p, double expected) =>
        Assert.Equal(expected, Quantile.Type7(Primes, p), 12);

    [Theory]
    [InlineData(0.50, 11)]
    [InlineData(0.85, 23)]
    [InlineData(0.95, 29)]
    [InlineData(0, 2)]
    [InlineData(1, 29)]
    public void Type1_TenPrimes_IsTheSmallestValueThatKeepsThePromise(double p, double expected) =>
        Assert.Equal(expected, Quantile.Type1(Primes, p));

    [Fact]
    public void Type1_RankThatRoundsUpInBinary_StaysAtItsRank() =>
        Assert.Equal(7, Quantile.Type1([.. Enumerable.Range(1, 100).Select(i => (double)i)], 0.07));

    [Fact]
    public void Type7_NoValues_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Quantile.Type7([], 0.5));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Type7_ProbabilityOutsideUnit_IsRefused(double p) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Type7(Primes, p));

    [Theory]
    [InlineData(6, 1, 6)]
    [InlineData(8, 1, 8)]
    [InlineData(10, 2, 9)]
    [InlineData(15, 4, 12)]
    [InlineData(20, 6, 15)]
    [InlineData(30, 10, 21)]
    public void MedianInterval_PublishedSizes_HasThePublishedRanks(int n, int low, int high)
    {
        var interval = Quantile.MedianInterval([.. Enumerable.Range(1, n).Select(i => i * 10.0)]);

        Assert.Equal((low, high), (interval.LowRank, interval.HighRank));
        Assert.Equal((low * 10.0, high * 10.0), (interval.Low, interval.High));
        Assert.InRange(interval.Coverage, 0.95, 0.993);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void MedianInterval_FewerThanSix_HasNoBounds(int n)
    {
        var interval = Quantile.MedianInterval([.. Enumerable.Range(1, n).Select(i => (double)i)]);

        Assert.Null(interval.Low);
        Assert.Null(interval.High);
    }

    [Theory]
    [InlineData(0.75, 12, false)]
    [InlineData(0.75, 13, true)]
    [InlineData(0.90, 35, false)]
    [InlineData(0.90, 36, true)]
    public void IntervalOf_HighQuantile_HasAnUpperBoundOnlyWhereTheLargestValueReachesIt(double p, int n, bool bounded)
    {
        var interval = Quantile.IntervalOf([.. Enumerable.Range(1, n).Select(i => (double)i)], p);

        Assert.NotNull(interval.Low);
        Assert.Equal(bounded, interval.High is not null);
    }

    [Fact]
    public void Type7_AnyValues_LiesInRangeAndNeverFallsWithP() =>
        Gen.Select(Values, Gen.Double[0, 1], Gen.Double[0, 1]).Sample((values, a, b) =>
        {
            Array.Sort(values);
            var (low, high) = (Quantile.Type7(values, Math.Min(a, b)), Quantile.Type7(values, Math.Max(a, b)));
            Assert.InRange(low, values[0], high);
            Assert.InRange(high, low, values[^1]);
        });

    [Fact]
    public void Type1_AnyValues_IsAValueThatKeepsThePromise() =>
        Gen.Select(Values, Gen.Double[0, 1]).Sample((values, p) =>
        {
            Array.Sort(values);
            var quantile = Quantile.Type1(values, p);
            Assert.Contains(quantile, values);
            Assert.True(values.Count(value => value <= quantile) >= values.Length * p - 1e-6);
            Assert.True(values.Count(value => value < quantile) <= values.Length * p + 1e-6);
        });

    [Fact]
    public void IntervalOf_AnyValues_CoversTheQuantileItBelongsTo() =>
        Gen.Select(Values, Gen.Double[0.05, 0.95]).Sample((values, p) =>
        {
            Array.Sort(values);
            var interval = Quantile.IntervalOf(values, p);
            Assert.True(interval.Low is null || interval.Low <= Quantile.Type1(values, p));
            Assert.True(interval.High is null || interval.High >= Quantile.Type1(values, p));
            Assert.True(interval.Coverage >= 0.95 - 1e-9);
        });
}
