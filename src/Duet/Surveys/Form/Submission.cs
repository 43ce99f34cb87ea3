using Duet.Engine.Surveys;

namespace Duet.Surveys.Form;

/// <summary>A sheet on its way into the database, where its parts are written apart.</summary>
/// <param name="Ticket">The hash of the ticket that is used up; null in open surveys, which have none.</param>
/// <param name="IsPulse">The ticket is one of a pulse.</param>
/// <param name="IsJoint">The wave keeps scores of a sheet together until its results are out.</param>
internal sealed record Submission(int Wave, byte[]? Ticket, bool IsPulse, bool IsJoint, FilledSheet Sheet);

internal enum SubmissionOutcome
{
    Counted,

    /// <summary>The ticket is not known, was used, or the wave takes no answers: nobody can tell which.</summary>
    NotCounted,

    /// <summary>More came at once than can be taken.</summary>
    Busy,
}
