using Duet.Engine.Surveys;

namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>Combining what is published says no more about a person than the figure of their own group does.</summary>
public sealed class GuessingTests(ITestOutputHelper output)
{
    private const int Organisations = 500;

    [Fact]
    public void Release_OfManyOrganisations_GivesAttackersNoAdvantage()
    {
        var all = Sum(seed =>
        {
            var organisation = new SimulatedOrganisation(seed, most: 200);
            var frozen = organisation.Freeze();
            var release = Releasing.Of(organisation.Input(frozen));
            var shares = release.Cells.Where(cell => cell is { Measure: "first", Form: ReleaseForm.Share, Value: not null }).ToDictionary(cell => cell.Cell, cell => cell.Value!.Value);
            var people = frozen.Leaves.ToDictionary(leaf => leaf.Key, leaf => leaf.People.Where(person => organisation.Answers[person] is not null));
            return Guessing.Of(
                [.. frozen.Catalogue.Where(cell => shares.ContainsKey(cell.Key))
                    .Select(cell => ((IReadOnlyCollection<int>)[.. cell.Leaves.SelectMany(leaf => people[leaf])], shares[cell.Key]))],
                person => organisation.Answers[person]!["first"] >= 4);
        });

        output.WriteLine($"Reader {(double)all.Reader / all.People:0.0000}, attacker {(double)all.Attacker / all.People:0.0000}, {all.People} people");
        Assert.InRange(all.Advantage, -1, 0.02);
    }

    [Fact]
    public void FreeFilters_OverEveryCross_GiveAttackersAnAdvantage()
    {
        var all = Sum(seed =>
        {
            var organisation = new SimulatedOrganisation(seed, most: 200);
            bool IsFavourable(int person) => organisation.Answers[person]!["first"] >= 4;
            return Guessing.Of(
                [.. FreeFilters.CellsOf(organisation).Where(cell => cell.Count >= 5).Select(cell => (cell, (double)cell.Count(IsFavourable) / cell.Count))],
                IsFavourable);
        });

        output.WriteLine($"Reader {(double)all.Reader / all.People:0.0000}, attacker {(double)all.Attacker / all.People:0.0000}, {all.People} people");
        Assert.True(all.Advantage > 0.02, $"Only {all.Advantage}.");
    }

    private static Guessing Sum(Func<int, Guessing> of) =>
        Enumerable.Range(0, Organisations).AsParallel().Select(of).Aggregate((one, other) => one + other);
}
