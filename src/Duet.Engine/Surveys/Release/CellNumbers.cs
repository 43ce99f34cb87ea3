using Duet.Engine.Surveys.Scoring;

namespace Duet.Engine.Surveys.Release;

/// <summary>
/// What one cell says about one measure: its band of answers, its rounded numbers, or why not. The only place between exact answers
/// and what leaves; all that is said beside these numbers is computed from them (<see cref="Margins"/>).
/// </summary>
internal sealed class CellNumbers
{
    private readonly ReleaseInput input;
    private readonly Measure measure;
    private readonly CatalogueCell cell;
    private readonly HiddenWhy? hidden;
    private readonly AnswerTally tally;
    private readonly AnswerBand band;
    private readonly Dictionary<ReleaseForm, CellRelease> before;

    /// <param name="before">What the former wave said of this cell and measure.</param>
    public CellNumbers(ReleaseInput input, WaveAnswers wave, Measure measure, CatalogueCell cell, HiddenWhy? hidden, IEnumerable<CellRelease> before)
    {
        (this.input, this.measure, this.cell, this.hidden) = (input, measure, cell, hidden);
        tally = wave.Tally(measure, cell);
        band = AnswerBand.Of((int)tally.N, input.K, wave.InvitedTo(cell));
        this.before = before.Where(number => number.Hidden is null).ToDictionary(number => number.Form);
    }

    /// <summary>
    /// A number in each form. Where few joined or left since the former wave, its numbers stay until more people than those must think
    /// otherwise: else a step of the rounding could tell what one of them said.
    /// </summary>
    public IReadOnlyList<CellRelease> Told()
    {
        List<CellRelease> fresh = [.. measure.Forms.Select(Fresh)];
        return input.Former?.MovedFew(cell.Key, input.K) == true && fresh.TrueForAll(MayBeFew) ? fresh.ConvertAll(Kept) : fresh;
    }

    private CellRelease Fresh(ReleaseForm form)
    {
        var why = hidden ?? Why(form);
        if (why is not null)
            return Hidden(form, why);
        var empty = Hidden(form, null) with { Band = band.ToString() };
        if (form == ReleaseForm.Distribution)
            return empty with { Distribution = [.. Parts().Select(part => Published.Part(part, band))] };
        var exact = measure.Exact(form, tally);
        if (form == ReleaseForm.Share)
        {
            var (share, low, high) = Published.Share(exact, band);
            return empty with { Value = share, Low = low, High = high };
        }
        var (min, max) = measure.Ends(form);
        return empty with { Value = Published.Within(exact, min, max, measure.Step(form, band)) };
    }

    private CellRelease Hidden(ReleaseForm form, HiddenWhy? why) => new(cell.Key, measure.Key, form, null, null, null, null, null, null, null, why, false);

    private HiddenWhy? Why(ReleaseForm form) => form switch
    {
        ReleaseForm.Share => null,
        _ when band.From < AnswerBand.DetailFloor(input.K) => HiddenWhy.TooFew,
        // All, or all but one, gave the same answer: any closer number would be theirs. Of scales with many values two people hardly
        // ever say the same; of net promoters only three groups are told apart.
        _ when measure.Groups(tally).Max() >= tally.N - 1 => HiddenWhy.WorkedOut,
        // A mean over items stands for them only where they measure one thing.
        ReleaseForm.Score when measure.Key == "@mean" && !(Drivers.Alpha(input) >= Statistics.CronbachAlpha.Usable) => HiddenWhy.WorkedOut,
        _ => null,
    };

    // Whether fewer than k people could have made the difference from what was said before.
    private bool MayBeFew(CellRelease now)
    {
        if (now.Hidden is not null || !before.TryGetValue(now.Form, out var then))
            return true;
        var radius = Margins.Radius(measure, then, input.K, input.Former!.InvitedTo(cell.Key)) + Margins.Few(measure, now.Form, band, input.K);
        if (now.Form == ReleaseForm.Distribution)
            return Parts().Zip(then.Distribution!).All(part => Math.Abs(Math.Clamp(part.First, band.LeastPart, 1 - band.LeastPart) - part.Second) <= radius);
        // Beyond "at least", and beyond what is told at all, nothing moves.
        var (min, max) = measure.Ends(now.Form);
        var exact = measure.Exact(now.Form, tally);
        exact = now.Form == ReleaseForm.Share ? exact : Published.Inside(exact, min, max, measure.Step(now.Form, band));
        return then switch
        {
            { Low: { } low, High: null } when low == then.Value => exact >= low - radius,
            { Low: null, High: { } high } when high == then.Value => exact <= high + radius,
            _ => Math.Abs(exact - then.Value!.Value) <= radius,
        };
    }

    private CellRelease Kept(CellRelease now)
    {
        if (now.Hidden is not null || !before.TryGetValue(now.Form, out var then))
            return now;
        var isOpen = then.Low is null != then.High is null;
        return now with { Value = then.Value, Low = isOpen ? then.Low : null, High = isOpen ? then.High : null, Distribution = then.Distribution };
    }

    private IEnumerable<double> Parts() => measure.Groups(tally).Select(count => (double)count / tally.N);
}
