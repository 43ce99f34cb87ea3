using Duet.Engine.Surveys;

namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>Nothing that is released about invented organisations tells about fewer than five people.</summary>
public sealed class ReconstructionTests(ITestOutputHelper output)
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
        var (compared, settled) = (0, new System.Collections.Concurrent.ConcurrentBag<int>());
        Parallel.For(0, Organisations, seed =>
        {
            var waves = new TwoWaves(seed);
            Interlocked.Add(ref compared, ChangesOf(waves, seed));
            if (waves.ReadBesideTheSilent().Any(sums => sums.SmallestLeak(K) > 0))
                settled.Add(seed);
        });

        output.WriteLine($"{compared} changes; published numbers tell more about fewer than five to who knows the silent in organisations {string.Join(' ', settled)} of {Organisations}");
        Assert.InRange(settled.Count, 0, Organisations / 100);
        Assert.True(compared > 10 * Organisations, $"Only {compared} changes were shown.");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public void Release_OfTwoWavesWithManyChanges_TellsAboutNobodyAndStillShowsCells(int changes)
    {
        var (shown, settled, leaks) = (0, 0, 0);
        Parallel.For(0, Organisations / 5, seed =>
        {
            var waves = new TwoWaves(seed, changes);
            // With many moves at once the sums of both waves are guarded by what each move may have answered, not by what it did: the attacker who
            // has all sums exactly, which nobody can read any more, finds somebody in a few of a hundred organisations.
            if (waves.Sums().Any(cells => Attacker.SmallestLeak(cells, K) > 0))
                Interlocked.Increment(ref leaks);
            if (waves.ReadBesideTheSilent().Any(sums => sums.Settles(K)))
                Interlocked.Increment(ref settled);
            Assert.DoesNotContain(waves.ReleaseNow.Cells, cell => cell.Change is not null && !waves.MayCompare(cell.Cell));
            Interlocked.Add(ref shown, waves.ReleaseNow.Cells.Count(cell => cell.Hidden is null));
        });

        output.WriteLine($"{shown} numbers; exact sums tell about somebody in {leaks}, published ones settle an answer for who knows the silent in {settled}, of {Organisations / 5}");
        Assert.True(shown > 8 * Organisations, $"Only {shown} numbers were shown.");
        Assert.InRange(leaks, 0, Organisations / 5 * 5 / 100);
        Assert.InRange(settled, 0, Organisations / 5 * 3 / 100);
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
