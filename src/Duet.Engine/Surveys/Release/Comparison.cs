using Duet.Engine.Statistics;

namespace Duet.Engine.Surveys.Release;

/// <summary>What is said beside a wave's published numbers: intervals, changes, and what differs. Sees no answer.</summary>
/// <param name="invited">People asked, by cell.</param>
internal sealed class Comparison(int k, FormerWave? former, IReadOnlyDictionary<string, int> invited)
{
    /// <summary>All numbers of one measure, in all forms and cells, with what stands beside them.</summary>
    public IEnumerable<CellRelease> Of(Measure measure, IReadOnlyList<CellRelease> told)
    {
        var parts = Parts(told);
        var then = former is null ? [] : former.Published.Where(cell => cell.Measure == measure.Key && cell.Hidden is null).ToList();
        var partsThen = Parts(then);
        var before = then.ToDictionary(cell => (cell.Cell, cell.Form));
        var differs = Differences.Of(measure, told, k, invited);
        foreach (var cell in told)
        {
            var (first, slack) = (before.GetValueOrDefault((cell.Cell, cell.Form)), Slack(cell, measure, before));
            var now = Margins.With(cell, measure, parts.GetValueOrDefault(cell.Cell), k, invited[cell.Cell], slack);
            yield return now with
            {
                Change = first is null ? null : Change(now, first, measure, parts.GetValueOrDefault(cell.Cell), partsThen.GetValueOrDefault(cell.Cell), slack),
                Differs = cell.Hidden is null && differs.Contains(cell.Cell),
            };
        }
    }

    private static Dictionary<string, IReadOnlyList<double>> Parts(IEnumerable<CellRelease> cells) =>
        cells.Where(cell => cell.Distribution is not null).ToDictionary(cell => cell.Cell, cell => cell.Distribution!, StringComparer.Ordinal);

    // A number that stayed may stand for what fewer than k people changed.
    private double Slack(CellRelease cell, Measure measure, Dictionary<(string, ReleaseForm), CellRelease> before) =>
        former is not null && former.MovedFew(cell.Cell, k) && before.GetValueOrDefault((cell.Cell, cell.Form)) is { } then && then.Value == cell.Value
        && AnswerBand.Of(cell, k, invited[cell.Cell]) is { } band
            ? Margins.Few(measure, cell.Form, band, k) : 0;

    /// <summary>
    /// The difference of the published numbers. Each bound comes from the bounds of both (Newcombe 1998; Zou and Donner 2008), which for
    /// shares is method 10.
    /// </summary>
    private (double Value, double Low, double High)? Change(
        CellRelease now, CellRelease then, Measure measure, IReadOnlyList<double>? parts, IReadOnlyList<double>? partsThen, double slack)
    {
        if (now.Form is not (ReleaseForm.Share or ReleaseForm.Score) || (IsOpen(now) && IsOpen(then)) || now.Value is not { } value || then.Value is not { } first
            || AnswerBand.Of(now, k, invited[now.Cell]) is not { } band || AnswerBand.Of(then, k, former!.InvitedTo(now.Cell)) is not { } bandThen
            || !MayCompare(now.Cell))
            return null;
        var a = Open(now, measure, Margins.Of(value, now.Form, measure, parts, band, invited[now.Cell], slack));
        var b = Open(then, measure, Margins.Of(first, now.Form, measure, partsThen, bandThen, former.InvitedTo(now.Cell), 0));
        static double Both(double x, double y) => Math.Sqrt(x * x + y * y);
        var difference = value - first;
        var (low, high) = Published.Wide(
            difference - Both(value - a.Low, b.High - first), difference + Both(a.High - value, first - b.Low), Margins.Grid(now.Form, measure));
        return (Math.Round(difference, 10), low, high);
    }

    private static bool IsOpen(CellRelease cell) => cell.Low is null != cell.High is null;

    // "At least" and "at most" count as their bound, and reach to the end of the scale.
    private static Interval Open(CellRelease cell, Measure measure, Interval interval) => !IsOpen(cell) ? interval
        : cell.High is null ? new Interval(interval.Low, measure.Ends(cell.Form).Max) : new Interval(measure.Ends(cell.Form).Min, interval.High);

    // The same people, or a change of at least k; the whole always, as far as it is shown at all.
    private bool MayCompare(string cell) =>
        former!.MembershipChange.TryGetValue(cell, out var change) && (change == 0 || change >= k || cell.Length == 0);
}
