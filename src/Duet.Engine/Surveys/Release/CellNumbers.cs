using Duet.Engine.Surveys.Scoring;

namespace Duet.Engine.Surveys.Release;

/// <summary>What one cell says about one measure, in all its forms.</summary>
internal sealed class CellNumbers
{
    private const int DistributionFloor = 8;
    private const double PointsOfScore = 10;

    private readonly ReleaseInput input;
    private readonly Measure measure;
    private readonly CatalogueCell cell;
    private readonly HiddenWhy? hidden;
    private readonly long invited;

    public CellNumbers(ReleaseInput input, WaveAnswers wave, Measure measure, CatalogueCell cell, HiddenWhy? hidden)
    {
        (this.input, this.measure, this.cell, this.hidden) = (input, measure, cell, hidden);
        (Tally, invited) = (wave.Tally(measure, cell), wave.InvitedTo(cell));
    }

    public string Key => cell.Key;
    public bool IsShown => hidden is null;
    public bool IsWhole => cell.Key.Length == 0;
    public bool IsCross => cell.Where.Count > 1;
    public AnswerTally Tally { get; }

    // All, or all but one, gave the same answer: any closer number would be theirs.
    private bool IsUniform => Groups().Max() >= Tally.N - 1;

    public CellRelease Of(ReleaseForm form, bool differs)
    {
        var why = hidden ?? Why(form);
        var n = (int)Tally.N;
        var empty = new CellRelease(
            cell.Key, measure.Key, form, why is null && IsWhole ? n : null, why is null && !IsWhole ? Published.Band(n) : null,
            null, null, null, null, null, why, why is null && differs);
        if (why is not null)
            return empty;
        if (form == ReleaseForm.Distribution)
            return empty with { Distribution = [.. Groups().Select(count => Published.Part((double)count / n, n))] };
        var (value, low, high) = Rounded(form, EstimateOf(form, Tally, invited), n);
        return empty with { Value = value, Low = low, High = high, Change = low is null != high is null ? null : Change(form) };
    }

    private HiddenWhy? Why(ReleaseForm form) => form switch
    {
        ReleaseForm.Distribution when Tally.N < Math.Max(DistributionFloor, input.K) => HiddenWhy.TooFew,
        ReleaseForm.Share => null,
        // Of scales with many values two people hardly ever say the same; of net promoters only three groups are told apart.
        _ when IsUniform => HiddenWhy.WorkedOut,
        // A mean over items stands for them only where they measure one thing.
        ReleaseForm.Score when measure.Key == "@mean" && !(Drivers.Alpha(input) >= Statistics.CronbachAlpha.Usable) => HiddenWhy.WorkedOut,
        _ => null,
    };

    private long[] Groups() => measure.Item.Kind == ItemKind.ZeroToTen
        ? [Tally.Between(0, 6), Tally.Between(7, 8), Tally.Between(9, 10)]
        : [.. Enumerable.Range(Tally.Min, Tally.Max - Tally.Min + 1).Select(value => Tally[value])];

    private Estimate EstimateOf(ReleaseForm form, AnswerTally tally, long asked) => form switch
    {
        ReleaseForm.Share => Estimate.Share(tally, measure.Favourable, asked),
        ReleaseForm.Score when measure.Item.Kind == ItemKind.ZeroToTen => Estimate.Promoters(tally, asked),
        _ => Estimate.Mean(tally, asked),
    };

    private (double Value, double? Low, double? High) Rounded(ReleaseForm form, Estimate estimate, int n)
    {
        var (low, high) = (estimate.Interval?.Low, estimate.Interval?.High);
        if (form == ReleaseForm.Share)
            return Published.Share(estimate.Value, low, high, n);
        var (scale, step) = Scale(form, n);
        var (min, max) = measure.Item.Kind == ItemKind.ZeroToTen ? (-100.0, 100.0) : (Tally.Min / scale, Tally.Max / scale);
        var margin = (max - min) / 20;
        double Within(double value) => Math.Clamp(value / scale, min + margin, max - margin);
        var value = Published.Round(Within(estimate.Value), step);
        if (low is null || high is null)
            return (value, null, null);
        var wide = Published.Wide(Within(low.Value), Within(high.Value), step);
        return (value, Math.Min(wide.Low, value), Math.Max(wide.High, value));
    }

    // Scores of sheets are kept in tenths. Scores of a hundred points go in steps of five where few stand behind them.
    private (double Scale, double Step) Scale(ReleaseForm form, int n)
    {
        var many = form == ReleaseForm.Score || measure.Item.Kind == ItemKind.Percent;
        return (measure.Item.Kind == ItemKind.Score ? PointsOfScore : 1, !many ? 0.1 : n < 20 ? 5 : 1);
    }

    private (double Value, double Low, double High)? Change(ReleaseForm form)
    {
        if (input.Former is not { } former || form == ReleaseForm.Mean || !former.Shown.Contains((cell.Key, measure.Key)) || !MayCompare(former)
            || former.Catalogue.FirstOrDefault(other => other.Key == cell.Key) is not { } then)
            return null;
        var answers = former.Answers.GroupBy(answer => (answer.Leaf, answer.Item)).ToDictionary(group => group.Key, group => group.ToList());
        var tally = measure.Tally(answers, then.Leaves);
        if (tally.N < input.K)
            return null;
        var asked = then.Leaves.Sum(leaf => (long)former.Invited.GetValueOrDefault(leaf));
        var before = EstimateOf(form, tally, asked);
        var (difference, interval) = EstimateOf(form, Tally, invited).Minus(before);
        var n = (int)Math.Min(Tally.N, tally.N);
        var (scale, step) = form == ReleaseForm.Share ? (1, Published.Step(n)) : Scale(form, n);
        if (form == ReleaseForm.Share && Rounded(form, before, (int)tally.N) is var (_, low, high) && low is null != high is null)
            return null;
        var (below, above) = Published.Wide(interval.Low / scale, interval.High / scale, step);
        var value = Published.Round(difference / scale, step);
        return (value, Math.Min(below, value), Math.Max(above, value));
    }

    // The same people, or a change of at least k; of the whole also where as many were silent, so that nobody knows whose answers differ.
    private bool MayCompare(FormerWave former)
    {
        if (!former.MembershipChange.TryGetValue(cell.Key, out var change))
            return false;
        return change == 0 || change >= input.K
            || (IsWhole && invited - Tally.N >= input.K && cell.Leaves.Sum(leaf => former.Silent.GetValueOrDefault(leaf)) >= input.K);
    }
}
