using Duet.Platform.Journal.Storage.Sqlite;

namespace Duet.Tests.Platform.Journal;

public sealed class KeyFilterTests
{
    [Fact]
    public void MayHold_KeysOfTheDay_IsNeverFalseAndSeldomTrueForOthers()
    {
        var random = new Random(3);
        long[] keys = [.. Enumerable.Range(0, 50_000).Select(_ => random.NextInt64(long.MinValue, long.MaxValue))];

        var filter = KeyFilter.Read(KeyFilter.Of(keys, keys.Length).ToBytes())!;

        Assert.All(keys, key => Assert.True(filter.MayHold(key)));
        var falseAlarms = Enumerable.Range(0, 50_000).Count(_ => filter.MayHold(random.NextInt64(long.MinValue, long.MaxValue)));
        Assert.InRange(falseAlarms, 1, 1_500);
        Assert.Equal(KeyFilter.SizeFor(keys.Length), filter.SizeBytes);
    }

    [Fact]
    public void MayHold_DayWithoutKeys_IsFalse() => Assert.False(KeyFilter.Of([], 0).MayHold(42));
}
