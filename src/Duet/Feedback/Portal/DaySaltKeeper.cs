using Duet.Platform.Jobs;

namespace Duet.Feedback.Portal;

/// <summary>Lets the salt of a day end with the day.</summary>
internal sealed class DaySaltKeeper(DaySalt salt, ILogger<DaySaltKeeper> logger) : Rounds(TimeSpan.FromMinutes(5), logger)
{
    public override Task LookAsync(CancellationToken cancellationToken)
    {
        salt.Forget();
        return Task.CompletedTask;
    }
}
