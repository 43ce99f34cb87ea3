using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class LogRankTests
{
    [Fact]
    public void Test_LungBySex_MatchesR()
    {
        var result = LogRank.Test(
            Published.Lung.Where(row => row.Sex == 1).Select(row => row.Spell),
            Published.Lung.Where(row => row.Sex == 2).Select(row => row.Spell))!;

        Assert.Equal(10.326742, result.ChiSquare, 6);
        Assert.Equal(0.00131116, result.P, 8);
        Assert.Equal(112, result.Observed);
        Assert.Equal(91.581739, result.Expected, 6);
    }

    [Fact]
    public void Test_Aml_MatchesR() =>
        Assert.Equal(3.396389, LogRank.Test(Published.Maintained, Published.NotMaintained)!.ChiSquare, 6);

    [Fact]
    public void Test_GroupAgainstItself_ShowsNoDifference() =>
        Assert.Equal(1, LogRank.Test(Published.Maintained, Published.Maintained)!.P, 12);

    [Fact]
    public void Test_NothingEnded_IsNull() =>
        Assert.Null(LogRank.Test([new Spell(3, false)], [new Spell(4, false), new Spell(5, false)]));
}
