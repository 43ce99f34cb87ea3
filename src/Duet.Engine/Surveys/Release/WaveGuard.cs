namespace Duet.Engine.Surveys.Release;

/// <summary>
/// What two waves together may give away to somebody who knows who was asked and takes everybody's answers to be the same as
/// before: then a few joiners' answers are the difference of two sums.
/// </summary>
/// <remarks>
/// People who were in one leaf then and are in one leaf now are one unknown of the sums of both waves. Only where at least k
/// people of a group were silent, in either wave, nobody can know whose answers differ: there the answers of both waves are
/// unknowns of their own. A group are the leaves that no released cell tells apart.
/// </remarks>
internal sealed class WaveGuard
{
    private readonly int k;
    private readonly IReadOnlyList<string> leaves;
    private readonly int[] answersNow, invitedNow, silentNow;
    private readonly Dictionary<string, int> answersThen, place;
    private readonly IReadOnlyList<LeafMove> moves;
    private readonly IReadOnlyDictionary<string, int>? silentBefore;
    private readonly List<HashSet<string>> shownThen;
    private readonly HashSet<string> unknown;

    /// <param name="leaves">Of the new wave.</param>
    /// <param name="answers">To the item, by leaf.</param>
    public WaveGuard(ReleaseInput input, FormerWave former, string item, IReadOnlyList<string> leaves, int[] answers)
    {
        (k, this.leaves, answersNow) = (input.K, leaves, answers);
        place = leaves.Select((leaf, i) => (leaf, i)).ToDictionary(pair => pair.leaf, pair => pair.i, StringComparer.Ordinal);
        invitedNow = [.. leaves.Select(leaf => input.Invited.GetValueOrDefault(leaf))];
        silentNow = [.. invitedNow.Select((invited, i) => Math.Max(0, invited - answers[i]))];
        answersThen = former.Answers.Where(answer => answer.Item == item && answer.Value is not null)
            .GroupBy(answer => answer.Leaf).ToDictionary(leaf => leaf.Key, leaf => leaf.Sum(answer => answer.People), StringComparer.Ordinal);
        moves = former.Moves ?? Unmoved(input, former);
        silentBefore = former.Moves is null ? former.Silent : null;
        unknown = former.Moves is null ? [.. leaves.Where(leaf => !moves.Any(move => move.Now == leaf))] : [];
        shownThen = [.. former.Catalogue.Where(cell => former.Shown.Contains((cell.Key, item))).Select(cell => cell.Leaves.ToHashSet(StringComparer.Ordinal))];
    }

    /// <summary>What tells this wave's verdicts from those on another item with the same answers.</summary>
    public string Key => string.Join(';', shownThen.Select(cell => string.Join(',', cell))) + string.Join(',', answersThen.OrderBy(leaf => leaf.Key, StringComparer.Ordinal));

    /// <summary>Whether these cells of the new wave, with those shown of the former one, tell about nobody.</summary>
    public bool Allows(IReadOnlyList<int[]> released)
    {
        var veiled = Veiled(released);
        if (unknown.Count > 0 && released.Any(cell => cell.Any(leaf => unknown.Contains(leaves[leaf]) && !veiled.Contains(leaf))))
            return false;
        var unknowns = Unknowns(veiled);
        // Unknowns that lie in the same sums are one.
        var sums = unknowns.GroupBy(unknown => Places(unknown, released), StringComparer.Ordinal).Where(group => group.Key.Contains('1'))
            .Select(group => (Places: group.Key, People: group.Sum(unknown => unknown.People))).ToList();
        for (var mine = shownThen.Count; mine < shownThen.Count + released.Count; mine++)
            for (var other = 0; other < shownThen.Count + released.Count; other++)
                if (!IsApart(sums, mine, other) || !IsApart(sums, other, mine))
                    return false;
        return Reconstruction.IsSafe(
            [.. Enumerable.Range(0, shownThen.Count + released.Count).Select(sum => Enumerable.Range(0, sums.Count).Where(i => sums[i].Places[sum] == '1').ToArray())],
            [.. sums.Select(sum => sum.People)], k);
    }

