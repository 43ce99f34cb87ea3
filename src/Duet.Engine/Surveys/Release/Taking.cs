using Duet.Engine.Surveys.Scoring;

namespace Duet.Engine.Surveys.Release;

/// <summary>Who took part.</summary>
internal static class Taking
{
    public static Participation PartOf(ReleaseInput input, WaveAnswers wave)
    {
        int Answered(IEnumerable<string> leaves) => leaves.Sum(leaf => Math.Min(
            input.Invited.GetValueOrDefault(leaf), input.Answered is { } answered ? answered.GetValueOrDefault(leaf) : wave.Seen(leaf)));
        var invited = input.Invited.Values.Sum();
        var tens = wave.Cells.Where(cell => cell.Key.Length > 0 && wave.InvitedTo(cell) >= input.K)
            .ToDictionary(cell => cell.Key, cell => Published.Tens(Answered(cell.Leaves), wave.InvitedTo(cell)), StringComparer.Ordinal);
        var answeredTens = invited == 0 ? 10 : Published.Tens(Answered(wave.Leaves), invited);
        var worst = Worst(input, wave, invited);
        return new Participation(invited, answeredTens, worst?.Low, worst?.High, tens);
    }

    // From the share as it is published, so that nothing finer leaves.
    private static (double Low, double High)? Worst(ReleaseInput input, WaveAnswers wave, int invited)
    {
        if (wave.Cells.FirstOrDefault(cell => cell.Key.Length == 0) is not { } whole
            || wave.Measures.FirstOrDefault(measure => measure.Forms[0] == ReleaseForm.Share) is not { } measure
            || wave.Tally(measure, whole) is not { } tally || tally.N < input.K)
            return null;
        var n = (int)tally.N;
        var (value, low, high) = Published.Share((double)measure.Favourable.Sum(value => tally[value]) / n, 0, 1, n);
        var rate = (double)n / Math.Max(invited, n);
        // "At least" and "at most" leave open how far.
        var (least, most) = (Response.WorstCase(rate, low is null ? 0 : value).Low, Response.WorstCase(rate, high is null ? 1 : value).High);
        return Published.Wide(least, most, 0.01);
    }
}
