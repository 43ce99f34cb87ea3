using Duet.Engine.Statistics;
using Duet.Engine.Surveys.Scoring;

namespace Duet.Engine.Surveys.Release;

/// <summary>Which cells differ from everybody else by more than chance.</summary>
internal static class Differences
{
    private const double Level = 0.05;

    /// <summary>
    /// Keys of the shown cells, crosses aside, whose answers rank differently from those of the rest (Mann and Whitney), after
    /// Benjamini and Hochberg over all cells of the measure.
    /// </summary>
    public static IReadOnlySet<string> Of(Measure measure, IReadOnlyList<CellNumbers> cells)
    {
        if (measure.Item.Kind is not (ItemKind.Scale or ItemKind.Matrix or ItemKind.ZeroToTen) || cells.FirstOrDefault(cell => cell.IsWhole) is not { IsShown: true } whole)
            return new HashSet<string>();
        var tested = cells.Where(cell => cell is { IsShown: true, IsWhole: false, IsCross: false })
            .Select(cell => (cell.Key, cell.Tally.Against(Rest(whole.Tally, cell.Tally))?.Test.P))
            .Where(pair => pair.P is not null).ToList();
        var adjusted = MultipleTesting.BenjaminiHochberg([.. tested.Select(pair => pair.P!.Value)]);
        return tested.Where((_, i) => adjusted[i] <= Level).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
    }

    private static AnswerTally Rest(AnswerTally whole, AnswerTally part) =>
        new(whole.Min, whole.Max, [.. Enumerable.Range(whole.Min, whole.Max - whole.Min + 1).Select(value => whole[value] - part[value])]);
}
