namespace Duet.Platform.Journal.Retaining;

/// <summary>How long raw deliveries are kept in the journal, and how much room they may take; what is older goes to the archive.</summary>
internal sealed record JournalLimits(int Days, int Megabytes);

/// <summary>Tells what the owner has set.</summary>
internal delegate Task<JournalLimits> JournalLimitsNow(CancellationToken cancellationToken);
