using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class LeadLagTests
{
    private static readonly double[] Sales = [.. Published.BoxJenkins.Select(row => row.Sales)];
    private static readonly double[] Lead = [.. Published.BoxJenkins.Select(row => row.Lead)];

    [Fact]
    public void Correlations_BoxJenkinsPrewhitened_HaveOneCleanSpikeAtThree()
    {
        var (lead, sales) = LeadLag.Prewhiten(LeadLag.Differences(Lead), LeadLag.Differences(Sales));

        double[] expected = [-0.0964193156, -0.02304184782, -0.006853251456, 0.9602564103, -0.0392700023, -0.0575471876, 0.01668307719];
        Assert.Equal(147, lead.Length);
        Assert.All(
            expected.Zip(LeadLag.Correlations(lead, sales, 6)),
            pair => Assert.Equal(pair.First, pair.Second, 9));
    }

    [Fact]
    public void Find_BoxJenkins_SeesTheIndicatorThreeAhead()
    {
        var association = LeadLag.Find(Lead, Sales)!;

        Assert.Equal(3, association.Lag);
        Assert.True(association.Rho > 0.9);
        Assert.Equal(0.001, association.P);
        Assert.True(association.Precedes);
        Assert.False(LeadLag.Find(Sales, Lead)!.Precedes);
    }

    [Fact]
    public void Find_TooFewOrConstant_IsNull()
    {
        Assert.Null(LeadLag.Find(Lead.AsSpan(0, 39), Sales.AsSpan(0, 39)));
        Assert.Null(LeadLag.Find(Lead, new double[Lead.Length]));
    }

    [Theory, Trait("speed", "slow")]
    [InlineData(0, 0.09)]
    [InlineData(0.5, 0.09)]
    [InlineData(0.8, 0.09)]
    public void Find_IndependentSeries_SeldomFindsAnything(double memory, double bound)
    {
        var random = new Random(31);
        var found = Enumerable.Range(0, 300).Count(_ =>
            LeadLag.Find(Noise.Normal(random, 52, memory), Noise.Normal(random, 52, memory))!.P <= 0.05);

        Assert.InRange(found / 300.0, 0.01, bound);
    }

    [Theory, Trait("speed", "slow")]
    [InlineData(0.8, 0.8)]
    [InlineData(0.6, 0.55)]
    public void Find_EffectThreeWeeksLater_IsFoundAtItsLag(double effect, double bound)
    {
        var random = new Random(77);
        var found = Enumerable.Range(0, 100).Count(_ =>
        {
            var cause = Noise.Normal(random, 55, 0.3);
            double[] later = [.. Noise.Normal(random, 52, 0.3).Select((noise, i) => noise + effect * cause[i])];
            var association = LeadLag.Find(cause.AsSpan(3), later)!;
            return association is { P: <= 0.05, Lag: 3 };
        });

        Assert.InRange(found / 100.0, bound, 1);
    }
}
