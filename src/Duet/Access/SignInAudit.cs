namespace Duet.Access;

/// <summary>
/// Writes failed sign-ins into the audit log: bursts rather than every wrong letter, and only so many a minute,
/// because anybody on the network can cause them.
/// </summary>
internal sealed partial class SignInAudit(Audit audit, TimeProvider time, ILogger<SignInAudit> log)
{
    private const int MostAMinute = 30;

    private readonly Lock gate = new();
    private long minute;
    private int written;
    private long floodMinute;

    /// <summary>A mail address was locked after wrong passwords.</summary>
    public Task LockedAsync(Guid? account, CancellationToken cancellationToken) =>
        WriteAsync("sign-in.locked", account is { } id ? $"account:{id}" : "unknown", null, cancellationToken);

    /// <summary>An address of the network tried too often; told once a minute, whoever it is.</summary>
    public Task FloodedAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (floodMinute == Minute)
                return Task.CompletedTask;
            floodMinute = Minute;
        }
        return WriteAsync("sign-in.flood", "sign-in", null, cancellationToken);
    }

    /// <summary>The identity provider sent something that is not to be believed, or did not answer.</summary>
    public Task ProviderFailedAsync(string reason, CancellationToken cancellationToken) =>
        WriteAsync("sign-in.provider-failed", "provider", reason, cancellationToken);

    /// <summary>The identity provider knows the person, and we do not let them in.</summary>
    public Task RefusedAsync(string reason, CancellationToken cancellationToken) =>
        WriteAsync("sign-in.refused", "provider", reason, cancellationToken);

    private long Minute => time.GetUtcNow().Ticks / TimeSpan.TicksPerMinute;

    private async Task WriteAsync(string action, string about, string? reason, CancellationToken cancellationToken)
    {
        Told(action, reason ?? about);
        lock (gate)
        {
            if (minute != Minute)
                (minute, written) = (Minute, 0);
            if (++written > MostAMinute)
                return;
        }
        await audit.RecordAsync(new AuditEntry("nobody", action, about, reason), cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "{Action}: {What}")]
    private partial void Told(string action, string what);
}
