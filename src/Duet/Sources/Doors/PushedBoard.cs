using Duet.Platform.Journal;

namespace Duet.Sources.Doors;

/// <summary>What programs send: by source and door, with what became of it.</summary>
internal sealed class PushedBoard(IJournal journal, LastDeliveries last)
{
    public async Task<IReadOnlyList<PushedView>> ListAsync(CancellationToken cancellationToken)
    {
        List<PushedView> views = [];
        foreach (var balance in (await journal.BalancesAsync(cancellationToken)).OrderBy(balance => balance.Source, StringComparer.Ordinal))
            views.Add(new PushedView(balance, await last.FindAsync(balance.Door, balance.Source, cancellationToken)));
        return views;
    }
}

/// <summary>One source at one door.</summary>
/// <param name="Balance">What came, and what became of it.</param>
/// <param name="LastAt">The last delivery that was kept; null where it lies far back.</param>
internal sealed record PushedView(Balance Balance, DateTimeOffset? LastAt);
