using Duet.Engine.Statistics;
using MathNet.Numerics.Distributions;

namespace Duet.Engine.Surveys.Release;

/// <summary>Which cells differ from everybody else by more than chance, as far as the published numbers can say.</summary>
internal static class Differences
{
    private const double Level = 0.05;

    /// <summary>
    /// Keys of the shown cells, crosses aside, whose share or score lies further from that of the rest than chance and rounding leave
    /// open (two proportions, or two scores), after Benjamini and Hochberg over all cells of the measure. What the rest says is the whole less the
    /// cell, as published.
    /// </summary>
    public static IReadOnlySet<string> Of(Measure measure, IReadOnlyList<CellRelease> told, int k, IReadOnlyDictionary<string, int> invited)
    {
        var form = measure.Item.Kind == ItemKind.ZeroToTen ? ReleaseForm.Score : ReleaseForm.Share;
        if (measure.Item.Kind is not (ItemKind.Scale or ItemKind.Matrix or ItemKind.ZeroToTen)
            || told.FirstOrDefault(cell => cell.Cell.Length == 0 && cell.Form == form) is not { Value: not null } whole)
            return new HashSet<string>();
        var tested = told.Where(cell => cell.Form == form && cell is { Value: not null, Cell.Length: > 0 } && !cell.Cell.Contains(','))
            .Select(cell => (cell.Cell, P: P(measure, cell, whole, k, invited))).ToList();
        var adjusted = MultipleTesting.BenjaminiHochberg([.. tested.Select(pair => pair.P)]);
        return tested.Where((_, i) => adjusted[i] <= Level).Select(pair => pair.Cell).ToHashSet(StringComparer.Ordinal);
    }

    private static double P(Measure measure, CellRelease cell, CellRelease whole, int k, IReadOnlyDictionary<string, int> invited)
    {
        var (band, all) = (AnswerBand.Of(cell, k, invited[cell.Cell])!.Value, AnswerBand.Of(whole, k, invited[whole.Cell])!.Value);
        var (mine, most) = (band.Middle(invited[cell.Cell]), all.Middle(invited[whole.Cell]));
        var (min, max) = measure.Ends(cell.Form);
        if (most - mine < k)
            return 1;
        var rest = Math.Clamp((most * whole.Value!.Value - mine * cell.Value!.Value) / (most - mine), min, max);
        // The variance of answers at both ends of the scale, which for shares is theirs; and that of two roundings.
        double Spread(double value) => (value - min) * (max - value);
        var (step, stepAll) = (measure.Step(cell.Form, band), measure.Step(whole.Form, all) * most / (most - mine));
        var error = Spread(cell.Value.Value) / band.From + Spread(rest) / (most - mine) + (step * step + stepAll * stepAll) / 12;
        return 2 * Normal.CDF(0, 1, -Math.Abs(cell.Value.Value - rest) / Math.Sqrt(error));
    }
}
