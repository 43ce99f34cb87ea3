using System.Globalization;
using Duet.Engine.Facts;
using Duet.Platform.Journal.Retaining;
using Duet.Platform.Journal.Storage;

namespace Duet.Platform.Journal.Projection;

/// <summary>
/// Makes facts of deliveries, in their order. How far it has come stands in the fact store, in the same transaction as the
/// facts; what became of the items is written to the journal before. A kill in between repeats work, never an effect.
/// </summary>
internal sealed partial class Projector(
    DeliveryJournal journal, JournalFeed feed, IFactStore facts, MapFence fence, ProjectionOptions options, TimeProvider time, ILogger<Projector> logger)
    : BackgroundService, IHostedLifecycleService
{
    /// <summary>The cursor of all sources together: everything up to it is projected.</summary>
    public const string Mark = "journal";

    // Two processes never give two batches one id; the cursor, not the ledger, tells a later process what is done.
    private readonly string run = Guid.NewGuid().ToString("n");
    private readonly Dictionary<string, long> cursors = new(StringComparer.Ordinal);
    private long position;
    private int failedRounds;

    public static string CursorName(string source) => $"{Mark}/{source}";

    /// <summary>Before the doors open: a journal that lost its files must not give numbers that the facts take for done.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        position = await ReadCursorAsync(Mark, cancellationToken);
        await journal.WithStoreAsync(store => store.LastSeq = Math.Max(store.LastSeq, Math.Max(position, feed.LastArchived)), cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Projects all that is in the journal now.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        while (await RoundAsync(cancellationToken))
        {
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var begun = time.GetTimestamp();
                if (!await RoundAsync(stoppingToken)) await journal.Committed.WaitAsync(stoppingToken);
                var left = options.Pace - time.GetElapsedTime(begun);
                if (left > TimeSpan.Zero) await Task.Delay(left, time, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                failedRounds++;
                LogFailed(logger, failure);
                await Task.Delay(options.Rest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>False where there was nothing to do.</summary>
    private async Task<bool> RoundAsync(CancellationToken cancellationToken)
    {
        var rows = await feed.ReadAsync(position, options.RoundDeliveries, options.RoundBytes, cancellationToken);
        if (rows.Count == 0) return false;

        List<JournalRow> open = [];
        foreach (var row in rows)
        {
            if (row.Seq > await CursorAsync(row.Source, cancellationToken)) open.Add(row);
        }
        var mappings = await fence.MapAsync(open, cancellationToken);
        await journal.SettleAsync([.. mappings.Select(Projection.Of(time))], cancellationToken);
        foreach (var source in mappings.GroupBy(mapping => mapping.Row.Source, StringComparer.Ordinal))
            await WriteAsync(source.Key, [.. source], cancellationToken);

        var last = rows[^1].Seq;
        await facts.WriteAsync(new FactBatch($"{Mark}/{run}/{last}", Mark) { Cursor = Text(last) }, cancellationToken);
        (position, failedRounds) = (last, 0);
        return true;
    }

    private async Task WriteAsync(string source, IReadOnlyList<Mapping> mappings, CancellationToken cancellationToken)
    {
        var (first, last) = (mappings[0].Row.Seq, mappings[^1].Row.Seq);
        try
        {
            await WriteAsync(source, $"{first}-{last}", mappings.SelectMany(Projection.Facts), last, cancellationToken);
            cursors[source] = last;
        }
        catch (Exception refusal) when (IsOfTheFacts(refusal))
        {
            // Something in there cannot be meant: found by halves, so that the others are written without it.
            if (mappings.Count == 1)
            {
                await WriteItemsAsync(source, mappings[0], cancellationToken);
                return;
            }
            await WriteAsync(source, [.. mappings.Take(mappings.Count / 2)], cancellationToken);
            await WriteAsync(source, [.. mappings.Skip(mappings.Count / 2)], cancellationToken);
        }
    }

    /// <summary>Writes the items of a delivery one by one, and puts those aside that the store refuses.</summary>
    private async Task WriteItemsAsync(string source, Mapping mapping, CancellationToken cancellationToken)
    {
        var seq = mapping.Row.Seq;
        foreach (var item in Projection.Mapped(mapping))
        {
            try
            {
                await WriteAsync(source, $"{seq}.{item.Index}", item.Facts, null, cancellationToken);
            }
            catch (Exception refusal) when (IsOfTheFacts(refusal))
            {
                await journal.SettleAsync([Projection.Refused(mapping, item.Index, refusal.Message, time.GetUtcNow())], cancellationToken);
            }
        }
        await WriteAsync(source, $"{seq}.", [], seq, cancellationToken);
        cursors[source] = seq;
    }

    private Task<BatchOutcome> WriteAsync(string source, string id, IEnumerable<object> records, long? cursor, CancellationToken cancellationToken)
    {
        var gather = new FactGather();
        foreach (var record in records) gather.Add(record);
        var batch = new FactBatch($"{Mark}/{run}/{source}/{id}", source)
        {
            Cursor = cursor is { } seq ? Text(seq) : null,
            CursorName = CursorName(source),
        };
        gather.AddTo(batch);
        return facts.WriteAsync(batch, cancellationToken);
    }

    /// <summary>Whether the facts themselves are the trouble, or the store, which may do better later.</summary>
    private bool IsOfTheFacts(Exception failure) => failure switch
    {
        OperationCanceledException or ObjectDisposedException or JournalStoreException => false,
        FactStoreException { Fault: FactStoreFault.Failed } => failedRounds >= options.Tries,
        FactStoreException => false,
        _ => true,
    };

    private async Task<long> CursorAsync(string source, CancellationToken cancellationToken)
    {
        if (!cursors.TryGetValue(source, out var cursor))
            cursors[source] = cursor = await ReadCursorAsync(CursorName(source), cancellationToken);
        return cursor;
    }

    private async Task<long> ReadCursorAsync(string name, CancellationToken cancellationToken) =>
        await facts.CursorAsync(name, cancellationToken) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    private static string Text(long seq) => seq.ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Error, Message = "Deliveries could not be projected; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
