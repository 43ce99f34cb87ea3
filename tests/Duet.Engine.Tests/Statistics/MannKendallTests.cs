using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class MannKendallTests
{
    [Fact]
    public void P_Nile_MatchesR() => Assert.Equal(3.61117991948e-05, MannKendall.P(Published.Nile), 14);

    [Fact]
    public void P_TooFewOrConstant_IsOne()
    {
        Assert.Equal(1, MannKendall.P([1, 2]));
        Assert.Equal(1, MannKendall.P([4, 4, 4, 4]));
    }
}
