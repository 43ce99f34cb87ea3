using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class CohenKappaTests
{
    // Agreement of .7, .6 and .6, by chance .5, .54 and .46.
    [Theory]
    [InlineData(20, 5, 10, 15, 0.4)]
    [InlineData(45, 15, 25, 15, 0.1304)]
    [InlineData(25, 35, 5, 35, 0.2593)]
    [InlineData(10, 0, 0, 10, 1)]
    [InlineData(0, 10, 10, 0, -1)]
    public void Of_PublishedTables_HasThePublishedKappa(int a, int b, int c, int d, double kappa) =>
        Assert.Equal(kappa, CohenKappa.Of(new[,] { { a, b }, { c, d } })!.Value, 0.00005);

    [Fact]
    public void Of_NothingToTellApart_IsNull()
    {
        Assert.Null(CohenKappa.Of(new int[2, 2]));
        Assert.Null(CohenKappa.Of(new[,] { { 7, 0 }, { 0, 0 } }));
    }
}
