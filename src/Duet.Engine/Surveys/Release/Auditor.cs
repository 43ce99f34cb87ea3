namespace Duet.Engine.Surveys.Release;

/// <summary>Decides which cells of the catalogue may be published for one item.</summary>
/// <param name="k">Fewest people anything may tell about.</param>
/// <param name="answers">Answers to the item, by leaf.</param>
/// <param name="cells">The catalogue in its order of importance, each the leaves it is made of.</param>
/// <param name="least">Fewest answers of each cell, from k.</param>
/// <param name="guard">Null for a first wave.</param>
internal sealed class Auditor(int k, IReadOnlyList<int> answers, IReadOnlyList<int[]> cells, IReadOnlyList<int> least, WaveGuard? guard)
{
    private readonly HiddenWhy?[] verdicts = new HiddenWhy?[cells.Count];
    private readonly List<int[]> released = [];

    /// <summary>
    /// By cell null to publish it, or why not. Cell after cell is taken unless, with those taken before, (1) it has too few
    /// answers, (2) it and another differ by 1 to k - 1 people on either side, (3) any combination tells about 1 to
    /// k - 1 people, or (4) the former wave would give joiners or leavers away. The last cell beside a hidden one thus
    /// falls by itself: that is the complementary suppression.
    /// </summary>
    public IReadOnlyList<HiddenWhy?> Decide()
    {
        List<int> candidates = [];
        for (var cell = 0; cell < cells.Count; cell++)
        {
            if (cells[cell].Sum(leaf => answers[leaf]) < Math.Max(k, least[cell]))
                verdicts[cell] = HiddenWhy.TooFew;
            else
                candidates.Add(cell);
        }
        Take([.. candidates]);
        return verdicts;
    }

    // Adding a cell never makes a leak go away, so a block that is safe as a whole is safe at every step: the outcome is that of going
    // one by one, with far fewer proofs.
    private void Take(ReadOnlySpan<int> block)
    {
        if (block.IsEmpty)
            return;
        List<int[]> with = [.. released];
        List<int> near = [];
        foreach (var cell in block)
        {
            if (with.TrueForAll(other => IsApart(cells[cell], other)))
                with.Add(cells[cell]);
            else
                near.Add(cell);
        }
        HiddenWhy? leak = guard?.Allows(with) == false ? HiddenWhy.Membership
            : Reconstruction.IsSafe(with, answers, k) ? null : HiddenWhy.WorkedOut;
        if (leak is null)
        {
            released.Clear();
            released.AddRange(with);
            near.ForEach(cell => verdicts[cell] = HiddenWhy.WorkedOut);
        }
        else if (block.Length == 1)
            verdicts[block[0]] = leak;
        else
        {
            Take(block[..(block.Length / 2)]);
            Take(block[(block.Length / 2)..]);
        }
    }

    private bool IsApart(int[] first, int[] second)
    {
        var (onlyFirst, onlySecond) = (first.Except(second).Sum(leaf => answers[leaf]), second.Except(first).Sum(leaf => answers[leaf]));
        return (onlyFirst == 0 || onlyFirst >= k) && (onlySecond == 0 || onlySecond >= k);
    }
}
