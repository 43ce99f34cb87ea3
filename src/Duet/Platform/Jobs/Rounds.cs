namespace Duet.Platform.Jobs;

/// <summary>
/// A job that looks again and again, from the start of the server to its end: once at the start, then after each pause. A look that fails is
/// written to the log and made up for by the next.
/// </summary>
internal abstract partial class Rounds(TimeSpan pause, ILogger logger) : BackgroundService
{
    /// <summary>One look at what there is to do.</summary>
    /// <exception cref="OperationCanceledException">The server stops.</exception>
    public abstract Task LookAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // By the machine's clock: another one that skips a year must not bring a year of looks.
        using var timer = new PeriodicTimer(pause);
        try
        {
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await LookAsync(stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogFailed(logger, GetType().Name, pause, failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Job} failed; it is tried again after {Pause}.")]
    private static partial void LogFailed(ILogger logger, string job, TimeSpan pause, Exception failure);
}
