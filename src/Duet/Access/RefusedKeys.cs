namespace Duet.Access;

/// <summary>Counts keys that were refused, whoever sent them, and records a burst once: anybody on the network can cause one.</summary>
internal sealed class RefusedKeys(Audit audit, TimeProvider time)
{
    public const int Burst = 20;

    private readonly Lock gate = new();
    private long window;
    private int count;

    public static TimeSpan Window { get; } = TimeSpan.FromMinutes(10);

    public Task NoteAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var now = time.GetUtcNow().Ticks / Window.Ticks;
            if (window != now)
                (window, count) = (now, 0);
            if (++count != Burst)
                return Task.CompletedTask;
        }
        return audit.RecordAsync(new AuditEntry("nobody", "key.refused-burst", "keys"), cancellationToken);
    }
}
