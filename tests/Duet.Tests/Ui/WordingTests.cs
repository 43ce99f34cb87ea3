using Duet.Engine.Insights;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Metrics;

namespace Duet.Tests.Ui;

public sealed class WordingTests
{
    private readonly Wording wording = UiFixture.Get<Wording>();

    private static MetricView View(params double?[] values)
    {
        var points = UiFixture.Weeks(values);
        return new MetricView
        {
            Definition = UiFixture.LeadTime,
            Selection = new Selection(),
            Reading = Readings.Of(points, Unit.Days, Better.Lower),
            Series = new Series
            {
                Key = "change.lead_time",
                Version = 1,
                Unit = Unit.Days,
                Grain = Grain.Week,
                By = [],
                Points = points,
                Totals = [],
                Coverage = new Coverage(0, 0, null, null, 0),
                Exclusions = [],
            },
        };
    }

    private static double?[] Level(double level, int weeks) =>
        [.. Enumerable.Range(0, weeks).Select(week => (double?)(level + new[] { -1.0, 0.5, 1, -0.5 }[week % 4]))];

    [Fact]
    public void Heading_OfALevelThatRose_SaysFromWhereToWhereAndWhen()
    {
        var view = View([.. Level(30, 20), .. Level(41, 10)]);

        Assert.Equal("Change lead time rose from 30\u00a0days to 41\u00a0days in week 3 and has stayed there", wording.Heading(view));
        Assert.Equal("bad", wording.Change(view).Tone);
        Assert.Equal("up from 30\u00a0days since week 3", wording.Clause(view));
    }

    [Fact]
    public void Heading_OfASteadySeries_NamesItsUsualRange() =>
        Assert.StartsWith("Change lead time is steady, usually ", wording.Heading(View(Level(30, 20))), StringComparison.Ordinal);

    [Fact]
    public void Heading_OfThreeWeeks_ConcludesNothing()
    {
        var view = View(3, 4, 9);

        Assert.Equal("Change lead time: too early for a trend", wording.Heading(view));
        Assert.Equal("", wording.Clause(view));
    }

    [Fact]
    public void Says_PutsTheFigureIntoTheMetricsOwnSentence()
    {
        var (before, value, after) = wording.Says(View(41), 41);

        Assert.Equal("Half of all changes reach a release within 41\u00a0days", before + value + after);
    }
}
