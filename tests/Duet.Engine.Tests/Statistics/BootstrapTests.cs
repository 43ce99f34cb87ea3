using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class BootstrapTests
{
    [Fact]
    public void Percentile_MeanOfNormalValues_CoversItAboutNinetyFiveTimesInAHundred()
    {
        var random = new Random(11);
        var covered = Enumerable.Range(0, 300).Count(_ =>
            Bootstrap.Percentile(Noise.Normal(random, 40), Mean)!.Value.Contains(0));

        Assert.InRange(covered / 300.0, 0.90, 0.98);
    }

    [Fact]
    public void MovingBlocks_MeanOfASeriesWithMemory_IsWiderThanDrawingPointsAlone()
    {
        var values = Noise.Normal(new Random(3), 104, memory: 0.8);

        var alone = Bootstrap.Percentile(values, Mean)!.Value;
        var blocks = Bootstrap.MovingBlocks(values, Mean)!.Value;

        Assert.True(blocks.High - blocks.Low > 1.4 * (alone.High - alone.Low));
    }

    [Fact]
    public void Percentile_SameSeed_IsTheSameInterval()
    {
        var values = Noise.Normal(new Random(3), 20);

        Assert.Equal(Bootstrap.Percentile(values, Mean, seed: 5), Bootstrap.Percentile(values, Mean, seed: 5));
        Assert.NotEqual(Bootstrap.Percentile(values, Mean, seed: 5), Bootstrap.Percentile(values, Mean, seed: 6));
    }

    [Fact]
    public void Percentile_TooFewItemsOrNoAnswer_IsNull()
    {
        Assert.Null(Bootstrap.Percentile([1.0, 2, 3, 4, 5], Mean));
        Assert.Null(Bootstrap.Percentile(new double[10], _ => null));
        Assert.Null(Bootstrap.MovingBlocks(new double[23], Mean));
    }

    private static double? Mean(IReadOnlyList<double> values) => values.Average();
}
