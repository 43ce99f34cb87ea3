using Duet.Engine.Surveys.Scoring;

namespace Duet.Engine.Surveys.Release;

/// <summary>One series of answers: an item, a row of it, or a score.</summary>
/// <param name="Key">As in <see cref="AnswerCount.Item"/>.</param>
internal sealed record Measure(string Key, InstrumentItem Item)
{
    private const double PointsOfScore = 10;

    public static IEnumerable<Measure> Of(Instrument instrument)
    {
        foreach (var item in instrument.Items.Where(item => item.Kind != ItemKind.Text))
            foreach (var part in item.Parts)
                yield return new Measure(part, item);
        if (instrument.ScoreKey is { } key)
            yield return new Measure(key, new InstrumentItem(key, ItemKind.Score, "", instrument.Name, [], false, false, null, null, null));
    }

    /// <summary>The values counted as favourable; empty where there is no such share.</summary>
    public IReadOnlyList<int> Favourable => Item.Kind == ItemKind.Multiple ? [1] : Item.Favourable;

    /// <summary>What is released of it, the first being what people read first.</summary>
    public IReadOnlyList<ReleaseForm> Forms => Item.Kind switch
    {
        ItemKind.ZeroToTen => [ReleaseForm.Score, ReleaseForm.Distribution],
        ItemKind.Score => [ReleaseForm.Score],
        ItemKind.Percent or ItemKind.Ranking => [ReleaseForm.Mean],
        ItemKind.Multiple => [ReleaseForm.Share],
        ItemKind.Single when Favourable.Count == 0 => [ReleaseForm.Distribution],
        ItemKind.Single => [ReleaseForm.Share, ReleaseForm.Distribution],
        _ => [ReleaseForm.Share, ReleaseForm.Mean, ReleaseForm.Distribution],
    };

    /// <summary>The answers of some leaves, reversed items turned.</summary>
    public AnswerTally Tally(IReadOnlyDictionary<(string Leaf, string Item), List<AnswerCount>> answers, IEnumerable<string> leaves)
    {
        var (counts, dontKnow) = (new long[Item.Max - Item.Min + 1], 0L);
        foreach (var leaf in leaves)
        {
            foreach (var answer in answers.GetValueOrDefault((leaf, Key)) ?? [])
            {
                if (answer.Value is { } value)
                    counts[value - Item.Min] += answer.People;
                else
                    dontKnow += answer.People;
            }
        }
        var tally = new AnswerTally(Item.Min, Item.Max, counts, dontKnow);
        return Item.Reverse ? tally.Reversed : tally;
    }

    /// <summary>The ends of the scale that numbers of this form lie on.</summary>
    public (double Min, double Max) Ends(ReleaseForm form) => form switch
    {
        ReleaseForm.Share or ReleaseForm.Distribution => (0, 1),
        _ when Item.Kind == ItemKind.ZeroToTen => (-100, 100),
        // Scores of sheets are kept in tenths.
        _ when Item.Kind == ItemKind.Score => (Item.Min / PointsOfScore, Item.Max / PointsOfScore),
        _ => (Item.Min, Item.Max),
    };

    /// <summary>
    /// What numbers of this form are rounded to, never finer than one answer of the band's fewest. Scores of a hundred points go in
    /// fives where few stand behind them.
    /// </summary>
    public double Step(ReleaseForm form, AnswerBand band) => (form, Item.Kind) switch
    {
        (ReleaseForm.Share, _) => band.Step,
        (ReleaseForm.Distribution, _) => band.PartStep,
        (_, ItemKind.ZeroToTen) => 100 * band.Step,
        (_, ItemKind.Percent or ItemKind.Score) => Math.Max(band.From < 20 ? 5 : 1, Item.Step * band.Step),
        _ => band.From < 20 ? 0.2 : 0.1,
    };

    /// <summary>The form's number before anything is rounded; of a distribution there is none.</summary>
    public double Exact(ReleaseForm form, AnswerTally tally) => (form, Item.Kind) switch
    {
        (ReleaseForm.Share, _) => (double)Favourable.Sum(value => tally[value]) / tally.N,
        (_, ItemKind.ZeroToTen) => 100.0 * (tally.Between(9, 10) - tally.Between(0, 6)) / tally.N,
        (_, ItemKind.Score) => tally.Mean!.Value / PointsOfScore,
        _ => tally.Mean!.Value,
    };

    /// <summary>Answers by what a distribution tells apart: each value, or detractors, passives and promoters.</summary>
    public long[] Groups(AnswerTally tally) => Item.Kind == ItemKind.ZeroToTen
        ? [tally.Between(0, 6), tally.Between(7, 8), tally.Between(9, 10)]
        : [.. Enumerable.Range(tally.Min, tally.Max - tally.Min + 1).Select(value => tally[value])];
}
