namespace Duet.Engine.Surveys.Release;

/// <summary>
/// What two waves together may give away: where a few people joined or left and nearly everybody answers, the difference of the
/// waves is theirs.
/// </summary>
/// <param name="K">Fewest people.</param>
/// <param name="Changed">By leaf: whether anybody joined or left it.</param>
/// <param name="SilentNow">By leaf: people who did not answer now.</param>
/// <param name="SilentThen">By leaf: people who did not then.</param>
/// <param name="Settled">By cell of the catalogue: whether its membership changed by 0 or at least k.</param>
internal sealed record WaveGuard(int K, bool[] Changed, int[] SilentNow, int[] SilentThen, bool[] Settled)
{
    /// <summary>A cell whose change could be somebody's: few joined or left, and few were silent.</summary>
    public bool Forbids(int cell, int[] leaves) => !Settled[cell] && !IsVeiled(leaves);

    /// <summary>
    /// Leaves that lie in the same released cells have the same weight in every combination of them. So nothing about
    /// a changed leaf can be told apart from at least k silent people if each such group has as many, in both waves.
    /// </summary>
    public bool Allows(IReadOnlyList<int[]> released, IReadOnlyList<int[]> cells)
    {
        if (!Changed.Contains(true))
            return true;
        var marks = Enumerable.Range(0, Changed.Length).Select(_ => new List<int>()).ToArray();
        for (var cell = 0; cell < released.Count; cell++)
            foreach (var leaf in released[cell])
                marks[leaf].Add(cell);
        return marks.Select((mark, leaf) => (Key: string.Join(',', mark), leaf)).Where(pair => pair.Key.Length > 0)
            .GroupBy(pair => pair.Key, pair => pair.leaf, StringComparer.Ordinal)
            .All(group => IsHarmless([.. group], cells));
    }

    private bool IsHarmless(int[] leaves, IReadOnlyList<int[]> cells) =>
        !leaves.Any(leaf => Changed[leaf]) || IsVeiled(leaves)
        || Enumerable.Range(0, cells.Count).Any(cell => Settled[cell] && cells[cell].Order().SequenceEqual(leaves.Order()));

    private bool IsVeiled(int[] leaves) => leaves.Sum(leaf => SilentNow[leaf]) >= K && leaves.Sum(leaf => SilentThen[leaf]) >= K;
}
