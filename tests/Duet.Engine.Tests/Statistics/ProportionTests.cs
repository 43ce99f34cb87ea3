using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class ProportionTests
{
    [Theory]
    [InlineData(15, 100, 0.0930598528, 0.2328355959)]
    [InlineData(1, 10, 0.0178762131, 0.4041500268)]
    [InlineData(0, 20, 0, 0.1611251581)]
    [InlineData(81, 263, 0.2552885199, 0.3662095770)]
    public void Wilson_PublishedCounts_MatchesR(int successes, int n, double low, double high)
    {
        var interval = Proportion.Wilson(successes, n)!.Value;

        Assert.Equal(low, interval.Low, 9);
        Assert.Equal(high, interval.High, 9);
    }

    [Fact]
    public void Wilson_NoTrials_IsNull() => Assert.Null(Proportion.Wilson(0, 0));

    [Fact]
    public void Wilson_MoreSuccessesThanTrials_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(3, 2));

    [Fact]
    public void Wilson_AnyCounts_LiesInUnitAndContainsTheShare() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[1, 10_000]).Sample((a, n) =>
        {
            var successes = a % (n + 1);
            var interval = Proportion.Wilson(successes, n)!.Value;
            Assert.InRange(interval.Low, 0, 1);
            Assert.InRange(interval.High, 0, 1);
            Assert.True(interval.Contains((double)successes / n));
        });
}
