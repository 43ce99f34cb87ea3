using Duet.Platform.Ui.Charts;

namespace Duet.Tests.Ui;

public sealed class LinePathsTests
{
    private static readonly PlotScale Scale = new(4, 0, 10);

    [Fact]
    public void Line_BreaksAtAGap()
    {
        var paths = new LinePaths(new PlotScale(5, 0, 10), UiFixture.Weeks(1, 2, null, 4, 5));

        Assert.Equal(2, paths.Line.Count(letter => letter == 'M'));
        Assert.Empty(paths.Alone);
    }

    [Fact]
    public void Alone_NamesPointsWithoutANeighbour() =>
        Assert.Equal([0, 2], new LinePaths(Scale, UiFixture.Weeks(1, null, 3, null)).Alone);

    [Fact]
    public void Open_LeadsFromTheLastCompletePointOnly()
    {
        var points = UiFixture.Weeks(1, 2, 3, 4);
        points[3] = points[3] with { Provisional = true };
        var paths = new LinePaths(Scale, points);

        Assert.Equal("M62.5 70L87.5 60", paths.Open);
        Assert.Equal(2, paths.Last);
        Assert.Equal(3, paths.Provisional);
    }

    [Fact]
    public void Open_BehindAGap_DrawsNothing()
    {
        var points = UiFixture.Weeks(1, 2, null, 4);
        points[3] = points[3] with { Provisional = true };

        Assert.Equal("", new LinePaths(Scale, points).Open);
    }
}
