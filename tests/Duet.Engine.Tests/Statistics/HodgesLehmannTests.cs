using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class HodgesLehmannTests
{
    private static readonly Gen<double[]> Sample = Gen.Int[-40, 40].Select(i => i / 4.0).Array[1, 30];

    public static TheoryData<double[], double[], double, double, double> Examples => new()
    {
        { Published.TermPlacenta, Published.EarlyPlacenta, 0.305, -0.15, 0.76 },
        { Published.OzoneMay, Published.OzoneAugust, -32, -53, -15 },
        { Published.SleepFirst, Published.SleepSecond, -1.35, -3.6, 0.1 },
        { Published.Nile[..28], Published.Nile[28..], 260, 196, 316 },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Shift_PublishedSamples_MatchesR(double[] x, double[] y, double estimate, double low, double high)
    {
        var shift = HodgesLehmann.Shift(x, y)!;

        Assert.Equal(estimate, shift.Estimate, 9);
        Assert.Equal(low, shift.Interval.Low, 9);
        Assert.Equal(high, shift.Interval.High, 9);
    }

    [Fact]
    public void Shift_EmptySample_IsNull() => Assert.Null(HodgesLehmann.Shift([1], []));

    [Fact]
    public void Shift_AnySamples_IsTheMedianOfAllDifferences() =>
        Gen.Select(Sample, Sample).Sample((x, y) =>
        {
            var shift = HodgesLehmann.Shift(x, y)!;
            Assert.Equal(Quantile.Median(from a in x from b in y select a - b)!.Value, shift.Estimate, 12);
            Assert.True(shift.Interval.Contains(shift.Estimate));
        });

    [Fact]
    public void Ascending_AnyRank_IsTheSortedDifference() =>
        Gen.Select(Gen.Double[-1, 1].Array[1, 20], Gen.Double[-1, 1].Array[1, 20]).Sample((x, y) =>
        {
            var sorted = (from a in x from b in y select a - b).Order().ToArray();
            var differences = new PairwiseDifferences(x, y);
            Assert.Equal(sorted, Enumerable.Range(1, sorted.Length).Select(rank => differences.Ascending(rank)));
        });
}
