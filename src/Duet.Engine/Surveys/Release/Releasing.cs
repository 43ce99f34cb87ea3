using Duet.Engine.Surveys.Release;

namespace Duet.Engine.Surveys;

/// <summary>Computes what a closed wave says. Done once; what it gives is all that is ever published.</summary>
public static class Releasing
{
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
        foreach (var measure in wave.Measures)
        {
            var cells = wave.Cells.Select((cell, i) => new CellNumbers(input, wave, measure, cell, audit.Of(measure)[i])).ToList();
            var differs = Differences.Of(measure, cells);
            foreach (var cell in cells)
                released.AddRange(measure.Forms.Select(form => cell.Of(form, differs.Contains(cell.Key))));
        }
        return new WaveRelease(released, Drivers.Of(input), Taking.PartOf(input, wave));
    }
}
