using Duet.Engine.Surveys.Release;

namespace Duet.Engine.Surveys;

/// <summary>Computes what a closed wave says. Done once; what it gives is all that is ever published.</summary>
public static class Releasing
{
    /// <summary>From so many answers on there are means, scores and distributions besides the favourable share: 10, or more where k is higher than 8.</summary>
    public static int DetailFloor(int k) => AnswerBand.DetailFloor(k);

    /// <summary>
    /// Every cell of the catalogue and every measure of the instrument, with its number or the reason why it is not shown; the drivers
    /// of a joint wave; and who answered. Deterministic.
    /// </summary>
    public static WaveRelease Of(ReleaseInput input)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(input.K, 5);
        var wave = new WaveAnswers(input);
        var audit = new CellAudit(input, wave);
        List<CellRelease> released = [];
        var invited = wave.Cells.ToDictionary(cell => cell.Key, wave.InvitedTo, StringComparer.Ordinal);
        var comparison = new Comparison(input.K, input.Former, invited);
        var before = (input.Former?.Published ?? []).ToLookup(cell => (cell.Cell, cell.Measure));
        foreach (var measure in wave.Measures)
        {
            var verdicts = audit.Of(measure);
            // Answers end here: what is said besides is computed from what they told.
            List<CellRelease> told = [.. wave.Cells.SelectMany((cell, i) => new CellNumbers(input, wave, measure, cell, verdicts[i], before[(cell.Key, measure.Key)]).Told())];
            released.AddRange(comparison.Of(measure, told));
        }
        return new WaveRelease(released, Drivers.Of(input), Taking.PartOf(input, wave, released));
    }
}
