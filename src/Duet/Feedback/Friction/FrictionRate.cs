using System.Threading.RateLimiting;

namespace Duet.Feedback.Friction;

/// <summary>Sixty a minute from one key or account: more than people type, less than a program that turns in a circle sends.</summary>
internal sealed class FrictionRate : IDisposable
{
    public const int PerMinute = 60;

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(name => RateLimitPartition.GetFixedWindowLimiter(
        name, _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <param name="sender">As the audit log calls them.</param>
    /// <param name="retryAfter">When to come again, where it is too much.</param>
    public bool Allows(string sender, out TimeSpan retryAfter)
    {
        using var lease = limiter.AttemptAcquire(sender);
        retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
