using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class XmrTests
{
    [Fact]
    public void Limits_NistIndividuals_MatchTheHandbook()
    {
        var limits = Xmr.Limits(Published.NistIndividuals)!;

        Assert.Equal(50.81, limits.Centre, 10);
        Assert.Equal(55.804889, limits.Upper, 6);
        Assert.Equal(45.815111, limits.Lower, 6);
        Assert.Equal(3.268 * 1.877778, limits.UpperRange, 5);
        Assert.True(limits.Provisional);
        Assert.Empty(Xmr.Signals(Published.NistIndividuals, limits));
    }

    [Fact]
    public void Signals_NileAfterTheFirst28Years_AreThePublishedYears()
    {
        // The published baseline has 28 points, more than the 24 the chart takes by itself.
        var ranges = Enumerable.Range(1, 27).Select(i => Math.Abs(Published.Nile[i] - Published.Nile[i - 1])).ToArray();
        var half = 2.66 * ranges.Average();
        var centre = Published.Nile.Take(28).Average();
        var limits = new XmrLimits(centre, half, centre - half, centre + half, 3.268 * ranges.Average(), 28, null);

        var years = Xmr.Signals(Published.Nile, limits)
            .Where(signal => signal.Rule == XmrRule.Outside)
            .Select(signal => 1871 + signal.Index);

        Assert.Equal(722.1974, limits.Lower, 3);
        Assert.Equal(1473.3026, limits.Upper, 3);
        Assert.Equal([1902, 1905, 1907, 1913, 1915, 1925, 1940, 1941, 1968, 1969], years);
    }

    [Fact]
    public void Limits_MoreThanTheBaseline_FreezeAtTheFirst24()
    {
        double[] calm = [.. Enumerable.Range(0, 24).Select(i => 10.0 + i % 2)];

        var limits = Xmr.Limits([.. calm, 900, 900, 900]);

        Assert.Equal(Xmr.Limits(calm), limits);
    }

    [Fact]
    public void Limits_MedianVersion_UsesItsOwnConstants()
    {
        // Ranges 1, 1, 1, 1, 1, 1, 95: the last value moves neither median.
        var limits = Xmr.Limits([1, 2, 3, 2, 3, 4, 5, 100], XmrCentre.Median)!;

        Assert.Equal(3, limits.Centre);
        Assert.Equal(3 + 3.145, limits.Upper, 10);
        Assert.Equal(3.865, limits.UpperRange, 10);
    }

    [Theory]
    [InlineData(7, false, false)]
    [InlineData(8, true, true)]
    [InlineData(11, true, true)]
    [InlineData(12, true, false)]
    public void Limits_ShortBaseline_AreMissingOrProvisional(int n, bool present, bool provisional)
    {
        var limits = Xmr.Limits([.. Enumerable.Range(0, n).Select(i => (double)(i % 3))]);

        Assert.Equal(present, limits is not null);
        Assert.Equal(provisional, limits?.Provisional ?? false);
    }

    [Fact]
    public void Limits_CountsNearZero_AreClippedOnlyBelow()
    {
        double[] counts = [0, 3, 0, 2, 5, 0, 1, 4];

        Assert.Equal(0, Xmr.Limits(counts, clipAtZero: true)!.Lower);
        Assert.True(Xmr.Limits(counts)!.Lower < 0);
        Assert.Equal(Xmr.Limits(counts)!.Upper, Xmr.Limits(counts, clipAtZero: true)!.Upper);
    }

    [Fact]
    public void Limits_SlowWave_WarnsOfAutocorrelation()
    {
        Assert.True(Xmr.Limits([1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1])!.Autocorrelated);
        Assert.False(Xmr.Limits([1, 5, 2, 6, 1, 5, 2, 6, 1, 5, 2, 6])!.Autocorrelated);
    }

    [Fact]
    public void Signals_ConstantSeries_AreNone()
    {
        double[] constant = [.. Enumerable.Repeat(0.1, 30)];

        Assert.Empty(Xmr.Signals(constant, Xmr.Limits(constant)!));
    }

    [Fact]
    public void Signals_EightAboveTheCentre_MeetTheRunRuleAtTheEighth()
    {
        var limits = new XmrLimits(10, 6, 4, 16, 0, 24, null);

        var signals = Xmr.Signals([9, 11, 11, 11, 11, 11, 11, 11, 11, 11], limits);

        Assert.Equal([new(8, XmrRule.Run, true), new(9, XmrRule.Run, true)], signals);
    }

    [Fact]
    public void Signals_PointOnTheCentre_EndsARun()
    {
        var limits = new XmrLimits(10, 6, 4, 16, 0, 24, null);

        Assert.Empty(Xmr.Signals([11, 11, 11, 11, 10, 11, 11, 11, 11], limits));
    }

    [Fact]
    public void Signals_ThreeOfFourNearTheLowerLimit_MeetTheThirdRuleOnOneSideOnly()
    {
        var limits = new XmrLimits(10, 6, 4, 16, 0, 24, null);

        Assert.Equal([new(3, XmrRule.NearLimit, false)], Xmr.Signals([6, 11, 6, 6], limits));
        Assert.Empty(Xmr.Signals([6, 14, 6, 14], limits));
    }

    [Fact]
    public void Limits_AnyBaseline_CentreLiesBetweenThem() =>
        Gen.Double[0, 1e6].Array[8, 40].Sample(values =>
        {
            var limits = Xmr.Limits(values, clipAtZero: true)!;
            Assert.InRange(limits.Centre, limits.Lower, limits.Upper);
            Assert.True(limits.Lower >= 0);
        });
}
