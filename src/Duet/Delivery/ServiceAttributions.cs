using Duet.Engine.Delivery;
using Duet.Engine.Facts;

namespace Duet.Delivery;

/// <summary>Runs the attribution of work to services after imports, and after the folders of services changed.</summary>
internal sealed partial class ServiceAttributions(
    ServiceAttribution attribution, IFactStore facts, TimeProvider time, ILogger<ServiceAttributions> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

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
        using var timer = new PeriodicTimer(Look, time);
        // What was written while nobody ran is looked at first.
        long? seen = null;
        do
        {
            // What a run writes itself brings another run, which writes nothing.
            if (seen == facts.Version)
                continue;
            seen = facts.Version;
            try
            {
                var done = await attribution.RunAsync(Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), stoppingToken);
                if (!done.IsNothing)
                    LogDone(logger, done.Files, done.Commits, done.Changes, done.Ambiguous);
            }
            catch (FactStoreException refusal)
            {
                LogRefused(logger, refusal.Message);
                seen = null;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "Attributed to services: {Files} files, {Commits} commits, {Changes} changes; {Ambiguous} changes touch several.")]
    private static partial void LogDone(ILogger logger, long files, long commits, long changes, long ambiguous);

    [LoggerMessage(LogLevel.Warning, "Work could not be attributed to services, and is tried again: {Why}")]
    private static partial void LogRefused(ILogger logger, string why);
}
