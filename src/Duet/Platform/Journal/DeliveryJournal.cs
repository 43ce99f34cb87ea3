using Duet.Platform.Journal.Storage;

namespace Duet.Platform.Journal;

/// <summary>Takes deliveries from many senders, and has one writer commit them in groups.</summary>
internal sealed class DeliveryJournal : IJournal, IAsyncDisposable
{
    private readonly IJournalStore store;
    private readonly WaitingLine line;
    private readonly JournalWriter writer;
    private readonly Lock chanceGate = new();
    private readonly Random chance;
    private readonly IReadOnlyDictionary<Entrance, Tally> before;

    /// <param name="store">Where it lies; closed with the journal.</param>
    /// <param name="options">How much it takes on.</param>
    /// <param name="time">The clock that files deliveries under days.</param>
    /// <param name="logger">Told when the storage refuses.</param>
    public DeliveryJournal(IJournalStore store, JournalOptions options, TimeProvider time, ILogger<DeliveryJournal> logger)
    {
        this.store = store;
        chance = new Random(options.Seed);
        before = store.Sums().Tallies;
        line = new WaitingLine(options, time);
        writer = new JournalWriter(store, line, options, time, logger);
    }

    public string? RefusesNow => line.RefusesNow;

    /// <summary>Set after every commit of deliveries.</summary>
    public Signal Committed => writer.Committed;

    public async ValueTask<Receipt> AcceptAsync(RawDelivery delivery, CancellationToken cancellationToken)
    {
        var (entrance, size) = (new Entrance(delivery.Door, delivery.Source), delivery.Body.Length);
        if (line.Enter(entrance, size) is { } reason) return Refuse(reason);

        var joined = false;
        try
        {
            var waiting = new Waiting(delivery);
            cancellationToken.ThrowIfCancellationRequested();
            line.Join(waiting);
            joined = true;
            var receipt = await waiting.Receipt.WaitAsync(cancellationToken).ConfigureAwait(false);
            return receipt.Kind == ReceiptKind.Refused ? Refuse(receipt.Reason!) : receipt;
        }
        finally
        {
            if (!joined) line.Leave(entrance, size, RefusalReasons.Cancelled);
        }
    }

    public void Refused(string door, string source, string reason) => line.CountRefused(new Refusal(door, source, reason));

    /// <summary>Reads or changes the store between two groups, on the writer's thread.</summary>
    public Task<T> WithStoreAsync<T>(Func<IJournalStore, T> work, CancellationToken cancellationToken) =>
        writer.RunAsync(work, cancellationToken);

    public Task<IReadOnlyList<Balance>> BalancesAsync(CancellationToken cancellationToken) =>
        // Between two groups: what is written and what waits do not overlap.
        WithStoreAsync(known => Balances.Of(before, known.Sums(), line.Counts()), cancellationToken);

    /// <summary>Deliveries after a number, in order.</summary>
    public Task<IReadOnlyList<JournalRow>> ReadAsync(long after, int rows, long bytes, CancellationToken cancellationToken) =>
        Task.Run(() => store.Read(after, rows, bytes), cancellationToken);

    /// <summary>Reads something beside the writer.</summary>
    public Task<T> ReadAsync<T>(Func<IJournalStore, T> read, CancellationToken cancellationToken) =>
        Task.Run(() => read(store), cancellationToken);

    /// <summary>Writes what became of items.</summary>
    public Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken) => settlements.Count == 0
        ? Task.CompletedTask
        : WithStoreAsync(
            known =>
            {
                known.Settle(settlements);
                return true;
            }, cancellationToken);

    /// <summary>Lets nobody in any more and writes what is inside.</summary>
    public Task StopAsync() => writer.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        store.Dispose();
    }

    private Receipt Refuse(string reason)
    {
        // Senders told the same would all come back at once.
        lock (chanceGate)
        {
            var seconds = reason == RefusalReasons.Busy ? chance.Next(1, 6) : chance.Next(30, 46);
            return new Receipt(ReceiptKind.Refused, TimeSpan.FromSeconds(seconds), reason, []);
        }
    }
}
