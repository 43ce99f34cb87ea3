using Duet.Platform.Journal.Storage;

namespace Duet.Platform.Journal;

/// <summary>Puts the balances together from what is written and what was counted at the entrance.</summary>
internal static class Balances
{
    /// <param name="before">What was written when the process began.</param>
    /// <param name="sums">What is written now.</param>
    /// <param name="counts">What was counted since the process began.</param>
    public static IReadOnlyList<Balance> Of(IReadOnlyDictionary<Entrance, Tally> before, JournalSums sums, LineCounts counts) =>
    [
        .. sums.Tallies.Keys.Union(counts.Entered.Keys).Union(sums.Refusals.Keys.Select(r => new Entrance(r.Door, r.Source)))
            .OrderBy(entrance => entrance.Door, StringComparer.Ordinal).ThenBy(entrance => entrance.Source, StringComparer.Ordinal)
            .Select(entrance => Of(entrance, before, sums, counts)),
    ];

    private static Balance Of(Entrance entrance, IReadOnlyDictionary<Entrance, Tally> before, JournalSums sums, LineCounts counts)
    {
        var tally = sums.Tallies.GetValueOrDefault(entrance) ?? new Tally();
        var refused = sums.Refusals.Concat(counts.Refusals)
            .Where(count => count.Key.Door == entrance.Door && count.Key.Source == entrance.Source)
            .GroupBy(count => count.Key.Reason, count => count.Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(), StringComparer.Ordinal);
        return new Balance
        {
            Door = entrance.Door,
            Source = entrance.Source,
            Received = (before.GetValueOrDefault(entrance)?.Received ?? 0) + counts.Entered.GetValueOrDefault(entrance),
            Journaled = tally.Journaled,
            Duplicate = tally.Duplicate,
            RefusedBy = refused,
            InFlight = counts.InFlight.GetValueOrDefault(entrance),
            Items = tally.Items,
            Mapped = tally.Mapped,
            Ignored = tally.Ignored,
            DuplicateItems = tally.DuplicateItems,
            Quarantined = tally.Quarantined,
            Pending = sums.Pending.GetValueOrDefault(entrance),
        };
    }
}