    private string Places(Unknown unknown, IReadOnlyList<int[]> released) =>
        string.Create(shownThen.Count + released.Count, (unknown, released, shownThen), static (places, of) =>
        {
            for (var cell = 0; cell < of.shownThen.Count; cell++)
                places[cell] = of.unknown.Then is { } then && of.shownThen[cell].Contains(then) ? '1' : '0';
            for (var cell = 0; cell < of.released.Count; cell++)
                places[of.shownThen.Count + cell] = of.unknown.Now is { } now && of.released[cell].Contains(now) ? '1' : '0';
        });

    private bool IsApart(List<(string Places, int People)> sums, int first, int second)
    {
        var people = 0;
        foreach (var sum in sums)
            people += sum.Places[first] == '1' && sum.Places[second] == '0' ? sum.People : 0;
        return people == 0 || people >= k;
    }

    // Without a word on who moved, leaves of which it is said that nobody did are all there is to go by.
    private static List<LeafMove> Unmoved(ReleaseInput input, FormerWave former)
    {
        var same = former.Invited.Keys.Where(leaf => input.Invited.ContainsKey(leaf) && former.MembershipChange.TryGetValue(leaf, out var change) && change == 0).ToHashSet();
        return [.. former.Invited.Select(leaf => new LeafMove(leaf.Key, same.Contains(leaf.Key) ? leaf.Key : null, leaf.Value))];
    }

    private HashSet<int> Veiled(IReadOnlyList<int[]> released)
    {
        var marks = leaves.Select(_ => new List<int>()).ToArray();
        for (var cell = 0; cell < released.Count; cell++)
            foreach (var leaf in released[cell])
                marks[leaf].Add(cell);
        return marks.Select((mark, leaf) => (Key: string.Join(',', mark), leaf)).GroupBy(pair => pair.Key, pair => pair.leaf, StringComparer.Ordinal)
            .Where(group => group.Sum(leaf => silentNow[leaf]) >= k && SilentThen([.. group.Select(leaf => leaves[leaf])]) >= k)
            .SelectMany(group => group).ToHashSet();
    }

    // At least so many of today's people were asked and silent then.
    private int SilentThen(HashSet<string> group) => silentBefore is { } silent
        ? group.Sum(leaf => silent.GetValueOrDefault(leaf))
        : moves.Where(move => move is { Then: not null, Now: not null } && group.Contains(move.Now)).GroupBy(move => move.Then!)
            .Sum(leaf => Math.Max(0, leaf.Sum(move => move.People) - answersThen.GetValueOrDefault(leaf.Key)));

    private List<Unknown> Unknowns(HashSet<int> veiled)
    {
        List<Unknown> unknowns = [.. veiled.Select(leaf => new Unknown(null, leaf, answersNow[leaf]))];
        foreach (var leaf in moves.GroupBy(move => move.Then is { } then ? (then, 'a') : (move.Now, 'b')))
        {
            // How many of those who moved answered is not known, only how many of the leaf did: as large a part of each move, in whole people.
            var (answers, people) = leaf.Key.Item2 == 'a'
                ? (answersThen.GetValueOrDefault(leaf.Key.Item1!), leaf.Sum(move => move.People))
                : (answersNow[place[leaf.Key.Item1!]], invitedNow[place[leaf.Key.Item1!]]);
            foreach (var move in leaf.OrderBy(move => move.People))
            {
                var part = Math.Max(1, (int)Math.Round((double)answers * move.People / people, MidpointRounding.ToZero));
                (answers, people) = (Math.Max(0, answers - part), people - move.People);
                int? now = move.Now is { } here && !veiled.Contains(place[here]) ? place[here] : null;
                unknowns.Add(new Unknown(move.Then, now, part));
            }
        }
        return unknowns;
    }

    private sealed record Unknown(string? Then, int? Now, int People);
}
