namespace Duet.Platform.Messages;

/// <summary>Sends the mails that wait, from the start of the server to its end.</summary>
internal sealed partial class MessagePump(Outbox outbox, ILogger<MessagePump> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(Look);
        while (await clock.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await outbox.SendDueAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // Whatever it was, the mails are kept: the next look tries again.
                Failed(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The mails that wait could not be looked at.")]
    private partial void Failed(Exception failure);
}
