namespace Duet.Feedback.Search;

/// <summary>Reads the voices into memory when the server has started.</summary>
internal sealed partial class VoiceIndexKeeper(VoiceShelf shelf, VoiceLikeness likeness, ILogger<VoiceIndexKeeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await shelf.WarmAsync(stoppingToken);
            await likeness.WarmAsync(stoppingToken);
        }
        catch (System.Data.Common.DbException failure)
        {
            // The first question reads them then.
            LogLater(failure);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(LogLevel.Warning, "The voices could not be read into memory; it is done when it is first asked")]
    private partial void LogLater(Exception failure);
}
