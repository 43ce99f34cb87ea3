using Duet.Engine.Delivery;

namespace Duet.Engine.Tests.Delivery;

public sealed class HotspotsTests
{
    private static readonly Touch[] Rows =
        Touches.Of((0, "ada", "big"), (1, "ada", "hot"), (2, "ada", "hot"), (3, "ada", "hot"), (4, "ada", "gone"));

    [Fact]
    public void Of_SizesGiven_AreChangesTimesSize()
    {
        var hotspots = Hotspots.Of(Rows, path => path switch { "big" => 200, "hot" => 100, _ => null });

        Assert.Equal([new Hotspot("hot", 3, 100, 300), new Hotspot("big", 1, 200, 200)], hotspots);
    }

    [Fact]
    public void Of_NoSizes_WeighsByChurn()
    {
        var hotspots = Hotspots.Of(Rows.Select(r => r with { Lines = 10 }), most: 1);

        Assert.Equal([new Hotspot("hot", 3, 30, 90)], hotspots);
    }
}
