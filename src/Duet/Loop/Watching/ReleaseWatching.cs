using Duet.Platform.Jobs;

namespace Duet.Loop.Watching;

/// <summary>Lets the watch look again and again, from the start of the server to its end.</summary>
internal sealed partial class ReleaseWatching(ReleaseWatch watch, ILogger<ReleaseWatching> logger) : Rounds(TimeSpan.FromSeconds(3), logger)
{
    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        if (await watch.LookAsync(cancellationToken) is > 0 and var changed)
            LogDone(logger, changed);
    }

    [LoggerMessage(LogLevel.Information, "Work went on for {Voices} voices.")]
    private static partial void LogDone(ILogger logger, int voices);
}
