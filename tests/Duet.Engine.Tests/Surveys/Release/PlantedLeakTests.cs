using Duet.Engine.Surveys;

namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>Each rule of the release taken away: the attacker must then win, or the tests around these prove nothing.</summary>
public sealed class PlantedLeakTests
{
    private const int K = 5;
    private const int Organisations = 60;

    [Fact]
    public void FreeFilters_OverEveryCross_TellAboutSomebody() =>
        Assert.True(Leaks(seed => FreeCells(seed).Where(cell => cell.Count >= K).ToList()) > Organisations / 2);

    [Fact]
    public void PairsAlone_WithoutTheRankRule_TellAboutSomebody() => Assert.True(Leaks(seed => WithoutRankRule(FreeCells(seed))) > 0);

    [Fact]
    public void SiblingSuppressionAlone_AsMostDescribeIt_TellsAboutSomebody() => Assert.True(Leaks(SiblingsSuppressed) > Organisations / 4);

    [Fact]
    public void LiveResults_OneSheetLater_TellAboutSomebody()
    {
        var organisation = new SimulatedOrganisation(1);
        var frozen = organisation.Freeze();
        var last = organisation.Answers.Last(sheet => sheet.Value is not null);
        var closed = organisation.Sums(frozen, Releasing.Of(organisation.Input(frozen)));
        organisation.Answers[last.Key] = null;
        var before = organisation.Sums(frozen, Releasing.Of(organisation.Input(frozen)));

        Assert.Equal(1, Attacker.SmallestLeak([.. before["first"], .. closed["first"]], K));
    }

    [Fact]
    public void SecondWave_NotHeldAgainstTheFirst_TellsAboutTheJoiner()
    {
        var leaks = 0;
        Parallel.For(0, Organisations, seed =>
        {
            if (new TwoWaves(seed, isGuarded: false).Sums().Any(cells => Attacker.SmallestLeak(cells, K) > 0))
                Interlocked.Increment(ref leaks);
        });

        Assert.True(leaks > Organisations / 4, $"Only {leaks} leaks.");
    }

    [Fact]
    public void SecondWave_InExactNumbers_TellsWhoKnowsTheSilentAboutTheJoiner()
    {
        // Intervals and changes of exact counts once gave the sums away that the rounded numbers beside them hid.
        var leaks = 0;
        Parallel.For(0, Organisations, seed =>
        {
            if (new TwoWaves(seed).ReadBesideTheSilent(isExact: true).Any(sums => sums.SmallestLeak(K) > 0))
                Interlocked.Increment(ref leaks);
        });

        Assert.True(leaks > Organisations / 2, $"Only {leaks} leaks.");
    }

    private static int Leaks(Func<int, IReadOnlyList<IReadOnlyCollection<int>>> cells)
    {
        var leaks = 0;
        Parallel.For(0, Organisations, seed =>
        {
            if (Attacker.SmallestLeak(cells(seed), K) > 0)
                Interlocked.Increment(ref leaks);
        });
        return leaks;
    }

    private static List<IReadOnlyCollection<int>> FreeCells(int seed) => FreeFilters.CellsOf(new SimulatedOrganisation(seed, most: 120));

    private static List<IReadOnlyCollection<int>> WithoutRankRule(IEnumerable<IReadOnlyCollection<int>> cells)
    {
        List<IReadOnlyCollection<int>> released = [];
        static bool IsApart(IEnumerable<int> first, IEnumerable<int> second) => first.Except(second).Count() is 0 or >= K;
        foreach (var cell in cells.Where(cell => cell.Count >= K))
            if (released.TrueForAll(other => IsApart(cell, other) && IsApart(other, cell)))
                released.Add(cell);
        return released;
    }

    // In each table cells below k go, and the next smallest where only one went.
    private static List<IReadOnlyCollection<int>> SiblingsSuppressed(int seed)
    {
        var organisation = new SimulatedOrganisation(seed, most: 120);
        var answered = organisation.People.Where(person => organisation.Answers[person.Person] is not null).ToList();
        List<IReadOnlyCollection<int>> released = [answered.ConvertAll(person => person.Person)];
        string[][] tables = [["team"], ["site"], ["tenure"], ["team", "site"]];
        foreach (var table in tables)
        {
            var cells = answered.GroupBy(person => string.Join('|', table.Select(name => person.Attributes[name])))
                .Select(cell => cell.Select(person => person.Person).ToList()).OrderBy(cell => cell.Count).ToList();
            var hidden = cells.Count(cell => cell.Count < K);
            released.AddRange(cells.Skip(hidden == 1 ? 2 : hidden));
        }
        return released;
    }
}
