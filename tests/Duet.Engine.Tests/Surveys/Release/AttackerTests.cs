namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>The attacker itself: what it must find, and must not claim.</summary>
public sealed class AttackerTests
{
    [Fact]
    public void SmallestLeak_ParentAndOneChild_FindsTheOther() =>
        Assert.Equal(4, Attacker.SmallestLeak([People(0, 12), People(0, 8)], 5));

    [Fact]
    public void SmallestLeak_TwoCrossedTables_FindsWhatNoPairShows()
    {
        // Two teams at two sites, and one of the four crosses: each cell is large, no two differ by fewer than 5, and yet the
        // sums of three of them give the fourth corner's four people.
        int[] ax = People(0, 6), ay = People(6, 10), bx = People(20, 10), by = People(40, 4);
        int[][] cells = [[.. ax, .. ay], [.. ax, .. bx], [.. bx, .. by, .. ay, .. ax], ax];

        Assert.Equal(4, Attacker.SmallestLeak(cells, 5));
        Assert.Equal(0, new KnownSums(cells).SmallestDifference(5));
    }

    [Fact]
    public void SmallestLeak_DisjointLargeCells_IsNone() => Assert.Equal(0, Attacker.SmallestLeak([People(0, 5), People(10, 7), People(0, 30)], 5));

    private static int[] People(int from, int count) => [.. Enumerable.Range(from, count)];
}
