using Duet.Platform.Jobs;

namespace Duet.Surveys.Pulses;

/// <summary>Lets the watch look every minute, from the start of the server to its end.</summary>
internal sealed class PulseWatching(PulseWatch watch, ILogger<PulseWatching> logger) : Rounds(TimeSpan.FromMinutes(1), logger)
{
    public override Task LookAsync(CancellationToken cancellationToken) => watch.LookAsync(cancellationToken);
}
