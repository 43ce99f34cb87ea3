using Duet.Engine.Facts;
using Duet.Platform.Jobs;

namespace Duet.Delivery;

/// <summary>Derives facts from facts whenever some were written; what was written while nobody ran is looked at first.</summary>
internal abstract class FactRounds(TimeSpan pause, IFactStore facts, TimeProvider time, ILogger logger) : Rounds(pause, logger)
{
    private long? seen;

    public sealed override async Task LookAsync(CancellationToken cancellationToken)
    {
        // What a run writes itself brings another run, which writes nothing.
        var version = facts.Version;
        if (seen == version)
            return;
        await RunAsync(Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), cancellationToken);
        seen = version;
    }

    /// <param name="batch">The name under which what is derived is written.</param>
    protected abstract Task RunAsync(string batch, CancellationToken cancellationToken);
}
