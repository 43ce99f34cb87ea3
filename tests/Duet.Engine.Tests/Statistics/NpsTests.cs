using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class NpsTests
{
    [Theory]
    [InlineData(60, 20, 20, 40, 15.68)]
    [InlineData(50, 30, 20, 30, 15.31)]
    [InlineData(35, 40, 25, 10, 15.05)]
    [InlineData(8, 5, 2, 40, 36.02)]
    [InlineData(10, 5, 5, 25, 36.34)]
    [InlineData(5, 3, 2, 30, 48.41)]
    [InlineData(0, 10, 0, 0, 0)]
    public void Score_PublishedCounts_HasThePublishedMargin(
        int promoters, int passives, int detractors, double score, double margin)
    {
        var nps = Nps.Score(promoters, passives, detractors)!;

        Assert.Equal(score, nps.Value, 10);
        Assert.Equal(margin, nps.MarginOfError, 0.0051);
    }

    [Theory]
    [InlineData(60, 20, 20, 23.38, 54.29)]
    [InlineData(8, 5, 2, -0.228, 66.9)]
    [InlineData(10, 0, 0, 47.5, 100)]
    public void Score_FewAnswers_AdjustedIntervalStaysOnTheScale(
        int promoters, int passives, int detractors, double low, double high)
    {
        var adjusted = Nps.Score(promoters, passives, detractors)!.Adjusted;

        Assert.Equal(low, adjusted.Low, 0.05);
        Assert.Equal(high, adjusted.High, 0.05);
    }

    [Fact]
    public void Score_AllAlike_AdjustedIntervalStillHasWidth()
    {
        var adjusted = Nps.Score(0, 10, 0)!.Adjusted;

        Assert.True(adjusted.High - adjusted.Low > 20);
    }

    [Fact]
    public void Score_NoAnswers_IsNull() => Assert.Null(Nps.Score(0, 0, 0));

    [Fact]
    public void Score_PromotersAndDetractorsSwapped_MirrorsAtZero() =>
        Gen.Select(Gen.Int[0, 500], Gen.Int[0, 500], Gen.Int[1, 500]).Sample((promoters, passives, detractors) =>
        {
            var one = Nps.Score(promoters, passives, detractors)!;
            var other = Nps.Score(detractors, passives, promoters)!;
            Assert.Equal(one.Value, -other.Value, 9);
            Assert.Equal(one.Adjusted.Low, -other.Adjusted.High, 9);
        });
}
