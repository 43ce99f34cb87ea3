using Duet.Platform.Ui.Charts;

namespace Duet.Tests.Ui;

public sealed class HistogramTests
{
    [Fact]
    public void Of_CountsEveryValueOnce()
    {
        var histogram = Histogram.Of(Enumerable.Range(0, 500).Select(value => value * 0.1))!;

        Assert.Equal(500, histogram.Bins.Sum());
        Assert.Equal(24.95, histogram.Quantile(0.5), 9);
    }

    [Fact]
    public void Of_FewOrEqualValues_IsNoPicture()
    {
        Assert.Null(Histogram.Of([1, 2, 3]));
        Assert.Null(Histogram.Of(Enumerable.Repeat(4.0, 50)));
    }

    [Fact]
    public void Place_IsLogarithmic()
    {
        var histogram = Histogram.Of([1, 1, 2, 5, 10, 20, 50, 100])!;

        Assert.Equal(0.5, histogram.Place(10), 9);
    }
}
