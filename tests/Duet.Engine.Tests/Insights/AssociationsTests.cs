using Duet.Engine.Insights;
using Duet.Engine.Metrics;
using Duet.Engine.Tests.Statistics;
using Duet.Engine.Time;

namespace Duet.Engine.Tests.Insights;

public sealed class AssociationsTests
{
    private static readonly DateTimeOffset Monday = new(2025, 1, 6, 0, 0, 0, TimeSpan.Zero);
    private static readonly SeriesPoint[] Lead = Points(Published.BoxJenkins.Select(row => row.Lead));
    private static readonly SeriesPoint[] Sales = Points(Published.BoxJenkins.Select(row => row.Sales));

    [Fact]
    public void Between_BoxJenkins_SeesTheIndicatorThreeAhead()
    {
        var association = Associations.Between(Lead, Unit.Count, Sales, Unit.Count)!;

        Assert.Equal(3, association.Lag);
        Assert.True(association.Precedes);
    }

    [Fact]
    public void Between_ShortGapsAndAnOpenPeriod_StillSeesIt()
    {
        SeriesPoint[] gaps = [.. Lead.Select((point, i) => i % 40 is 20 or 21 ? point with { Value = null } : point)];
        gaps[^1] = gaps[^1] with { Provisional = true, Value = 0 };

        Assert.Equal(3, Associations.Between(gaps, Unit.Number, Sales, Unit.Number)!.Lag);
    }

    [Fact]
    public void Between_LongGap_IsNull()
    {
        SeriesPoint[] gap = [.. Lead.Select((point, i) => i is >= 70 and < 73 ? point with { Value = null } : point)];

        Assert.Null(Associations.Between(gap, Unit.Number, Sales, Unit.Number));
    }

    [Fact]
    public void Between_PeriodThatIsNotThere_IsNull() =>
        Assert.Null(Associations.Between([.. Lead.Where((_, i) => i != 70)], Unit.Number, Sales, Unit.Number));

    [Fact]
    public void Between_FewCommonPeriods_IsNull() =>
        Assert.Null(Associations.Between(Lead[..60], Unit.Number, Sales[30..], Unit.Number));

    [Fact]
    public void Between_SharesOfNoneAndAll_AreOnTheScale()
    {
        var random = new Random(6);
        var shares = Points(Enumerable.Range(0, 60).Select(_ => (double)random.Next(2)));

        var association = Associations.Between(shares, Unit.Share, shares, Unit.Share)!;

        Assert.Equal(0, association.Lag);
        Assert.Equal(1, association.Rho, 9);
        Assert.False(association.Precedes);
    }

    private static SeriesPoint[] Points(IEnumerable<double> values) =>
    [
        .. values.Select((value, i) => new SeriesPoint(
            new Period(Monday.AddDays(7 * i), Monday.AddDays(7 * i + 7)), null, value, 30, null, null, false, false)),
    ];
}
