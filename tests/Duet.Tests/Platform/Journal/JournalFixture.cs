using System.Globalization;
using System.Text;
using Duet.Platform.Journal;
using Duet.Platform.Journal.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Platform.Journal;

/// <summary>A journal that a test opens, closes and opens again, with a clock of its own.</summary>
internal sealed class JournalFixture(Func<IJournalStore> openStore, JournalOptions? options = null) : IAsyncDisposable
{
    public const string Door = "test";
    public const string Source = "acme";
    public static readonly DateTimeOffset Noon = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private DeliveryJournal? journal;

    public FakeTimeProvider Time { get; } = new(Noon);

    /// <summary>Opened when it is first asked for, and anew after it was closed.</summary>
    public DeliveryJournal Journal
    {
        get
        {
            lock (gate) return journal ??= new DeliveryJournal(openStore(), options ?? new JournalOptions(), Time, new TestLog<DeliveryJournal>());
        }
    }

    public async Task RestartAsync()
    {
        await DisposeAsync();
        _ = Journal;
    }

    public ValueTask<Receipt> AcceptAsync(RawDelivery delivery) => Journal.AcceptAsync(delivery, TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<JournalRow>> RowsAsync() => Journal.ReadAsync(0, int.MaxValue, long.MaxValue, TestContext.Current.CancellationToken);

    /// <summary>Both balances hold and nothing is on its way: what every test ends with.</summary>
    public async Task<Balance> AssertBalancedAsync(bool projected = false)
    {
        var balances = await Journal.BalancesAsync(TestContext.Current.CancellationToken);
        Assert.All(balances, balance =>
        {
            Assert.True(balance.DeliveriesHold, $"Deliveries do not add up: {balance}");
            Assert.True(balance.ItemsHold, $"Items do not add up: {balance}");
            Assert.Equal(0, balance.InFlight);
            if (projected) Assert.Equal(0, balance.Pending);
        });
        return balances.SingleOrDefault(balance => balance is { Door: Door, Source: Source }) ?? new Balance { Door = Door, Source = Source };
    }

    /// <summary>A delivery of items, each "key=content"; one that has no key is "=content".</summary>
    public static RawDelivery Of(string? id, params string[] items)
    {
        var body = Encoding.UTF8.GetBytes(string.Join('\n', items));
        var at = 0;
        List<DeliveryItem> parts = [];
        foreach (var item in items)
        {
            var length = Encoding.UTF8.GetByteCount(item);
            var key = item.Split('=')[0];
            parts.Add(new DeliveryItem(key.Length == 0 ? null : key, body.AsMemory(at, length)));
            at += length + 1;
        }
        return new RawDelivery
        {
            Door = Door,
            Source = Source,
            DeliveryId = id,
            ReceivedAt = Noon,
            Body = body,
            ContentType = "text/plain",
            Items = parts,
        };
    }

    public static RawDelivery Numbered(int number) =>
        Of(string.Create(CultureInfo.InvariantCulture, $"d{number}"), string.Create(CultureInfo.InvariantCulture, $"i{number}=x"));

    public async ValueTask DisposeAsync()
    {
        if (journal is not null) await journal.DisposeAsync();
        journal = null;
    }
}
