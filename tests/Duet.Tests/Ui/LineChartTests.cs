using Bunit;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Platform.Ui.Charts;

namespace Duet.Tests.Ui;

public sealed class LineChartTests
{
    private static IRenderedComponent<LineChart> Draw(BunitContext context, List<SeriesPoint> points, params ChartShift[] shifts) =>
        context.Render<LineChart>(chart => chart
            .Add(c => c.Label, "Lead time over time")
            .Add(c => c.Unit, Unit.Days)
            .Add(c => c.Grain, Grain.Week)
            .Add(c => c.Lines, [new ChartLine("weekly median", points)])
            .Add(c => c.Limits, [new ChartLimits(0, points.Count, 3, 1, 5)])
            .Add(c => c.Shifts, shifts));

    [Fact]
    public void Chart_HasANameAndATableWithEveryPeriod()
    {
        using var context = UiFixture.Context();
        var chart = Draw(context, UiFixture.Weeks(1, 2, null, 4));

        Assert.Equal("Lead time over time", chart.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Equal(4, chart.FindAll("tbody tr").Count);
        Assert.Contains("no value", chart.FindAll("tbody tr")[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_OpenPeriod_IsDashedAndSaid()
    {
        using var context = UiFixture.Context();
        var points = UiFixture.Weeks(1, 2, 3);
        points[2] = points[2] with { Provisional = true };
        var chart = Draw(context, points);

        Assert.NotEqual("", chart.Find(".plot .s-open").GetAttribute("d"));
        Assert.Contains("week 38, still open", chart.Find("figcaption").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_SuppressedPeriod_IsMarkedAndNotSaid()
    {
        using var context = UiFixture.Context();
        var points = UiFixture.Weeks(1, 2, 3);
        points[1] = points[1] with { Value = null, N = 0, Suppressed = true };
        var chart = Draw(context, points);

        Assert.Single(chart.FindAll(".plot-hidden"));
        Assert.Contains("not shown", chart.FindAll("tbody tr")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_Shift_ShowsWhereItMayLie()
    {
        using var context = UiFixture.Context();
        var chart = Draw(context, UiFixture.Weeks(1, 1, 4, 4), new ChartShift(2, 1, 3, "Shift: 14 Sep", "1 to 4 d"));

        Assert.Equal("left:25%;width:75%", chart.Find(".plot-when").GetAttribute("style"));
        Assert.Contains("Shift: 14 Sep", chart.Markup, StringComparison.Ordinal);
    }
}
