using Duet.Engine.Delivery;
using Duet.Engine.Facts;

namespace Duet.Delivery;

/// <summary>Looks for the deployments of changes whenever facts were written: a new import takes back what was found, a new deployment adds to it.</summary>
internal sealed partial class DeploymentAttributions(
    DeploymentAttribution attribution, IFactStore facts, TimeProvider time, ILogger<DeploymentAttributions> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await KeepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        long? seen = null;
        do
        {
            // What a run writes itself brings another run, which writes nothing.
            if (seen == facts.Version)
                continue;
            seen = facts.Version;
            try
            {
                if (await attribution.RunAsync(Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), stoppingToken) is > 0 and var changes)
                    LogDone(logger, changes);
            }
            catch (FactStoreException refusal)
            {
                LogRefused(logger, refusal.Message);
                seen = null;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "Found the deployments of {Changes} changes.")]
    private static partial void LogDone(ILogger logger, long changes);

    [LoggerMessage(LogLevel.Warning, "Deployments of changes could not be looked for, and are tried again: {Why}")]
    private static partial void LogRefused(ILogger logger, string why);
}
