using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class MixtureTests
{
    // Admitted of applicants, men then women, by department (R: UCBAdmissions).
    private static readonly Stratum[] Berkeley =
    [
        new("A", new(512, 825), new(89, 108)),
        new("B", new(353, 560), new(17, 25)),
        new("C", new(120, 325), new(202, 593)),
        new("D", new(138, 417), new(131, 375)),
        new("E", new(53, 191), new(94, 393)),
        new("F", new(22, 373), new(24, 341)),
    ];

    [Fact]
    public void Decompose_BerkeleyAdmissions_FindsTheReversal()
    {
        var change = Mixture.Decompose(Berkeley)!;

        Assert.Equal(1198 / 2691.0, change.First, 12);
        Assert.Equal(557 / 1835.0, change.Second, 12);
        Assert.True(change.Change < 0);
        Assert.True(change.Within > 0);
        Assert.True(change.Mix < change.Change);
        Assert.True(change.IsReversed);
    }

    [Fact]
    public void Decompose_KidneyStones_FindsTheReversal()
    {
        var change = Mixture.Decompose(
            [new("small", new(81, 87), new(234, 270)), new("large", new(192, 263), new(55, 80))])!;

        Assert.Equal((0.78, 0.826), (Math.Round(change.First, 2), Math.Round(change.Second, 3)));
        Assert.True(change.Within < 0);
        Assert.True(change.IsReversed);
    }

    [Fact]
    public void Decompose_AllStrataAlike_IsAllWithin()
    {
        var change = Mixture.Decompose([new("a", new(10, 100), new(20, 100)), new("b", new(10, 100), new(20, 100))])!;

        Assert.Equal(0.1, change.Within, 12);
        Assert.Equal(0, change.Mix, 12);
        Assert.False(change.IsReversed);
    }

    [Fact]
    public void Decompose_NewStratum_CountsAsMix()
    {
        var change = Mixture.Decompose([new("old", new(50, 100), new(50, 100)), new("new", default, new(90, 100))])!;

        Assert.Equal(0, change.Within, 12);
        Assert.Equal(0.2, change.Mix, 12);
    }

    [Fact]
    public void Decompose_OneSideEmpty_IsNull() =>
        Assert.Null(Mixture.Decompose([new("a", new(1, 2), default)]));

    [Fact]
    public void Decompose_AnyStrata_AddsUpToTheChange() =>
        Gen.Select(Gen.Int[0, 50], Gen.Int[1, 50], Gen.Int[0, 50], Gen.Int[1, 50]).Array[1, 8].Sample(rows =>
        {
            var change = Mixture.Decompose(
                [.. rows.Select(row => new Stratum("", new(row.Item1, row.Item2), new(row.Item3, row.Item4)))])!;
            Assert.Equal(change.Change, change.Within + change.Mix, 9);
        });
}
