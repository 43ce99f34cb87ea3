using Duet.Engine.Surveys;
using Duet.Surveys.Records;

namespace Duet.Surveys.FollowUps;

/// <summary>Whether the next wave felt an action: by the interval of its statement's change, nothing else.</summary>
internal static class FollowUpVerdicts
{
    /// <summary>Null where the statement's change of everybody may not be told.</summary>
    public static FollowUpVerdict? Of(FollowUp followUp, WaveRelease release) =>
        release.Cells.FirstOrDefault(cell => cell.Cell.Length == 0 && cell.Measure == followUp.Topic && cell.Change is not null)?.Change switch
        {
            null => null,
            { Low: > 0 } => FollowUpVerdict.Better,
            { High: < 0 } => FollowUpVerdict.Worse,
            _ => FollowUpVerdict.NoClearChange,
        };
}
