using Duet.Engine.Surveys.Scoring;

namespace Duet.Engine.Surveys.Release;

/// <summary>A wave's answers, by leaf and item, and its catalogue in the order in which cells are decided.</summary>
internal sealed class WaveAnswers
{
    private readonly Dictionary<(string Leaf, string Item), List<AnswerCount>> answers = [];
    private readonly Dictionary<string, int> place;
    private readonly IReadOnlyDictionary<string, int> invited;

    public WaveAnswers(ReleaseInput input)
    {
        foreach (var answer in input.Answers)
        {
            if (!answers.TryGetValue((answer.Leaf, answer.Item), out var list))
                answers[(answer.Leaf, answer.Item)] = list = [];
            list.Add(answer);
        }
        invited = input.Invited;
        Leaves = [.. input.Frozen.Leaves.Select(leaf => leaf.Key)];
        place = Leaves.Select((leaf, i) => (leaf, i)).ToDictionary(pair => pair.leaf, pair => pair.i, StringComparer.Ordinal);
        // The whole, then attributes in their order, then crosses; within each the largest first.
        Cells = [.. input.Frozen.Catalogue.Select((cell, i) => (cell, i)).OrderBy(pair => pair.cell.Where.Count)
            .ThenBy(pair => Rank(input.Frozen.Catalogue, pair.cell)).ThenByDescending(pair => InvitedTo(pair.cell)).ThenBy(pair => pair.i).Select(pair => pair.cell)];
        Measures = [.. Measure.Of(input.Instrument)];
    }

    public IReadOnlyList<string> Leaves { get; }
    public IReadOnlyList<CatalogueCell> Cells { get; }
    public IReadOnlyList<Measure> Measures { get; }

    public int[] LeavesOf(CatalogueCell cell) => [.. cell.Leaves.Select(leaf => place[leaf])];

    public int InvitedTo(CatalogueCell cell) => cell.Leaves.Sum(leaf => invited.GetValueOrDefault(leaf));

    public AnswerTally Tally(Measure measure, CatalogueCell cell) => measure.Tally(answers, cell.Leaves);

    /// <summary>People of a leaf who gave the item a value.</summary>
    public int N(string leaf, string item) => (answers.GetValueOrDefault((leaf, item)) ?? []).Where(answer => answer.Value is not null).Sum(answer => answer.People);

    /// <summary>People of a leaf who gave the item a value, and none of these.</summary>
    public int NotOf(string leaf, string item, IReadOnlyList<int> values) =>
        (answers.GetValueOrDefault((leaf, item)) ?? []).Where(answer => answer.Value is { } value && !values.Contains(value)).Sum(answer => answer.People);

    /// <summary>People of a leaf who said anything to any item: the most that any one item shows.</summary>
    public int Seen(string leaf) => Measures.Max(measure => (answers.GetValueOrDefault((leaf, measure.Key)) ?? []).Sum(answer => answer.People));

    // Attributes come in the order in which the catalogue first names them.
    private static int Rank(IReadOnlyList<CatalogueCell> catalogue, CatalogueCell cell)
    {
        var names = string.Join(',', cell.Where.Keys);
        return catalogue.TakeWhile(other => string.Join(',', other.Where.Keys) != names).Count();
    }
}
