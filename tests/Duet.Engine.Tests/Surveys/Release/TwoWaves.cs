using Duet.Engine.Surveys;

namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>
/// An organisation asked twice, with one joiner or leaver in between. Its attacker takes everybody's answers to be unchanged, and
/// knows who was asked. Where at least k of a group were silent, nobody knows who: there an answer of one wave is no answer of
/// the other.
/// </summary>
internal sealed class TwoWaves
{
    private readonly SimulatedOrganisation then, now;
    private readonly Frozen frozenThen, frozenNow;
    private readonly int k;

    /// <param name="isGuarded">Whether the second release is told about the first.</param>
    public TwoWaves(int seed, int changes = 1, bool isGuarded = true, int k = 5)
    {
        this.k = k;
        (then, now) = (new SimulatedOrganisation(seed), new SimulatedOrganisation(seed).Later(seed, changes));
        (frozenThen, frozenNow) = (then.Freeze(k), now.Freeze(k));
        ReleaseThen = Releasing.Of(then.Input(frozenThen, k));
        Former = SimulatedOrganisation.FormerOf(then, frozenThen, now, frozenNow, ReleaseThen);
        ReleaseNow = Releasing.Of(now.Input(frozenNow, k, isGuarded ? Former : null));
    }

    public WaveRelease ReleaseThen { get; }
    public WaveRelease ReleaseNow { get; }
    public FormerWave Former { get; }

    /// <summary>Whether a cell has the same people, or enough others; or is the whole with enough silent people in both waves.</summary>
    public bool MayCompare(string cell) =>
        Former.MembershipChange[cell] is 0 || Former.MembershipChange[cell] >= k
        || (cell.Length == 0 && Silent(now, now.People) >= k && Silent(then, then.People) >= k);

    /// <summary>By measure what both releases sum.</summary>
    public IEnumerable<IReadOnlyList<IReadOnlyCollection<int>>> Sums()
    {
        var (first, second) = (then.Sums(frozenThen, ReleaseThen), now.Sums(frozenNow, ReleaseNow));
        foreach (var measure in first.Keys.Intersect(second.Keys))
        {
            var veiled = Veiled(measure);
            yield return [.. first[measure], .. second[measure].Select(cell => cell.Select(person => veiled.Contains(person) ? -1 - person : person).ToList())];
        }
    }

    // Groups that nothing shown tells apart, in which enough did not answer in either wave.
    private HashSet<int> Veiled(string measure)
    {
        var shown = ReleaseNow.Cells.Where(cell => cell.Measure == measure && cell.Hidden is null).Select(cell => cell.Cell).ToHashSet();
        var groups = frozenNow.Leaves.GroupBy(leaf => string.Join(';', frozenNow.Catalogue.Where(cell => shown.Contains(cell.Key) && cell.Leaves.Contains(leaf.Key)).Select(cell => cell.Key)));
        return groups.Select(group => group.SelectMany(leaf => leaf.People).ToList())
            .Where(people => Unsaid(now, measure, people) >= k && Unsaid(then, measure, people) >= k).SelectMany(people => people).ToHashSet();
    }

    private static int Unsaid(SimulatedOrganisation wave, string measure, IEnumerable<int> people) =>
        people.Count(person => wave.Answers.TryGetValue(person, out var sheet) && sheet?[measure] is null);

    private static int Silent(SimulatedOrganisation wave, IEnumerable<AskedPerson> people) => people.Count(person => wave.Answers[person.Person] is null);
}
