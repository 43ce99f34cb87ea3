using System.Collections.Concurrent;
using Duet.Platform.Journal;

namespace Duet.Sources.Doors;

/// <summary>When each source was heard of last, by door: noted as deliveries come, and read from the journal's end after a start.</summary>
internal sealed class LastDeliveries(DeliveryJournal journal)
{
    private const int Rows = 2_000;
    private const long Bytes = 4 << 20;

    private readonly ConcurrentDictionary<(string Door, string Source), DateTimeOffset> times = [];
    private volatile bool isRead;

    public void Note(string door, string source, DateTimeOffset at) => times[(door, source)] = at;

    /// <summary>Null where it lies too far back to be worth reading for.</summary>
    public async ValueTask<DateTimeOffset?> FindAsync(string door, string source, CancellationToken cancellationToken)
    {
        if (!isRead)
            await ReadAsync(cancellationToken);
        return times.TryGetValue((door, source), out var at) ? at : null;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var last = await journal.WithStoreAsync(store => store.LastSeq, cancellationToken);
        foreach (var row in await journal.ReadAsync(Math.Max(0, last - Rows), Rows, Bytes, cancellationToken))
            times.AddOrUpdate((row.Door, row.Source), row.ReceivedAt, (_, known) => known > row.ReceivedAt ? known : row.ReceivedAt);
        isRead = true;
    }
}
