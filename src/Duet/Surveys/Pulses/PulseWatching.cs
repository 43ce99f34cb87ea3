using Duet.Engine.Facts;

namespace Duet.Surveys.Pulses;

/// <summary>Lets the watch look every minute, from the start of the server to its end.</summary>
internal sealed partial class PulseWatching(PulseWatch watch, ILogger<PulseWatching> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await watch.LookAsync(stoppingToken);
                }
                catch (Exception failure) when (failure is FactStoreException or System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException)
                {
                    LogFailed(log, failure);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(LogLevel.Warning, "What pulses ask after could not be looked at; it is tried again in a minute.")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
