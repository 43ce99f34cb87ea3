using Duet.Engine.Statistics;
using Duet.Engine.Surveys.Scoring;
using MathNet.Numerics.Distributions;

namespace Duet.Engine.Surveys.Release;

/// <summary>
/// What chance leaves open around a published number. Sees that number, its band and its distribution, and how many were asked:
/// nothing that is not published, so that nothing can be worked out from it that these do not say.
/// </summary>
/// <remarks>
/// Wherever the numbers leave something open the wider answer is taken: the fewest answers of the band, and the end of the rounding that
/// lies further out.
/// </remarks>
internal static class Margins
{
    private const double Z = 1.96;
    private const double Nothing = 0.05;

    /// <summary>The number with its 95% interval; as it was where there is none to give: hidden, a distribution, "at least", "at most".</summary>
    /// <param name="parts">The published distribution of the same cell and measure, if any.</param>
    /// <param name="slack">How far the number may lie from the exact one besides rounding.</param>
    public static CellRelease With(CellRelease cell, Measure measure, IReadOnlyList<double>? parts, int k, long invited, double slack)
    {
        if (cell.Value is not { } value || cell.Low is not null || cell.High is not null || AnswerBand.Of(cell, k, invited) is not { } band)
            return cell;
        var interval = Of(value, cell.Form, measure, parts, band, invited, slack);
        var (min, max) = measure.Ends(cell.Form);
        var margin = Nothing * (max - min);
        var (low, high) = Published.Wide(
            Math.Clamp(interval.Low, min + margin, max - margin), Math.Clamp(interval.High, min + margin, max - margin), Grid(cell.Form, measure));
        return cell with { Low = Math.Min(low, value), High = Math.Max(high, value) };
    }

    /// <summary>The unrounded interval.</summary>
    public static Interval Of(double value, ReleaseForm form, Measure measure, IReadOnlyList<double>? parts, AnswerBand band, long invited, double slack)
    {
        // That everybody answered is told no more than that one did not.
        var effective = FinitePopulation.EffectiveN(band.From, Math.Max(invited, band.From + 1));
        var (radius, (min, max)) = (measure.Step(form, band) / 2 + slack, measure.Ends(form));
        var (lowest, highest) = (Math.Max(min, value - radius), Math.Min(max, value + radius));
        if (form == ReleaseForm.Share)
            return new Interval(SampledShare.Wilson(lowest, effective).Low, SampledShare.Wilson(highest, effective).High);
        if (measure.Item.Kind == ItemKind.ZeroToTen)
            return new Interval(Promoters(lowest, parts, effective).Low, Promoters(highest, parts, effective).High);
        var half = StudentT.InvCDF(0, 1, Math.Max(1, band.From - 1), 0.975) * Math.Sqrt(Variance(value, min, max, parts) / effective);
        return new Interval(Math.Max(min, lowest - half), Math.Min(max, highest + half));
    }

    /// <summary>How finely a derived bound is written; nothing hangs on it but reading.</summary>
    public static double Grid(ReleaseForm form, Measure measure) => form == ReleaseForm.Share ? 0.01 : measure.Ends(form) is var (min, max) && max - min >= 100 ? 1 : 0.1;

    /// <summary>How far the exact number may lie from the published one by rounding.</summary>
    public static double Radius(Measure measure, CellRelease cell, int k, long invited) =>
        AnswerBand.Of(cell, k, invited) is { } band ? measure.Step(cell.Form, band) / 2 : 0;

    /// <summary>How far fewer than k people can move a number.</summary>
    public static double Few(Measure measure, ReleaseForm form, AnswerBand band, int k) =>
        measure.Ends(form) is var (min, max) ? (max - min) * (k - 1) / Math.Max(band.From, k) : 0;

    /// <summary>
    /// Of the published distribution around the published mean; without one the largest of a distribution with a single peak, a ninth of
    /// the squared range (Jacobson 1969), or that of answers at both ends, where that is smaller.
    /// </summary>
    private static double Variance(double mean, double min, double max, IReadOnlyList<double>? parts)
    {
        if (parts is not null && parts.Count == (int)(max - min) + 1)
            return parts.Select((part, i) => part * (min + i - mean) * (min + i - mean)).Sum() / parts.Sum();
        return Math.Min((mean - min) * (max - mean), (max - min) * (max - min) / 9);
    }

    // Adjusted for small numbers (Rocks 2016): shares of (x n + 3/4) / (n + 3). How many are neither says the published distribution.
    private static Interval Promoters(double score, IReadOnlyList<double>? parts, double n)
    {
        var difference = score / 100;
        var both = Math.Max(Math.Abs(difference), parts is [var down, var between, var up] ? (down + up) / (down + between + up) : 1);
        var (told, centre) = ((both * n + 1.5) / (n + 3), difference * n / (n + 3));
        var half = Z * Math.Sqrt(Math.Max(0, told - centre * centre) / (n + 3));
        return new Interval(100 * Math.Max(-1, centre - half), 100 * Math.Min(1, centre + half));
    }
}
