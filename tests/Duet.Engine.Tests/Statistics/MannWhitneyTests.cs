using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class MannWhitneyTests
{
    private static readonly Gen<double[]> Sample = Gen.Int[0, 40].Select(i => i / 4.0).Array[1, 30];

    [Theory]
    [InlineData(Alternative.TwoSided, 0.254412254412)]
    [InlineData(Alternative.Greater, 0.127206127206)]
    public void Test_SmallSamplesWithoutTies_IsExact(Alternative alternative, double p)
    {
        var test = MannWhitney.Test(Published.TermPlacenta, Published.EarlyPlacenta, alternative)!;

        Assert.Equal((35, true), (test.Statistic, test.Exact));
        Assert.Equal(p, test.P, 12);
    }

    [Fact]
    public void Test_OzoneWithTies_MatchesR()
    {
        var test = MannWhitney.Test(Published.OzoneMay, Published.OzoneAugust)!;

        Assert.Equal((127.5, false), (test.Statistic, test.Exact));
        Assert.Equal(0.000120807830769, test.P, 12);
    }

    [Fact]
    public void Test_SleepGroups_MatchR()
    {
        var test = MannWhitney.Test(Published.SleepFirst, Published.SleepSecond)!;

        Assert.Equal(25.5, test.Statistic);
        Assert.Equal(0.0693275754336, test.P, 12);
    }

    [Fact]
    public void Test_NileBeforeAndAfter1898_MatchesR()
    {
        var test = MannWhitney.Test(Published.Nile.AsSpan(0, 28), Published.Nile.AsSpan(28))!;

        Assert.Equal(1816.5, test.Statistic);
        Assert.Equal(5.52751323692e-10, test.P, 1e-19);
    }

    [Fact]
    public void Test_EmptyOrConstant_IsNull()
    {
        Assert.Null(MannWhitney.Test([], [1, 2]));
        Assert.Null(MannWhitney.Test([3, 3], [3, 3, 3]));
    }

    [Fact]
    public void Test_SamplesSwapped_KeepsThePAndTheSumOfBothStatistics() =>
        Gen.Select(Sample, Sample).Sample((x, y) =>
        {
            var (one, other) = (MannWhitney.Test(x, y), MannWhitney.Test(y, x));
            Assert.Equal(one is null, other is null);
            if (one is null)
                return;
            Assert.Equal(x.Length * y.Length, one.Statistic + other!.Statistic);
            Assert.Equal(one.P, other.P, 12);
            Assert.InRange(one.P, 0, 1);
        });

    [Fact]
    public void Test_OrderOfTheValues_DoesNotMatter() =>
        Gen.Select(Sample, Sample).Sample((x, y) =>
            Assert.Equal(MannWhitney.Test(x, y), MannWhitney.Test([.. x.Order()], [.. y.OrderDescending()])));
}
