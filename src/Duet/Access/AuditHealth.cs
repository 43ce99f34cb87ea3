using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Duet.Access;

/// <summary>Reads the whole audit log when the server starts, says in the log what it found, and keeps it for the health check.</summary>
internal sealed partial class AuditHealth(Audit audit, ILogger<AuditHealth> log) : BackgroundService, IHealthCheck
{
    private volatile AuditVerdict? verdict;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(verdict is { Says: { } wrong }
            ? HealthCheckResult.Degraded($"The audit log: {wrong}.")
            : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var found = await audit.VerifyAsync(cancellationToken);
        verdict = found;
        if (found.Says is { } wrong)
        {
            LogDoubt(log, wrong);
            return;
        }
        await audit.BeginSealingAsync(cancellationToken);
        if (found.Count > 0)
            LogWhole(log, found.Count, Convert.ToHexStringLower(found.Head.AsSpan(0, 8)));
    }

    [LoggerMessage(LogLevel.Error, "The audit log is not to be relied on: {Wrong}.")]
    private static partial void LogDoubt(ILogger log, string wrong);

    // Whoever keeps the server's log can show later that the end of the audit log was not cut off.
    [LoggerMessage(LogLevel.Information, "The audit log is whole: {Count} records, the last begins with {Head}.")]
    private static partial void LogWhole(ILogger log, long count, string head);
}
