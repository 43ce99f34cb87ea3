using Duet.Engine.Surveys;

namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>Nothing that is released about invented organisations tells about fewer than five people.</summary>
public sealed class ReconstructionTests
{
    private const int K = 5;

    // DUET_ORGANISATIONS asks for more than everybody has the time for.
    private static readonly int Organisations = int.Parse(Environment.GetEnvironmentVariable("DUET_ORGANISATIONS") ?? "500", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void Release_OfManyOrganisations_TellsAboutNobody()
    {
        var shown = 0;
        Parallel.For(0, Organisations, seed =>
        {
            var organisation = new SimulatedOrganisation(seed);
            var frozen = organisation.Freeze();
            var release = Releasing.Of(organisation.Input(frozen));
            foreach (var cells in organisation.Sums(frozen, release).Values)
            {
                Assert.True(Attacker.SmallestLeak(cells, K) == 0, $"Organisation {seed} tells about {Attacker.SmallestLeak(cells, K)}.");
                Interlocked.Add(ref shown, cells.Count);
            }
        });
        // A release that hides everything would pass, too.
        Assert.True(shown > 15 * Organisations, $"Only {shown} cells were shown.");
    }

    [Fact]
    public void Release_OfTwoWavesWithOneJoinerOrLeaver_TellsAboutNobody()
    {
        var compared = 0;
        Parallel.For(0, Organisations, seed => Interlocked.Add(ref compared, ChangesOf(new TwoWaves(seed), seed)));

        Assert.True(compared > 10 * Organisations, $"Only {compared} changes were shown.");
    }

    [Fact]
    public void Release_OfTwoWavesWithManyChanges_TellsAboutNobodyAndStillShowsCells()
    {
        var shown = 0;
        Parallel.For(0, Organisations / 5, seed =>
        {
            var waves = new TwoWaves(seed, changes: 10);
            ChangesOf(waves, seed);
            Interlocked.Add(ref shown, waves.ReleaseNow.Cells.Count(cell => cell.Hidden is null));
        });

        Assert.True(shown > 10 * Organisations, $"Only {shown} numbers were shown.");
    }

    private static int ChangesOf(TwoWaves waves, int seed)
    {
        foreach (var cells in waves.Sums())
            Assert.True(Attacker.SmallestLeak(cells, K) == 0, $"Organisation {seed} tells about {Attacker.SmallestLeak(cells, K)}.");
        var compared = waves.ReleaseNow.Cells.Where(cell => cell.Change is not null).ToList();
        Assert.DoesNotContain(compared, cell => !waves.MayCompare(cell.Cell));
        return compared.Count;
    }
}
