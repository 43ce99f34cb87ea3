using Duet.Engine.Facts;
using Duet.Platform.Journal.Projection;
using Duet.Platform.Journal.Storage;

namespace Duet.Platform.Journal.Retaining;

/// <summary>
/// Takes days out of the journal that are too old or too large for it. What was pushed to us goes to the archive first; what can
/// be fetched again goes; what waits in quarantine stays until a person has decided.
/// </summary>
internal sealed partial class Retention(
    DeliveryJournal journal, Archive archive, IFactStore facts, JournalLimitsNow limits, TimeProvider time, ILogger<Retention> logger)
    : BackgroundService
{
    private const int ChunkRows = 50_000;
    private const long ChunkBytes = 32L << 20;
    private static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromHours(1);

    /// <summary>Prunes what is to be pruned now, and tells the days.</summary>
    public async Task<IReadOnlyList<DateOnly>> PruneAsync(CancellationToken cancellationToken)
    {
        var keep = await limits(cancellationToken);
        var days = await journal.ReadAsync(store => store.Days(), cancellationToken);
        var projected = await facts.CursorAsync(Projector.Mark, cancellationToken) is { Length: > 0 } mark
            ? long.Parse(mark, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var bytes = days.Sum(day => day.Bytes);

        List<DateOnly> pruned = [];
        foreach (var day in days.Where(day => day.Day < today))
        {
            var isKept = day.Day == JournalDay.Kept;
            if (!isKept && day.Day >= today.AddDays(-keep.Days) && bytes <= keep.Megabytes * 1_000_000L) break;
            if (day.LastSeq > projected) break;
            await PruneAsync(day, cancellationToken);
            if (isKept) continue;
            bytes -= day.Bytes;
            pruned.Add(day.Day);
        }
        return pruned;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(FirstLook, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PruneAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, failure);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PruneAsync(JournalDay day, CancellationToken cancellationToken)
    {
        // What waits now may be decided while the rest is sealed: it stays for the next time.
        HashSet<long> waiting = [];
        for (var after = day.FirstSeq - 1; after < day.LastSeq;)
        {
            var rows = await journal.ReadAsync(store => store.Read(after, ChunkRows, ChunkBytes), cancellationToken);
            JournalRow[] ofTheDay = [.. rows.TakeWhile(row => row.Day == day.Day)];
            if (ofTheDay.Length == 0) break;
            after = ofTheDay[^1].Seq;
            waiting.UnionWith(ofTheDay.Where(IsWaiting).Select(row => row.Seq));
            JournalRow[] pushed = [.. ofTheDay.Where(row => !row.CanBeFetchedAgain && !IsWaiting(row))];
            if (pushed.Length > 0) await Task.Run(() => archive.Seal(day.Day, pushed), cancellationToken);
        }
        await journal.WithStoreAsync(
            store =>
            {
                store.Prune(day.Day, waiting);
                return true;
            }, cancellationToken);
    }

    private static bool IsWaiting(JournalRow row) => Array.IndexOf(row.States, (byte)ItemState.Quarantined) >= 0;

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal could not be pruned; it is tried again in an hour")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
