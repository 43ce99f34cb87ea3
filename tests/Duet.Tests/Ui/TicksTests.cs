using CsCheck;
using Duet.Engine.Metrics;
using Duet.Platform.Ui.Charts;

namespace Duet.Tests.Ui;

public sealed class TicksTests
{
    [Fact]
    public void Over_Hours_StepsAsClocksDo()
    {
        var ticks = Ticks.Over([14.2, 9.1], Unit.Hours);

        Assert.Equal([0, 3, 6, 9, 12, 15], ticks.Values);
        Assert.Equal(Unit.Hours, ticks.Unit);
    }

    [Fact]
    public void Over_LongHours_ReadsAsDays() => Assert.Equal(Unit.Days, Ticks.Over([400], Unit.Hours).Unit);

    [Fact]
    public void Over_Shares_NeverPassesTheWhole() => Assert.Equal(1, Ticks.Over([0.97, 1.2], Unit.Share).Highest, 9);

    [Fact]
    public void Over_NoValues_StillHasAnAxis() => Assert.True(Ticks.Over([], Unit.Count).Highest > 0);

    [Fact]
    public void Over_AnyValues_SpansThemInFewSteps() =>
        Gen.Double[-1e4, 1e7].Array[1, 20].Sample(values =>
        {
            var ticks = Ticks.Over(values, Unit.Days);
            Assert.InRange(ticks.Values.Count, 2, 8);
            // Rounding may leave a hair, far below what a picture shows.
            var hair = (ticks.Highest - ticks.Lowest) * 1e-8;
            Assert.All(values, value => Assert.InRange(value, ticks.Lowest - hair, ticks.Highest + hair));
        }, iter: 500);
}
