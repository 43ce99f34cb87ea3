using Duet.Engine.Delivery;
using Duet.Engine.Facts;

namespace Duet.Delivery;

/// <summary>Runs the attribution of work to services after imports, and after the folders of services changed.</summary>
internal sealed partial class ServiceAttributions(
    ServiceAttribution attribution, IFactStore facts, TimeProvider time, ILogger<ServiceAttributions> logger)
    : FactRounds(TimeSpan.FromSeconds(5), facts, time, logger)
{
    protected override async Task RunAsync(string batch, CancellationToken cancellationToken)
    {
        var done = await attribution.RunAsync(batch, cancellationToken);
        if (!done.IsNothing)
            LogDone(logger, done.Files, done.Commits, done.Changes, done.Ambiguous);
    }

    [LoggerMessage(LogLevel.Information, "Attributed to services: {Files} files, {Commits} commits, {Changes} changes; {Ambiguous} changes touch several.")]
    private static partial void LogDone(ILogger logger, long files, long commits, long changes, long ambiguous);
}
