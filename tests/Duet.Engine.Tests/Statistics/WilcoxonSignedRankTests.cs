using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class WilcoxonSignedRankTests
{
    // Depression scores before and after therapy (R: help of wilcox.test).
    private static readonly double[] First = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
    private static readonly double[] Second = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];

    [Theory]
    [InlineData(Alternative.Greater, 0.01953125)]
    [InlineData(Alternative.TwoSided, 0.0390625)]
    public void Test_DepressionScores_MatchR(Alternative alternative, double p) =>
        Assert.Equal(new RankTest(40, p, true), WilcoxonSignedRank.Test(First, Second, alternative));

    [Fact]
    public void Test_SleepWithTiesAndAZero_MatchesR()
    {
        var test = WilcoxonSignedRank.Test(Published.SleepFirst, Published.SleepSecond)!;

        Assert.Equal((0, false), (test.Statistic, test.Exact));
        Assert.Equal(0.00909069801593, test.P, 12);
    }

    [Fact]
    public void Test_NoPairDiffers_IsNull() => Assert.Null(WilcoxonSignedRank.Test([1, 2], [1, 2]));
}
