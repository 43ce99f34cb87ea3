using Duet.Delivery;

namespace Duet.Tests.Ui;

public sealed class AreaPictureTests
{
    private static IEnumerable<(string, long, long)> Area(string name, int people, int touches) =>
        Enumerable.Range(0, people).Select(person => (name, (long)person, (long)touches));

    [Fact]
    public void Areas_BelowTheFloor_AreFoldedTogether()
    {
        var picture = AreaPicture.Of([.. Area("src", 9, 10), .. Area("docs", 6, 5), .. Area("keys", 2, 8), .. Area("misc", 1, 1)], 5);

        Assert.Equal(["src", "docs"], picture.Shown.Select(area => area.Name));
        Assert.Equal(2, picture.Folded);
        Assert.Equal(17, picture.FoldedTouches);
    }

    [Fact]
    public void Areas_WhereOneAloneIsHidden_HideTheNextSmallestToo()
    {
        var picture = AreaPicture.Of([.. Area("src", 9, 10), .. Area("docs", 6, 5), .. Area("keys", 2, 8)], 5);

        Assert.Equal(["src"], picture.Shown.Select(area => area.Name));
    }

    [Fact]
    public void Areas_OfASmallTeam_ShowNothing() => Assert.Empty(AreaPicture.Of([.. Area("src", 3, 10), .. Area("docs", 2, 5)], 5).Shown);
}
