using Duet.Engine.Surveys.Scoring;

namespace Duet.Engine.Surveys.Release;

/// <summary>One series of answers: an item, a row of it, or a score.</summary>
/// <param name="Key">As in <see cref="AnswerCount.Item"/>.</param>
internal sealed record Measure(string Key, InstrumentItem Item)
{
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
}
