using System.Text.RegularExpressions;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>Keys for programs: made, listed, revoked, recognised.</summary>
internal sealed partial class Keys(IDbContextFactory<AppDb> records, TimeProvider time)
{
    /// <summary>Makes a key. Its text is answered once and never stored.</summary>
    public async Task<KeyAnswer> AddAsync(string name, CancellationToken cancellationToken)
    {
        if (!Name().IsMatch(name) || name.Length > ApiKey.LongestName)
            return new KeyAnswer(null, KeyRefusal.BadName);
        var text = KeyText.Create();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<ApiKey>().AnyAsync(key => key.Name == name, cancellationToken))
            return new KeyAnswer(null, KeyRefusal.NameTaken);
        db.Add(new ApiKey
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Name = name,
            Prefix = KeyText.PrefixOf(text),
            Hash = KeyText.Hash(text),
            CreatedAt = time.GetUtcNow(),
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
        return new KeyAnswer(text, null);
    }

    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<ApiKey>().AsNoTracking().OrderBy(key => key.Name).ToListAsync(cancellationToken);
    }

    /// <summary>False where no key has the name.</summary>
    public async Task<bool> RevokeAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<ApiKey>().Where(key => key.Name == name).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    /// <summary>The key behind a text that a program sent, marked as used today; null where there is none.</summary>
    public async Task<ApiKey?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (!KeyText.IsWellFormed(text))
            return null;
        var hash = KeyText.Hash(text);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var key = await db.Set<ApiKey>().AsNoTracking().SingleOrDefaultAsync(key => key.Hash == hash, cancellationToken);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (key is not null && key.LastUsedOn != today)
            await db.Set<ApiKey>().Where(used => used.Id == key.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(used => used.LastUsedOn, today), cancellationToken);
        return key;
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{Nd} ._-]*$")]
    private static partial Regex Name();
}

/// <summary>The text of a new key, or why there is none.</summary>
internal sealed record KeyAnswer(string? Text, KeyRefusal? Refusal);

internal enum KeyRefusal
{
    /// <summary>Names have letters, digits, blanks, dots, hyphens, underscores: 60 at most, a letter or digit first.</summary>
    BadName,
    NameTaken,
}
