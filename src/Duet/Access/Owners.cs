using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>An installation keeps one owner who may sign in, whatever happens at the same time.</summary>
internal static class Owners
{
    /// <summary>
    /// Locks the owners' rows until the transaction ends: of two who demote each other the second sees what the first did.
    /// Writing a row is the one lock that both databases have.
    /// </summary>
    public static Task HoldOwnersAsync(this AppDb db, CancellationToken cancellationToken) =>
        db.Set<Account>().Where(account => account.Role == Role.Owner)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.Name, account => account.Name), cancellationToken);

    public static Task<bool> HasOwnerBesideAsync(this AppDb db, Guid id, CancellationToken cancellationToken) =>
        db.Set<Account>().AnyAsync(
            account => account.Id != id && account.Role == Role.Owner && account.DisabledAt == null, cancellationToken);
}
