using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>The role that bounds what a caller may give to others.</summary>
internal static class Givers
{
    /// <summary>The role as it is now, within the work that relies on it; null where the account is gone or disabled.</summary>
    public static async Task<Role?> GiverAsync(this AppDb db, Caller caller, CancellationToken cancellationToken) =>
        caller.AccountId is { } id ? await db.GiverAsync(id, cancellationToken) : caller.Role;

    public static async Task<Role?> GiverAsync(this AppDb db, Guid account, CancellationToken cancellationToken) =>
        await db.Set<Account>().Where(known => known.Id == account && known.DisabledAt == null)
            .Select(known => (Role?)known.Role).SingleOrDefaultAsync(cancellationToken);
}
