using Duet.Engine.Facts;
using Duet.Platform.Jobs;
using Duet.Platform.Records;

namespace Duet.Loop.Watching;

/// <summary>Lets the watch look again and again, from the start of the server to its end, wherever anything may have changed.</summary>
internal sealed partial class ReleaseWatching(ReleaseWatch watch, RecordsChanges records, IFactStore facts, ILogger<ReleaseWatching> logger)
    : Rounds(TimeSpan.FromSeconds(3), logger)
{
    private (long? Records, long Facts)? seen;

    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        // Taken before the look: what is written meanwhile brings another.
        (long? Records, long Facts) now = (records.Stamp(), facts.Version);
        if (now.Records is not null && now == seen)
            return;
        if (await watch.LookAsync(cancellationToken) is > 0 and var changed)
            LogDone(logger, changed);
        seen = now;
    }

    [LoggerMessage(LogLevel.Information, "Work went on for {Voices} voices.")]
    private static partial void LogDone(ILogger logger, int voices);
}
