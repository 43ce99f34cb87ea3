using Duet.Engine.Facts;
using Duet.Platform.Journal.Projection;
using Duet.Platform.Journal.Storage;

namespace Duet.Platform.Journal.Quarantining;

/// <summary>What a person does with items that were put aside: look, try again, leave out.</summary>
internal sealed class Quarantine(DeliveryJournal journal, MapFence fence, IFactStore facts, TimeProvider time)
{
    public const int LongestNote = 500;
    private const int Page = 100;

    /// <summary>Items that wait, newest first, from behind a place on.</summary>
    public Task<IReadOnlyList<AsideRow>> ListAsync(AsideFilter filter, AsidePlace? before, int count, CancellationToken cancellationToken) =>
        journal.ReadAsync(store => store.Asides(filter, before, count), cancellationToken);

    /// <summary>How many wait, by reason, source and door.</summary>
    public Task<IReadOnlyList<AsideCount>> CountAsync(CancellationToken cancellationToken) =>
        journal.ReadAsync(store => store.CountAsides(), cancellationToken);

    /// <summary>One item with its bytes; null where it does not wait (any more).</summary>
    public async Task<QuarantinedItem?> FindAsync(AsidePlace place, CancellationToken cancellationToken)
    {
        var row = await WaitingAsync(place, cancellationToken);
        var aside = row is null ? null : (await ListAsync(new AsideFilter(), place with { Item = place.Item + 1 }, 1, cancellationToken))
            .SingleOrDefault(found => found.Place == place);
        return aside is null ? null : QuarantinedItem.Of(row!, aside.Aside);
    }

    /// <summary>
    /// Maps an item again, with the map of today. Its facts are written at most once, however often and by how many it is asked for.
    /// </summary>
    public async Task<ReplayResult> ReplayAsync(AsidePlace place, CancellationToken cancellationToken) =>
        await WaitingAsync(place, cancellationToken) is { } row
            ? await ReplayAsync(row, (await fence.MapAsync([row], cancellationToken))[0], place.Item, cancellationToken)
            : new ReplayResult(ReplayOutcome.Gone, null);

    /// <summary>Maps all items again that wait now; calls back with how many were tried.</summary>
    public async Task<ReplaySummary> ReplayAllAsync(AsideFilter filter, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var summary = new ReplaySummary(0, 0, 0);
        for (AsidePlace? before = null; ;)
        {
            var page = await ListAsync(filter, before, Page, cancellationToken);
            if (page.Count == 0) return summary;
            foreach (var delivery in page.GroupBy(item => item.Aside.Seq))
            {
                if (await journal.ReadAsync(store => store.RowAt(delivery.Key), cancellationToken) is not { } row) continue;
                var mapping = (await fence.MapAsync([row], cancellationToken))[0];
                foreach (var item in delivery.Where(item => IsWaiting(row, item.Aside.Item)))
                    summary = summary.With((await ReplayAsync(row, mapping, item.Aside.Item, cancellationToken)).Outcome);
            }
            before = page[^1].Place;
            progress?.Report(summary.Tried);
        }
    }

    /// <summary>Leaves an item out for good, for a reason that is kept with it. False where it does not wait (any more).</summary>
    /// <exception cref="ArgumentException">The reason is empty or longer than <see cref="LongestNote"/>.</exception>
    public async Task<bool> DiscardAsync(AsidePlace place, string reason, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestNote)
            throw new ArgumentException($"A reason of 1 to {LongestNote} characters is needed.", nameof(reason));
        if (await WaitingAsync(place, cancellationToken) is not { } row) return false;
        await journal.SettleAsync([Settlement.One(row, place.Item, ItemState.Discarded, note: reason)], cancellationToken);
        return true;
    }

    private async Task<ReplayResult> ReplayAsync(JournalRow row, Mapping mapping, int index, CancellationToken cancellationToken)
    {
        var item = mapping.Item(index);
        var state = Projection.Projection.StateOf(item);
        if (item.Problem is null && await RefusedAsync(row, item, cancellationToken) is { } refusal)
            (item, state) = (item with { Problem = MapProblems.FactsRefused, Detail = refusal }, ItemState.Quarantined);

        var aside = item.Problem is { } problem ? new Aside(row.Seq, index, problem, item.Detail, mapping.Tries, time.GetUtcNow()) : null;
        await journal.SettleAsync([Settlement.One(row, index, state, aside)], cancellationToken);
        return state switch
        {
            ItemState.Mapped => new ReplayResult(ReplayOutcome.Mapped, null),
            ItemState.Ignored => new ReplayResult(ReplayOutcome.Ignored, null),
            _ => new ReplayResult(ReplayOutcome.StillAside, item.Problem),
        };
    }

    /// <summary>Writes the item's facts; null, or what the store has against them.</summary>
    private async Task<string?> RefusedAsync(JournalRow row, MappedItem item, CancellationToken cancellationToken)
    {
        try
        {
            // The same id whenever it is tried: a replay that was killed before the journal heard of it has no second effect.
            var batch = new FactBatch($"journal/replay/{row.Source}/{row.Seq}.{item.Index}", row.Source);
            var gather = new FactGather();
            foreach (var fact in item.Facts) gather.Add(fact);
            gather.AddTo(batch);
            await facts.WriteAsync(batch, cancellationToken);
            return null;
        }
        catch (Exception refusal) when (refusal is not (OperationCanceledException or ObjectDisposedException or FactStoreException))
        {
            return refusal.Message;
        }
    }

    private async Task<JournalRow?> WaitingAsync(AsidePlace place, CancellationToken cancellationToken) =>
        await journal.ReadAsync(store => store.RowAt(place.Delivery), cancellationToken) is { } row && IsWaiting(row, place.Item) ? row : null;

    private static bool IsWaiting(JournalRow row, int item) =>
        item >= 0 && item < row.States.Length && row.States[item] == (byte)ItemState.Quarantined;
}
