using CsCheck;
using Duet.Engine.Delivery;

namespace Duet.Engine.Tests.Delivery;

public sealed class CouplingTests
{
    [Fact]
    public void Of_PathsChangedTogether_AreCoupled()
    {
        var touches = Enumerable.Range(0, 6).SelectMany(i => i < 5
            ? new[] { (i, "ada", "b.c"), (i, "ada", "a.h"), (i, "ada", $"only{i}") }
            : [(i, "ada", "b.c")]);

        var result = Coupling.Of(Touches.Of([.. touches]));

        Assert.Equal([new CoupledPair("a.h", "b.c", 5, 1)], result.Pairs);
        Assert.Equal((6, 0, true), (result.Commits, result.Skipped, result.IsExact));
    }

    [Fact]
    public void Of_SweepingCommits_AreSkipped()
    {
        var touches = Enumerable.Range(0, 5).SelectMany(i => Enumerable.Range(0, i == 0 ? 31 : 30).Select(f => (i, "ada", $"f{f}")));

        var result = Coupling.Of(Touches.Of([.. touches]));

        Assert.Empty(result.Pairs);
        Assert.Equal((4, 1), (result.Commits, result.Skipped));
    }

    [Fact]
    public void Of_RandomHistories_EqualsCountingAllPairs() =>
        Gen.Int[0, 5].Array[0, 6].Array[0, 40].Sample(commits =>
        {
            var rows = commits.SelectMany((files, i) => files.Distinct().Select(f => (i, "ada", $"f{f}"))).ToArray();
            var found = Coupling.Of(Touches.Of(rows)).Pairs
                .ToDictionary(p => string.CompareOrdinal(p.First, p.Second) < 0 ? (p.First, p.Second) : (p.Second, p.First), p => p.Support);
            var expected = commits.SelectMany(files => from a in files.Distinct() from b in files.Distinct() where a < b select ($"f{a}", $"f{b}"))
                .CountBy(p => p).Where(p => p.Value >= 5).ToDictionary();
            Assert.Equal(expected.OrderBy(p => p.Key), found.OrderBy(p => p.Key));
        });

    [Fact]
    public void Of_MorePairsThanFit_ForgetsTheRareAndSaysSo()
    {
        var rows = Enumerable.Range(0, 40).SelectMany(i => Enumerable.Range(0, 12)
            .Where(f => f < 2 || (f + i) % 2 == 0).Select(f => (i, "ada", $"f{f}")));

        var result = Coupling.Of(Touches.Of([.. rows]), mostPairs: 5);

        Assert.False(result.IsExact);
        Assert.All(result.Pairs, p => Assert.InRange(p.Support, 5, 40));
    }
}
