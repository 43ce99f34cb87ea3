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

    /// <summary>Whether a cell has the same people, or enough others; or is the whole.</summary>
    public bool MayCompare(string cell) => cell.Length == 0 || Former.MembershipChange[cell] is 0 || Former.MembershipChange[cell] >= k;

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

    /// <summary>
    /// By what is summed (favourable answers, values, promoters less detractors) what both releases tell somebody who also knows who was
    /// silent; <paramref name="isExact"/> if the numbers were not rounded.
    /// </summary>
    public IEnumerable<RoundedSums> ReadBesideTheSilent(bool isExact = false)
    {
        foreach (var measure in SimulatedOrganisation.Questions.Items)
        {
            foreach (var form in (ReleaseForm[])(measure.Kind == ItemKind.ZeroToTen ? [ReleaseForm.Score] : [ReleaseForm.Share, ReleaseForm.Mean]))
            {
                var (least, most) = form switch { ReleaseForm.Share => (0, 1), ReleaseForm.Mean => (1, 5), _ => (-1, 1) };
                var sums = new RoundedSums(least, most);
                Read(sums, 0, then, frozenThen, ReleaseThen, measure.Key, form, isExact);
                Read(sums, 1, now, frozenNow, ReleaseNow, measure.Key, form, isExact);
                yield return sums;
            }
        }
    }

    // Whoever knows the rules knows how far a number may lie from the exact one: by rounding, and where it stayed by fewer than k people.
    private void Read(RoundedSums sums, int wave, SimulatedOrganisation asked, Frozen frozen, WaveRelease release, string measure, ReleaseForm form, bool isExact)
    {
        var members = frozen.Leaves.ToDictionary(leaf => leaf.Key, leaf => leaf.People);
        foreach (var cell in release.Cells.Where(cell => cell.Measure == measure && cell.Form == form && cell.Value is not null))
        {
            var people = frozen.Catalogue.Single(other => other.Key == cell.Cell).Leaves.SelectMany(leaf => members[leaf]).Where(person => asked.Answers[person]?[measure] is not null).ToList();
            double Adds(int person) => (form, asked.Answers[person]![measure]!.Value) switch
            {
                (ReleaseForm.Share, var value) => value >= 4 ? 1 : 0,
                (ReleaseForm.Mean, var value) => value,
                (_, var value) => value >= 9 ? 1 : value <= 6 ? -1 : 0,
            };
            var sum = people.Sum(Adds);
            if (isExact)
            {
                sums.Add(wave, people, sum, sum);
                continue;
            }
            var (range, unit) = form switch { ReleaseForm.Share => (1, 1), ReleaseForm.Mean => (4, 1), _ => (2, 100) };
            var before = wave == 0 || !(Former.MovedFew(cell.Cell, k)) ? null
                : ReleaseThen.Cells.FirstOrDefault(other => (other.Cell, other.Measure, other.Form) == (cell.Cell, cell.Measure, cell.Form) && other.Value == cell.Value);
            var radius = Step(form, before ?? cell) / 2 + (before is null ? 0 : (double)range * (k - 1) / cell.Fewest);
            var end = form == ReleaseForm.Mean ? 1.8 : cell.Fewest < 10 ? 80 : 90;
            var middle = form == ReleaseForm.Mean ? 3 : 0;
            var isLeast = form == ReleaseForm.Share ? cell is { Low: not null, High: null } : cell.Value - middle >= end;
            var isMost = form == ReleaseForm.Share ? cell is { Low: null, High: not null } : middle - cell.Value >= end;
            var (low, high) = (isMost ? double.NegativeInfinity : people.Count * (cell.Value!.Value / unit - radius), isLeast ? double.PositiveInfinity : people.Count * (cell.Value!.Value / unit + radius));
            Assert.InRange(sum, low - 1e-6, high + 1e-6);
            sums.Add(wave, people, low, high);
        }
    }

    private static double Step(ReleaseForm form, CellRelease cell) =>
        cell.Fewest switch { < 10 => 0.2, < 20 => form == ReleaseForm.Mean ? 0.2 : 0.1, _ when form == ReleaseForm.Mean => 0.1, < 100 => 0.05, _ => 0.01 };

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
}
