using System.Text.RegularExpressions;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>Keys for programs: made, listed, revoked, recognised.</summary>
internal sealed partial class Keys(IDbContextFactory<AppDb> records, RecordsChanges changes, Audit audit, Func<Matrix> matrix, TimeProvider time)
{
    private readonly KeyMemory<FoundKey> memory = new(changes);

    // Compiled once: doors recognise a key per delivery.
    private readonly Func<AppDb, byte[], Task<FoundKey?>> find = EF.CompileAsyncQuery((AppDb db, byte[] hash) => (
        from key in db.Set<ApiKey>().AsNoTracking()
        where key.Hash == hash
        join account in db.Set<Account>() on key.IssuedBy equals (Guid?)account.Id into makers
        from maker in makers.DefaultIfEmpty()
        select new FoundKey(
            key, maker == null ? null : maker.Role, maker == null ? null : maker.DisabledAt, maker == null ? null : maker.PersonId))
        .SingleOrDefault());

    /// <summary>Makes a key for the caller. Its text is answered once and never stored.</summary>
    public async Task<KeyAnswer> AddAsync(KeyRequest request, Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.KeysManage);
        IReadOnlyList<string> scopes = request.Scopes.Count > 0 ? [.. request.Scopes.Distinct().Order(StringComparer.Ordinal)] : Scopes.Default;
        if (Refuse(request, scopes, caller.Role!.Value) is { } refusal)
            return new KeyAnswer(null, refusal);
        var text = KeyText.Create();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<ApiKey>().AnyAsync(key => key.Name == request.Name, cancellationToken))
            return new KeyAnswer(null, KeyRefusal.NameTaken);
        db.Add(new ApiKey
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Name = request.Name,
            Prefix = KeyText.PrefixOf(text),
            Hash = KeyText.Hash(text),
            CreatedAt = time.GetUtcNow(),
            Scopes = [.. scopes],
            ExpiresAt = request.ExpiresAt,
            IssuedBy = caller.AccountId,
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Somebody took the name between the question and the answer.
            return new KeyAnswer(null, KeyRefusal.NameTaken);
        }
        await audit.RecordAsync(
            new AuditEntry(caller.AuditName, "key.add", $"key:{request.Name}", After: string.Join(' ', scopes)), cancellationToken);
        return new KeyAnswer(text, null);
    }

    /// <summary>The keys that the caller may revoke: all, or their own.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.KeysManage);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await Of(db, caller).AsNoTracking().OrderBy(key => key.Name).ToListAsync(cancellationToken);
    }

    /// <summary>False where no key has the name, or not one of the caller's.</summary>
    public async Task<bool> RevokeAsync(string name, Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.KeysManage);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await Of(db, caller).Where(key => key.Name == name).ExecuteDeleteAsync(cancellationToken) != 1)
            return false;
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "key.revoke", $"key:{name}"), cancellationToken);
        return true;
    }

    /// <summary>The key behind a text that a program sent, marked as used today; null where there is none that is good now.</summary>
    public async Task<LiveKey?> FindAsync(string text, CancellationToken cancellationToken)
    {
        // An impossible text is looked for too, so that all refusals take equally long.
        var hash = KeyText.Hash(text);
        var now = time.GetUtcNow();
        if (await memory.FindAsync(hash, () => LookAsync(hash)) is not { } found || !found.IsGood(now))
            return null;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (found.Key.LastUsedOn != today)
            await UsedAsync(found.Key.Id, today, cancellationToken);
        return new LiveKey(found.Key, found.Role ?? Role.Owner, found.PersonId);
    }

    private async Task<FoundKey?> LookAsync(byte[] hash)
    {
        await using var db = await records.CreateDbContextAsync();
        return await find(db, hash);
    }

    private async Task UsedAsync(Guid id, DateOnly today, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Set<ApiKey>().Where(used => used.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(used => used.LastUsedOn, today), cancellationToken);
    }

    private KeyRefusal? Refuse(KeyRequest request, IReadOnlyList<string> scopes, Role role) =>
        !Name().IsMatch(request.Name) || request.Name.Length > ApiKey.LongestName ? KeyRefusal.BadName
        : scopes.Except(matrix().ScopesOf(role)).Any() ? KeyRefusal.BadScope
        : request.ExpiresAt <= time.GetUtcNow() ? KeyRefusal.BadExpiry
        : null;

    private static IQueryable<ApiKey> Of(AppDb db, Caller caller) => caller.Reach(Permission.KeysManage) is Grant.Yes
        ? db.Set<ApiKey>()
        : db.Set<ApiKey>().Where(key => key.IssuedBy == caller.AccountId);

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{Nd} ._-]*$")]
    private static partial Regex Name();

    private sealed record FoundKey(ApiKey Key, Role? Role, DateTimeOffset? DisabledAt, int? PersonId)
    {
        // Made on the host: nobody to ask. Made by an account that is gone: nobody to answer for it.
        public bool IsGood(DateTimeOffset now) =>
            (Key.IssuedBy is null || Role is not null) && DisabledAt is null && !(Key.ExpiresAt <= now);
    }
}
