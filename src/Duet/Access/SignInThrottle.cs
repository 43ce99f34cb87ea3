namespace Duet.Access;

/// <summary>
/// Locks a mail address after wrong passwords, known or not, so that neither a password nor the existence
/// of an account can be found by trying. Kept in memory: a restart forgives.
/// </summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    public const int Attempts = 5;
    private const int MostRemembered = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Failures> failures = [];

    public static TimeSpan Locked { get; } = TimeSpan.FromMinutes(15);

    public bool IsLocked(string mail)
    {
        lock (gate)
            return failures.TryGetValue(mail, out var known) && known.Count >= Attempts && known.Last + Locked > time.GetUtcNow();
    }

    public void Failed(string mail)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (failures.Count >= MostRemembered)
                Forget(now);
            failures[mail] = failures.TryGetValue(mail, out var known) && known.Last + Locked > now
                ? new Failures(known.Count + 1, now)
                : new Failures(1, now);
        }
    }

    public void Succeeded(string mail)
    {
        lock (gate)
            failures.Remove(mail);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (mail, known) in failures)
            if (known.Last + Locked <= now)
                failures.Remove(mail);
        if (failures.Count >= MostRemembered)
            failures.Clear();
    }

    private readonly record struct Failures(int Count, DateTimeOffset Last);
}
