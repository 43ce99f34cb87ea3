using Duet.Engine.Surveys.Scoring;

namespace Duet.Engine.Surveys.Release;

/// <summary>Who took part: no closer than the band that their number lies in.</summary>
internal static class Taking
{
    public static Participation PartOf(ReleaseInput input, WaveAnswers wave, IReadOnlyList<CellRelease> released)
    {
        int Answered(IEnumerable<string> leaves) => leaves.Sum(leaf => Math.Min(
            input.Invited.GetValueOrDefault(leaf), input.Answered is { } answered ? answered.GetValueOrDefault(leaf) : wave.Seen(leaf)));
        int Tens(IEnumerable<string> leaves, int asked) => Published.Tens(AnswerBand.Of(Answered(leaves), input.K, asked).Middle(asked), asked);
        var invited = input.Invited.Values.Sum();
        var tens = wave.Cells.Where(cell => cell.Key.Length > 0 && wave.InvitedTo(cell) >= input.K)
            .ToDictionary(cell => cell.Key, cell => Tens(cell.Leaves, wave.InvitedTo(cell)), StringComparer.Ordinal);
        var worst = Worst(released.FirstOrDefault(cell => cell is { Cell.Length: 0, Form: ReleaseForm.Share }), input.K, invited);
        return new Participation(invited, invited == 0 ? 10 : Tens(wave.Leaves, invited), worst?.Low, worst?.High, tens);
    }

    // From the share as it is published, and the fewest who may have answered: further apart than they need to be.
    private static (double Low, double High)? Worst(CellRelease? cell, int k, int invited)
    {
        if (cell is not { Value: { } value } || AnswerBand.Of(cell, k, invited) is not { } band)
            return null;
        var rate = (double)band.From / Math.Max(invited, band.From);
        // "At least" and "at most" leave open how far.
        var (low, high) = (cell.Low is null ? 0 : Math.Max(0, value - band.Step / 2), cell.High is null ? 1 : Math.Min(1, value + band.Step / 2));
        return Published.Wide(Response.WorstCase(rate, low).Low, Response.WorstCase(rate, high).High, 0.01);
    }
}
