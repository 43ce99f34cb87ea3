using Duet.Engine.Delivery;
using Duet.Engine.Time;

namespace Duet.Engine.Tests.Delivery;

public sealed class OwnershipTests
{
    [Fact]
    public void BusFactor_ExampleOfChaoss_IsTwo() => Assert.Equal(2, BusFactor.Of([1000, 202, 90, 33, 332, 343, 42, 433]));

    [Theory]
    [InlineData(new int[0], 0)]
    [InlineData(new[] { 0, 0 }, 0)]
    [InlineData(new[] { 7 }, 1)]
    [InlineData(new[] { 5, 5 }, 1)]
    [InlineData(new[] { 4, 3, 3 }, 2)]
    [InlineData(new[] { int.MaxValue, int.MaxValue, int.MaxValue }, 2)]
    public void BusFactor_Counts_IsTheLeastThatMakesHalf(int[] counts, int expected) => Assert.Equal(expected, BusFactor.Of(counts));

    [Fact]
    public void Of_Touches_CountsPeopleByAreaWithinThePeriod()
    {
        var touches = Touches.Of(
            (0, "ada", "src/a"), (1, "ada", "src/b"), (2, "bo", "src/a"), (3, "bo", "README"), (4, "ci[bot]", "src/a"), (90, "cy", "src/a"));

        var ownership = Ownership.Of(touches, new Period(History.At(0), History.At(90)));

        Assert.Equal(["src", "(root)"], ownership.Areas.Select(a => a.Area));
        Assert.Equal([2, 1], ownership.Areas[0].Spread);
        Assert.Equal((2, 1, 3), (ownership.Areas[0].People, ownership.Areas[0].BusFactor, ownership.Areas[0].Touches));
        Assert.Equal((2, 4, 0.5), (ownership.Whole.People, ownership.Whole.Touches, ownership.Whole.TopShare));
        Assert.Equal(1, ownership.TouchesByPrograms);
    }

    [Fact]
    public void Of_NoTouches_IsEmpty()
    {
        var ownership = Ownership.Of([], new Period(History.At(0), History.At(1)));

        Assert.Empty(ownership.Areas);
        Assert.Equal((0, 0, 0.0), (ownership.Whole.People, ownership.Whole.BusFactor, ownership.Whole.TopShare));
    }

    [Theory]
    [InlineData("src/a/b.cs", "src")]
    [InlineData("README.md", "(root)")]
    [InlineData(".github/ci.yml", ".github")]
    [InlineData("/odd", "(root)")]
    [InlineData("", "(root)")]
    public void AreaOf_Paths_IsTheFirstDirectory(string path, string area)
    {
        Assert.Equal(area, Areas.AreaOf(path));
        Assert.Equal(area, new Areas().Of(path));
    }
}
