namespace Duet.Feedback.Portal;

/// <summary>Lets the salt of a day end with the day.</summary>
internal sealed partial class DaySaltKeeper(DaySalt salt, ILogger<DaySaltKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        try
        {
            do
            {
                try
                {
                    salt.Forget();
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    LogKept(failure);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(LogLevel.Warning, "The salt of a day that is over could not be deleted; it is tried again")]
    private partial void LogKept(Exception failure);
}
