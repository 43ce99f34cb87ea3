namespace Duet.Engine.Surveys.Release;

/// <summary>The auditor's verdicts by measure; measures answered by the same numbers of people share one.</summary>
internal sealed class CellAudit
{
    private const int CrossFloor = 10;

    private readonly Dictionary<string, IReadOnlyList<HiddenWhy?>> byAnswers = new(StringComparer.Ordinal);
    private readonly ReleaseInput input;
    private readonly WaveAnswers wave;
    private readonly List<int[]> cells;

    public CellAudit(ReleaseInput input, WaveAnswers wave)
    {
        (this.input, this.wave) = (input, wave);
        cells = [.. wave.Cells.Select(wave.LeavesOf)];
    }

    /// <summary>By cell of the wave null to publish, or why not.</summary>
    public IReadOnlyList<HiddenWhy?> Of(Measure measure)
    {
        int[] answers = [.. wave.Leaves.Select(leaf => wave.N(leaf, measure.Key))];
        // A score is a sum over items. Were some of them answered by others than the score's people, the sums' difference would be
        // those others' answers: then the parts stay hidden, and the score speaks.
        if (input.Instrument.ScoreKey is { } score && measure.Item.Kind is (ItemKind.Scale or ItemKind.Percent)
            && !answers.SequenceEqual(wave.Leaves.Select(leaf => wave.N(leaf, score))))
            return [.. cells.Select(_ => (HiddenWhy?)HiddenWhy.WorkedOut)];
        var key = string.Join(',', answers);
        if (!byAnswers.TryGetValue(key, out var verdicts))
            byAnswers[key] = verdicts = new Auditor(input.K, answers, cells, [.. wave.Cells.Select(Least)], Guard(answers)).Decide();
        return verdicts;
    }

    private int Least(CatalogueCell cell) => cell.Where.Count > 1 ? Math.Max(CrossFloor, input.K) : input.K;

    private WaveGuard? Guard(int[] answers)
    {
        if (input.Former is not { } former)
            return null;
        bool IsSettled(CatalogueCell cell) => !former.MembershipChange.TryGetValue(cell.Key, out var change) || change == 0 || change >= input.K;
        return new WaveGuard(
            input.K,
            [.. wave.Leaves.Select(leaf => HasChanged(leaf, former))],
            [.. wave.Leaves.Select((leaf, i) => Math.Max(0, input.Invited.GetValueOrDefault(leaf) - answers[i]))],
            [.. wave.Leaves.Select(leaf => former.Silent.GetValueOrDefault(leaf))],
            [.. wave.Cells.Select(IsSettled)]);
    }

    // Without a word on the leaf itself, a change in any cell it belongs to may have been its own.
    private bool HasChanged(string leaf, FormerWave former)
    {
        if (former.MembershipChange.TryGetValue(leaf, out var change))
            return change != 0;
        var around = wave.Cells.Where(cell => cell.Leaves.Contains(leaf)).ToList();
        var narrow = around.Where(cell => cell.Where.Count > 0).ToList();
        return (narrow.Count > 0 ? narrow : around).Exists(cell => !former.MembershipChange.TryGetValue(cell.Key, out var of) || of != 0);
    }
}
