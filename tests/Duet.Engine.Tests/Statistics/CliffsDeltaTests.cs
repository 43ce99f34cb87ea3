using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class CliffsDeltaTests
{
    [Fact]
    public void Of_PublishedSamples_MatchesR()
    {
        Assert.Equal(0.4, CliffsDelta.Of(Published.TermPlacenta, Published.EarlyPlacenta)!.Value, 12);
        Assert.Equal(-0.6227811, CliffsDelta.Of(Published.OzoneMay, Published.OzoneAugust)!.Value, 7);
        Assert.Equal(-0.49, CliffsDelta.Of(Published.SleepFirst, Published.SleepSecond)!.Value, 12);
        Assert.Equal(0.8020833, CliffsDelta.Of(Published.Nile.AsSpan(0, 28), Published.Nile.AsSpan(28))!.Value, 7);
    }

    [Theory]
    [InlineData(0.146, Magnitude.Negligible)]
    [InlineData(-0.147, Magnitude.Small)]
    [InlineData(0.33, Magnitude.Medium)]
    [InlineData(-0.474, Magnitude.Large)]
    public void Band_Delta_HasRomanosWord(double delta, Magnitude expected) =>
        Assert.Equal(expected, CliffsDelta.Band(delta));

    [Fact]
    public void Of_AnySamples_CountsPairsBothWays() =>
        Gen.Select(Gen.Int[0, 9].Array[1, 20], Gen.Int[0, 9].Array[1, 20]).Sample((a, b) =>
        {
            double[] x = [.. a.Select(i => (double)i)], y = [.. b.Select(i => (double)i)];
            var pairs = (from i in x from j in y select Math.Sign(i - j)).Average();
            Assert.Equal(pairs, CliffsDelta.Of(x, y)!.Value, 12);
        });
}
