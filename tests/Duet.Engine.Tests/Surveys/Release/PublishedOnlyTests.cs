using Duet.Engine.Statistics;
using Duet.Engine.Surveys;

namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>What stands beside published numbers (intervals, changes, what differs, the worst case) tells nothing that they do not.</summary>
public sealed class PublishedOnlyTests(ITestOutputHelper output)
{
    private const int Organisations = 150;

    [Fact]
    public void Release_OfAllAnswersThatGiveTheSameNumbers_IsTheSame() => Assert.Equal(0, Apart(EveryAnswerSet.Released(5, 12)));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(9)]
    public void Release_AfterAnotherWave_OfAllAnswersThatGiveTheSameNumbers_IsTheSame(int moved) =>
        Assert.Equal(0, Apart(EveryAnswerSet.Released(9, 12, EveryAnswerSet.Former([1, 3, 2, 4, 1], moved))));

    [Fact]
    public void Interval_OfTheExactCount_WouldTellAnswersApart()
    {
        // What was once published: Wilson's interval of the exact share on the exact number of answers.
        static WaveRelease Exact(int[] counts, WaveRelease release)
        {
            var interval = SampledShare.Of(counts[3] + counts[4], counts.Sum(), EveryAnswerSet.Invited)!.Interval!.Value;
            var (low, high) = (Math.Floor(interval.Low * 20) / 20, Math.Ceiling(interval.High * 20) / 20);
            return release with { Cells = [.. release.Cells.Select(cell => cell is { Form: ReleaseForm.Share, Low: not null, High: not null } ? cell with { Low = low, High = high } : cell)] };
        }

        Assert.True(Apart([.. EveryAnswerSet.Released(5, 12).Select(pair => (pair.Counts, Exact(pair.Counts, pair.Release)))]) > 20);
    }

    [Fact]
    public void Release_OfOneGroup_LeavesOpenHowManyAnsweredAndWhat()
    {
        var (all, counted, known) = (0, 0, 0);
        foreach (var alike in EveryAnswerSet.Released(5, 14).GroupBy(pair => EveryAnswerSet.Everything(pair.Release)))
        {
            var (counts, sets) = (alike.Select(pair => pair.Counts.Sum()).Distinct().Count(), alike.Count());
            // Below ten there is the share alone.
            Assert.True(counts > 1 || alike.First().Counts.Sum() >= 10, $"Only {alike.First().Counts.Sum()} people can have answered: {alike.Key}");
            (all, counted, known) = (all + sets, counted + (counts == 1 ? sets : 0), known + (sets == 1 ? 1 : 0));
        }

        output.WriteLine($"Of {all} sets of answers {counted} leave one count open, and {known} no other set.");
        Assert.InRange(counted, 0, all / 50);
        Assert.InRange(known, 0, all / 100);
    }

    [Fact]
    public void Release_OfOrganisationsThatDifferByOneAnswer_DiffersOnlyWhereTheNumbersDo()
    {
        var alike = 0;
        Parallel.For(0, Organisations, seed =>
        {
            var (one, other) = (new SimulatedOrganisation(seed, most: 250), new SimulatedOrganisation(seed, most: 250));
            var former = new SimulatedOrganisation(seed, most: 250);
            var frozen = one.Freeze();
            other.ChangeOneAnswer(new Random(seed));
            var before = SimulatedOrganisation.FormerOf(former, frozen, one, frozen, Releasing.Of(former.Input(frozen)));
            before = before with { MembershipChange = before.MembershipChange.ToDictionary(cell => cell.Key, _ => seed % 3 * 4) };
            var (first, second) = (Releasing.Of(one.Input(frozen, former: before)), Releasing.Of(other.Input(frozen, former: before)));
            foreach (var measure in first.Cells.GroupBy(cell => cell.Measure))
            {
                var (mine, theirs) = (measure.ToList(), second.Cells.Where(cell => cell.Measure == measure.Key).ToList());
                if (!mine.Select(EveryAnswerSet.Numbers).SequenceEqual(theirs.Select(EveryAnswerSet.Numbers)))
                    continue;
                Assert.Equal(mine.Select(EveryAnswerSet.Everything), theirs.Select(EveryAnswerSet.Everything));
                Interlocked.Increment(ref alike);
            }
        });

        Assert.True(alike > Organisations, $"Only {alike} looked alike.");
    }

    // How many of the sets of numbers are not followed by the same everything; the sets must be worth looking at.
    private static int Apart(IReadOnlyList<(int[] Counts, WaveRelease Release)> released)
    {
        var alike = released.GroupBy(pair => EveryAnswerSet.Numbers(pair.Release)).Where(group => group.Count() > 1).ToList();
        Assert.True(alike.Count > 15, $"Only {alike.Count} numbers.");
        return alike.Count(group => group.Select(pair => EveryAnswerSet.Everything(pair.Release)).Distinct().Count() > 1);
    }
}
