using Duet.Platform.Jobs;

namespace Duet.Loop;

/// <summary>Brings voices to the facts, a second after they changed.</summary>
internal sealed class VoiceProjection(VoiceFacts voices, ILogger<VoiceProjection> logger) : Rounds(TimeSpan.FromSeconds(1), logger)
{
    public override Task LookAsync(CancellationToken cancellationToken) => voices.BringAsync(cancellationToken);
}
