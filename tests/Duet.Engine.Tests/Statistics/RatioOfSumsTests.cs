using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class RatioOfSumsTests
{
    [Fact]
    public void Of_SmallAndLargeCluster_IsPooledNotAveraged() =>
        Assert.Equal(0.101594, RatioOfSums.Of([new Ratio(1, 2), new Ratio(50, 500)])!.Value, 6);

    [Fact]
    public void Of_NothingToDivideBy_IsNull()
    {
        Assert.Null(RatioOfSums.Of([]));
        Assert.Null(RatioOfSums.Of([new Ratio(3, 0)]));
    }

    [Fact]
    public void Interval_ClustersThatDiffer_IsWiderThanOfTheSameRowsAlone()
    {
        // Ten teams of ten deployments: in five of them most fail, in the others none.
        Ratio[] teams = [.. Enumerable.Range(0, 10).Select(i => new Ratio(i < 5 ? 8 : 0, 10))];
        Ratio[] rows = [.. teams.SelectMany(team => Enumerable.Range(0, 10).Select(i => new Ratio(i < team.Numerator ? 1 : 0, 1)))];

        var clustered = RatioOfSums.Interval(teams)!.Value;
        var alone = RatioOfSums.Interval(rows)!.Value;

        Assert.True(clustered.High - clustered.Low > 2 * (alone.High - alone.Low));
    }

    [Fact]
    public void Interval_AnyShares_LiesInUnit() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int[1, 20]).Array[6, 12].Sample(rows =>
        {
            var interval = RatioOfSums.Interval([.. rows.Select(row => new Ratio(row.Item1 % (row.Item2 + 1), row.Item2))])!.Value;
            Assert.InRange(interval.Low, 0, interval.High);
            Assert.InRange(interval.High, interval.Low, 1);
        }, iter: 20);
}
