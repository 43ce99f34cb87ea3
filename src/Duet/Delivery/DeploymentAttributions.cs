using Duet.Engine.Delivery;
using Duet.Engine.Facts;

namespace Duet.Delivery;

/// <summary>Looks for the deployments of changes whenever facts were written: a new import takes back what was found, a new deployment adds to it.</summary>
internal sealed partial class DeploymentAttributions(
    DeploymentAttribution attribution, IFactStore facts, TimeProvider time, ILogger<DeploymentAttributions> logger)
    : FactRounds(TimeSpan.FromSeconds(2), facts, time, logger)
{
    protected override async Task RunAsync(string batch, CancellationToken cancellationToken)
    {
        if (await attribution.RunAsync(batch, cancellationToken) is > 0 and var changes)
            LogDone(logger, changes);
    }

    [LoggerMessage(LogLevel.Information, "Found the deployments of {Changes} changes.")]
    private static partial void LogDone(ILogger logger, long changes);
}
