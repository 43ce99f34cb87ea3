using System.Security.Cryptography;
using System.Text;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>
/// Locks a mail address after wrong passwords, known or not, so that neither a password nor the existence
/// of an account can be found by trying. Kept in the records, so that a restart does not forgive.
/// </summary>
internal sealed class SignInThrottle(IDbContextFactory<AppDb> records, TimeProvider time)
{
    public const int Attempts = 5;

    /// <summary>Addresses remembered at most; beyond, those with the fewest failures go first.</summary>
    public const int MostRemembered = 10_000;

    public static TimeSpan Locked { get; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Counts an attempt before its password is looked at, so that many at once do not get more tries than one after another.
    /// </summary>
    /// <returns>How many attempts have been made, this one included; null where the address is locked.</returns>
    public async Task<int?> BeginAsync(string mail, CancellationToken cancellationToken)
    {
        var hash = Hash(mail);
        var now = time.GetUtcNow();
        var over = now - Locked;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var failures = db.Set<SignInFailure>();
        // Twice: another attempt may add the row between the question and the answer.
        for (var round = 0; round < 2; round++)
        {
            if (await failures.Where(known => known.Hash == hash && known.Last <= over)
                .ExecuteUpdateAsync(set => set.SetProperty(known => known.Count, 1).SetProperty(known => known.Last, now), cancellationToken) == 1)
                return 1;
            if (await failures.Where(known => known.Hash == hash && known.Count < Attempts)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(known => known.Count, known => known.Count + 1).SetProperty(known => known.Last, now), cancellationToken) == 1)
                return await failures.Where(known => known.Hash == hash).Select(known => known.Count).SingleOrDefaultAsync(cancellationToken);
            if (await failures.AnyAsync(known => known.Hash == hash, cancellationToken))
                return null;
            if (await AddAsync(hash, now, cancellationToken))
                return 1;
        }
        return null;
    }

    /// <summary>Forgets the failures of an address: its password was right, or was set anew.</summary>
    public async Task ForgiveAsync(string mail, CancellationToken cancellationToken)
    {
        var hash = Hash(mail);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Set<SignInFailure>().Where(known => known.Hash == hash).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<bool> AddAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await MakeRoomAsync(db, now, cancellationToken);
        db.Add(new SignInFailure { Hash = hash, Count = 1, Last = now });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }

    private static async Task MakeRoomAsync(AppDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var failures = db.Set<SignInFailure>();
        if (await failures.CountAsync(cancellationToken) < MostRemembered)
            return;
        var over = now - Locked;
        if (await failures.Where(known => known.Last <= over).ExecuteDeleteAsync(cancellationToken) > 0)
            return;
        // Those that are locked stay longest: a flood of made-up addresses must not open them again.
        var first = await failures.OrderBy(known => known.Count).ThenBy(known => known.Last)
            .Select(known => known.Hash).Take(MostRemembered / 10).ToListAsync(cancellationToken);
        await failures.Where(known => first.Contains(known.Hash)).ExecuteDeleteAsync(cancellationToken);
    }

    private static byte[] Hash(string mail) => SHA256.HashData(Encoding.UTF8.GetBytes(mail));
}
