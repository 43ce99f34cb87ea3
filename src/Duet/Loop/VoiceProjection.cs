using Duet.Engine.Facts;

namespace Duet.Loop;

/// <summary>Brings voices to the facts, a second after they changed.</summary>
internal sealed partial class VoiceProjection(VoiceFacts voices, ILogger<VoiceProjection> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        try
        {
            do
            {
                try
                {
                    await voices.BringAsync(stoppingToken);
                }
                catch (Exception failure) when (failure is FactStoreException or System.Data.Common.DbException)
                {
                    LogFailed(logger, failure);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(LogLevel.Warning, "Voices could not be brought to the facts; it is tried again every second")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
