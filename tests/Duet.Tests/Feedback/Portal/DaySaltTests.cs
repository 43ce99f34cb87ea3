using Duet.Feedback.Portal;
using Duet.Platform;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Feedback.Portal;

public sealed class DaySaltTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 2, 22, 0, 0, TimeSpan.Zero));
    private readonly DataDirectory data;

    public DaySaltTests() => data = DataDirectory.Open(folder.Path);

    private string File => Path.Combine(folder.Path, "votes.salt");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Salt_AfterARestartOnTheSameDay_IsTheSame()
    {
        var salt = new DaySalt(data, clock).Current();
        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(salt, new DaySalt(data, clock).Current());
        Assert.Equal(32, salt.Length);
    }

    [Fact]
    public void Salt_OfAnotherDay_IsGoneFromMemoryAndDisk()
    {
        var running = new DaySalt(data, clock);
        var salt = running.Current();
        clock.Advance(TimeSpan.FromHours(3));

        Assert.NotEqual(salt, running.Current());
        Assert.Equal(-1, System.IO.File.ReadAllBytes(File).AsSpan().IndexOf(salt));
        Assert.Equal(running.Current(), new DaySalt(data, clock).Current());
    }

    [Fact]
    public void Forget_OnADayWithoutVotes_DeletesTheSaltOfYesterdayOnly()
    {
        var salt = new DaySalt(data, clock).Current();
        new DaySalt(data, clock).Forget();
        Assert.Equal(salt, new DaySalt(data, clock).Current());
        clock.Advance(TimeSpan.FromHours(3));

        new DaySalt(data, clock).Forget();

        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void Salt_OfAFileThatIsBroken_IsMadeAnew()
    {
        System.IO.File.WriteAllText(File, "no salt");

        Assert.Equal(new DaySalt(data, clock).Current(), new DaySalt(data, clock).Current());
    }
}
