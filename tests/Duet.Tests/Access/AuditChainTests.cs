using Duet.Access;

namespace Duet.Tests.Access;

public sealed class AuditChainTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly AuditEntry Entry = new("host", "key.add", "key:ci", "because", "a", "b");

    [Fact]
    public void Hash_OfAnyChangedColumn_IsAnother()
    {
        byte[] previous = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];
        byte[][] hashes =
        [
            AuditChain.HashOf(1, At, Entry, AuditChain.Start),
            AuditChain.HashOf(2, At, Entry, AuditChain.Start),
            AuditChain.HashOf(1, At.AddMilliseconds(1), Entry, AuditChain.Start),
            AuditChain.HashOf(1, At, Entry, previous),
            AuditChain.HashOf(1, At, Entry with { Actor = "nobody" }, AuditChain.Start),
            AuditChain.HashOf(1, At, Entry with { Action = "key.adds" }, AuditChain.Start),
            AuditChain.HashOf(1, At, Entry with { Object = "key:ci2" }, AuditChain.Start),
            AuditChain.HashOf(1, At, Entry with { Reason = null }, AuditChain.Start),
            AuditChain.HashOf(1, At, Entry with { Reason = "" }, AuditChain.Start),
            AuditChain.HashOf(1, At, Entry with { Before = "ab", After = "" }, AuditChain.Start),
            AuditChain.HashOf(1, At, Entry with { Before = null, After = "ab" }, AuditChain.Start),
            AuditChain.HashOf(1, At, Entry with { Before = "b", After = "a" }, AuditChain.Start),
        ];

        Assert.Equal(hashes.Length, hashes.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Hash_OfTheFirstRecord_IsTheOneThatOtherVersionsWrote() =>
        Assert.Equal(
            "9ae31013b4538290eaef7b67e056799a0d1a00310ff2e473862b487307f0b235", Convert.ToHexStringLower(AuditChain.HashOf(1, At, Entry, AuditChain.Start)));
}
