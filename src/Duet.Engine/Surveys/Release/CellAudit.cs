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
        var guard = input.Former is { } former ? new WaveGuard(input, former, measure.Key, wave.Leaves, answers) : null;
        var key = string.Join(',', answers) + guard?.Key;
        if (!byAnswers.TryGetValue(key, out var verdicts))
            byAnswers[key] = verdicts = new Auditor(input.K, answers, cells, [.. wave.Cells.Select(Least)], guard).Decide();
        return measure.Item.When is { } when ? [.. verdicts.Select((why, cell) => why ?? (NotAsked(cells[cell], when) < input.K ? HiddenWhy.WorkedOut : null))] : verdicts;
    }

    // Who is asked only after a certain answer is a part of those who gave one: the others must be enough, too. Where there are none
    // nothing is shown either, or "all" would be told from "all but one".
    private int NotAsked(int[] leaves, ItemCondition when) => leaves.Sum(leaf => wave.NotOf(wave.Leaves[leaf], when.Item, when.Values));

    private int Least(CatalogueCell cell) => cell.Where.Count > 1 ? Math.Max(CrossFloor, input.K) : input.K;
}
