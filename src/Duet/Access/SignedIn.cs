using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>Accounts behind cookies: asked at every request, so that a disabled account or a new password ends them at once.</summary>
internal sealed class SignedIn(IDbContextFactory<AppDb> records)
{
    private readonly Func<AppDb, Guid, Task<Account?>> find = EF.CompileAsyncQuery(
        (AppDb db, Guid id) => db.Set<Account>().AsNoTracking().SingleOrDefault(account => account.Id == id));

    /// <summary>The account, where it may come in and the stamp is its stamp of now.</summary>
    public async Task<Account?> FindAsync(Guid id, string stamp, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await find(db, id) is { DisabledAt: null } account && account.SecurityStamp == stamp ? account : null;
    }
}
