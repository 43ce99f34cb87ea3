using System.Runtime.InteropServices;

namespace Duet.Engine.Identity;

/// <summary>
/// Finds who may be the same: unlinked identities and people, unlinked identities among themselves, people among themselves.
/// Suggests only; whoever knows the people decides. Deterministic, whatever the order of its input.
/// </summary>
public static class Suggestions
{
    /// <summary>What is less sure than this is not worth a look.</summary>
    public const double Lowest = 0.5;

    // Where another person fits nearly as well, at most this.
    private const double Ambiguous = 0.55;
    private const double DirectoryWeight = -3;

    /// <summary>All suggestions, surest first. Bots and agents should be left out by the caller.</summary>
    /// <param name="people">The directory.</param>
    /// <param name="identities">Those of humans, linked ones included: a person is compared by all names they are known under.</param>
    /// <param name="dismissed">Pairs (<see cref="Suggestion.Pair"/>) that are known to be different; also holds for whatever was linked to either since.</param>
    /// <returns>Empty for fewer than two parties.</returns>
    public static IReadOnlyList<Suggestion> Find(
        IReadOnlyCollection<KnownPerson> people, IReadOnlyCollection<KnownIdentity> identities, IReadOnlyCollection<string>? dismissed = null)
    {
        var parties = new Parties(people, identities);
        var best = Best(parties);
        foreach (var pair in dismissed ?? [])
            if (Suggestion.ParsePair(pair) is var (first, second) && parties.Find(first) is { } one && parties.Find(second) is { } other)
                best.Remove(one < other ? (one, other) : (other, one));
        return Told(parties, best);
    }

    private static Dictionary<(int, int), Match> Best(Parties parties)
    {
        var score = new PairScore(new NameCounts(parties.Traits));
        Dictionary<(int, int), Match> best = [];
        foreach (var (first, second) in Blocks.Pairs(parties.Traits))
        {
            var (one, other) = (parties.Traits[first], parties.Traits[second]);
            var confidence = score.Of(one, other);
            var bothPeople = parties.IsPerson(one.Owner) && parties.IsPerson(other.Owner);
            if (bothPeople)
                confidence = Less(confidence, DirectoryWeight);
            if (confidence < Lowest)
                continue;
            var pair = one.Owner < other.Owner ? (one.Owner, other.Owner) : (other.Owner, one.Owner);
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(best, pair, out var exists);
            if (!exists || known.Confidence < confidence)
                known = new Match(confidence, bothPeople ? [.. score.Reasons(), new MatchReason(MatchKind.BothInDirectory)] : score.Reasons());
        }
        return best;
    }

    // Several ways to the same end are told once: the surest pairs that connect what belongs together.
    private static List<Suggestion> Told(Parties parties, Dictionary<(int, int), Match> best)
    {
        var ambiguous = OwnersThatFitSeveralPeople(parties, best);
        var groups = new Groups(parties);
        List<Suggestion> told = [];
        foreach (var ((first, second), match) in best
            .Select(found => (Pair: found.Key, Match: ambiguous.Contains(found.Key) ? found.Value.LessSure(Ambiguous) : found.Value))
            .OrderByDescending(found => found.Match.Confidence)
            .ThenBy(found => parties.IsPerson(found.Pair.Item1) ? 0 : 1)
            .ThenBy(found => parties.Name(found.Pair.Item1), StringComparer.Ordinal)
            .ThenBy(found => parties.Name(found.Pair.Item2), StringComparer.Ordinal))
        {
            if (ambiguous.Contains((first, second)) || groups.Join(first, second))
                told.Add(new Suggestion(parties[first], parties[second], match.Confidence, match.Reasons));
        }
        return told;
    }

    private static HashSet<(int, int)> OwnersThatFitSeveralPeople(Parties parties, Dictionary<(int, int), Match> best)
    {
        HashSet<(int, int)> ambiguous = [];
        foreach (var candidates in best.Where(found => parties.IsPerson(found.Key.Item1) && !parties.IsPerson(found.Key.Item2)).GroupBy(found => found.Key.Item2))
        {
            var most = candidates.Max(candidate => candidate.Value.Confidence);
            var near = candidates.Where(candidate => most - candidate.Value.Confidence < 0.2).ToList();
            if (near.Count > 1)
                ambiguous.UnionWith(near.Select(candidate => candidate.Key));
        }
        return ambiguous;
    }

    private static double Less(double confidence, double weight) =>
        1 / (1 + Math.Exp(-(Math.Log(confidence / (1 - confidence)) + weight)));

    private readonly record struct Match(double Confidence, IReadOnlyList<MatchReason> Reasons)
    {
        public Match LessSure(double most) => new(Math.Min(most, Confidence), [.. Reasons, new MatchReason(MatchKind.AnotherFits)]);
    }
}
