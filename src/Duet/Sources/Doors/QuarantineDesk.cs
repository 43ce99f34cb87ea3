using System.Globalization;
using Duet.Access;
using Duet.Platform.Journal.Quarantining;
using Duet.Platform.Journal.Storage;

namespace Duet.Sources.Doors;

/// <summary>What the caller may do about items in quarantine; each deed is in the audit log.</summary>
internal sealed class QuarantineDesk(Quarantine quarantine, Caller caller, Audit audit)
{
    public const int PageSize = 50;

    public bool MaySeeBytes => caller.Can(Permission.RawRead);

    /// <summary>How many wait, by reason, source and door, most first.</summary>
    public Task<IReadOnlyList<AsideCount>> CountAsync(CancellationToken cancellationToken)
    {
        caller.Demand(Permission.QuarantineManage);
        return quarantine.CountAsync(cancellationToken);
    }

    public Task<IReadOnlyList<AsideRow>> ListAsync(AsideFilter filter, AsidePlace? before, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.QuarantineManage);
        return quarantine.ListAsync(filter, before, PageSize, cancellationToken);
    }

    /// <summary>The item without a look at its bytes; null where it does not wait (any more).</summary>
    public async Task<QuarantinedItem?> FindAsync(AsidePlace place, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.QuarantineManage);
        return await quarantine.FindAsync(place, cancellationToken) is { } item ? item with { Text = "" } : null;
    }

    /// <summary>The item with its bytes, for a reason that is recorded.</summary>
    public async Task<QuarantinedItem?> OpenAsync(AsidePlace place, string reason, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.QuarantineManage);
        caller.Demand(Permission.RawRead);
        var item = await quarantine.FindAsync(place, cancellationToken);
        if (item is not null)
            await audit.RecordAsync(new AuditEntry(caller.AuditName, "raw.read", NameOf(place), reason), cancellationToken);
        return item;
    }

    public async Task<ReplayResult> ReplayAsync(AsidePlace place, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.QuarantineManage);
        var result = await quarantine.ReplayAsync(place, cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "quarantine.replay", NameOf(place), After: result.Problem ?? result.Outcome.ToString()), cancellationToken);
        return result;
    }

    public async Task<ReplaySummary> ReplayAllAsync(AsideFilter filter, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.QuarantineManage);
        var summary = await quarantine.ReplayAllAsync(filter, null, cancellationToken);
        await audit.RecordAsync(
            new AuditEntry(
                caller.AuditName, "quarantine.replay", $"quarantine:{filter.Reason ?? "*"} {filter.Source ?? "*"} {filter.Door ?? "*"}",
                After: string.Create(CultureInfo.InvariantCulture, $"{summary.Mapped + summary.Ignored} of {summary.Tried}")),
            cancellationToken);
        return summary;
    }

    /// <summary>False where it does not wait (any more).</summary>
    public async Task<bool> DiscardAsync(AsidePlace place, string reason, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.QuarantineManage);
        if (!await quarantine.DiscardAsync(place, reason, cancellationToken))
            return false;
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "quarantine.discard", NameOf(place), reason), cancellationToken);
        return true;
    }

    private static string NameOf(AsidePlace place) => string.Create(CultureInfo.InvariantCulture, $"delivery:{place.Delivery}.{place.Item}");
}
