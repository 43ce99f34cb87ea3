namespace Duet.Tests.Surveys;

/// <summary>A clock that is put forward by weeks at once. Short waits last as long as they do; jobs of every minute are called by the tests.</summary>
internal sealed class MovedTime(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private long moved;

    /// <summary>How many times shorter waits are than they say.</summary>
    public int Haste { get; init; } = 1;

    public override DateTimeOffset GetUtcNow() => start + TimeSpan.FromTicks(Interlocked.Read(ref moved));

    public void Advance(TimeSpan span) => Interlocked.Add(ref moved, span.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > LongestWait ? Timeout.InfiniteTimeSpan : dueTime > TimeSpan.Zero ? dueTime / Haste : dueTime, period);
}
