using Duet.Engine.Facts;

namespace Duet.Loop.Watching;

/// <summary>Lets the watch look again and again, from the start of the server to its end.</summary>
internal sealed partial class ReleaseWatching(ReleaseWatch watch, ILogger<ReleaseWatching> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    if (await watch.LookAsync(stoppingToken) is > 0 and var changed)
                        LogDone(logger, changed);
                }
                catch (Exception failure) when (failure is FactStoreException or System.Data.Common.DbException or Microsoft.EntityFrameworkCore.DbUpdateException)
                {
                    LogFailed(logger, failure);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(LogLevel.Information, "Work went on for {Voices} voices.")]
    private static partial void LogDone(ILogger logger, int voices);

    [LoggerMessage(LogLevel.Warning, "The work that voices wait for could not be looked at; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
